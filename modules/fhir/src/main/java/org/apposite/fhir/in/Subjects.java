package org.apposite.fhir.in;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hl7.fhir.r4.model.AllergyIntolerance;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.jspecify.annotations.Nullable;

/** Keeps to the one patient of a record. */
final class Subjects {

    private Subjects() {}

    /** The patient's own resources that can be read; a note tells of the others. */
    static List<FhirRecord.Entry> own(FhirRecord record, CaseDraft draft) {
        List<FhirRecord.Entry> patients = record.entries().stream()
                .filter(entry -> entry.resource() instanceof Patient)
                .toList();
        Set<String> names =
                new TreeSet<>(patients.stream().map(FhirRecord.Entry::name).toList());
        if (names.size() > 1) {
            throw new IllegalArgumentException("a record is of one patient; this one has " + String.join(", ", names));
        }
        // A resource that several searches found is read once; the order at hand takes the place of its older self.
        Map<String, FhirRecord.Entry> all = new LinkedHashMap<>();
        record.entries().forEach(entry -> all.putIfAbsent(entry.name(), entry));
        record.order().ifPresent(order -> all.put(order.name(), order));
        @Nullable
        String patient =
                names.isEmpty() ? onlySubject(all.values()) : names.iterator().next();
        List<FhirRecord.Entry> own = new ArrayList<>();
        for (FhirRecord.Entry entry : all.values()) {
            if (isReadable(entry, draft) && isOf(entry, patient, draft)) {
                own.add(entry);
            }
        }
        return own;
    }

    /** Without a Patient, all resources must be of the same one. */
    private static @Nullable String onlySubject(Collection<FhirRecord.Entry> entries) {
        Set<String> subjects = new TreeSet<>();
        for (FhirRecord.Entry entry : entries) {
            subject(entry.resource())
                    .filter(Reference::hasReference)
                    .ifPresent(reference -> subjects.add(plain(reference.getReference())));
        }
        if (subjects.size() > 1) {
            throw new IllegalArgumentException(
                    "a record is of one patient; its resources are of " + String.join(", ", subjects));
        }
        return subjects.isEmpty() ? null : subjects.iterator().next();
    }

    private static boolean isReadable(FhirRecord.Entry entry, CaseDraft draft) {
        if (entry.resource() instanceof OperationOutcome) {
            draft.note(entry.name(), "a search failed; what it would have found is not known");
            return false;
        }
        if (entry.resource() instanceof DomainResource resource
                && (resource.hasModifierExtension() || resource.hasImplicitRules())) {
            draft.note(entry.name(), "has an unknown modifier; it is ignored");
            return false;
        }
        return true;
    }

    private static boolean isOf(FhirRecord.Entry entry, @Nullable String patient, CaseDraft draft) {
        Resource resource = entry.resource();
        Optional<Reference> subject = subject(resource);
        if (subject.isEmpty()) {
            return resource instanceof Patient;
        }
        if (!subject.get().hasReference()) {
            if (resource instanceof QuestionnaireResponse) {
                return true;
            }
            draft.note(entry.name(), "does not say whose it is; it is ignored");
            return false;
        }
        if (resource instanceof Observation observation && observation.hasFocus()) {
            draft.note(entry.name(), "is about somebody other than the patient; it is ignored");
            return false;
        }
        if (patient != null && !names(subject.get(), patient)) {
            draft.note(entry.name(), "belongs to another patient; it is ignored");
            return false;
        }
        return true;
    }

    /** Whether a reference, relative or absolute, with a version or without, names a resource. */
    static boolean names(Reference reference, String name) {
        if (!reference.hasReference()) {
            return false;
        }
        String target = plain(reference.getReference());
        String plainName = plain(name);
        return target.equals(plainName) || target.endsWith("/" + plainName) || plainName.endsWith("/" + target);
    }

    private static String plain(String reference) {
        int version = reference.indexOf("/_history/");
        return version < 0 ? reference : reference.substring(0, version);
    }

    private static Optional<Reference> subject(Resource resource) {
        if (resource instanceof Condition one) {
            return Optional.of(one.getSubject());
        } else if (resource instanceof Observation one) {
            return Optional.of(one.getSubject());
        } else if (resource instanceof DiagnosticReport one) {
            return Optional.of(one.getSubject());
        } else if (resource instanceof ImagingStudy one) {
            return Optional.of(one.getSubject());
        } else if (resource instanceof ServiceRequest one) {
            return Optional.of(one.getSubject());
        } else if (resource instanceof Procedure one) {
            return Optional.of(one.getSubject());
        } else if (resource instanceof AllergyIntolerance one) {
            return Optional.of(one.getPatient());
        } else if (resource instanceof Device one) {
            return Optional.of(one.getPatient());
        } else if (resource instanceof Encounter one) {
            return Optional.of(one.getSubject());
        } else if (resource instanceof QuestionnaireResponse one) {
            return Optional.of(one.getSubject());
        }
        return Optional.empty();
    }
}

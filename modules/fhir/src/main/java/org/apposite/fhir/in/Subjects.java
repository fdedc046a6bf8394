package org.apposite.fhir.in;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apposite.fhir.identity.Entries;
import org.apposite.fhir.identity.Entry;
import org.apposite.fhir.identity.Persons;
import org.apposite.fhir.identity.Who;
import org.apposite.fhir.identity.Whose;
import org.apposite.fhir.sent.SearchAnswer;
import org.apposite.fhir.sent.Stated;
import org.apposite.fhir.words.Remark;
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
import org.hl7.fhir.r4.model.RelatedPerson;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.jspecify.annotations.Nullable;

/** Keeps to the one patient of a record. */
final class Subjects {

    private Subjects() {}

    /**
     * The patient's own resources that can be read; a note tells of the others.
     *
     * @throws IllegalArgumentException when the host does not say who is meant, and there are two
     */
    static List<Entry> own(Entries entries, @Nullable Who patient, CaseDraft draft) {
        Persons persons = Persons.of(entries, patient, Subjects::subject);
        List<Entry> own = new ArrayList<>();
        for (Entry entry : entries.all()) {
            if (isOf(entry, persons, draft) && isReadable(entry, draft)) {
                own.add(entry);
            }
        }
        return own;
    }

    private static boolean isReadable(Entry entry, CaseDraft draft) {
        if (entry.resource() instanceof OperationOutcome outcome) {
            if (SearchAnswer.isFailure(outcome)) {
                draft.note(entry.name(), Remark.of("search-failed"));
                draft.imagingUnclear = true;
            }
            return false;
        }
        Resource resource = entry.resource();
        if (resource.hasImplicitRules() || (resource instanceof DomainResource own && own.hasModifierExtension())) {
            draft.note(entry.name(), Remark.of("modified"));
            draft.imagingUnclear |= isImaging(resource);
            return false;
        }
        if (resource instanceof DomainResource own
                && own.getExtension().stream().anyMatch(Stated::isReason)) {
            draft.note(entry.name(), Remark.of("says-not-known"));
            draft.imagingUnclear |= isImaging(resource);
            return false;
        }
        return true;
    }

    private static boolean isOf(Entry entry, Persons persons, CaseDraft draft) {
        Resource resource = entry.resource();
        if (resource instanceof OperationOutcome) {
            return true;
        }
        if (resource instanceof Patient || resource instanceof RelatedPerson) {
            if (!persons.isPatient(entry)) {
                draft.setAside(entry.name(), Remark.of("another-person"));
            }
            return persons.isPatient(entry);
        }
        Optional<Reference> subject = subject(resource);
        if (subject.isEmpty()) {
            return false;
        }
        Whose whose = persons.whose(entry, subject.get());
        boolean isForm = resource instanceof QuestionnaireResponse && whose == Whose.UNSAID && !persons.areNamed();
        if (whose != Whose.OWN && !isForm) {
            draft.setAside(entry.name(), whose.note());
            if (whose != Whose.ANOTHER) {
                draft.unclaimed.add(entry);
            }
            draft.imagingUnclear |= whose != Whose.ANOTHER && isImaging(resource);
            return false;
        }
        if (resource instanceof Observation observation && observation.hasFocus()) {
            draft.setAside(entry.name(), Remark.of("about-another"));
            return false;
        }
        return true;
    }

    private static boolean isImaging(Resource resource) {
        return resource instanceof DiagnosticReport
                || resource instanceof ImagingStudy
                || resource instanceof Procedure;
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

package org.apposite.fhir.in;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apposite.fhir.in.CaseDraft.Complaint;
import org.apposite.fhir.in.CaseDraft.Value;
import org.apposite.fhir.mapping.DatumCodes;
import org.apposite.fhir.mapping.Mapping;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.patient.Age;
import org.apposite.patient.PatientCase;
import org.apposite.patient.PatientCaseBuilder;
import org.apposite.patient.Region;

/** Puts together the complaint: which it is, where, since when, and at what level its signs are. */
final class ComplaintAssembly {

    private final CaseDraft draft;
    private final SourcedCase made;

    ComplaintAssembly(CaseDraft draft, SourcedCase made) {
        this.draft = draft;
        this.made = made;
    }

    void assemble() {
        List<Complaint> complaints = symptom().map(this::of).orElse(List.of());
        region(complaints);
        duration(complaints);
        Value<Region> examined = draft.examinedAt;
        if (examined != null) {
            made.builder.examinedAt(examined.value());
            made.origin("examination", examined.value().code(), examined);
        }
    }

    /** The symptom that was answered, or else the first of the mapping that a resource tells. */
    private Optional<String> symptom() {
        Value<String> answered = draft.symptom;
        if (answered != null) {
            made.builder.symptom(answered.value());
            made.origin(DatumCodes.COMPLAINT, answered.value(), answered);
            return Optional.of(answered.value());
        }
        Optional<String> symptom = draft.mapping.terms().stream()
                .filter(term -> term.kind() == Kind.SYMPTOM)
                .map(Mapping.Term::code)
                .filter(code -> !of(code).isEmpty())
                .findFirst();
        symptom.ifPresent(code -> {
            made.builder.symptom(code);
            made.origin(DatumCodes.COMPLAINT, code, resources(of(code)));
        });
        return symptom;
    }

    private List<Complaint> of(String symptom) {
        return draft.complaints.stream()
                .filter(one -> one.symptom().equals(symptom))
                .toList();
    }

    private static Set<String> resources(Collection<Complaint> complaints) {
        Set<String> resources = new LinkedHashSet<>();
        complaints.forEach(one -> resources.add(one.resource()));
        return resources;
    }

    private void region(List<Complaint> complaints) {
        Value<Region> answered = draft.region;
        if (answered != null) {
            made.builder.region(answered.value());
            made.origin(DatumCodes.REGION, answered.value().code(), answered);
            return;
        }
        List<Complaint> placed =
                complaints.stream().filter(one -> one.region().isPresent()).toList();
        Optional<Region> joined =
                placed.stream().flatMap(one -> one.region().stream()).reduce(Region::joinedWith);
        joined.map(region -> region.isOfPain() ? region : Region.DIFFUSE).ifPresent(region -> {
            made.builder.region(region);
            made.origin(DatumCodes.REGION, region.code(), resources(placed));
        });
    }

    /** Of several the longest counts; a complaint with a first day that is not told to the day tells none. */
    private void duration(List<Complaint> complaints) {
        Value<Integer> longest = draft.durationDays;
        if (longest == null) {
            for (Complaint one : complaints) {
                Days since = one.since().orElse(null);
                if (since == null || since.first().isAfter(draft.today)) {
                    continue;
                }
                int days = (int) (draft.today.toEpochDay() - since.first().toEpochDay());
                if (!since.isOneDay()) {
                    draft.note(one.resource(), "began " + since + "; how long it has lasted is not told closely");
                } else if (longest == null || days > longest.value()) {
                    longest = new Value<>(days, one.resource());
                }
            }
        }
        if (longest != null) {
            PatientCaseBuilder tried = PatientCase.builder().durationDays(longest.value());
            Value<Age> age = draft.age;
            if (age != null && tried.age(age.value()).buildIfConsistent().isEmpty()) {
                draft.note(longest.resource(), "says that the complaint is older than the patient; it is not counted");
                return;
            }
            made.builder.durationDays(longest.value());
            made.origin(DatumCodes.DURATION, longest.value() + (longest.value() == 1 ? " day" : " days"), longest);
        }
    }
}

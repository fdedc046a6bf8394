package org.apposite.fhir.in;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apposite.fhir.in.CaseDraft.Value;
import org.apposite.fhir.in.FhirCase.Note;
import org.apposite.fhir.in.FhirCase.Origin;
import org.apposite.fhir.mapping.StudyKinds;
import org.apposite.model.Region;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.patient.PatientCase;
import org.apposite.patient.PatientCaseBuilder;
import org.apposite.patient.Presence;
import org.apposite.patient.PriorImaging;

/** A case that is being built, and where each of its facts came from. For one use. */
final class SourcedCase {

    final PatientCaseBuilder builder = PatientCase.builder();

    private final Vocabulary vocabulary;
    private final List<Origin> origins = new ArrayList<>();

    SourcedCase(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /** The area that a study has to show; empty when unknown. */
    Optional<Region> area() {
        return StudyKinds.area(builder.build(), vocabulary);
    }

    void origin(String fact, Object value, Value<?> source) {
        origin(fact, value, List.of(source.resource()));
    }

    void origin(String fact, Object value, Collection<String> resources) {
        Vocabulary.Term term = vocabulary.terms().get(fact);
        String display = term == null ? fact : term.display();
        origins.add(new Origin(fact, display, value.toString(), List.copyOf(resources)));
    }

    /**
     * The case, and what it would be.
     *
     * @param setAside the terms that the record names without saying for sure that they hold
     * @param studies all studies, if what diagnoses say that imaging shows is so; empty where that adds none
     * @param days of which day resources are, by name; those that an origin names are kept
     */
    FhirCase with(List<Note> notes, Set<String> setAside, List<PriorImaging> studies, Map<String, String> days) {
        PatientCase patient = builder.build();
        Map<String, String> dates = new HashMap<>(days);
        dates.keySet()
                .retainAll(origins.stream()
                        .flatMap(origin -> origin.resources().stream())
                        .toList());
        return new FhirCase(patient, origins, notes, setAside, supposed(patient, setAside, studies), dates);
    }

    private PatientCase supposed(PatientCase patient, Set<String> setAside, List<PriorImaging> studies) {
        if (setAside.isEmpty() && studies.isEmpty()) {
            return patient;
        }
        PatientCaseBuilder supposed = patient.toBuilder();
        for (String code : setAside) {
            Vocabulary.Term term = vocabulary.terms().get(code);
            if (term != null
                    && term.kind() == Kind.COMPLAINT
                    && patient.complaint().isEmpty()) {
                supposed.complaint(code);
            } else if (term != null && term.isFinding()) {
                supposed.finding(code, Presence.PRESENT);
            }
        }
        PatientCase withoutStudies = possible(supposed).orElse(patient);
        return studies.isEmpty()
                ? withoutStudies
                : possible(withoutStudies.toBuilder().imaging(studies)).orElse(withoutStudies);
    }

    private Optional<PatientCase> possible(PatientCaseBuilder supposed) {
        return supposed.buildIfConsistent().filter(vocabulary::isConsistent);
    }
}

package org.apposite.authoring.diff;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apposite.model.Choice;
import org.apposite.model.Vocabulary;
import org.apposite.patient.PatientCase;
import org.apposite.patient.PatientCaseBuilder;

/** What a case states in the words of another vocabulary: what that does not have, nobody could have stated. */
final class Portable {

    private Portable() {}

    static PatientCase to(Vocabulary vocabulary, PatientCase patient) {
        Set<String> unknown = new LinkedHashSet<>(patient.findings().keySet());
        unknown.addAll(patient.choices().keySet());
        unknown.addAll(patient.measurements().keySet());
        unknown.removeIf(code -> isIn(vocabulary, patient, code));
        PatientCaseBuilder builder = patient.toBuilder();
        unknown.forEach(builder::notStated);
        patient.conditions()
                .ifPresent(listed -> builder.conditionsNotStated()
                        .conditions(listed.stream()
                                .filter(vocabulary.terms()::containsKey)
                                .toArray(String[]::new)));
        patient.imaging()
                .filter(studies -> !studies.stream()
                        .allMatch(one -> vocabulary.studyOf(one.kind()).isPresent()))
                .ifPresent(studies -> {
                    List<?> known = studies.stream()
                            .filter(one -> vocabulary.studyOf(one.kind()).isPresent())
                            .toList();
                    builder.imagingNotStated();
                    if (!known.isEmpty()) {
                        builder.imaging(studies.stream()
                                .filter(one -> vocabulary.studyOf(one.kind()).isPresent())
                                .toList());
                    }
                });
        return builder.build();
    }

    private static boolean isIn(Vocabulary vocabulary, PatientCase patient, String code) {
        Choice choice = vocabulary.choices().get(code);
        String value = patient.choices().get(code);
        return vocabulary.terms().containsKey(code)
                && (value == null || (choice != null && choice.values().containsKey(value)));
    }
}

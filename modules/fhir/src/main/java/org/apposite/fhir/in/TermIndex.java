package org.apposite.fhir.in;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apposite.fhir.mapping.Mapping;
import org.apposite.fhir.mapping.TerminologyCode;
import org.apposite.model.Vocabulary.Kind;
import org.hl7.fhir.r4.model.CodeableConcept;

/** Finds the terms that codes stand for. Immutable. */
final class TermIndex {

    private final Map<TerminologyCode, List<Match>> byCode = new HashMap<>();
    private final Map<TerminologyCode, List<Measured>> measured = new HashMap<>();
    private final Map<TerminologyCode, List<Mapping.Term>> choices = new HashMap<>();
    private final Map<TerminologyCode, List<Chosen>> values = new HashMap<>();

    /** A term, how a code stands to it, and the code. */
    record Match(Mapping.Term term, Mapping.Relation relation, TerminologyCode code) {}

    /** A measurement that tells a term. */
    record Measured(Mapping.Term term, Mapping.Measure measure) {}

    /** A choice and one of its values. */
    record Chosen(Mapping.Term term, String value) {}

    TermIndex(Mapping mapping) {
        for (Mapping.Term term : mapping.terms()) {
            term.relations().forEach((code, relation) -> {
                if (term.kind() == Kind.CHOICE) {
                    choices.computeIfAbsent(code, c -> new ArrayList<>()).add(term);
                } else {
                    byCode.computeIfAbsent(code, c -> new ArrayList<>()).add(new Match(term, relation, code));
                }
            });
            term.values()
                    .forEach((code, value) ->
                            values.computeIfAbsent(code, c -> new ArrayList<>()).add(new Chosen(term, value)));
            for (Mapping.Measure measure : term.measures()) {
                for (TerminologyCode code : measure.codes()) {
                    measured.computeIfAbsent(code, c -> new ArrayList<>()).add(new Measured(term, measure));
                }
            }
        }
    }

    /** What a concept stands for, each term once: where codes differ, by the one that names the term itself. */
    List<Match> of(CodeableConcept concept) {
        Map<String, Match> found = new LinkedHashMap<>();
        for (TerminologyCode code : TerminologyCode.of(concept)) {
            for (Match match : byCode.getOrDefault(code, List.of())) {
                found.merge(
                        match.term().code(),
                        match,
                        (one, other) -> one.relation().compareTo(other.relation()) <= 0 ? one : other);
            }
        }
        return List.copyOf(found.values());
    }

    /** The findings that a measurement with this code tells. */
    List<Measured> measuredBy(CodeableConcept concept) {
        return all(measured, concept);
    }

    /** The choices that a concept asks for. */
    List<Mapping.Term> choices(CodeableConcept concept) {
        return all(choices, concept);
    }

    /** The values of choices that a concept names. */
    List<Chosen> values(CodeableConcept concept) {
        return all(values, concept);
    }

    private static <T> List<T> all(Map<TerminologyCode, List<T>> byCode, CodeableConcept concept) {
        return TerminologyCode.of(concept).stream()
                .flatMap(code -> byCode.getOrDefault(code, List.of()).stream())
                .distinct()
                .toList();
    }
}

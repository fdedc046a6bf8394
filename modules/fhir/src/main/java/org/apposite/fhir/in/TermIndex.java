package org.apposite.fhir.in;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apposite.fhir.mapping.Mapping;
import org.apposite.fhir.mapping.TerminologyCode;
import org.hl7.fhir.r4.model.CodeableConcept;

/** Finds the terms that codes stand for. Immutable. */
final class TermIndex {

    private final Map<TerminologyCode, List<Match>> byCode = new HashMap<>();
    private final Map<TerminologyCode, List<Measured>> measured = new HashMap<>();

    /** A term, how a code stands to it, and the code. */
    record Match(Mapping.Term term, Mapping.Relation relation, TerminologyCode code) {}

    /** A measurement that tells a term. */
    record Measured(Mapping.Term term, Mapping.Measure measure) {}

    TermIndex(Mapping mapping) {
        for (Mapping.Term term : mapping.terms()) {
            term.relations()
                    .forEach((code, relation) ->
                            byCode.computeIfAbsent(code, c -> new ArrayList<>()).add(new Match(term, relation, code)));
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

    List<Measured> measuredBy(CodeableConcept concept) {
        return TerminologyCode.of(concept).stream()
                .flatMap(code -> measured.getOrDefault(code, List.of()).stream())
                .distinct()
                .toList();
    }
}

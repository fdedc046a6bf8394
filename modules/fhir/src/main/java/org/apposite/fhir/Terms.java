package org.apposite.fhir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.CodeableConcept;

/** Finds the terms that codes stand for. Immutable. */
final class Terms {

    private final Map<Code, List<Match>> byCode = new HashMap<>();
    private final Map<Code, List<Measured>> measured = new HashMap<>();

    /** A term, how a code stands to it, and the code. */
    record Match(Mapping.Term term, Mapping.Relation relation, Code code) {}

    /** A measurement that tells a term. */
    record Measured(Mapping.Term term, Mapping.Measure measure) {}

    Terms(Mapping mapping) {
        for (Mapping.Term term : mapping.terms()) {
            term.relations()
                    .forEach((code, relation) ->
                            byCode.computeIfAbsent(code, c -> new ArrayList<>()).add(new Match(term, relation, code)));
            for (Mapping.Measure measure : term.measures()) {
                for (Code code : measure.codes()) {
                    measured.computeIfAbsent(code, c -> new ArrayList<>()).add(new Measured(term, measure));
                }
            }
        }
    }

    /** What a concept stands for, each term once: where codes differ, by the one that names the term itself. */
    List<Match> of(CodeableConcept concept) {
        Map<String, Match> found = new LinkedHashMap<>();
        for (Code code : Code.of(concept)) {
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
        return Code.of(concept).stream()
                .flatMap(code -> measured.getOrDefault(code, List.of()).stream())
                .distinct()
                .toList();
    }
}

package org.apposite.fhir.in;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apposite.fhir.mapping.CodeSystems;
import org.apposite.fhir.mapping.Mapping;
import org.apposite.fhir.mapping.TerminologyCode;
import org.apposite.model.Vocabulary.Kind;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.jspecify.annotations.Nullable;

/** Finds the terms that codes stand for. Immutable. */
final class TermIndex {

    private final CodeSystems systems;
    private final Map<TerminologyCode, List<Match>> byCode = new HashMap<>();
    private final Map<TerminologyCode, List<Measured>> measured = new HashMap<>();
    private final Map<TerminologyCode, List<Mapping.Term>> choices = new HashMap<>();
    private final Map<TerminologyCode, List<Chosen>> values = new HashMap<>();

    /**
     * A term that is named.
     *
     * @param term the term
     * @param relation how its code stands to it
     * @param region for a complaint, the region that one of the codes tells; null when none does
     */
    record Match(
            Mapping.Term term,
            Mapping.Relation relation,
            @Nullable String region) {

        /** Of two codes for one term the one that names the term itself counts, and either tells the region. */
        private Match joinedWith(Match other) {
            if (relation.compareTo(other.relation) > 0) {
                return other.joinedWith(this);
            }
            return region != null ? this : new Match(term, relation, other.region);
        }
    }

    /** A measurement that tells a term. */
    record Measured(Mapping.Term term, Mapping.Measure measure) {}

    /** A choice and one of its values. */
    record Chosen(Mapping.Term term, String value) {}

    TermIndex(Mapping mapping) {
        this.systems = mapping.systems();
        for (Mapping.Term term : mapping.terms()) {
            term.relations().forEach((code, relation) -> {
                if (term.kind() == Kind.CHOICE) {
                    choices.computeIfAbsent(code, c -> new ArrayList<>()).add(term);
                } else {
                    byCode.computeIfAbsent(code, c -> new ArrayList<>())
                            .add(new Match(term, relation, term.regions().get(code)));
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

    /** What a concept stands for. */
    List<Match> of(CodeableConcept concept) {
        return of(systems.of(concept));
    }

    /** What codes stand for, each term once: where they differ, by the one that names the term itself. */
    List<Match> of(List<TerminologyCode> codes) {
        Map<String, Match> found = new LinkedHashMap<>();
        for (TerminologyCode code : codes) {
            for (Match match : byCode.getOrDefault(code, List.of())) {
                found.merge(match.term().code(), match, Match::joinedWith);
            }
        }
        return List.copyOf(found.values());
    }

    /** The findings that a measurement with these codes tells. */
    List<Measured> measuredBy(List<TerminologyCode> codes) {
        return all(measured, codes);
    }

    /** The choices that codes ask for. */
    List<Mapping.Term> choices(List<TerminologyCode> codes) {
        return all(choices, codes);
    }

    /** The values of choices that a concept names. */
    List<Chosen> values(CodeableConcept concept) {
        return values(systems.of(concept));
    }

    List<Chosen> values(List<TerminologyCode> codes) {
        return all(values, codes);
    }

    private static <T> List<T> all(Map<TerminologyCode, List<T>> byCode, List<TerminologyCode> codes) {
        return codes.stream()
                .flatMap(code -> byCode.getOrDefault(code, List.of()).stream())
                .distinct()
                .toList();
    }
}

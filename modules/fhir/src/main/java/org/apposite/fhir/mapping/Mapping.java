package org.apposite.fhir.mapping;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.patient.Presence;
import org.jspecify.annotations.Nullable;

/**
 * What a mapping file says, checked. Immutable.
 *
 * @param units UCUM units by the text that stands for them
 * @param absenceWindow how old an absence may be
 * @param contradictions what holds when present and absent are both said, by kind of term
 * @param terms the terms, in the order of the file
 * @param quantities how the quantities are read, by code
 * @param imaging how studies and orders are read
 * @param orderWindow how old a request may be to be the order
 * @param orderStatuses the statuses of such a request
 * @param answersWindow how old answers to the questionnaire may be
 * @param answersStatuses the statuses of such answers
 */
public record Mapping(
        Map<String, String> units,
        Window absenceWindow,
        Map<Kind, Presence> contradictions,
        List<Term> terms,
        Map<String, QuantityCodes> quantities,
        ImagingCodes imaging,
        Window orderWindow,
        Set<String> orderStatuses,
        Window answersWindow,
        Set<String> answersStatuses) {

    public Mapping {
        units = Map.copyOf(units);
        contradictions = Map.copyOf(contradictions);
        terms = List.copyOf(terms);
        quantities = Collections.unmodifiableMap(new LinkedHashMap<>(quantities));
        orderStatuses = Set.copyOf(orderStatuses);
        answersStatuses = Set.copyOf(answersStatuses);
    }

    /** The codes of the terms and quantities that some code of another system tells. */
    public Set<String> reachedFromOutside() {
        Set<String> reached = new HashSet<>();
        for (Term term : terms) {
            Stream<TerminologyCode> codes = Stream.of(
                            term.relations.keySet().stream(),
                            term.values.keySet().stream(),
                            term.measures.stream().flatMap(one -> one.codes().stream()))
                    .flatMap(all -> all);
            if (codes.anyMatch(code -> !Urls.isOwn(code.system()))) {
                reached.add(term.code());
            }
        }
        quantities.forEach((code, read) -> {
            if (read.equations().stream()
                    .flatMap(one -> one.codes().stream())
                    .anyMatch(one -> !Urls.isOwn(one.system()))) {
                reached.add(code);
            }
        });
        return reached;
    }

    /** How a code stands to its term. */
    public enum Relation {
        /** Names the term itself. */
        TERM,
        /** Names a kind of it. */
        KIND,
        /** Names a kind of it, once it is over. */
        PAST
    }

    /**
     * A term.
     *
     * @param code its code
     * @param kind what it is
     * @param display its name
     * @param window how old a statement may be
     * @param clinicalStatuses the statuses of a condition that make the term present
     * @param relations how codes stand to it
     * @param regions for a complaint, the region that a code tells
     * @param values for a choice, the value that a code tells
     * @param measures the measurements that tell it
     */
    public record Term(
            String code,
            Kind kind,
            String display,
            Window window,
            Set<String> clinicalStatuses,
            Map<TerminologyCode, Relation> relations,
            Map<TerminologyCode, String> regions,
            Map<TerminologyCode, String> values,
            List<Measure> measures) {

        public Term {
            clinicalStatuses = Set.copyOf(clinicalStatuses);
            relations = Map.copyOf(relations);
            regions = Map.copyOf(regions);
            values = Map.copyOf(values);
            measures = List.copyOf(measures);
        }
    }

    /**
     * A measurement that tells a finding.
     *
     * @param name what is measured
     * @param codes its codes
     * @param window how old it may be
     * @param atLeast from what on the finding is present, null when the laboratory's reference range tells it
     * @param plausible between what the value is believed, null when all is
     */
    public record Measure(
            String name,
            Set<TerminologyCode> codes,
            Window window,
            @Nullable Limit atLeast,
            @Nullable Span plausible) {

        public Measure {
            codes = Set.copyOf(codes);
        }
    }

    /** A value with its UCUM unit. */
    public record Limit(BigDecimal value, String unit) {}

    /** A range with its UCUM unit. */
    public record Span(BigDecimal from, BigDecimal to, String unit) {}
}

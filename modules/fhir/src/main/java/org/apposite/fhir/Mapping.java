package org.apposite.fhir;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.patient.Contrast;
import org.apposite.patient.ImagingFinding;
import org.apposite.patient.ImagingResult;
import org.apposite.patient.Presence;
import org.apposite.patient.Region;
import org.apposite.patient.Study;
import org.jspecify.annotations.Nullable;

/**
 * What a mapping file says, checked.
 *
 * @param units UCUM units by the text that stands for them
 * @param absenceWindow how old an absence may be
 * @param contradictions what holds when present and absent are both said, by kind of term
 * @param terms the terms, in the order of the file
 * @param egfr how the filtration rate is read
 * @param imaging how studies and orders are read
 * @param orderWindow how old a request may be to be the order
 * @param orderStatuses the statuses of such a request
 * @param answersWindow how old answers to the questionnaire may be
 * @param answersStatuses the statuses of such answers
 */
record Mapping(
        Map<String, String> units,
        Window absenceWindow,
        Map<Kind, Presence> contradictions,
        List<Term> terms,
        Egfr egfr,
        Imaging imaging,
        Window orderWindow,
        Set<String> orderStatuses,
        Window answersWindow,
        Set<String> answersStatuses) {

    Mapping {
        units = Map.copyOf(units);
        contradictions = Map.copyOf(contradictions);
        terms = List.copyOf(terms);
        orderStatuses = Set.copyOf(orderStatuses);
        answersStatuses = Set.copyOf(answersStatuses);
    }

    /** How a code stands to its term. */
    enum Relation {
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
     * @param regions for a symptom, the region that a code tells
     * @param measures the measurements that tell it
     */
    record Term(
            String code,
            Kind kind,
            String display,
            Window window,
            Set<String> clinicalStatuses,
            Map<Code, Relation> relations,
            Map<Code, Region> regions,
            List<Measure> measures) {

        Term {
            clinicalStatuses = Set.copyOf(clinicalStatuses);
            relations = Map.copyOf(relations);
            regions = Map.copyOf(regions);
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
    record Measure(
            String name,
            Set<Code> codes,
            Window window,
            @Nullable Limit atLeast,
            @Nullable Span plausible) {

        Measure {
            codes = Set.copyOf(codes);
        }
    }

    /** A value with its UCUM unit. */
    record Limit(BigDecimal value, String unit) {}

    /** A range with its UCUM unit. */
    record Span(BigDecimal from, BigDecimal to, String unit) {}

    /**
     * The filtration rate.
     *
     * @param window how old it may be
     * @param unit its UCUM unit
     * @param equations its codes
     * @param boundAtLeast from what on "more than" counts as its value, null when never
     * @param boundAtMost up to what "less than" counts as its value, null when never
     */
    record Egfr(
            Window window,
            String unit,
            List<Equation> equations,
            @Nullable BigDecimal boundAtLeast,
            @Nullable BigDecimal boundAtMost) {

        Egfr {
            equations = List.copyOf(equations);
        }
    }

    /**
     * Codes of a filtration rate by one kind of equation.
     *
     * @param name what it is
     * @param codes its codes
     * @param fromMonths the age from which it holds, in months
     */
    record Equation(String name, Set<Code> codes, int fromMonths) {

        Equation {
            codes = Set.copyOf(codes);
        }
    }

    /**
     * Studies.
     *
     * @param window how old a study of this illness may be
     * @param procedures what the codes of procedures mean
     * @param results what coded conclusions mean, the one that counts first
     */
    record Imaging(Window window, Map<Code, Procedure> procedures, List<Result> results) {

        Imaging {
            procedures = Map.copyOf(procedures);
            results = List.copyOf(results);
        }
    }

    /**
     * A study as a code names it.
     *
     * @param study its kind
     * @param region what it shows
     * @param contrast its contrast, null when the code does not tell it
     */
    record Procedure(Study study, Region region, @Nullable Contrast contrast) {}

    /**
     * What a coded conclusion means.
     *
     * @param studies of which studies
     * @param result the result
     * @param finding what the study shows, null when not told
     * @param codes the codes
     */
    record Result(
            Set<Study> studies,
            ImagingResult result,
            @Nullable ImagingFinding finding,
            Set<Code> codes) {

        Result {
            studies = Set.copyOf(studies);
            codes = Set.copyOf(codes);
        }
    }
}

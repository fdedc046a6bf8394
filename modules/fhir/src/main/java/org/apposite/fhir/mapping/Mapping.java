package org.apposite.fhir.mapping;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apposite.fhir.mapping.ImagingCodes.CodedStudy;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.patient.Presence;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.jspecify.annotations.Nullable;

/**
 * What a mapping file says, checked. Immutable.
 *
 * @param systems the names of code systems
 * @param units UCUM units by the text that stands for them
 * @param answers what codes of answers mean
 * @param known allergies and devices that are understood, and say nothing of a scan
 * @param absenceWindow how old an absence may be
 * @param contradictions what holds when present and absent are both said, by kind of term
 * @param terms the terms, in the order of the file
 * @param quantities how the quantities are read, by code
 * @param imaging how studies and orders are read
 * @param orderWindow how old a request may be to be the order
 * @param orderStatuses the statuses of such a request
 * @param visitWindow how long ago a visit may have begun whose reason counts
 * @param visitStatuses the statuses of such a visit
 * @param answersWindow how old answers to the questionnaire may be
 * @param answersStatuses the statuses of such answers
 */
public record Mapping(
        CodeSystems systems,
        Map<String, String> units,
        Answers answers,
        Set<TerminologyCode> known,
        Window absenceWindow,
        Map<Kind, Presence> contradictions,
        List<Term> terms,
        Map<String, QuantityCodes> quantities,
        ImagingCodes imaging,
        Window orderWindow,
        Set<String> orderStatuses,
        Window visitWindow,
        Set<String> visitStatuses,
        Window answersWindow,
        Set<String> answersStatuses) {

    public Mapping {
        units = Map.copyOf(units);
        known = Set.copyOf(known);
        contradictions = Map.copyOf(contradictions);
        terms = List.copyOf(terms);
        quantities = Collections.unmodifiableMap(new LinkedHashMap<>(quantities));
        orderStatuses = Set.copyOf(orderStatuses);
        visitStatuses = Set.copyOf(visitStatuses);
        answersStatuses = Set.copyOf(answersStatuses);
    }

    /** The study that a concept asks for or shows; empty when the mapping has none of its codes, or they contradict each other. */
    public Optional<CodedStudy> study(CodeableConcept concept) {
        return imaging.study(systems.of(concept));
    }

    /** The study that a concept asks for or shows, of the region and side that body sites tell where the concept does not. */
    public Optional<CodedStudy> study(CodeableConcept concept, List<CodeableConcept> sites) {
        return imaging.study(systems.of(concept), codes(sites));
    }

    /** Whether an order is for imaging, whether or not it is known which study it asks for. */
    public boolean isImaging(ServiceRequest order) {
        return imaging.isImaging(order, systems);
    }

    /** The codes of concepts. */
    public List<TerminologyCode> codes(Collection<CodeableConcept> concepts) {
        return concepts.stream().flatMap(one -> systems.of(one).stream()).toList();
    }

    /** The codes of the terms and quantities that some code of another system tells. */
    public Set<String> reachedFromOutside() {
        Set<String> reached = new HashSet<>();
        for (Term term : terms) {
            Stream<TerminologyCode> codes = Stream.of(
                            term.relations.entrySet().stream()
                                    .filter(entry -> entry.getValue() != Relation.HINT)
                                    .map(Map.Entry::getKey),
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
        PAST,
        /** Names its absence. */
        ABSENCE,
        /** Leaves it open whether it is there, and is to be named as such. */
        HINT
    }

    /** What a term is about, so that what is not counted of it is not one note among others. */
    public enum Concern {
        NONE,
        /** What speaks against a scan or its contrast. */
        SCAN_SAFETY,
        /** What is an emergency, or a part of one. */
        EMERGENCY
    }

    /**
     * What codes of answers mean.
     *
     * @param yes those that say yes
     * @param no those that say no
     * @param asksWhich questions that are answered with the finding itself, such as "symptom"
     */
    public record Answers(Set<TerminologyCode> yes, Set<TerminologyCode> no, Set<TerminologyCode> asksWhich) {

        public Answers {
            yes = Set.copyOf(yes);
            no = Set.copyOf(no);
            asksWhich = Set.copyOf(asksWhich);
        }
    }

    /**
     * A term.
     *
     * @param code its code
     * @param kind what it is
     * @param display its name
     * @param window how old a statement may be
     * @param clinicalStatuses the statuses of a condition that make the term present
     * @param verificationStatuses how sure a condition has to be for that
     * @param concern what it is about
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
            Set<String> verificationStatuses,
            Concern concern,
            Map<TerminologyCode, Relation> relations,
            Map<TerminologyCode, String> regions,
            Map<TerminologyCode, String> values,
            List<Measure> measures) {

        public Term {
            clinicalStatuses = Set.copyOf(clinicalStatuses);
            verificationStatuses = Set.copyOf(verificationStatuses);
            relations = Map.copyOf(relations);
            regions = Map.copyOf(regions);
            values = Map.copyOf(values);
            measures = List.copyOf(measures);
        }

        /** Whether a suspicion is enough, as the reason of an order is one. */
        public boolean isSuspicion() {
            return verificationStatuses.contains("provisional");
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

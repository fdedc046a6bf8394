package org.apposite.fhir.in;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apposite.fhir.in.TermIndex.Chosen;
import org.apposite.fhir.in.TermIndex.Match;
import org.apposite.fhir.in.TermIndex.Measured;
import org.apposite.fhir.mapping.Mapping;
import org.apposite.fhir.mapping.Mapping.Concern;
import org.apposite.fhir.mapping.Mapping.Relation;
import org.apposite.fhir.mapping.OwnCodes;
import org.apposite.fhir.mapping.QuantityCodes;
import org.apposite.fhir.mapping.TerminologyCode;
import org.apposite.fhir.words.Remark;
import org.apposite.patient.Presence;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationComponentComponent;
import org.hl7.fhir.r4.model.Observation.ObservationReferenceRangeComponent;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;

/** Reads observations: findings answered yes or no here, what is measured by {@link Measurements}. */
final class Observations {

    private static final Set<String> FINAL = Set.of("final", "amended", "corrected");

    private final TermIndex terms;
    private final CaseDraft draft;
    private final Measurements measurements;

    Observations(TermIndex terms, CaseDraft draft) {
        this.terms = terms;
        this.draft = draft;
        this.measurements = new Measurements(draft);
    }

    /** One value with its code, an observation or a component of one; the value is null where it is said to be absent. */
    record Observed(
            CodeableConcept code,
            @Nullable Type value,
            List<ObservationReferenceRangeComponent> ranges,
            List<CodeableConcept> interpretations,
            List<CodeableConcept> sites,
            Optional<Days> days,
            String resource) {}

    void read(Observation observation, String name) {
        Optional<Days> days = draft.days(observation.getEffective());
        List<Observed> items = new ArrayList<>();
        items.add(new Observed(
                observation.getCode(),
                observation.hasDataAbsentReason() ? null : observation.getValue(),
                observation.getReferenceRange(),
                observation.getInterpretation(),
                List.of(observation.getBodySite()),
                days,
                name));
        for (ObservationComponentComponent part : observation.getComponent()) {
            items.add(new Observed(
                    part.getCode(),
                    part.hasDataAbsentReason() ? null : part.getValue(),
                    part.getReferenceRange(),
                    part.getInterpretation(),
                    List.of(observation.getBodySite()),
                    days,
                    name));
        }
        String status = observation.hasStatus() ? observation.getStatus().toCode() : "";
        items.forEach(item -> read(item, status));
    }

    private void read(Observed item, String status) {
        List<TerminologyCode> codes = draft.mapping.systems().of(item.code());
        List<Match> matches = terms.of(codes);
        List<Measured> measured = terms.measuredBy(codes);
        List<Mapping.Term> choices = terms.choices(codes);
        List<Chosen> values = terms.values(codes);
        List<QuantityCodes> quantities = draft.mapping.quantities().values().stream()
                .filter(quantity -> quantity.equation(codes).isPresent())
                .toList();
        String name = item.resource();
        boolean isRead =
                Stream.of(matches, measured, choices, values, quantities).anyMatch(Predicate.not(List::isEmpty));
        if (!isRead) {
            readFindingAsAnswer(item, codes, status);
            return;
        }
        if (status.equals("entered-in-error")) {
            draft.note(name, Remark.of("entered-in-error"));
        } else if (!FINAL.contains(status)) {
            matches.forEach(match -> draft.doubt(match.term(), Remark.of("not-final"), name));
            measured.forEach(one -> draft.note(
                    name, Remark.of("measured-not-final", one.measure().name())));
            if (!(choices.isEmpty() && values.isEmpty() && quantities.isEmpty())) {
                draft.note(name, Remark.of("not-final-not-counted"));
            }
        } else {
            matches.forEach(match -> answer(match, item));
            measured.forEach(one -> measurements.compare(one, item));
            choices.forEach(choice -> choose(choice, item));
            values.forEach(chosen -> choose(chosen, item));
            quantities.forEach(quantity -> measurements.take(quantity, item));
        }
    }

    /** A question such as "symptom", answered with the finding; where the question is not known, what matters is named. */
    private void readFindingAsAnswer(Observed item, List<TerminologyCode> question, String status) {
        if (!(item.value() instanceof CodeableConcept answer) || status.equals("entered-in-error")) {
            return;
        }
        boolean isAsked = question.stream().anyMatch(draft.mapping.answers().asksWhich()::contains);
        for (Match match : terms.of(answer)) {
            Mapping.Term term = match.term();
            if (isAsked && FINAL.contains(status)) {
                state(match, item);
            } else if (isAsked) {
                draft.doubt(term, Remark.of("not-final"), item.resource());
            } else if (term.concern() != Concern.NONE && match.relation() != Relation.ABSENCE) {
                draft.setAside(term, Remark.of("unknown-question", term.display()), item.resource());
            }
        }
    }

    private void answer(Match match, Observed item) {
        Mapping.Term term = match.term();
        String name = item.resource();
        Optional<Boolean> yes = yes(item.value());
        if (yes.isEmpty()) {
            draft.note(term.concern(), name, Remark.of("no-answer", term.display()));
        } else if (yes.get()) {
            state(match, item);
        } else if (match.relation() != Relation.ABSENCE && match.relation() != Relation.HINT) {
            draft.refute(match, item.days(), name);
        }
    }

    private void state(Match match, Observed item) {
        Mapping.Term term = match.term();
        Optional<Days> days = item.days();
        String name = item.resource();
        if (match.relation() == Relation.PAST) {
            draft.note(name, Remark.of("whether-past", term.display()));
        } else if (match.relation() == Relation.ABSENCE) {
            draft.deny(term, days, name);
        } else if (match.relation() == Relation.HINT) {
            draft.hint(term, name);
        } else if (days.isEmpty() && term.window().days() != null) {
            draft.note(term.concern(), name, Remark.of("stated-undated", term.display()));
        } else if (days.isEmpty() || draft.counts(term, days.get(), name)) {
            draft.of(term.code()).present.add(name);
            draft.complain(match, item.sites(), Optional.empty(), name);
        }
    }

    private void choose(Mapping.Term choice, Observed item) {
        List<String> told = item.value() instanceof CodeableConcept concept
                ? terms.values(concept).stream()
                        .filter(chosen -> chosen.term().equals(choice))
                        .map(Chosen::value)
                        .toList()
                : List.of();
        if (told.size() == 1) {
            draft.choose(choice, told.get(0), item.days(), item.resource());
        } else {
            draft.note(item.resource(), Remark.of("no-answer", choice.display()));
        }
    }

    /** A value that is asked for by itself: yes states it, and no says nothing of the other values. */
    private void choose(Chosen chosen, Observed item) {
        Mapping.Term choice = chosen.term();
        if (yes(item.value()).orElse(false)) {
            draft.choose(choice, chosen.value(), item.days(), item.resource());
        } else {
            draft.note(item.resource(), Remark.of("choice-not-stated", choice.display()));
        }
    }

    private Optional<Boolean> yes(@Nullable Type value) {
        if (value instanceof BooleanType truth) {
            return Optional.ofNullable(truth.getValue());
        }
        if (value instanceof CodeableConcept concept) {
            List<TerminologyCode> codes = draft.mapping.systems().of(concept);
            boolean present = codes.contains(OwnCodes.PRESENCE.code(Presence.PRESENT.code()))
                    || codes.stream().anyMatch(draft.mapping.answers().yes()::contains);
            boolean absent = codes.contains(OwnCodes.PRESENCE.code(Presence.ABSENT.code()))
                    || codes.stream().anyMatch(draft.mapping.answers().no()::contains);
            return present == absent ? Optional.empty() : Optional.of(present);
        }
        return Optional.empty();
    }
}

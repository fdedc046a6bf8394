package org.apposite.fhir.in;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.apposite.fhir.in.CaseDraft.Dated;
import org.apposite.fhir.in.CaseDraft.Said;
import org.apposite.fhir.in.Observations.Observed;
import org.apposite.fhir.in.TermIndex.Measured;
import org.apposite.fhir.mapping.Amount;
import org.apposite.fhir.mapping.Mapping.Limit;
import org.apposite.fhir.mapping.Mapping.Measure;
import org.apposite.fhir.mapping.Mapping.Span;
import org.apposite.fhir.mapping.QuantityCodes;
import org.apposite.fhir.mapping.QuantityCodes.Equation;
import org.apposite.fhir.mapping.Urls;
import org.apposite.fhir.mapping.Window;
import org.apposite.fhir.words.Remark;
import org.apposite.patient.Measurement;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Observation.ObservationReferenceRangeComponent;
import org.hl7.fhir.r4.model.Quantity;

/** Reads what is measured: what tells a finding, such as a temperature, and the quantities of the vocabulary. */
final class Measurements {

    private final CaseDraft draft;

    Measurements(CaseDraft draft) {
        this.draft = draft;
    }

    /** A finding is told by a value that reaches a limit, or by one above its reference range. */
    void compare(Measured measured, Observed item) {
        Measure measure = measured.measure();
        quantity(item, measure.name())
                .filter(quantity -> counts(measure.window(), measure.name(), item))
                .ifPresent(quantity -> {
                    Limit limit = measure.atLeast();
                    if (limit == null) {
                        compareWithRange(measured, quantity, item);
                    } else {
                        reach(measured, limit, quantity, item);
                    }
                });
    }

    private Optional<Quantity> quantity(Observed item, String what) {
        if (item.value() instanceof Quantity quantity && quantity.hasValue()) {
            return Optional.of(quantity);
        }
        draft.note(item.resource(), Remark.of("no-value", what));
        return Optional.empty();
    }

    private boolean counts(Window window, String what, Observed item) {
        if (item.days().isEmpty()) {
            draft.note(item.resource(), Remark.of("measured-undated", what));
            return false;
        }
        return draft.counts(window, item.days().get(), Remark.words(what), item.resource());
    }

    /** A finding is present from a value on; below it nothing is known, for it may have been higher before. */
    private void reach(Measured measured, Limit limit, Quantity quantity, Observed item) {
        believed(measured.measure(), quantity, limit.unit(), item.resource())
                .filter(amount -> amount.isAtLeast(limit.value()))
                .ifPresent(amount -> draft.of(measured.term().code()).present.add(item.resource()));
    }

    private Optional<Amount> believed(Measure measure, Quantity quantity, String unit, String name) {
        Optional<Amount> amount = Amount.of(quantity, unit, draft.mapping.units());
        Span plausible = measure.plausible();
        if (amount.isEmpty()) {
            draft.note(name, Remark.of("no-unit", measure.name()));
        } else if (plausible != null) {
            Optional<Amount> compared = Amount.of(quantity, plausible.unit(), draft.mapping.units());
            if (compared.isEmpty() || !compared.get().isWithin(plausible.from(), plausible.to())) {
                draft.note(name, Remark.of("implausible", measure.name()));
                return Optional.empty();
            }
        }
        return amount;
    }

    /**
     * A marker is raised above every reference range that may be meant, and in range when it is in all of them. Without a range
     * that can be read it is raised when the laboratory calls it so.
     */
    private void compareWithRange(Measured measured, Quantity quantity, Observed item) {
        Measure measure = measured.measure();
        String name = item.resource();
        Said said = draft.of(measured.term().code());
        ReferenceRanges ranges = new ReferenceRanges(draft.mapping.units());
        List<BigDecimal> highs = new ArrayList<>();
        Optional<String> unit = Amount.unitOf(quantity, draft.mapping.units());
        Optional<Amount> amount = unit.flatMap(own -> believed(measure, quantity, own, name));
        boolean readable = amount.isPresent();
        for (ObservationReferenceRangeComponent range : ranges.of(item, draft.age)) {
            Optional<BigDecimal> high = unit.flatMap(own -> ranges.high(range, quantity, own));
            high.ifPresent(highs::add);
            readable &= high.isPresent();
        }
        boolean isCalledHigh = ReferenceRanges.isCalledHigh(item);
        if (readable && !highs.isEmpty()) {
            Amount value = amount.orElseThrow();
            if (highs.stream().allMatch(value::isAbove)) {
                said.present.add(name);
            } else if (highs.stream().allMatch(value::isAtMost) && !isCalledHigh) {
                said.inRange
                        .computeIfAbsent(measure.name(), key -> new LinkedHashSet<>())
                        .add(name);
            } else {
                draft.note(name, Remark.of("near-its-range", measure.name()));
            }
        } else if (isCalledHigh && amount.isPresent()) {
            said.present.add(name);
        } else {
            draft.note(name, Remark.of("no-range", measure.name()));
        }
    }

    /** What is measured of a quantity of the vocabulary. */
    void take(QuantityCodes codes, Observed item) {
        String what = codes.display();
        String name = item.resource();
        Equation equation =
                codes.equation(draft.mapping.systems().of(item.code())).orElseThrow();
        Optional<Quantity> quantity = quantity(codes, item);
        if (quantity.isEmpty()) {
            return;
        }
        if (equation.fromMonths() > 0
                && (draft.age == null || draft.age.value().from().months() < equation.fromMonths())) {
            draft.note(codes.concern(), name, Remark.of("equation", what, equation.name()));
        } else if (counts(codes.window(), what, item)) {
            Optional<Measurement> measurement = codes.measurement(quantity.get(), draft.mapping.units());
            if (measurement.isEmpty()) {
                draft.note(codes.concern(), name, Remark.of("no-unit", what));
            } else if (!codes.isPlausible(measurement.get())) {
                draft.note(name, Remark.of("implausible", what));
            } else {
                draft.measured
                        .computeIfAbsent(codes.quantity().code(), code -> new ArrayList<>())
                        .add(new Dated<>(measurement.get(), item.days().orElseThrow(), name));
            }
        }
    }

    /** A bare number is in the only unit of its quantity. */
    private Optional<Quantity> quantity(QuantityCodes codes, Observed item) {
        Optional<String> only = codes.quantity().onlyUnit();
        if (item.value() instanceof IntegerType number && number.hasValue() && only.isPresent()) {
            return Optional.of(new Quantity()
                    .setValue(number.getValue())
                    .setSystem(Urls.UCUM)
                    .setCode(only.get()));
        }
        if (item.value() instanceof Quantity bare
                && bare.hasValue()
                && !bare.hasCode()
                && (bare.getUnit() == null || bare.getUnit().isBlank())
                && only.isPresent()) {
            return Optional.of(bare.copy().setSystem(Urls.UCUM).setCode(only.get()));
        }
        return quantity(item, codes.display());
    }
}

package org.apposite.fhir.mapping;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apposite.model.Quantity;
import org.apposite.model.Ucum;
import org.apposite.patient.Measurement;
import org.hl7.fhir.r4.model.Quantity.QuantityComparator;
import org.jspecify.annotations.Nullable;

/**
 * How a quantity of the vocabulary is read. Immutable.
 *
 * @param quantity its units, its range, and which of several statements counts
 * @param display its name
 * @param window how old it may be
 * @param concern what it is about
 * @param grows whether it is a time that goes on after it was stated
 * @param since the code of the complaint whose onset it is reckoned from; empty where only a statement tells it
 * @param equations its codes
 */
public record QuantityCodes(
        Quantity quantity,
        String display,
        Window window,
        Mapping.Concern concern,
        boolean grows,
        Optional<String> since,
        List<Equation> equations) {

    public QuantityCodes {
        equations = List.copyOf(equations);
    }

    /**
     * Codes of a quantity that hold from an age on, since they are of one kind of equation.
     *
     * @param name what it is
     * @param codes its codes
     * @param fromMonths the age from which it holds, in months
     */
    public record Equation(String name, Set<TerminologyCode> codes, int fromMonths) {

        public Equation {
            codes = Set.copyOf(codes);
        }
    }

    /** The equation that codes name; empty when they are not of this quantity. */
    public Optional<Equation> equation(List<TerminologyCode> codes) {
        return equations.stream()
                .filter(equation -> codes.stream().anyMatch(equation.codes()::contains))
                .findFirst();
    }

    /**
     * What a value of FHIR states, in a declared unit: in its own, or in the first to which it converts. Less or more than
     * a number is one bound of what was measured.
     *
     * @return empty without a value, or when its unit is not of UCUM or cannot be converted
     */
    public Optional<Measurement> measurement(org.hl7.fhir.r4.model.Quantity stated, Map<String, String> units) {
        if (!stated.hasValue()) {
            return Optional.empty();
        }
        return Amount.unitOf(stated, units).flatMap(unit -> measurement(stated.getValue(), unit, comparator(stated)));
    }

    private static @Nullable QuantityComparator comparator(org.hl7.fhir.r4.model.Quantity stated) {
        return stated.hasComparator() ? stated.getComparator() : null;
    }

    private Optional<Measurement> measurement(BigDecimal value, String unit, @Nullable QuantityComparator comparator) {
        if (quantity.units().contains(unit)) {
            return Optional.of(bounded(value, unit, comparator));
        }
        for (String declared : quantity.units()) {
            Optional<BigDecimal> converted = Ucum.convert(value, unit, declared);
            if (converted.isPresent()) {
                return Optional.of(bounded(converted.get(), declared, comparator));
            }
        }
        return Optional.empty();
    }

    private static Measurement bounded(BigDecimal value, String unit, @Nullable QuantityComparator comparator) {
        if (comparator == null) {
            return Measurement.of(value, unit);
        }
        return switch (comparator) {
            case GREATER_THAN -> new Measurement(value, false, null, false, unit);
            case GREATER_OR_EQUAL -> new Measurement(value, true, null, false, unit);
            case LESS_THAN -> new Measurement(null, false, value, false, unit);
            case LESS_OR_EQUAL -> new Measurement(null, false, value, true, unit);
            default -> Measurement.of(value, unit);
        };
    }

    /** A time that has just begun. */
    public Measurement begun() {
        return Measurement.of(BigDecimal.ZERO, quantity.units().iterator().next());
    }

    /** What a time has become, so long after it was stated; itself where it does not grow. */
    public Measurement grown(Measurement stated, Duration least, Duration most) {
        String unit = stated.unit().isEmpty() ? quantity.onlyUnit().orElse("") : stated.unit();
        Optional<BigDecimal> atLeast = Ucum.convert(BigDecimal.valueOf(least.toSeconds()), "s", unit);
        Optional<BigDecimal> atMost = Ucum.convert(BigDecimal.valueOf(most.toSeconds()), "s", unit);
        if (!grows || atLeast.isEmpty() || atMost.isEmpty()) {
            return stated;
        }
        BigDecimal from = stated.from();
        BigDecimal to = stated.to();
        return new Measurement(
                from == null ? null : from.add(atLeast.get()),
                stated.fromIncluded(),
                to == null ? null : to.add(atMost.get()),
                stated.toIncluded(),
                unit);
    }

    /** Whether a measurement is in the plausible range, and whole where only whole numbers make sense. */
    public boolean isPlausible(Measurement measurement) {
        return isPlausible(measurement.from(), measurement.unit()) && isPlausible(measurement.to(), measurement.unit());
    }

    private boolean isPlausible(@Nullable BigDecimal end, String unit) {
        if (end == null) {
            return true;
        }
        Quantity.Amount amount = quantity.comparable(end, unit).orElse(null);
        if (amount == null) {
            return false;
        }
        Quantity.Bounds range = quantity.ranges().get(amount.unit());
        boolean within = range == null
                || (amount.value().compareTo(range.from()) >= 0
                        && amount.value().compareTo(range.to()) <= 0);
        return within
                && (!quantity.whole() || amount.value().stripTrailingZeros().scale() <= 0);
    }
}

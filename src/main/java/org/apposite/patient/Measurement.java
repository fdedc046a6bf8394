package org.apposite.patient;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A measured quantity: a number, or as much as is known of it, in a unit. Immutable. Two are equal when they state the
 * same number in the same unit; 90 cm and 0.9 m are two statements.
 *
 * @param from the least that it can be, null when nothing is known downwards
 * @param fromIncluded whether it can be {@code from} itself; false for "more than 60", and when there is none
 * @param to the most that it can be, null when nothing is known upwards
 * @param toIncluded whether it can be {@code to} itself; false when there is none
 * @param unit the unit, a code of UCUM; empty for the only unit that the vocabulary declares of the quantity
 */
public record Measurement(
        @Nullable BigDecimal from,
        boolean fromIncluded,
        @Nullable BigDecimal to,
        boolean toIncluded,
        String unit) {

    /** Enough for any double; nobody can calculate with 1e999999999. */
    private static final int MOST_DIGITS = 400;

    private static final MathContext SHOWN = new MathContext(12);

    /** By the least that each can be: nothing known downwards is lower than everything. */
    public static final Comparator<Measurement> BY_LEAST = Comparator.comparing(
                    Measurement::from, Comparator.nullsFirst(Comparator.<BigDecimal>naturalOrder()))
            .thenComparing(one -> !one.fromIncluded);

    /** By the most that each can be: nothing known upwards is higher than everything. */
    public static final Comparator<Measurement> BY_MOST = Comparator.comparing(
                    Measurement::to, Comparator.nullsLast(Comparator.<BigDecimal>naturalOrder()))
            .thenComparing(Measurement::toIncluded);

    /**
     * Checks the ends, and drops zeros at the end of the fraction.
     *
     * @throws NullPointerException when the unit is null
     * @throws IllegalArgumentException when nothing is stated, an end is written with an exponent beyond all measure, or
     *     the ends leave nothing between them
     */
    public Measurement {
        Objects.requireNonNull(unit, "unit");
        from = from == null ? null : plain(from);
        to = to == null ? null : plain(to);
        fromIncluded &= from != null;
        toIncluded &= to != null;
        if (from == null && to == null) {
            throw new IllegalArgumentException("a measurement needs a number, or at least one bound");
        }
        if (from != null && to != null) {
            int order = from.compareTo(to);
            if (order > 0 || (order == 0 && !(fromIncluded && toIncluded))) {
                throw new IllegalArgumentException("from " + from + " to " + to + ": there is nothing between them");
            }
        }
    }

    private static BigDecimal plain(BigDecimal value) {
        if (value.scale() > MOST_DIGITS || value.precision() - value.scale() > MOST_DIGITS) {
            throw new IllegalArgumentException("a measurement of " + value.round(SHOWN) + ": a number has at most "
                    + MOST_DIGITS + " digits before the point and as many after it");
        }
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /**
     * A number.
     *
     * @param value the number
     * @param unit its unit, a code of UCUM; empty for the only unit of the quantity
     * @return the measurement
     */
    public static Measurement of(BigDecimal value, String unit) {
        return new Measurement(value, true, value, true, unit);
    }

    /**
     * A number.
     *
     * @param value the number, finite
     * @param unit its unit, a code of UCUM; empty for the only unit of the quantity
     * @return the measurement
     * @throws IllegalArgumentException when it is not finite
     */
    public static Measurement of(double value, String unit) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("a measurement of " + value + ": it must be finite");
        }
        return of(BigDecimal.valueOf(value), unit);
    }

    /**
     * Something between two numbers, both included.
     *
     * @param from the least that it can be
     * @param to the most that it can be
     * @param unit the unit of both, a code of UCUM; empty for the only unit of the quantity
     * @return the measurement
     */
    public static Measurement between(BigDecimal from, BigDecimal to, String unit) {
        return new Measurement(from, true, to, true, unit);
    }

    /**
     * Whether the number is known.
     *
     * @return true when both ends are one
     */
    public boolean isExact() {
        return from != null && to != null && from.compareTo(to) == 0;
    }

    /** The number and its unit: "3 m", "more than 60", "2 to 3 h". */
    @Override
    public String toString() {
        String number;
        if (isExact()) {
            number = String.valueOf(from);
        } else if (from != null && to != null) {
            number = (fromIncluded ? "" : "more than ") + from + (toIncluded ? " to " : " to under ") + to;
        } else if (from != null) {
            number = (fromIncluded ? "at least " : "more than ") + from;
        } else {
            number = (toIncluded ? "at most " : "under ") + to;
        }
        return unit.isEmpty() ? number : number + " " + unit;
    }
}

package org.apposite.patient;

import java.util.Objects;

/**
 * What is known of a value that may be known in part: it lies between two ends, both included. Immutable.
 *
 * @param <T> the kind of value
 * @param from the least that it can be
 * @param to the most that it can be; equal to {@code from} when the value is known
 */
public record Range<T extends Comparable<T>>(T from, T to) {

    /**
     * Checks the order.
     *
     * @throws NullPointerException when an end is null
     * @throws IllegalArgumentException when {@code from} is more than {@code to}
     */
    public Range {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        if (from.compareTo(to) > 0) {
            throw new IllegalArgumentException("from " + from + " to " + to + ": the first must not be greater");
        }
    }

    /**
     * A value that is known.
     *
     * @param <T> the kind of value
     * @param value the value
     * @return both ends at once
     */
    public static <T extends Comparable<T>> Range<T> exactly(T value) {
        return new Range<>(value, value);
    }

    /**
     * Whether the value is known.
     *
     * @return true when both ends are one
     */
    public boolean isExact() {
        return from.compareTo(to) == 0;
    }
}

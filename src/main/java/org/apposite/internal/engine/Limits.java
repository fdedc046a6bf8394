package org.apposite.internal.engine;

import java.time.Duration;

/**
 * What an evaluation may use.
 *
 * @param maxFirings rules that may fire in one run of the session
 * @param deadline time for the whole answer, the analysis of missing data included
 */
public record Limits(int maxFirings, Duration deadline) {

    /** Far more than any topic needs, and short enough that a hanging call is noticed. */
    public static final Limits DEFAULT = new Limits(10_000, Duration.ofSeconds(10));

    /** Checks the range. */
    public Limits {
        if (maxFirings < 1) {
            throw new IllegalArgumentException("maxFirings " + maxFirings + ": at least 1");
        }
        if (deadline.isNegative() || deadline.isZero()) {
            throw new IllegalArgumentException("deadline " + deadline + ": longer than nothing");
        }
    }
}

package org.apposite.log;

import org.jspecify.annotations.Nullable;

/**
 * How long the lines of each log are kept: so many days at least, and a day more at most while the service runs.
 *
 * @param decisions those of the log of decisions, in days; null for ever
 * @param feedback those of the log of feedback, in days; null for ever
 */
public record Retention(
        @Nullable Integer decisions, @Nullable Integer feedback) {

    /** Nothing is ever removed. */
    public static final Retention FOR_EVER = new Retention(null, null);

    /**
     * Checks the days.
     *
     * @throws IllegalArgumentException when one is not positive
     */
    public Retention {
        check(decisions);
        check(feedback);
    }

    private static void check(@Nullable Integer days) {
        if (days != null && days < 1) {
            throw new IllegalArgumentException("a log is kept for one day at least, not " + days);
        }
    }
}

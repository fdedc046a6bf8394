package org.apposite.internal.engine;

import java.time.Duration;

/**
 * How cases are answered.
 *
 * @param maxFirings rules that may fire in one run of the session
 * @param deadline time for the whole answer, the analysis of missing data included
 * @param blockingOnly whether what else could change the answer is left out
 * @param checked whether every answer is compared with the circuit of the rules
 */
public record Options(int maxFirings, Duration deadline, boolean blockingOnly, boolean checked) {

    /**
     * The characters of an answer, its trace included: more than twenty times as many as the longest of the shipped topics
     * has.
     */
    static final int MOST_CHARACTERS = 1_000_000;

    /** All of it, within far more than any topic needs, and short enough that a hanging call is noticed. */
    public static final Options DEFAULT = new Options(10_000, Duration.ofSeconds(10), false, true);

    /** Checks the range. */
    public Options {
        if (maxFirings < 1) {
            throw new IllegalArgumentException("maxFirings " + maxFirings + ": must be at least 1");
        }
        if (deadline.isNegative() || deadline.isZero()) {
            throw new IllegalArgumentException("deadline " + deadline + ": must be positive");
        }
    }

    /** The same within other limits. */
    public Options within(int firings, Duration time) {
        return new Options(firings, time, blockingOnly, checked);
    }

    /** The same without what else could change the answer. */
    public Options withBlockingOnly() {
        return new Options(maxFirings, deadline, true, checked);
    }

    /** The same without the check. */
    public Options unchecked() {
        return new Options(maxFirings, deadline, blockingOnly, false);
    }
}

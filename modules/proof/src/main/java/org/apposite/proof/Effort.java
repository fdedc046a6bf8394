package org.apposite.proof;

/**
 * How much work proofs may be in all, whoever asks for them. It is counted and not timed, so that the same rules are analysed
 * equally far on every machine. For one thread.
 */
public final class Effort {

    private static final long STEPS_OF_A_SECOND = 20_000_000;

    private long left;

    private Effort(long most) {
        this.left = most;
    }

    /**
     * So much.
     *
     * @param steps looks at a gate of a circuit; some millions are a second
     * @return what proofs can share
     */
    public static Effort of(long steps) {
        return new Effort(steps);
    }

    /**
     * About what a machine of the year 2026 does in so many seconds.
     *
     * @param seconds how many
     * @return what proofs can share
     */
    public static Effort ofSeconds(int seconds) {
        return new Effort(seconds * STEPS_OF_A_SECOND);
    }

    /**
     * Whether it has been used up: from then on nothing is proved.
     *
     * @return true when nothing is left
     */
    public boolean isSpent() {
        return left <= 0;
    }

    void end() {
        left = 0;
    }

    void spend(long steps) {
        left -= steps;
    }
}

package org.apposite.proof;

/**
 * How much work proofs may be in all, whoever asks for them. It is counted and not timed, so that the same rules are analysed
 * equally far on every machine. For one thread.
 */
public final class Effort {

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

package org.apposite;

import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import org.apposite.advice.Alert;
import org.apposite.internal.engine.NoAnswer;

/**
 * There is no answer, not even a partial one: the evaluation exceeded its limit of firings or its deadline, the answer would be
 * too large, or two readings of the rules differ: {@link #reason} tells which. The emergencies that either reading raised stand all the same, and must be shown.
 */
public final class EvaluationAborted extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** Why there is no answer. */
    public enum Reason {
        /** So many rules fired as may in one run. */
        FIRINGS,
        /** The deadline passed. */
        DEADLINE,
        /** The answer would have more than 1,000,000 characters. */
        SIZE,
        /** Two readings of the rules differ. */
        DIFFERENCE
    }

    private final ArrayList<Alert> emergencies;
    private final Reason reason;

    EvaluationAborted(NoAnswer none) {
        super("no answer: " + none.getMessage(), none);
        this.emergencies = new ArrayList<>(none.emergencies());
        this.reason = Reason.valueOf(none.reason().name());
    }

    /**
     * The critical alerts that stand without an answer.
     *
     * @return the alerts, none when nothing is known to be an emergency
     */
    public List<Alert> emergencies() {
        return List.copyOf(emergencies);
    }

    /**
     * Whether two readings of the rules differ: a fault of this library or of its installation, to be reported with the
     * message, while a limit that was exceeded may only mean a slow machine.
     *
     * @return false when a limit was exceeded
     */
    public boolean isDifference() {
        return reason == Reason.DIFFERENCE;
    }

    /**
     * Why there is no answer.
     *
     * @return the limit that was exceeded, or that two readings differ
     */
    public Reason reason() {
        return reason;
    }
}

package org.apposite;

import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import org.apposite.advice.Alert;
import org.apposite.internal.engine.NoAnswer;

/**
 * There is no answer, not even a partial one: the evaluation exceeded its limit of firings or its deadline, or two readings of
 * the rules differ. The emergencies that either reading raised stand all the same, and must be shown.
 */
public final class EvaluationAborted extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final ArrayList<Alert> emergencies;
    private final boolean isDifference;

    EvaluationAborted(NoAnswer none) {
        super("no answer: " + none.getMessage(), none);
        this.emergencies = new ArrayList<>(none.emergencies());
        this.isDifference = none.reason() == NoAnswer.Reason.DIFFERENCE;
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
        return isDifference;
    }
}

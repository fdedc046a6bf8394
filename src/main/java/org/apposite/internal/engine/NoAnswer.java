package org.apposite.internal.engine;

import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apposite.advice.Alert;

/** An evaluation met a limit, or two readings of the rules differ. */
public final class NoAnswer extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** Why there is no answer. */
    public enum Reason {
        /** The limit of firings. */
        FIRINGS,
        /** The deadline. */
        DEADLINE,
        /** The size of an answer. */
        SIZE,
        /** Two readings of the rules differ. */
        DIFFERENCE
    }

    private final Reason reason;
    private final ArrayList<Alert> emergencies;

    NoAnswer(Reason reason, String message, List<Alert> emergencies) {
        super(message);
        this.reason = reason;
        this.emergencies = new ArrayList<>(emergencies);
    }

    /** The same, with the emergencies of another reading. */
    NoAnswer with(List<Alert> others) {
        NoAnswer more = new NoAnswer(reason, String.valueOf(getMessage()), AdviceAssembly.standing(both(others)));
        more.setStackTrace(getStackTrace());
        return more;
    }

    private List<Alert> both(List<Alert> others) {
        return Stream.concat(emergencies.stream(), others.stream()).distinct().toList();
    }

    /**
     * Why there is none.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }

    /**
     * The critical alerts that stand all the same, as far as either reading of the rules raised them.
     *
     * @return alerts
     */
    public List<Alert> emergencies() {
        return List.copyOf(emergencies);
    }
}

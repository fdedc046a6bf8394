package org.apposite.cds.cards;

import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apposite.EvaluationAborted;
import org.apposite.advice.Alert;

/**
 * The rules gave no answer to a call. The emergencies of all its complaints stand, also of those for which there is one: none may be
 * lost because the rules were stopped at another.
 */
public final class Unanswered extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final UUID id = UUID.randomUUID();
    private final EvaluationAborted why;
    private final ArrayList<Alert> emergencies;

    /**
     * No answer.
     *
     * @param why the first of what stopped the rules
     * @param emergencies the critical alerts that stand all the same
     */
    public Unanswered(EvaluationAborted why, List<Alert> emergencies) {
        super(why.getMessage(), why);
        this.why = why;
        this.emergencies = new ArrayList<>(emergencies);
    }

    /** The id under which it is logged. */
    public UUID id() {
        return id;
    }

    /** The first of what stopped the rules. */
    public EvaluationAborted why() {
        return why;
    }

    /** The critical alerts that stand without an answer. */
    public List<Alert> emergencies() {
        return List.copyOf(emergencies);
    }
}

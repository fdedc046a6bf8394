package org.apposite.internal.engine;

import org.apposite.language.Conclude;
import org.apposite.language.Emergency;
import org.apposite.language.Patient;
import org.apposite.language.Ranking;
import org.apposite.language.Routing;
import org.jspecify.annotations.Nullable;

/**
 * All that is known at one stage of an evaluation, as the only fact that the compiled rules match. A rule asks it
 * everything in one pattern, which costs a rule engine far less than joining facts; the stages keep the order.
 *
 * <p>Public because compiled rules name it, and for nobody else.
 */
public final class Stage {

    private final int number;
    private @Nullable Evaluation evaluation;

    Stage(int number, Evaluation evaluation) {
        this.number = number;
        this.evaluation = evaluation;
    }

    /** The evaluation is over: whoever keeps the stage does not keep the patient. */
    void forget() {
        evaluation = null;
    }

    private Evaluation evaluation() {
        if (evaluation == null) {
            throw new IllegalStateException("stage " + number + " of an evaluation that is over");
        }
        return evaluation;
    }

    private Evaluation asked() {
        Evaluation asked = evaluation();
        asked.asked();
        return asked;
    }

    /** Which stage this is; the engine finds the rules of a stage by it. */
    public int getNumber() {
        return number;
    }

    /** The patient. */
    public Patient patient() {
        return asked().patient();
    }

    /** Whether an emergency stands; asked only by rules that come after the routing. */
    public Emergency emergency() {
        return asked().emergency();
    }

    /** Whether a red flag has been concluded. */
    public boolean redFlag(String code) {
        return asked().hasRedFlag(code);
    }

    /** Whether any red flag has been concluded. */
    public boolean anyRedFlag() {
        return asked().hasAnyRedFlag();
    }

    /** Whether a situation has been concluded. */
    public boolean situation(String code) {
        return asked().hasSituation(code);
    }

    /** Where the routing led; asked only by rules that come after it. */
    public Routing routing() {
        return asked().routing();
    }

    /** The rated procedures; asked only by rules that come after them. */
    public Ranking ranking() {
        return asked().ranking();
    }

    /** Hears what rules conclude. */
    public Conclude conclude() {
        return evaluation().hearing();
    }
}

package org.apposite.internal.engine;

import org.apposite.language.Emergency;
import org.apposite.language.Patient;
import org.apposite.language.Ranking;
import org.apposite.language.Routing;

/**
 * All that is known at one stage of an evaluation, as the only fact that the compiled rules match. A rule asks it
 * everything in one pattern, which costs a rule engine far less than joining facts; the stages keep the order.
 *
 * <p>Public because compiled rules name it, and for nobody else.
 */
public final class Stage {

    private final int number;
    private final Evaluation evaluation;

    Stage(int number, Evaluation evaluation) {
        this.number = number;
        this.evaluation = evaluation;
    }

    /** Whether this is the stage with a number. */
    public boolean is(int asked) {
        return number == asked;
    }

    /** The patient. */
    public Patient patient() {
        return evaluation.patient();
    }

    /** Whether an emergency stands; asked only by rules that come after the routing. */
    public Emergency emergency() {
        return evaluation.emergency();
    }

    /** Whether a red flag has been concluded. */
    public boolean redFlag(String code) {
        return evaluation.hasRedFlag(code);
    }

    /** Whether any red flag has been concluded. */
    public boolean anyRedFlag() {
        return evaluation.hasAnyRedFlag();
    }

    /** Whether a situation has been concluded. */
    public boolean situation(String code) {
        return evaluation.hasSituation(code);
    }

    /** Where the routing led; asked only by rules that come after it. */
    public Routing routing() {
        return evaluation.routing();
    }

    /** The rated procedures; asked only by rules that come after them. */
    public Ranking ranking() {
        return evaluation.ranking();
    }
}

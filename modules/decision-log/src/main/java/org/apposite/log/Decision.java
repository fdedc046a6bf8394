package org.apposite.log;

import java.util.List;
import java.util.UUID;
import org.apposite.advice.Advice;
import org.apposite.patient.PatientCase;

/**
 * What was decided in a call of a hook.
 *
 * @param id the id of the decision, which is also the consult id of a rating
 * @param hook the name of the hook
 * @param hookInstance the id of the call
 * @param orders the ids of the orders that the decision is about
 * @param cards the ids of the cards that tell of it, by which feedback names them
 * @param patient the case
 * @param untaken how much of the record was not taken into the case
 * @param advice the answer
 */
public record Decision(
        UUID id,
        String hook,
        String hookInstance,
        List<String> orders,
        List<String> cards,
        PatientCase patient,
        int untaken,
        Advice advice) {

    /** Copies the lists. */
    public Decision {
        orders = List.copyOf(orders);
        cards = List.copyOf(cards);
    }
}

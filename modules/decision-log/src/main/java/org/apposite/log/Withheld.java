package org.apposite.log;

import java.util.List;
import java.util.UUID;
import org.apposite.EvaluationAborted;
import org.apposite.advice.Alert;
import org.apposite.log.Decision.Call;
import org.apposite.log.Decision.Told;

/**
 * A call of a hook to which the rules gave no answer: what is an emergency stands all the same, and is written down.
 *
 * @param id the id under which it is logged
 * @param call what was asked
 * @param told what was shown, or would have been
 * @param digest the digest of the rules
 * @param reason why there is no answer
 * @param emergencies the critical alerts, none when nothing is known to be an emergency
 */
public record Withheld(
        UUID id, Call call, Told told, String digest, EvaluationAborted.Reason reason, List<Alert> emergencies) {

    /** Copies the list. */
    public Withheld {
        emergencies = List.copyOf(emergencies);
    }
}

package org.apposite.language;

import java.util.List;
import org.apposite.advice.Advice.Outcome;
import org.apposite.advice.RedFlag;

/**
 * All facts of one evaluation, as they stand.
 *
 * @param patient the patient
 * @param redFlags the concluded red flags
 * @param situations the codes of the concluded situations
 * @param emergency whether a critical alert stands
 * @param routing where the routing led, undecided before
 * @param ranking the rated procedures, empty before
 */
public record Known(
        Patient patient,
        List<RedFlag> redFlags,
        List<String> situations,
        Emergency emergency,
        Routing routing,
        Ranking ranking) {

    /** The routing before it is decided. */
    public static final Routing UNDECIDED = new Routing(Outcome.DATA_REQUIRED, null, List.of(), null);

    /** The ranking before anything is rated. */
    public static final Ranking UNRANKED = new Ranking(List.of(), List.of(), null, null, false, false);

    /** Copies the lists. */
    public Known {
        redFlags = List.copyOf(redFlags);
        situations = List.copyOf(situations);
    }

    /**
     * The facts before any rule has concluded.
     *
     * @param patient the patient
     * @return the patient alone
     */
    public static Known of(Patient patient) {
        return new Known(patient, List.of(), List.of(), new Emergency(false), UNDECIDED, UNRANKED);
    }

    boolean hasRedFlag(String code) {
        for (RedFlag flag : redFlags) {
            if (flag.is(code)) {
                return true;
            }
        }
        return false;
    }
}

package org.apposite.language;

import java.util.List;
import org.apposite.advice.Ranking;
import org.apposite.advice.RedFlag;
import org.apposite.advice.Routing;
import org.apposite.patient.PatientCase;
import org.jspecify.annotations.Nullable;

/**
 * All facts of one evaluation, to say afterwards why a rule fired.
 *
 * @param patientCase what is stated
 * @param redFlags the concluded red flags
 * @param situations the codes of the concluded situations
 * @param routing where the routing led, null before it is decided
 * @param ranking the rated procedures, null before they are collected
 */
public record Known(
        PatientCase patientCase,
        List<RedFlag> redFlags,
        List<String> situations,
        @Nullable Routing routing,
        @Nullable Ranking ranking) {

    /** Copies the lists. */
    public Known {
        redFlags = List.copyOf(redFlags);
        situations = List.copyOf(situations);
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

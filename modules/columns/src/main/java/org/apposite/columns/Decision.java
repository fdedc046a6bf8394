package org.apposite.columns;

import java.util.List;
import org.apposite.advice.Advice;
import org.apposite.advice.Alert;
import org.jspecify.annotations.Nullable;

/** What comes of a row: an answer, or why there is none. */
public sealed interface Decision {

    /**
     * An answer.
     *
     * @param advice the answer
     */
    record Answered(Advice advice) implements Decision {}

    /**
     * No answer.
     *
     * @param id the host's name of the case, null when it has none
     * @param error what kind of reason there is
     * @param message the reason, which can repeat what the row states
     * @param emergencies the critical alerts that stand all the same
     */
    record Refused(@Nullable String id, RowError error, String message, List<Alert> emergencies) implements Decision {

        /** Copies the list. */
        public Refused {
            emergencies = List.copyOf(emergencies);
        }
    }
}

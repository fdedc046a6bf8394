package org.apposite.advice;

import org.apposite.patient.Coded;

/**
 * What to do after the result of a study.
 *
 * @param code its code
 * @param urgency how soon
 * @param text what to do
 * @param source the key of its source
 */
public record NextStep(String code, Urgency urgency, String text, String source) {

    /** How soon a next step is due, soonest first. */
    public enum Urgency implements Coded {
        /** Now. */
        EMERGENT("emergent"),
        /** Within days. */
        URGENT("urgent"),
        /** In the ordinary course. */
        ROUTINE("routine");

        private final String code;

        Urgency(String code) {
            this.code = code;
        }

        @Override
        public String code() {
            return code;
        }
    }
}

package org.apposite.advice;

import java.io.Serializable;
import java.util.List;
import org.apposite.patient.Coded;

/**
 * Something that the clinician should see with the answer, whatever the outcome. It can be serialized, since the exception
 * thrown instead of an answer carries the emergencies.
 *
 * @param code its code
 * @param severity how much it matters
 * @param text what it says
 * @param sources the keys of its sources
 */
public record Alert(String code, Severity severity, String text, List<String> sources) implements Serializable {

    /** The code of the alert that the library itself gives when statements on a finding contradict each other. */
    public static final String CONTRADICTION = "contradicting-statements";

    /** The code of the alerts that stand where rules or ratings would have spoken that are withdrawn. */
    public static final String WITHDRAWN = "withdrawn";

    /** The code of the critical alert that stands where rules would have told an emergency that are withdrawn. */
    public static final String WITHDRAWN_EMERGENCY = "withdrawn-emergency";

    /** Copies the list. */
    public Alert {
        sources = List.copyOf(sources);
    }

    /** How much an alert matters, least first; the words are those of CDS Hooks card indicators. */
    public enum Severity implements Coded {
        /** Worth knowing. */
        INFO("info"),
        /** Likely to need a change of plan. */
        WARNING("warning"),
        /** An emergency. */
        CRITICAL("critical");

        private final String code;

        Severity(String code) {
            this.code = code;
        }

        @Override
        public String code() {
            return code;
        }
    }
}

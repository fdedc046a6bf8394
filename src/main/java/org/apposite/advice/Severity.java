package org.apposite.advice;

import org.apposite.patient.Coded;

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

package org.apposite.advice;

import org.apposite.patient.Coded;

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

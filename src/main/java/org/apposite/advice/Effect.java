package org.apposite.advice;

import org.apposite.patient.Coded;

/** What an unknown could change in the answer if it became known. */
public enum Effect implements Coded {
    /** The outcome or the variant. */
    VARIANT("variant"),
    /** Which studies are preferred. */
    PREFERRED("preferred"),
    /** Whether there is an emergency, or how soon a next step is due. */
    URGENCY("urgency");

    private final String code;

    Effect(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}

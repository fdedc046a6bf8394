package org.apposite.advice;

import org.apposite.patient.Coded;

/** How far rule content has come. All but retired content is loaded, and the answer shows the status. */
public enum Status implements Coded {
    /** Being written. */
    DRAFT("draft"),
    /** Checked by a second person. */
    REVIEWED("reviewed"),
    /** Approved for use. */
    ACTIVE("active"),
    /** Withdrawn; never loaded. */
    RETIRED("retired");

    private final String code;

    Status(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}

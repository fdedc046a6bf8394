package org.apposite.patient;

/** What is known of a finding. Unknown is the default of everything that nobody stated, and is never an absence. */
public enum Presence implements Coded {
    /** Stated to be there. */
    PRESENT("present"),
    /** Stated not to be there. */
    ABSENT("absent"),
    /** Not stated. */
    UNKNOWN("unknown");

    private final String code;

    Presence(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}

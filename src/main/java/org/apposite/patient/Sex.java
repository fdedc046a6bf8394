package org.apposite.patient;

/** Administrative sex, as the host records it. */
public enum Sex implements Coded {
    /** Female. */
    FEMALE("female"),
    /** Male. */
    MALE("male"),
    /** Recorded as neither. */
    OTHER("other"),
    /** Not recorded. */
    UNKNOWN("unknown");

    private final String code;

    Sex(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}

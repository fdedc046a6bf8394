package org.apposite.patient;

/** Intravenous contrast of a study. */
public enum Contrast implements Coded {
    /** No contrast. */
    WITHOUT("without"),
    /** Images after contrast only. */
    WITH("with"),
    /** Images before and after contrast. */
    WITHOUT_AND_WITH("without-and-with");

    private final String code;

    Contrast(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}

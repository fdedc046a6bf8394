package org.apposite.authoring.diff;

/** What of an answer can change. */
public enum ChangeKind {
    /** The variant, the exclusion, or that data are required. */
    VARIANT("variant"),
    /** Another variant whose definition holds, too. */
    ALSO_MATCHING("also-matching"),
    /** A question that must be answered first. */
    QUESTION("question"),
    /** The category of a rated procedure, or that it is rated. */
    CATEGORY("category"),
    /** Median, disagreement and radiation level of a rated procedure. */
    RATING("rating"),
    /** The preferred study. */
    PREFERRED("preferred"),
    /** A rated procedure that cannot be done, or has been. */
    SET_ASIDE("set-aside"),
    /** An alert and its severity. */
    ALERT("alert"),
    /** A next step and its urgency. */
    STEP("step"),
    /** A red flag. */
    RED_FLAG("red-flag"),
    /** A diagnosis in question. */
    DIFFERENTIAL("differential");

    private final String code;

    ChangeKind(String code) {
        this.code = code;
    }

    /**
     * Its name in reports and in the ids of changes.
     *
     * @return a code
     */
    public String code() {
        return code;
    }
}

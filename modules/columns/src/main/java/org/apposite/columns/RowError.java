package org.apposite.columns;

import org.apposite.EvaluationAborted;

/** Why a row has no answer. */
public enum RowError {
    /** The struct itself is null. */
    NO_CASE("no-case"),
    /** A column has a value that it cannot have, or two columns contradict each other. */
    VALUE("value"),
    /** A record of FHIR cannot be read, or is of two patients. */
    RECORD("record"),
    /** The case states what the vocabulary does not have, or contradicts itself. */
    CASE("case"),
    /** So many rules fired as may. */
    FIRINGS("aborted-firings"),
    /** The answer took longer than it may. */
    DEADLINE("aborted-deadline"),
    /** The answer would be too large. */
    SIZE("aborted-size"),
    /** Two readings of the rules differ. */
    DIFFERENCE("aborted-difference"),
    /** A fault of the library. */
    FAULT("fault");

    private final String code;

    RowError(String code) {
        this.code = code;
    }

    static RowError of(EvaluationAborted.Reason reason) {
        return switch (reason) {
            case FIRINGS -> FIRINGS;
            case DEADLINE -> DEADLINE;
            case SIZE -> SIZE;
            case DIFFERENCE -> DIFFERENCE;
        };
    }

    /**
     * Its code, as it stands in a decision.
     *
     * @return such as {@code value}
     */
    public String code() {
        return code;
    }
}

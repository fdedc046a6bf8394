package org.apposite.advice;

import org.apposite.patient.Coded;

/** How an evaluation ended. There is no fourth way: an answer is never silently nothing. */
public enum Outcome implements Coded {
    /** One variant matches; the recommendations are its ratings. */
    VARIANT_MATCHED("variant-matched"),
    /** No variant can be told before the blocking questions among the missing data are answered. */
    DATA_REQUIRED("data-required"),
    /** The topic does not apply; the exclusion says why and where to look instead. */
    NOT_APPLICABLE("not-applicable");

    private final String code;

    Outcome(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}

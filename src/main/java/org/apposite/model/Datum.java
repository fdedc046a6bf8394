package org.apposite.model;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The data that every vocabulary has: each is stated in a place of its own, and rules ask it by questions of its own. */
public enum Datum {
    /** What the patient complains of. */
    COMPLAINT("complaint"),
    /** The age. */
    AGE("age"),
    /** The administrative sex. */
    SEX("sex"),
    /** How long the complaint has lasted. */
    DURATION("duration"),
    /** Where the complaint is. */
    REGION("region"),
    /** What the clinician strongly suspects. */
    SUSPECTED("suspected");

    private static final Map<String, Datum> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Datum::code, datum -> datum));

    private final String code;

    Datum(String code) {
        this.code = code;
    }

    /**
     * Its code in rules and answers.
     *
     * @return a code
     */
    public String code() {
        return code;
    }

    /**
     * The datum with a code.
     *
     * @param code the code
     * @return empty when it is the code of a term of the vocabulary
     */
    public static Optional<Datum> named(String code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }
}

package org.apposite.advice;

import org.apposite.patient.Coded;

/** Relative radiation level (RRL) of a procedure; the doses of a level are in {@link Radiation}. */
public enum RelativeRadiationLevel implements Coded {
    /** No ionizing radiation. */
    NONE("none"),
    /** Level 1, the lowest. */
    LEVEL_1("1"),
    /** Level 2. */
    LEVEL_2("2"),
    /** Level 3. */
    LEVEL_3("3"),
    /** Level 4. */
    LEVEL_4("4"),
    /** Level 5, the highest. */
    LEVEL_5("5"),
    /** Depends on what is imaged, so that no level can be assigned. */
    VARIES("varies");

    private final String code;

    RelativeRadiationLevel(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}

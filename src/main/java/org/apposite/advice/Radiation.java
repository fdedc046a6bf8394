package org.apposite.advice;

import org.apposite.patient.Coded;
import org.jspecify.annotations.Nullable;

/**
 * The radiation of a procedure, at the age group of its topic.
 *
 * @param level the relative radiation level
 * @param minMilliSieverts lower bound of the effective dose in mSv, null when the level varies
 * @param maxMilliSieverts upper bound of the effective dose in mSv, null when the level varies
 */
public record Radiation(
        Level level,
        @Nullable Double minMilliSieverts,
        @Nullable Double maxMilliSieverts) {

    /** The dose in words: "0 mSv", "0.3 to 3 mSv", "varies". */
    @Override
    public String toString() {
        if (minMilliSieverts == null || maxMilliSieverts == null) {
            return "varies";
        }
        String max = number(maxMilliSieverts) + " mSv";
        if (minMilliSieverts.equals(maxMilliSieverts)) {
            return max;
        }
        return minMilliSieverts == 0 ? "under " + max : number(minMilliSieverts) + " to " + max;
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    /** Relative radiation level (RRL) of a procedure; the doses of a level are in {@link Radiation}. */
    public enum Level implements Coded {
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

        Level(String code) {
            this.code = code;
        }

        @Override
        public String code() {
            return code;
        }
    }
}

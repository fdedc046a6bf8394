package org.apposite.advice;

import org.jspecify.annotations.Nullable;

/**
 * The radiation of a procedure, at the age group of its topic.
 *
 * @param level the relative radiation level
 * @param minMilliSieverts lower bound of the effective dose in mSv, null when the level varies
 * @param maxMilliSieverts upper bound of the effective dose in mSv, null when the level varies
 */
public record Radiation(
        RelativeRadiationLevel level,
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
}

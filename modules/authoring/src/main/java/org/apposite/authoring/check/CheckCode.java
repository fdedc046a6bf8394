package org.apposite.authoring.check;

import java.util.Arrays;
import java.util.Optional;
import org.apposite.authoring.Finding.Level;

/** The codes of what the check finds beyond the library's own issues. Stable. */
enum CheckCode {
    NEVER_FIRES("APP-201", Level.ERROR),
    IDLE_CONDITION("APP-202", Level.WARNING),
    TABLE_GAP("APP-203", Level.WARNING),
    RATED_TWICE("APP-204", Level.ERROR),
    TABLE_LAYOUT("APP-205", Level.WARNING),
    VARIANT_WITHOUT_RULES("APP-206", Level.ERROR),
    VARIANT_WITHOUT_CASE("APP-207", Level.WARNING),
    UNUSED_VOCABULARY("APP-208", Level.WARNING),
    REVIEW_OVERDUE("APP-209", Level.WARNING),
    REVIEW_DATES("APP-210", Level.ERROR),
    MANY_COMBINATIONS("APP-211", Level.WARNING),
    TWIN_RULES("APP-212", Level.WARNING),
    NO_PURPOSE("APP-213", Level.WARNING),
    WRONG_CASE("APP-214", Level.ERROR),
    UNHEARD_CONCLUSION("APP-215", Level.WARNING),
    ACCEPTANCE("APP-216", Level.WARNING),
    PREFERRED_LOW("APP-217", Level.WARNING),
    ROUTINE_STEP("APP-218", Level.WARNING),
    DERIVED_BOTH_WAYS("APP-219", Level.WARNING),
    NEVER_DERIVED("APP-220", Level.WARNING),
    MASKED_RULE("APP-224", Level.WARNING),
    NUMBER_GAP("APP-225", Level.WARNING),
    LINE_ENDS("APP-226", Level.WARNING),
    MEDIAN_AGAINST_CATEGORY("APP-227", Level.ERROR),
    RADIATION_OF_STUDY("APP-228", Level.ERROR),
    RADIATION_DIFFERS("APP-229", Level.WARNING),
    PREFERRED_BELOW_BEST("APP-230", Level.WARNING),
    ACTIVE_AND_TRANSCRIBED("APP-234", Level.ERROR),
    AGES_OF_SCALE("APP-235", Level.ERROR),
    UNFILLED_PLACE("APP-236", Level.WARNING),
    NOT_ANALYSED("APP-237", Level.NOTE),
    HAZARD_WITHOUT_CASE("APP-238", Level.WARNING),
    HAZARD_NO_LONGER_MET("APP-239", Level.WARNING);

    private final String code;
    private final Level level;

    CheckCode(String code, Level level) {
        this.code = code;
        this.level = level;
    }

    String code() {
        return code;
    }

    Level level() {
        return level;
    }

    /** Whether a comment with a reason can turn it off. */
    boolean canBeAccepted() {
        return level == Level.WARNING && this != ACCEPTANCE;
    }

    static Optional<CheckCode> of(String code) {
        return Arrays.stream(values()).filter(one -> one.code.equals(code)).findFirst();
    }
}

package org.apposite.language;

/** What an argument of a question or a verb must be. */
public enum Parameter {
    /** A finding, circumstance or condition of the vocabulary. */
    FINDING("finding"),
    /** A complaint of the vocabulary. */
    SYMPTOM("complaint"),
    /** A suspicion of the vocabulary. */
    SUSPICION("suspicion"),
    /** Anything of the vocabulary that can be asked. */
    DATUM("datum"),
    /** A whole number. */
    NUMBER("number"),
    /** A step of the routing. */
    STEP("step"),
    /** A median rating. */
    MEDIAN("median"),
    /** A unit of age. */
    AGE_UNIT("unit of age"),
    /** A unit of duration. */
    DURATION_UNIT("unit of duration"),
    /** A region of pain. */
    PAIN_REGION("region"),
    /** A kind of study that can have been done. */
    PRIOR_STUDY("study"),
    /** A kind of study that can be ordered. */
    STUDY("study"),
    /** A contrast. */
    CONTRAST("contrast"),
    /** A result of a study. */
    RESULT("result"),
    /** A result of an MRI. */
    MRI_RESULT("MRI result"),
    /** A site of a lesion. */
    SITE("site"),
    /** A red flag that some rule of the topic concludes. */
    RED_FLAG("red flag"),
    /** A situation that some rule of the topic concludes. */
    SITUATION("situation"),
    /** A variant of the topic. */
    VARIANT("variant"),
    /** A diagnosis of the differential of the topic. */
    DIAGNOSIS("diagnosis"),
    /** A procedure of the vocabulary. */
    PROCEDURE("procedure"),
    /** An appropriateness category, with or without disagreement. */
    CATEGORY("category"),
    /** A relative radiation level. */
    RADIATION_LEVEL("radiation level"),
    /** A source of the vocabulary. */
    SOURCE("source"),
    /** The severity of an alert. */
    SEVERITY("severity"),
    /** The urgency of a next step. */
    URGENCY("urgency"),
    /** A code that this conclusion gives. */
    NEW_CODE("code"),
    /** A text for a reader. */
    TEXT("text");

    private final String display;

    Parameter(String display) {
        this.display = display;
    }

    /** Its name in the middle of a sentence. */
    public String display() {
        return display;
    }

    /** Whether it is written as a number, without quotes. */
    public boolean isNumber() {
        return this == NUMBER || this == STEP || this == MEDIAN;
    }
}

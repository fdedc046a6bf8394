package org.apposite.authoring.prove;

import java.util.Arrays;
import java.util.Optional;

/** What is proved of the rules of every topic, for all patients that the vocabulary can express. */
public enum Property implements Claim {
    /** Nobody is left without a way. */
    OUTCOME(
            "outcome",
            "Every patient is led somewhere",
            "For each patient some rule concludes a variant, an exclusion with its reason, or asks for something open."),
    /** The routing decides by steps and not by the alphabet. */
    ONE_VARIANT(
            "one-variant",
            "At most one variant by the lowest step",
            "No two variants are concluded at the step that decides."),
    /** No rule is dead. */
    RULE_FIRES("rule-fires", "Every rule can fire", "For each rule there is a patient for whom it fires."),
    /** No rule says only what others say. */
    RULE_NEEDED(
            "rule-needed",
            "No rule is superfluous",
            "For each rule there is a patient for whom nothing else concludes the same, and for whom it counts."),
    /** A table has one row for each procedure. */
    RATED_ONCE(
            "rated-once",
            "No procedure is rated twice",
            "No two rows for one procedure apply to the same patient, whether they agree or not."),
    /** A variant has its table. */
    VARIANT_RATED(
            "variant-rated",
            "Every matched variant has ratings",
            "Whenever a variant is matched, some rule rates procedures."),
    /** What is preferred stands in the table. */
    PREFERRED_RATED(
            "preferred-rated", "What is preferred is rated", "Whenever a study is preferred, some rule rates it."),
    /** Critical alerts rest on the patient alone. */
    CRITICAL_KEPT(
            "critical-kept",
            "No critical alert is lost",
            "A critical alert that a rule gives is told in every outcome, and with every complaint that another topic answers."),
    /** A stated emergency is one, whatever else is stated. */
    EMERGENCY_STATED(
            "emergency-stated",
            "A stated emergency is always critical",
            "What raises a critical alert when nothing else is stated raises one whatever else is stated."),
    /** More flags are never less urgent. */
    FLAG_URGENCY(
            "flag-urgency",
            "A red flag never lowers the urgency",
            "When one more red flag is present, the next step is not less urgent, and a critical alert does not go away."),
    /** More flags never lead to a variant without any. */
    FLAG_VARIANT(
            "flag-variant",
            "A red flag never leads to a variant without red flags",
            "When one more red flag is present, no patient moves from a variant to one that no patient with a red flag has."),
    /** What is stated later does not overturn an answer. */
    DEFINITE(
            "definite",
            "Stating more does not overturn a definite outcome",
            "Stating a datum does not lead from one variant or exclusion to another."),
    /** Unknown is not absent. */
    UNKNOWN(
            "unknown",
            "Unknown never acts as absent",
            "A rule that asks nothing which a silent case answers with yes does not fire because a finding is not stated.");

    private final String code;
    private final String title;
    private final String sentence;

    Property(String code, String title, String sentence) {
        this.code = code;
        this.title = title;
        this.sentence = sentence;
    }

    /**
     * The property with a code.
     *
     * @param code a code
     * @return empty when none has it
     */
    public static Optional<Property> of(String code) {
        return Arrays.stream(values()).filter(one -> one.code.equals(code)).findFirst();
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public String sentence() {
        return sentence;
    }
}

package org.apposite;

import java.time.Duration;
import org.apposite.advice.Advice;
import org.apposite.advice.Advice.Outcome;
import org.apposite.patient.PatientCase;
import org.jspecify.annotations.Nullable;

/**
 * Is told of every evaluation, for metrics, traces and audits. After {@link #started} exactly one of {@link #answered(Answered)},
 * {@link #aborted}, {@link #refused} and {@link #failed} follows, in the thread of the evaluation, so that a thread-local can join the two.
 *
 * <p>Nothing of the patient is told, unless {@link #answered(PatientCase, Advice)} is overridden. Methods must be thread-safe and
 * quick: the caller waits for them. What they throw is logged, and the answer stands.
 *
 * @see ClinicalRules#withListener
 */
public interface EvaluationListener {

    /** An evaluation begins. */
    default void started() {}

    /**
     * An evaluation has given an answer.
     *
     * @param answer what can be told without the patient's data
     */
    default void answered(Answered answer) {}

    /**
     * An evaluation has given an answer. This is the one method that is told a patient's data.
     *
     * @param patient what was known
     * @param advice the answer
     */
    default void answered(PatientCase patient, Advice advice) {}

    /**
     * An evaluation has given no answer, since it met a limit or two readings of the rules differ.
     *
     * @param aborted what can be told without the patient's data
     */
    default void aborted(Aborted aborted) {}

    /**
     * A case was refused before any rule was asked, such as for a code that the vocabulary does not have.
     *
     * @param elapsed since the start
     */
    default void refused(Duration elapsed) {}

    /**
     * An evaluation ended by a fault, of this library or of the machine, which its caller gets to see.
     *
     * @param elapsed since the start
     */
    default void failed(Duration elapsed) {}

    /**
     * An answer without the patient's data.
     *
     * @param topic the id of the topic that answered, null when none did
     * @param outcome the outcome
     * @param criticalAlerts how many critical alerts stand, 0 or more
     * @param elapsed since the start
     */
    record Answered(@Nullable String topic, Outcome outcome, int criticalAlerts, Duration elapsed) {}

    /**
     * An evaluation without an answer.
     *
     * @param isDifference whether two readings of the rules differ; false when a limit was met
     * @param emergencies how many critical alerts stand all the same, 0 or more
     * @param elapsed since the start
     */
    record Aborted(boolean isDifference, int emergencies, Duration elapsed) {}
}

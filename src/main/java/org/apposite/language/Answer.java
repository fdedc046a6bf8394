package org.apposite.language;

import java.util.List;
import org.apposite.model.Topic.Condition;

/** What a question or a condition comes to. */
public enum Answer {
    /** It holds. */
    YES,
    /** It does not hold, and what it asks for is known. */
    NO,
    /** It does not hold, and what it asks for is not known. */
    UNKNOWN;

    /**
     * What a condition on a patient comes to.
     *
     * @param condition the condition
     * @param patient the patient
     * @return yes when it holds; no when it cannot hold whatever else becomes known, as far as its questions tell
     */
    public static Answer of(Condition condition, Patient patient) {
        Known known = Known.of(patient);
        return condition.fold(
                question -> QuestionKind.of(Fact.PATIENT, question.name())
                        .orElseThrow(() -> new IllegalArgumentException("question " + question.name()))
                        .answer(known, question.arguments()),
                Answer::all,
                Answer::any);
    }

    /**
     * What conditions that must all hold come to.
     *
     * @param answers what each comes to
     * @return no as soon as one is no; yes only when all are
     */
    public static Answer all(List<Answer> answers) {
        return answers.contains(NO) ? NO : answers.contains(UNKNOWN) ? UNKNOWN : YES;
    }

    /**
     * What conditions of which one must hold come to.
     *
     * @param answers what each comes to
     * @return yes as soon as one is yes; no only when all are
     */
    public static Answer any(List<Answer> answers) {
        return answers.contains(YES) ? YES : answers.contains(UNKNOWN) ? UNKNOWN : NO;
    }
}

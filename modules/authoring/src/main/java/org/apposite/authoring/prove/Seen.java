package org.apposite.authoring.prove;

import java.util.Set;
import java.util.stream.Collectors;
import org.apposite.ClinicalRules;
import org.apposite.advice.Advice;
import org.apposite.advice.Alert.Severity;
import org.apposite.language.AnswerQuestion;
import org.apposite.language.Examination;
import org.apposite.language.Examination.RuleAnswers;
import org.apposite.language.Scope;
import org.apposite.language.Verb;
import org.apposite.model.Topic.Condition;
import org.apposite.model.Topic.Question;
import org.apposite.model.Topic.Rule;
import org.apposite.patient.PatientCase;

/**
 * What the rule engine made of a patient.
 *
 * @param advice the answer
 * @param fired the ids of the rules that fired
 */
record Seen(Advice advice, Set<String> fired) {

    static Seen of(PatientCase patient, ClinicalRules rules) {
        Examination examined = rules.examine(patient);
        return new Seen(
                examined.advice(),
                examined.rules().stream()
                        .filter(RuleAnswers::fired)
                        .map(RuleAnswers::rule)
                        .collect(Collectors.toSet()));
    }

    boolean fires(Rule rule) {
        return fired.contains(rule.id());
    }

    boolean hasCritical() {
        return !advice.alerts(Severity.CRITICAL).isEmpty();
    }

    boolean hasCritical(String alert) {
        return advice.alerts(Severity.CRITICAL).stream()
                .anyMatch(one -> one.code().equals(alert));
    }

    /** Whether the answer says what a property asks of it. */
    boolean says(Condition condition, Scope scope) {
        return condition.fold(
                question -> says(question, scope),
                all -> all.stream().allMatch(one -> one),
                any -> any.stream().anyMatch(one -> one));
    }

    private boolean says(Question question, Scope scope) {
        String code = question.arguments().get(0).text();
        String level = question.arguments().get(question.arguments().size() - 1).text();
        return switch (AnswerQuestion.named(question.name()).orElseThrow()) {
            case ALERT ->
                advice.alerts().stream()
                        .anyMatch(one ->
                                one.code().equals(code) && one.severity().code().equals(level));
            case NEXT_STEP ->
                advice.nextSteps().stream()
                        .anyMatch(one ->
                                one.code().equals(code) && one.urgency().code().equals(level));
            case PREFERRED ->
                advice.preferred().stream().anyMatch(one -> one.procedure().equals(code));
            case RATED ->
                advice.recommendations().stream()
                        .anyMatch(one -> one.procedure().equals(code)
                                && one.category().code().equals(level.replace(Verb.DISAGREEMENT, "")));
            case ASKED ->
                advice.missing().stream()
                        .anyMatch(one -> one.blocking() && scope.members(code).contains(one.code()));
        };
    }

    boolean matched(String variant) {
        return advice.matched().map(one -> one.id().equals(variant)).orElse(false);
    }

    /** The variant or exclusion; nothing while questions are open. */
    String outcome() {
        return advice.matched()
                .map(Advice.VariantMatch::id)
                .orElseGet(() ->
                        advice.exclusion() == null ? "" : advice.exclusion().id());
    }
}

package org.apposite.authoring.prove;

import java.util.Set;
import java.util.stream.Collectors;
import org.apposite.ClinicalRules;
import org.apposite.advice.Advice;
import org.apposite.advice.Alert.Severity;
import org.apposite.language.Examination;
import org.apposite.language.Examination.RuleAnswers;
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

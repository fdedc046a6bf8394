package org.apposite.authoring.check;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apposite.advice.Alert;
import org.apposite.json.RuleCase;
import org.apposite.json.record.CaseError;
import org.apposite.language.Verb;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Rule;
import org.apposite.text.Spelling;
import org.jspecify.annotations.Nullable;

/**
 * APP-214: a case beside the rules that is wrong, or that expects the absence of what no rule could bring about, so that it
 * holds whatever the rules answer.
 */
final class WrongCase implements Lint {

    @Override
    public void look(Subject subject, Report report) {
        for (RuleCase one : subject.cases()) {
            if (subject.isWrong(one)) {
                CaseError error = one.stated().error().orElseThrow();
                report.add(
                        CheckCode.WRONG_CASE,
                        one.file(),
                        error.line(),
                        error.column(),
                        error.line(),
                        "the case is invalid: " + error.message() + " (" + error.code()
                                + (error.path().isEmpty() ? "" : " at " + error.path()) + ")",
                        error.suggestion());
            }
        }
        if (subject.isSound()) {
            lookAtAbsences(subject, report);
        }
    }

    private static void lookAtAbsences(Subject subject, Report report) {
        Set<String> alerts = new TreeSet<>(Set.of(Alert.CONTRADICTION));
        Set<String> rules = new TreeSet<>();
        for (Topic topic : subject.topics()) {
            for (Rule rule : topic.rules()) {
                rules.add(rule.id());
                rule.then().stream()
                        .filter(Verb.ALERT::isOf)
                        .forEach(alert -> alerts.add(alert.arguments().get(0).text()));
            }
        }
        for (RuleCase one : subject.cases()) {
            absent(one, "absentAlerts", one.expectation().absentAlerts(), "alert", alerts, report);
            absent(one, "notFired", one.expectation().notFired(), "rule", rules, report);
        }
    }

    private static void absent(
            RuleCase one,
            String key,
            @Nullable List<String> codes,
            String what,
            Collection<String> known,
            Report report) {
        if (codes == null) {
            return;
        }
        for (String code : codes) {
            if (!known.contains(code)) {
                report.add(
                        CheckCode.WRONG_CASE,
                        one.file(),
                        1,
                        1,
                        1,
                        "\"" + key + "\" names \"" + code + "\", but there is no such " + what
                                + ", so this passes whatever the answer is",
                        Objects.requireNonNullElse(Spelling.didYouMean(code, known), "Correct it, or leave it out."));
            }
        }
    }
}

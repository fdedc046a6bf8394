package org.apposite.internal.layer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apposite.advice.Alert.Severity;
import org.apposite.internal.bundle.Digest;
import org.apposite.language.Fact;
import org.apposite.language.Grounds;
import org.apposite.language.QuestionKind;
import org.apposite.language.Scope;
import org.apposite.language.Verb;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Topic.Question;
import org.apposite.model.Topic.Rule;

/** The critical alerts of what a layer builds on, and the rules on which they rest. */
public final class CriticalAlerts {

    /** What is asked so that more knowledge of presence can only raise an alert. */
    private static final Set<String> PRESENT =
            Set.of(QuestionKind.PRESENT.display(), QuestionKind.ANY_PRESENT.display());

    private final Scope scope;
    private final Grounds grounds;
    /** By the id of the rule, the codes of the alerts that rest on it. */
    private final Map<String, Set<String>> resting = new HashMap<>();

    private CriticalAlerts(Scope scope) {
        this.scope = scope;
        this.grounds = Grounds.of(scope);
        for (Rule rule : scope.topic().rules()) {
            Set<String> raised = rule.then().stream()
                    .filter(CriticalAlerts::isCritical)
                    .map(CriticalAlerts::code)
                    .collect(Collectors.toSet());
            if (!raised.isEmpty()) {
                rest(rule, raised);
            }
        }
    }

    private void rest(Rule rule, Set<String> alerts) {
        if (resting.computeIfAbsent(rule.id(), any -> new TreeSet<>()).addAll(alerts)) {
            grounds.of(rule).forEach(ground -> rest(ground, alerts));
        }
    }

    /**
     * The critical alerts of a topic.
     *
     * @param scope the topic
     * @return its critical alerts
     */
    public static CriticalAlerts of(Scope scope) {
        return new CriticalAlerts(scope);
    }

    /**
     * The critical alerts that rest on a rule.
     *
     * @param rule the id of a rule of the topic
     * @return codes in the order of the alphabet
     */
    public Set<String> restingOn(String rule) {
        return resting.getOrDefault(rule, Set.of());
    }

    /**
     * The critical alerts that a new rule could take back, since it derives what they do not ask to be present.
     *
     * @param added a rule that the topic does not have
     * @return codes in the order of the alphabet
     */
    public Set<String> takenBackBy(Rule added) {
        Set<String> alerts = new TreeSet<>();
        for (Consequence one : added.then()) {
            if (Verb.DERIVE_ABSENT.isOf(one) || Verb.DERIVE_PRESENT.isOf(one)) {
                scope.topic().rules().stream()
                        .filter(rule -> canTakeBack(one, rule))
                        .forEach(rule -> alerts.addAll(restingOn(rule.id())));
            }
        }
        return alerts;
    }

    private boolean canTakeBack(Consequence derived, Rule rule) {
        return rule.when().stream()
                .filter(Fact.PATIENT::isOf)
                .flatMap(pattern -> pattern.conditions().stream())
                .flatMap(condition -> condition.questions().stream())
                .filter(question -> Verb.DERIVE_ABSENT.isOf(derived) || !PRESENT.contains(question.name()))
                .anyMatch(question -> asksFor(code(derived), question));
    }

    private boolean asksFor(String datum, Question question) {
        return QuestionKind.of(Fact.PATIENT, question.name())
                .filter(kind -> kind.data(question.arguments(), scope).contains(datum))
                .isPresent();
    }

    /**
     * Whether a rule asks the same as another and concludes all that it does; only the texts of a critical alert count.
     *
     * @param rule a rule
     * @param other another
     * @return true when it can stand in the place of the other without a critical alert being lost
     */
    public static boolean saysAllOf(Rule rule, Rule other) {
        return Digest.conditions(rule).equals(Digest.conditions(other))
                && said(rule).containsAll(said(other));
    }

    private static Set<List<String>> said(Rule rule) {
        return rule.then().stream()
                .map(one -> isCritical(one)
                        ? one.arguments().stream().map(Literal::text).toList()
                        : List.of(one.verb(), code(one)))
                .collect(Collectors.toSet());
    }

    /**
     * Whether a conclusion is a critical alert.
     *
     * @param one a conclusion
     * @return false for every other
     */
    public static boolean isCritical(Consequence one) {
        return Verb.ALERT.isOf(one) && one.arguments().get(1).text().equals(Severity.CRITICAL.code());
    }

    private static String code(Consequence one) {
        return one.arguments().get(0).text();
    }
}

package org.apposite.internal.read;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apposite.internal.source.IssueCode;
import org.apposite.internal.source.SourceFiles;
import org.apposite.language.Fact;
import org.apposite.language.QuestionKind;
import org.apposite.language.ReasoningOrder;
import org.apposite.language.Scope;
import org.apposite.language.Verb;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Rule;

/** Checks that rules can be asked in an order: none builds on itself, and none concludes too late to be heard. */
final class OrderCheck {

    private final SourceFiles files;

    OrderCheck(SourceFiles files) {
        this.files = files;
    }

    void check(Scope scope) {
        ReasoningOrder order = ReasoningOrder.of(scope);
        for (Rule rule : scope.topic().rules()) {
            List<String> circle = order.circles().getOrDefault(rule.id(), List.of());
            if (!circle.isEmpty()) {
                List<String> others = circle.subList(1, circle.size());
                report(
                        rule,
                        "the rule builds on its own conclusion"
                                + (others.isEmpty() ? "" : ", by way of " + String.join(", ", others)),
                        "Break the circle of situations or derived findings.");
            }
            if (order.tooDeep().contains(rule.id())) {
                report(
                        rule,
                        "more than " + ReasoningOrder.DEEPEST + " rules build one on the next, and this is one of them",
                        "Ask what the case states instead of what other rules conclude from it.");
            }
            if (rule.then().isEmpty()) {
                continue;
            }
            Verb verb = Verb.named(rule.verb()).orElseThrow();
            if (verb == Verb.DERIVE_PRESENT || verb == Verb.DERIVE_ABSENT) {
                checkMonotone(rule);
            }
            if (order.isTooLate(rule)) {
                reportLate(rule, verb);
            }
        }
    }

    private void reportLate(Rule rule, Verb verb) {
        if (verb == Verb.ALERT) {
            report(
                    rule,
                    "a critical alert must stand in every outcome, but this rule asks " + late(rule),
                    "Ask the Patient, red flags and situations only, or lower the severity.");
            return;
        }
        boolean forTheRanking = verb == Verb.RATE || verb == Verb.PREFER || verb == Verb.SET_ASIDE;
        report(
                rule,
                "\"" + verb.display() + "\" cannot be concluded by a rule that asks " + late(rule),
                forTheRanking
                        ? "Ask the Patient, red flags, situations, the Emergency and the Routing only."
                        : "Ask the Patient, red flags and situations only.");
    }

    /** What becomes known later must never take a derived finding back. */
    private void checkMonotone(Rule rule) {
        rule.when()
                .forEach(pattern -> pattern.conditions()
                        .forEach(condition -> condition.questions().stream()
                                .filter(question -> QuestionKind.of(
                                                Fact.named(pattern.fact()).orElseThrow(), question.name())
                                        .map(QuestionKind::isOfUnknowns)
                                        .orElse(false))
                                .forEach(question -> report(
                                        rule,
                                        "the rule derives a finding and asks \"" + question.name()
                                                + "\": later knowledge could take the finding back",
                                        "Derive it only from what is known, or conclude a situation."))));
    }

    /** What a rule asks that is not known before the routing. */
    private static String late(Rule rule) {
        Set<String> facts = rule.when().stream().map(Topic.Pattern::fact).collect(Collectors.toSet());
        if (facts.contains(Fact.RANKING.display())) {
            return "how studies are ranked";
        }
        if (facts.contains(Fact.ROUTING.display())) {
            return "where the routing led";
        }
        return facts.contains(Fact.EMERGENCY.display())
                ? "whether there is an emergency"
                : "for what is concluded only after the routing";
    }

    private void report(Rule rule, String message, String suggestion) {
        files.report(rule, IssueCode.ORDER, message, suggestion);
    }
}

package org.apposite.internal.read;

import java.util.List;
import java.util.Set;
import org.apposite.language.ReasoningOrder;
import org.apposite.language.ReasoningOrder.Part;
import org.apposite.language.Verb;
import org.apposite.model.Topic.Rule;

/** Checks that rules can be asked in an order: none builds on itself, and none concludes too late to be heard. */
final class OrderCheck {

    private static final Set<Verb> FOR_THE_ROUTING = Set.of(Verb.VARIANT_CANDIDATE, Verb.EXCLUDE, Verb.ASK);
    private static final Set<Verb> FOR_THE_RANKING = Set.of(Verb.RATE, Verb.PREFER);

    private final List<SourceFile> files;

    OrderCheck(List<SourceFile> files) {
        this.files = files;
    }

    void check(List<Rule> rules) {
        ReasoningOrder order = ReasoningOrder.of(rules);
        Set<String> circular = order.circular();
        for (Rule rule : rules) {
            if (circular.contains(rule.id())) {
                report(rule, "the rule builds on its own conclusion", "Break the circle of situations.");
            }
            if (rule.then().isEmpty()) {
                continue;
            }
            Verb verb = Verb.named(rule.then().get(0).verb()).orElseThrow();
            Part part = order.part(order.stage(rule));
            if (FOR_THE_ROUTING.contains(verb) && part != Part.BEFORE_ROUTING) {
                report(
                        rule,
                        "\"" + verb.display() + "\" comes too late: the rule asks where the routing led",
                        "Ask the PatientCase, red flags and situations only.");
            }
            if (FOR_THE_RANKING.contains(verb) && part == Part.AFTER_RANKING) {
                report(
                        rule,
                        "\"" + verb.display() + "\" comes too late: the rule asks how studies are ranked",
                        "Ask the PatientCase, red flags, situations and the Routing only.");
            }
        }
    }

    private void report(Rule rule, String message, String suggestion) {
        files.stream()
                .filter(file -> file.name().equals(rule.file()))
                .forEach(file -> file.report(IssueCode.ORDER, rule.line(), 1, message, suggestion));
    }
}

package org.apposite.authoring.check;

import org.apposite.authoring.prove.Conclusion;
import org.apposite.language.Verb;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Rule;
import org.apposite.proof.Patients;

/** APP-224: a rule that fires, but whose conclusion never counts, since others always come before it. */
final class MaskedRule implements Lint {

    @Override
    public void look(Subject subject, Report report) {
        for (Topic topic : subject.topics()) {
            if (subject.isSound(topic)) {
                subject.reach(topic)
                        .ifPresent(reach -> reach.topic().rules().stream()
                                .filter(rule -> reach.isClear(rule) && reach.canBe(reach.of(rule)))
                                .forEach(rule -> rule.then().forEach(one -> look(reach, rule, one, report))));
            }
        }
    }

    private static void look(Reach reach, Rule rule, Consequence one, Report report) {
        Conclusion counting = Conclusion.of(reach.circuit(), one);
        if (counting.wires().isEmpty() || !reach.never(counting.with(reach.of(rule)))) {
            return;
        }
        report.within(
                rule,
                one.place(),
                CheckCode.MASKED_RULE,
                counting.never() + masking(reach, rule, one),
                Verb.PREFER.isOf(one)
                        ? "Rate the study, ask what keeps it from being set aside, or remove the rule."
                        : "Move its step, ask in the other rules what tells them apart, or remove the rule.");
    }

    /** The rule that always fires beside it, on a step that comes first. */
    private static String masking(Reach reach, Rule rule, Consequence one) {
        if (!Verb.VARIANT_CANDIDATE.isOf(one) && !Verb.EXCLUDE.isOf(one)) {
            return "";
        }
        return reach.topic().rules().stream()
                .filter(other -> !other.equals(rule)
                        && comesFirst(other, one)
                        && reach.never(reach.of(rule), Patients.not(reach.of(other))))
                .findFirst()
                .map(other -> ", by the rule at " + other.file() + ":" + other.line())
                .orElse("");
    }

    private static boolean comesFirst(Rule other, Consequence one) {
        return other.then().stream()
                .anyMatch(before -> (Verb.VARIANT_CANDIDATE.isOf(before) || Verb.EXCLUDE.isOf(before))
                        && before.arguments().get(0).number()
                                <= one.arguments().get(0).number());
    }
}

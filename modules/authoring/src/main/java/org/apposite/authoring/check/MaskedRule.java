package org.apposite.authoring.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apposite.circuit.Circuit;
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
        Optional<Counting> counting = Counting.of(reach.circuit(), one);
        if (counting.isEmpty() || !reach.never(plus(counting.get().wires(), reach.of(rule)))) {
            return;
        }
        report.within(
                rule,
                one.place(),
                CheckCode.MASKED_RULE,
                counting.get().never() + masking(reach, rule, one),
                Verb.PREFER.isOf(one)
                        ? "Rate the study, ask what keeps it from being set aside, or remove the rule."
                        : "Move its step, ask in the other rules what tells them apart, or remove the rule.");
    }

    /**
     * What makes a conclusion count.
     *
     * @param wires all of these hold
     * @param never what is so when they never do
     */
    private record Counting(List<Integer> wires, String never) {

        static Optional<Counting> of(Circuit circuit, Consequence one) {
            return switch (Verb.named(one.verb()).orElseThrow()) {
                case VARIANT_CANDIDATE ->
                    Optional.of(new Counting(
                            List.of(circuit.matched(text(one, 1))),
                            "this rule never leads to its variant: whenever it fires, the case is decided elsewhere"));
                case EXCLUDE ->
                    Optional.of(new Counting(
                            List.of(circuit.excluded(text(one, 1))),
                            "this rule never excludes: whenever it fires, the case is decided elsewhere"));
                case ASK ->
                    Optional.of(new Counting(
                            List.of(circuit.dataRequired(), circuit.open(text(one, 1))),
                            "this rule never asks: whenever something of it is open, the case is decided without it"));
                case PREFER ->
                    Optional.of(new Counting(
                            List.of(circuit.preferred(text(one, 0))),
                            "this preference never counts: \"" + text(one, 0)
                                    + "\" is set aside, or not rated, whenever the rule fires"));
                default -> Optional.empty();
            };
        }

        private static String text(Consequence one, int argument) {
            return one.arguments().get(argument).text();
        }
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

    private static List<Integer> plus(List<Integer> wires, int more) {
        List<Integer> all = new ArrayList<>(wires);
        all.add(more);
        return all;
    }
}

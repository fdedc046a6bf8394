package org.apposite.authoring.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apposite.language.Fact;
import org.apposite.model.Topic;
import org.apposite.model.Topic.AllOf;
import org.apposite.model.Topic.AnyOf;
import org.apposite.model.Topic.Condition;
import org.apposite.model.Topic.Pattern;
import org.apposite.model.Topic.Rule;
import org.apposite.proof.Patients;

/** APP-202: a part of a condition that decides nothing in its rule, since it never or always holds there. */
final class IdleCondition implements Lint {

    @Override
    public void look(Subject subject, Report report) {
        for (Topic topic : subject.topics()) {
            subject.reach(topic).ifPresent(reach -> {
                for (Rule rule : reach.topic().rules()) {
                    if (reach.isClear(rule) && reach.canBe(reach.of(rule))) {
                        new Visit(rule, reach, report).conjunction(Asked.of(rule), List.of());
                    }
                }
            });
        }
    }

    /** A condition, and the fact that it asks. */
    private record Asked(Fact fact, Condition condition) {

        /** All conditions of a rule. */
        static List<Asked> of(Rule rule) {
            List<Asked> all = new ArrayList<>();
            for (Pattern pattern : rule.when()) {
                Fact fact = Fact.named(pattern.fact()).orElseThrow();
                pattern.conditions().forEach(one -> all.addAll(new Asked(fact, one).flat()));
            }
            return all;
        }

        Asked with(Condition other) {
            return new Asked(fact, other);
        }

        /** The condition, a conjunction opened. */
        List<Asked> flat() {
            return condition instanceof AllOf nested
                    ? nested.conditions().stream()
                            .flatMap(one -> with(one).flat().stream())
                            .toList()
                    : List.of(this);
        }
    }

    private record Visit(Rule rule, Reach reach, Report report) {

        /**
         * Looks at conditions that must all hold.
         *
         * @param conditions the conditions
         * @param context what else holds whenever they matter
         */
        void conjunction(List<Asked> conditions, List<Integer> context) {
            List<Asked> kept = new ArrayList<>(conditions);
            for (int i = kept.size() - 1; i >= 0; i--) {
                Asked one = kept.get(i);
                List<Integer> others = new ArrayList<>(context);
                for (int j = 0; j < kept.size(); j++) {
                    if (j != i) {
                        others.add(wire(kept.get(j)));
                    }
                }
                if (one.condition() instanceof AnyOf any) {
                    alternatives(one, any, others);
                } else if (follows(wire(one), others)) {
                    report(
                            one,
                            Wording.of(one.condition())
                                    + " makes no difference here: the other conditions of the rule imply it",
                            "Remove it, or ask what was meant instead.");
                    kept.remove(i);
                }
            }
        }

        private int wire(Asked one) {
            return reach.of(one.fact(), one.condition());
        }

        private boolean follows(int wire, List<Integer> others) {
            return never(others, Patients.not(wire));
        }

        private boolean never(List<Integer> others, int... more) {
            List<Integer> all = new ArrayList<>(others);
            for (int wire : more) {
                all.add(wire);
            }
            return reach.never(all);
        }

        private void alternatives(Asked asked, AnyOf any, List<Integer> others) {
            if (follows(wire(asked), others)) {
                report(
                        asked,
                        "one of these alternatives always holds here: " + Wording.of(any),
                        "Remove the alternatives, or ask what was meant instead.");
                return;
            }
            List<Asked> parts = any.conditions().stream().map(asked::with).toList();
            for (Asked part : parts) {
                if (reach.effort().isSpent()) {
                    return;
                }
                if (never(others, wire(part))) {
                    report(
                            part,
                            "this alternative can never hold in its rule: " + Wording.of(part.condition()),
                            "Remove it, or correct what it contradicts.");
                    continue;
                }
                Optional<Asked> wider = widerThan(part, parts, others);
                if (wider.isPresent()) {
                    report(
                            part,
                            "this alternative adds nothing: "
                                    + Wording.of(wider.get().condition()) + " already includes "
                                    + Wording.of(part.condition()),
                            "Remove one of the two.");
                    continue;
                }
                if (part.condition() instanceof AllOf) {
                    conjunction(part.flat(), others);
                }
            }
        }

        /** Another alternative that holds whenever this one does; of two that hold for the same patients the first. */
        private Optional<Asked> widerThan(Asked part, List<Asked> parts, List<Integer> others) {
            int place = parts.indexOf(part);
            for (int i = 0; i < parts.size(); i++) {
                if (i != place
                        && includes(parts.get(i), part, others)
                        && (i < place || !includes(part, parts.get(i), others))) {
                    return Optional.of(parts.get(i));
                }
            }
            return Optional.empty();
        }

        private boolean includes(Asked wider, Asked narrower, List<Integer> others) {
            return never(others, wire(narrower), Patients.not(wire(wider)));
        }

        private void report(Asked at, String message, String suggestion) {
            report.within(rule, Wording.place(at.condition()), CheckCode.IDLE_CONDITION, message, suggestion);
        }
    }
}

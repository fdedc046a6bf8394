package org.apposite.authoring.check;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apposite.language.Extent;
import org.apposite.language.Fact;
import org.apposite.model.Topic;
import org.apposite.model.Topic.AnyOf;
import org.apposite.model.Topic.Condition;
import org.apposite.model.Topic.Pattern;
import org.apposite.model.Topic.Question;
import org.apposite.model.Topic.Rule;

/** APP-202: a part of a condition that decides nothing in its rule, since it never or always holds there. */
final class IdleCondition implements Lint {

    @Override
    public void look(Subject subject, Report report) {
        for (Topic topic : subject.topics()) {
            for (Rule rule : subject.rules(topic)) {
                Reach reach = subject.reach(topic, rule);
                if (reach.canHold(reach.all())) {
                    new Visit(rule, reach, report).conjunction(reach.all(), List.of());
                    repeated(rule, report);
                }
            }
        }
    }

    private static void repeated(Rule rule, Report report) {
        Set<String> seen = new HashSet<>();
        for (Pattern pattern : rule.when()) {
            boolean isCode = Fact.named(pattern.fact()).orElseThrow().isOneForEachCode();
            if (!seen.add(Wording.of(pattern))
                    && isCode
                    && !pattern.conditions().isEmpty()) {
                report.within(
                        rule,
                        Wording.place(pattern.conditions().get(0)),
                        CheckCode.IDLE_CONDITION,
                        Wording.of(pattern) + " stands twice in this rule",
                        "Remove one of the two.");
            }
        }
    }

    private record Visit(Rule rule, Reach reach, Report report) {

        /**
         * Looks at conditions that must all hold.
         *
         * @param conditions the conditions
         * @param context what else holds whenever they matter
         */
        void conjunction(List<Condition> conditions, List<Condition> context) {
            List<Condition> kept = Reach.flat(conditions);
            for (int i = kept.size() - 1; i >= 0; i--) {
                Condition one = kept.get(i);
                List<Condition> others = new ArrayList<>(context);
                for (int j = 0; j < kept.size(); j++) {
                    if (j != i) {
                        others.add(kept.get(j));
                    }
                }
                if (one instanceof AnyOf any) {
                    alternatives(any, others);
                } else if (one instanceof Question question && isSettled(question, others)) {
                    report(
                            one,
                            Wording.of(one) + " decides nothing here: the other conditions of the rule imply it",
                            "Remove it, or ask what was meant instead.");
                    kept.remove(i);
                }
            }
        }

        private boolean isSettled(Question question, List<Condition> others) {
            Extent extent = reach.extent(question);
            return Reach.within(reach.left(extent, others), extent.yes());
        }

        private void alternatives(AnyOf any, List<Condition> others) {
            Optional<String> always = always(any, others);
            if (always.isPresent()) {
                report(any, always.get(), "Remove the alternatives, or ask what was meant instead.");
                return;
            }
            List<Condition> parts = any.conditions();
            for (int i = 0; i < parts.size(); i++) {
                Condition part = parts.get(i);
                List<Condition> together = new ArrayList<>(others);
                together.add(part);
                if (!reach.canHold(together)) {
                    report(
                            part,
                            "this alternative can never hold in its rule: " + Wording.of(part),
                            "Remove it, or correct what it contradicts.");
                    continue;
                }
                Optional<Condition> wider = widerThan(i, parts);
                if (wider.isPresent()) {
                    report(
                            part,
                            "this alternative adds nothing: " + Wording.of(wider.get()) + " already includes "
                                    + Wording.of(part),
                            "Remove one of the two.");
                    continue;
                }
                if (!(part instanceof Question)) {
                    conjunction(List.of(part), others);
                }
            }
        }

        /** Why one of the alternatives always holds, when all that are questions of one subject leave nothing out. */
        private Optional<String> always(AnyOf any, List<Condition> others) {
            Map<String, BitSet> yes = new LinkedHashMap<>();
            for (Condition part : any.conditions()) {
                if (part instanceof Question question) {
                    Extent extent = reach.extent(question);
                    BitSet union = yes.computeIfAbsent(extent.about(), about -> new BitSet());
                    union.or(extent.yes());
                    if (Reach.within(reach.left(extent, others), union)) {
                        return Optional.of("one of these alternatives always holds here: " + Wording.of(any));
                    }
                }
            }
            return Optional.empty();
        }

        private Optional<Condition> widerThan(int index, List<Condition> parts) {
            for (int j = 0; j < parts.size(); j++) {
                if (j != index
                        && includes(parts.get(j), parts.get(index))
                        && (j < index || !includes(parts.get(index), parts.get(j)))) {
                    return Optional.of(parts.get(j));
                }
            }
            return Optional.empty();
        }

        /** Whether the wider holds whenever the narrower does; only for questions and conjunctions of them. */
        private boolean includes(Condition wider, Condition narrower) {
            List<Condition> asked = Reach.flat(List.of(wider));
            List<Condition> given = Reach.flat(List.of(narrower));
            return asked.stream().allMatch(one -> one instanceof Question question && isGiven(question, given));
        }

        private boolean isGiven(Question question, List<Condition> given) {
            Extent extent = reach.extent(question);
            return given.stream()
                            .anyMatch(one -> one instanceof Question other
                                    && reach.extent(other).about().equals(extent.about()))
                    && Reach.within(reach.left(extent, given), extent.yes());
        }

        private void report(Condition at, String message, String suggestion) {
            report.within(rule, Wording.place(at), CheckCode.IDLE_CONDITION, message, suggestion);
        }
    }
}

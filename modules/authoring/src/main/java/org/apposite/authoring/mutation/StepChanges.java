package org.apposite.authoring.mutation;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apposite.language.Parameter;
import org.apposite.language.Verb;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Topic.Rule;

/**
 * The changes of the routing: a rule's step is moved before the step before it, or behind the one behind it. Only the
 * order of steps matters, so the changed topic counts them anew, with room between them.
 */
final class StepChanges {

    private StepChanges() {}

    static List<Change> of(Topic topic, Rule rule) {
        Consequence first = rule.then().get(0);
        if (!isRouting(first)) {
            return List.of();
        }
        List<Integer> steps = List.copyOf(new TreeSet<>(topic.rules().stream()
                .flatMap(one -> one.then().stream())
                .filter(StepChanges::isRouting)
                .map(StepChanges::step)
                .toList()));
        int place = steps.indexOf(step(first));
        List<Change> changes = new ArrayList<>();
        Stream.of(place - 1, place + 1)
                .filter(other -> other >= 0 && other < steps.size())
                .forEach(other -> changes.add(new Change(
                        MutantKind.STEP,
                        rule,
                        first.place(),
                        "step " + step(first),
                        (other < place ? "before step " : "after step ") + steps.get(other),
                        moved(topic, rule, steps, 2 * other + (other < place ? -1 : 1)))));
        return changes;
    }

    static boolean isRouting(Consequence consequence) {
        return Verb.named(consequence.verb()).orElseThrow().parameter(0) == Parameter.STEP;
    }

    static int step(Consequence consequence) {
        return consequence.arguments().get(0).number();
    }

    private static Topic moved(Topic topic, Rule moved, List<Integer> steps, int to) {
        List<Rule> rules = new ArrayList<>();
        for (Rule rule : topic.rules()) {
            List<Consequence> then = rule.then().stream()
                    .map(one -> !isRouting(one) ? one : at(rule.equals(moved) ? to : 2 * steps.indexOf(step(one)), one))
                    .toList();
            rules.add(new Rule(rule.id(), rule.name(), rule.file(), rule.line(), rule.sources(), rule.when(), then));
        }
        return topic.withRules(rules);
    }

    private static Consequence at(int step, Consequence one) {
        List<Literal> arguments = new ArrayList<>(one.arguments());
        arguments.set(0, new Literal(Integer.toString(step + 2), true));
        return new Consequence(one.verb(), arguments, one.place());
    }
}

package org.apposite.authoring.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apposite.language.Fact;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Condition;
import org.apposite.model.Topic.Pattern;
import org.apposite.model.Topic.Rule;

/** APP-201: a rule that fires for no patient. */
final class ImpossibleRule implements Lint {

    @Override
    public void look(Subject subject, Report report) {
        for (Topic topic : subject.topics()) {
            subject.reach(topic).ifPresent(reach -> {
                for (Rule rule : reach.topic().rules()) {
                    if (reach.isClear(rule) && reach.never(reach.of(rule))) {
                        report(rule, reach, report);
                    }
                }
            });
        }
    }

    private static void report(Rule rule, Reach reach, Report report) {
        List<Condition> contradicting = contradicting(rule, reach);
        if (contradicting.isEmpty()) {
            // It asks for any red flag, and none is ever concluded.
            return;
        }
        report.within(
                rule,
                Wording.place(contradicting.get(contradicting.size() - 1)),
                CheckCode.NEVER_FIRES,
                "this rule can never fire: "
                        + contradicting.stream().map(Wording::of).collect(Collectors.joining(" and "))
                        + (contradicting.size() == 1 ? " never holds" : " never hold together"),
                "Correct one of the conditions, or remove the rule.");
    }

    /** As few of its conditions as cannot hold together, in their order; the first ones of it are taken. */
    private static List<Condition> contradicting(Rule rule, Reach reach) {
        Map<Condition, Integer> wires = new LinkedHashMap<>();
        for (Pattern pattern : rule.when()) {
            Fact fact = Fact.named(pattern.fact()).orElseThrow();
            pattern.conditions().forEach(one -> wires.put(one, reach.of(fact, one)));
        }
        List<Condition> kept = new ArrayList<>(wires.keySet());
        for (int i = kept.size() - 1; i >= 0; i--) {
            Condition one = kept.remove(i);
            if (!reach.never(kept.stream().map(wires::get).toList())) {
                kept.add(i, one);
            }
        }
        return kept;
    }
}

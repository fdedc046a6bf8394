package org.apposite.authoring.mutation;

import java.util.ArrayList;
import java.util.List;
import org.apposite.language.Scope;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Rule;
import org.apposite.model.Vocabulary;

/** All changes of a topic, in the order of its rules. */
final class Mutations {

    private Mutations() {}

    static List<Change> of(Topic topic, Vocabulary vocabulary) {
        Neighbours neighbours = new Neighbours(Scope.of(topic, vocabulary));
        List<Change> changes = new ArrayList<>();
        for (Rule rule : topic.rules()) {
            if (topic.rules().size() > 1) {
                changes.add(new Change(
                        MutantKind.RULE,
                        rule,
                        RuleWords.place(rule),
                        "rule \"" + rule.name() + "\"",
                        Change.LEFT_OUT,
                        Change.without(topic, rule)));
            }
            changes.addAll(new ConditionChanges(topic, rule, neighbours).all());
            changes.addAll(new ConclusionChanges(topic, rule, neighbours).all());
            changes.addAll(StepChanges.of(topic, rule));
        }
        return List.copyOf(changes);
    }
}

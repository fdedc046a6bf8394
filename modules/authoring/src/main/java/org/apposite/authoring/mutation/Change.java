package org.apposite.authoring.mutation;

import org.apposite.model.Topic;
import org.apposite.model.Topic.Rule;
import org.apposite.text.Place;

/**
 * One change of one rule of a topic.
 *
 * @param rule the rule as it stands
 * @param place where the change is
 * @param before what stands there
 * @param after what would stand there
 * @param changed the topic with the change
 */
record Change(MutantKind kind, Rule rule, Place place, String before, String after, Topic changed) {

    static final String LEFT_OUT = "left out";

    /** The rule as changed; the rule itself when it was left out. */
    Rule changedRule() {
        return changed.rules().stream()
                .filter(one -> one.id().equals(rule.id()))
                .findFirst()
                .orElse(rule);
    }

    boolean leavesRuleOut() {
        return kind == MutantKind.RULE;
    }

    /** The topic with one rule in place of the one of its id. */
    static Topic with(Topic topic, Rule changed) {
        return topic.withRules(topic.rules().stream()
                .map(rule -> rule.id().equals(changed.id()) ? changed : rule)
                .toList());
    }

    static Topic without(Topic topic, Rule left) {
        return topic.withRules(
                topic.rules().stream().filter(rule -> !rule.equals(left)).toList());
    }
}

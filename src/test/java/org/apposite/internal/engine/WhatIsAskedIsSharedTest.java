package org.apposite.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apposite.Rules;
import org.apposite.language.ReasoningOrder;
import org.apposite.language.Scope;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Topic.Rule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Hospitals whose rules differ in what they say, and not in what they ask, share what the rule engine makes of them. */
class WhatIsAskedIsSharedTest {

    /** Their last argument is a text, or a key of a source: nothing that others ask for. */
    private static final Set<String> SAYING =
            Set.of("redFlag", "rate", "prefer", "setAside", "remark", "differential", "headline", "alert", "nextStep");

    static Stream<Topic> topics() {
        return Rules.BUNDLED.topics().stream();
    }

    @ParameterizedTest
    @MethodSource("topics")
    void topics_that_ask_the_same_share_it_whatever_they_say(Topic topic) {
        Topic otherwise = topic.withRules(topic.rules().stream()
                .map(WhatIsAskedIsSharedTest::sayingOtherwise)
                .toList());

        assertThat(otherwise.rules()).isNotEqualTo(topic.rules());
        assertThat(base(otherwise)).isSameAs(base(topic));
    }

    @ParameterizedTest
    @MethodSource("topics")
    void the_place_of_a_rule_among_others_does_not_matter(Topic topic) {
        List<Rule> backwards = new ArrayList<>(topic.rules());
        Collections.reverse(backwards);

        assertThat(base(topic.withRules(backwards))).isSameAs(base(topic));
    }

    @ParameterizedTest
    @MethodSource("topics")
    void a_topic_in_which_a_rule_asks_otherwise_has_its_own(Topic topic) {
        List<Rule> fewer = topic.rules().stream()
                .filter(rule -> !rule.verb().equals("headline") && !rule.verb().equals("remark"))
                .toList();

        assertThat(fewer).hasSizeLessThan(topic.rules().size());
        assertThat(base(topic.withRules(fewer))).isNotSameAs(base(topic));
    }

    private static Rule sayingOtherwise(Rule rule) {
        if (!SAYING.contains(rule.verb())) {
            return rule;
        }
        List<Consequence> then = rule.then().stream()
                .map(one -> {
                    List<Literal> arguments = new ArrayList<>(one.arguments());
                    arguments.set(arguments.size() - 1, new Literal("otherwise", false));
                    return new Consequence(one.verb(), arguments, one.place());
                })
                .toList();
        return new Rule(rule.id(), rule.name(), rule.file(), rule.line(), rule.sources(), rule.when(), then);
    }

    /** Held by the bundled rules, which are in use. */
    private static RuleBase base(Topic topic) {
        Scope scope = Scope.of(topic, Rules.BUNDLED.vocabulary());
        return DroolsReasoner.of(scope, ReasoningOrder.of(scope)).base();
    }
}

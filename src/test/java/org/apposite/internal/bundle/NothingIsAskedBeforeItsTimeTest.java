package org.apposite.internal.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apposite.Rules;
import org.apposite.language.ReasoningOrder;
import org.apposite.language.Scope;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Topic.Rule;
import org.apposite.text.Place;
import org.junit.jupiter.api.Test;

/** A compiled rule asks first whether its stage has come, however many rules of other stages share its other conditions. */
class NothingIsAskedBeforeItsTimeTest {

    private static final int MANY = 200;

    @Test
    void the_stage_stands_first_although_many_rules_of_a_later_one_ask_the_same() {
        Topic topic = Rules.BUNDLED.topics().get(0);
        ReasoningOrder order = ReasoningOrder.of(Scope.of(topic, Rules.BUNDLED.vocabulary()));
        List<Rule> rules = new ArrayList<>(topic.rules());
        for (Rule rule : topic.rules()) {
            for (int i = 0; order.stage(rule) < order.stages() - 1 && i < MANY; i++) {
                rules.add(headline(rule.id() + "-" + i, rule));
            }
        }
        Scope more = Scope.of(topic.withRules(rules), Rules.BUNDLED.vocabulary());

        assertThat(DrlPrinter.print(more, Object.class).lines().filter(line -> line.contains("Stage(")))
                .isNotEmpty()
                .allMatch(line -> line.startsWith("  $stage : Stage( number == "));
    }

    private static Rule headline(String id, Rule asking) {
        Consequence says = new Consequence("headline", List.of(new Literal("Made up.", false)), new Place(1, 1));
        return new Rule(id, id, asking.file(), 1, asking.sources(), asking.when(), List.of(says));
    }
}

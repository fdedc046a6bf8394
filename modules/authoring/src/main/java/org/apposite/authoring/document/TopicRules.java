package org.apposite.authoring.document;

import java.util.ArrayList;
import java.util.List;
import org.apposite.authoring.document.page.Block;
import org.apposite.authoring.document.page.Block.Bullets;
import org.apposite.authoring.document.page.Block.Item;
import org.apposite.authoring.document.page.Block.Paragraph;
import org.apposite.authoring.document.page.Line;
import org.apposite.authoring.document.page.Outline;
import org.apposite.language.Fact;
import org.apposite.language.QuestionKind;
import org.apposite.language.Verb;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Pattern;
import org.apposite.model.Topic.Rule;

/** The rules of a topic as the document tells them. */
final class TopicRules {

    private final Topic topic;
    private final Terms terms;
    private final ConditionWords.Reader words;
    private final Outline out;

    TopicRules(Topic topic, Terms terms, Outline out) {
        this.topic = topic;
        this.terms = terms;
        this.words = new ConditionWords.Reader(terms);
        this.out = out;
    }

    ConditionWords.Reader words() {
        return words;
    }

    interface Telling {
        Line of(Consequence one);
    }

    /** All rules that conclude something of a kind, each with what it concludes. */
    void entries(Verb verb, Telling telling) {
        for (Rule rule : with(verb)) {
            entry(
                    rule,
                    rule.when(),
                    of(rule, verb).stream().map(one -> Item.of(telling.of(one))).toList());
        }
    }

    /** One rule: when it fires, and what it concludes then. */
    void entry(Rule rule, List<Pattern> when, List<Item> concluded) {
        List<Block> body = new ArrayList<>(condition(when));
        if (!concluded.isEmpty()) {
            // Between two lists, so that nobody takes a conclusion for a condition.
            body.add(new Paragraph(Line.strong("Then")));
            body.add(new Bullets(concluded));
        }
        out.rule(rule, place(rule), body);
    }

    /** When a rule fires; nothing when it always does. */
    List<Block> condition(List<Pattern> when) {
        if (when.isEmpty()) {
            return List.of();
        }
        ConditionWords said = words.of(when);
        if (said instanceof ConditionWords.Group group) {
            return List.of(
                    new Paragraph(Line.strong(group.all() ? "When all of these hold" : "When one of these holds")),
                    new Bullets(group.parts().stream().map(ConditionWords::item).toList()));
        }
        return List.of(new Paragraph(Line.strong("When ").then(said.sentence()).then(".")));
    }

    Line place(Rule rule) {
        return Terms.place(rule).then(" \u00b7 ").then(terms.sources(rule.sources()));
    }

    List<Rule> with(Verb verb) {
        return topic.rules().stream().filter(rule -> !of(rule, verb).isEmpty()).toList();
    }

    static List<Consequence> of(Rule rule, Verb verb) {
        return rule.then().stream().filter(verb::isOf).toList();
    }

    /** Whether a rule asks for something that only a proposed order has. */
    static boolean asksOrder(Rule rule) {
        return rule.when().stream().anyMatch(TopicRules::asksOrder);
    }

    private static boolean asksOrder(Pattern pattern) {
        Fact fact = Fact.named(pattern.fact()).orElseThrow();
        return pattern.conditions().stream()
                .flatMap(condition -> condition.questions().stream())
                .anyMatch(question ->
                        QuestionKind.of(fact, question.name()).orElseThrow().isOfOrder());
    }

    static String text(Consequence one, int index) {
        return one.arguments().get(index).text();
    }

    static int number(Consequence one) {
        return one.arguments().get(0).number();
    }
}

package org.apposite.language;

import java.util.List;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Rule;

/**
 * A row of a topic's tables: how a rule that asks for a variant rates a procedure. Named by the two. Immutable.
 *
 * @param rule the rule, which can have other rows and ask for other variants besides
 * @param variant the id of the variant
 * @param rating what it concludes
 */
public record RatingRow(Rule rule, String variant, Consequence rating) {

    /**
     * The rows of a topic.
     *
     * @param topic the topic
     * @return rows, in the order of the rules; a rule that asks for several variants has its rows for each
     */
    public static List<RatingRow> of(Topic topic) {
        return topic.rules().stream().flatMap(rule -> of(rule).stream()).toList();
    }

    /**
     * The rows of a rule.
     *
     * @param rule a rule
     * @return none when it rates nothing, or asks for no variant
     */
    public static List<RatingRow> of(Rule rule) {
        return variants(rule).stream()
                .flatMap(variant -> rule.then().stream()
                        .filter(Verb.RATE::isOf)
                        .map(rating -> new RatingRow(rule, variant, rating)))
                .toList();
    }

    /**
     * The variants whose match a rule asks for.
     *
     * @param rule a rule
     * @return ids, each once; none when the rule speaks of every variant
     */
    public static List<String> variants(Rule rule) {
        return rule.when().stream()
                .filter(Fact.ROUTING::isOf)
                .flatMap(pattern -> pattern.conditions().stream())
                .flatMap(condition -> condition.questions().stream())
                .filter(question -> question.name().equals(QuestionKind.MATCHED.display()))
                .map(question -> question.arguments().get(0).text())
                .distinct()
                .toList();
    }

    /** The code of the procedure. */
    public String procedure() {
        return rating.arguments().get(0).text();
    }
}

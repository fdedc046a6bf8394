package org.apposite.authoring.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apposite.advice.Recommendation.Category;
import org.apposite.language.RatingRow;
import org.apposite.language.Verb;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Topic.Rule;
import org.apposite.patient.Coded;

/** The ratings of a topic, by variant. */
final class Tables {

    private Tables() {}

    /** A row of a variant's ratings, and the rule that it stands in. */
    record Row(Rule rule, Consequence rating) {

        String procedure() {
            return rating.arguments().get(0).text();
        }

        String category() {
            return rating.arguments().get(1).text();
        }

        /** The category, whether the panel disagreed or not. */
        Category base() {
            return Coded.of(Category.class, category().replace(Verb.DISAGREEMENT, ""));
        }

        boolean isDisagreement() {
            return category().endsWith(Verb.DISAGREEMENT);
        }

        Literal median() {
            return rating.arguments().get(2);
        }

        String radiation() {
            return rating.arguments().get(3).text();
        }

        List<String> sources() {
            return rating.arguments().stream().skip(4).map(Literal::text).toList();
        }
    }

    /** The rows of each variant that has any, by the variant's id. */
    static Map<String, List<Row>> of(Topic topic, List<Rule> rules) {
        Map<String, List<Row>> tables = new TreeMap<>();
        for (Rule rule : rules) {
            List<Row> rows =
                    ratings(rule).stream().map(rating -> new Row(rule, rating)).toList();
            if (rows.isEmpty()) {
                continue;
            }
            for (String variant : variants(topic, rule)) {
                tables.computeIfAbsent(variant, id -> new ArrayList<>()).addAll(rows);
            }
        }
        return tables;
    }

    static List<Consequence> ratings(Rule rule) {
        return rule.then().stream().filter(Verb.RATE::isOf).toList();
    }

    /** The variants for which a rule is meant; all, when it does not ask for one. */
    static List<String> variants(Topic topic, Rule rule) {
        List<String> asked = RatingRow.variants(rule);
        return asked.isEmpty()
                ? topic.variants().stream().map(Topic.Variant::id).toList()
                : asked;
    }
}

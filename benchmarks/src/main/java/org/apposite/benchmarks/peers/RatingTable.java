package org.apposite.benchmarks.peers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apposite.ClinicalRules;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Topic.Question;

/** The ratings by variant, read once from the bundled rules: data, which a peer looks up as its users would. */
public final class RatingTable {

    private final Map<String, List<Rated>> byVariant = new HashMap<>();

    RatingTable() {
        for (Topic topic : ClinicalRules.bundled().only("back-pain-child").topics()) {
            for (Topic.Rule rule : topic.rules()) {
                if (rule.then().get(0).verb().equals("rate")) {
                    Question matched =
                            (Question) rule.when().get(0).conditions().get(0);
                    byVariant
                            .computeIfAbsent(matched.arguments().get(0).text(), any -> new ArrayList<>())
                            .addAll(rule.then().stream().map(RatingTable::rated).toList());
                }
            }
        }
        byVariant.replaceAll((variant, rows) -> List.copyOf(rows));
    }

    private static Rated rated(Consequence one) {
        List<Literal> arguments = one.arguments();
        return new Rated(
                arguments.get(0).text(),
                arguments.get(1).text().replace(", disagreement", ""),
                arguments.get(2).number());
    }

    /** The ratings of a variant; none for what is no variant. */
    public List<Rated> of(String variant) {
        return byVariant.getOrDefault(variant, List.of());
    }

    Map<String, List<Rated>> all() {
        return byVariant;
    }
}

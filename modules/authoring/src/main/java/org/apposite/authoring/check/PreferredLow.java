package org.apposite.authoring.check;

import java.util.List;
import java.util.Map;
import org.apposite.advice.Recommendation;
import org.apposite.authoring.check.Tables.Row;
import org.apposite.language.Verb;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Rule;

/** APP-217: a study that is preferred although its variant does not rate it, or rates it usually not appropriate. */
final class PreferredLow implements Lint {

    @Override
    public void look(Subject subject, Report report) {
        for (Topic topic : subject.topics()) {
            if (!subject.isSound(topic)) {
                continue;
            }
            Map<String, List<Row>> tables = Tables.of(topic, topic.rules());
            for (Rule rule : topic.rules()) {
                List<String> variants = Tables.variants(topic, rule);
                rule.then().stream()
                        .filter(Verb.PREFER::isOf)
                        .forEach(one -> variants.stream()
                                .filter(variant -> isLow(tables.getOrDefault(variant, List.of()), one))
                                .findFirst()
                                .ifPresent(variant -> report(report, rule, one, variant)));
            }
        }
    }

    private static boolean isLow(List<Row> rows, Consequence preferred) {
        List<Row> rated = rows.stream()
                .filter(row -> row.procedure().equals(procedure(preferred)))
                .toList();
        return rated.stream()
                .allMatch(row -> row.category().startsWith(Recommendation.Category.USUALLY_NOT_APPROPRIATE.code()));
    }

    private static void report(Report report, Rule rule, Consequence preferred, String variant) {
        report.within(
                rule,
                preferred.place(),
                CheckCode.PREFERRED_LOW,
                "\"" + procedure(preferred) + "\" is preferred, but for the variant \"" + variant
                        + "\" it is not rated, or usually not appropriate",
                "Prefer a study that the variant rates higher, or rate it.");
    }

    private static String procedure(Consequence one) {
        return one.arguments().get(0).text();
    }
}

package org.apposite.authoring.check;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apposite.authoring.check.Tables.Row;
import org.apposite.model.Topic;

/**
 * APP-203: a table without a procedure that all other tables of the topic rate. It takes three tables at least: of two,
 * neither is the rule.
 */
final class TableGap implements Lint {

    private static final int MIN_TABLES = 3;

    @Override
    public void look(Subject subject, Report report) {
        for (Topic topic : subject.topics()) {
            if (!subject.isSound(topic)) {
                continue;
            }
            Map<String, List<Row>> tables = Tables.of(topic, topic.rules());
            if (tables.size() < MIN_TABLES) {
                continue;
            }
            Map<String, Set<String>> variants = new TreeMap<>();
            tables.forEach((variant, rows) ->
                    rows.forEach(row -> variants.computeIfAbsent(row.procedure(), procedure -> new TreeSet<>())
                            .add(variant)));
            tables.forEach((variant, rows) -> {
                List<String> missing = variants.entrySet().stream()
                        .filter(one -> one.getValue().size() == tables.size() - 1
                                && !one.getValue().contains(variant))
                        .map(Map.Entry::getKey)
                        .toList();
                if (!missing.isEmpty()) {
                    report.at(
                            rows.get(0).rule(),
                            CheckCode.TABLE_GAP,
                            "the ratings of the variant \"" + variant + "\" lack what all other variants rate: "
                                    + String.join(", ", missing),
                            "Add the rows, or write above the rule why they are left out: // accept "
                                    + CheckCode.TABLE_GAP.code() + ": the reason");
                }
            });
        }
    }
}

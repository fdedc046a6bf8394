package org.apposite.authoring.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apposite.authoring.check.Tables.Row;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Consequence;

/** APP-204: a procedure rated twice for one case of a variant. */
final class RatedTwice implements Lint {

    @Override
    public void look(Subject subject, Report report) {
        for (Topic topic : subject.topics()) {
            Set<Consequence> reported = new HashSet<>();
            Tables.of(topic, subject.rules(topic)).forEach((variant, rows) -> {
                Map<String, List<Row>> earlier = new HashMap<>();
                for (Row row : rows) {
                    List<Row> same = earlier.computeIfAbsent(row.procedure(), procedure -> new ArrayList<>());
                    same.stream()
                            .filter(other -> canMeet(subject, topic, row, other))
                            .findFirst()
                            .filter(other -> reported.add(row.rating()))
                            .ifPresent(other -> report.within(
                                    row.rule(),
                                    row.rating().place(),
                                    CheckCode.RATED_TWICE,
                                    "\"" + row.procedure() + "\" is rated twice for the variant \"" + variant
                                            + "\", first at " + other.rule().file() + ":"
                                            + other.rating().place().line(),
                                    "Keep one of the two rows."));
                    same.add(row);
                }
            });
        }
    }

    private static boolean canMeet(Subject subject, Topic topic, Row one, Row other) {
        if (one.rule().equals(other.rule())) {
            return true;
        }
        return subject.reach(topic)
                .map(reach -> !reach.isClear(one.rule())
                        || !reach.isClear(other.rule())
                        || reach.canBe(reach.of(one.rule()), reach.of(other.rule())))
                .orElse(true);
    }
}

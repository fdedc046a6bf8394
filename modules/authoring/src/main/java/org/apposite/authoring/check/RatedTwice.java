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
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Procedure;

/** APP-204: a procedure, or two of equal study, technique, contrast and region, rated twice for one case of a variant. */
final class RatedTwice implements Lint {

    @Override
    public void look(Subject subject, Report report) {
        for (Topic topic : subject.topics()) {
            Set<Consequence> reported = new HashSet<>();
            Tables.of(topic, subject.rules(topic)).forEach((variant, rows) -> {
                Map<String, List<Row>> earlier = new HashMap<>();
                for (Row row : rows) {
                    List<Row> same = earlier.computeIfAbsent(
                            study(row.procedure(), subject.vocabulary()), study -> new ArrayList<>());
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
                                            + other.rating().place().line()
                                            + (row.procedure().equals(other.procedure())
                                                    ? ""
                                                    : ", where \"" + other.procedure()
                                                            + "\" has the same study, technique, contrast and"
                                                            + " region"),
                                    "Keep one of the two rows."));
                    same.add(row);
                }
            });
        }
    }

    /** What is done: equal for procedures that an order cannot tell apart. */
    private static String study(String procedure, Vocabulary vocabulary) {
        Procedure known = vocabulary.procedures().get(procedure);
        return known == null
                ? procedure
                : String.join(
                        " ",
                        known.study(),
                        known.kind(),
                        String.valueOf(known.contrast()),
                        known.area().name(),
                        known.region());
    }

    private static boolean canMeet(Subject subject, Topic topic, Row one, Row other) {
        if (one.rule().equals(other.rule())) {
            return true;
        }
        Reach reach = subject.reach(topic, one.rule(), other.rule());
        return reach.canHold(reach.all());
    }
}

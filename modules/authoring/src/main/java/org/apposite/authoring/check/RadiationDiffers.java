package org.apposite.authoring.check;

import java.util.HashMap;
import java.util.Map;
import org.apposite.authoring.check.Tables.Row;
import org.apposite.language.Verb;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Rule;

/** APP-229: a procedure that has one radiation level in one table of a topic, and another in another. */
final class RadiationDiffers implements Lint {

    @Override
    public void look(Subject subject, Report report) {
        for (Topic topic : subject.topics()) {
            Map<String, Row> first = new HashMap<>();
            for (Rule rule : subject.rules(topic)) {
                Tables.ratings(rule).stream()
                        .map(rating -> new Row(rule, rating))
                        .filter(row -> !row.radiation().equals(Verb.NOT_STATED))
                        .forEach(row -> compare(report, row, first));
            }
        }
    }

    private static void compare(Report report, Row row, Map<String, Row> first) {
        Row other = first.putIfAbsent(row.procedure(), row);
        if (other != null && !other.radiation().equals(row.radiation())) {
            report.within(
                    row.rule(),
                    row.rating().place(),
                    CheckCode.RADIATION_DIFFERS,
                    "\"" + row.procedure() + "\" has the radiation level \"" + row.radiation() + "\" here, and \""
                            + other.radiation() + "\" at " + other.rule().file() + ":"
                            + other.rating().place().line(),
                    "Compare both with the source: one study has one level on the scale of a topic.");
        }
    }
}

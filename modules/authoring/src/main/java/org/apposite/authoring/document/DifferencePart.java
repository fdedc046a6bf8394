package org.apposite.authoring.document;

import java.util.ArrayList;
import java.util.List;
import org.apposite.authoring.diff.Change;
import org.apposite.authoring.diff.Difference;
import org.apposite.authoring.diff.TopicDifference;
import org.apposite.authoring.diff.TopicDifference.Standing;
import org.apposite.authoring.document.page.Block.Row;
import org.apposite.authoring.document.page.Line;
import org.apposite.authoring.document.page.MarkdownPage;
import org.apposite.authoring.document.page.Outline;

/** What two rule sets answer differently, for a reader of a document or of a pull request. Stateless and thread-safe. */
public final class DifferencePart {

    private static final List<String> COLUMNS = List.of("What", "For whom", "For example", "Id");

    private DifferencePart() {}

    /**
     * A difference as Markdown, for a pull request.
     *
     * @param difference the difference
     * @param most how many conditions are told of each change
     * @return a page
     */
    public static String markdown(Difference difference, int most) {
        Outline out = new Outline();
        write(difference, most, out);
        return new MarkdownPage("What is answered differently").of(out.blocks());
    }

    static void write(Difference difference, int most, Outline out) {
        out.paragraph(difference.verdict());
        if (difference.cohort() >= 0) {
            out.paragraph("Of " + difference.cohort() + " cases of the cohort, " + difference.touched()
                    + " are answered differently.");
            difference.notAnswered().forEach(one -> out.paragraph("Not compared: " + one));
        }
        if (!difference.vocabulary().isEmpty()) {
            out.paragraph("Vocabulary: " + String.join("; ", difference.vocabulary()) + ".");
        }
        for (TopicDifference topic : difference.topics()) {
            if (topic.standing() != Standing.IN_BOTH) {
                out.paragraph("Topic " + topic.topic() + ": " + topic.standing().words() + ".");
            } else if (topic.isEquivalent()) {
                out.paragraph("Topic " + topic.topic() + ": equivalent, " + topic.compared()
                        + " things that an answer can say.");
            }
            List<Row> rows = topic.changes().stream().map(one -> row(one, most)).toList();
            if (!rows.isEmpty()) {
                out.table(topic.topic() + " (" + rows.size() + ")", COLUMNS, rows);
            }
            topic.notCompared().forEach(one -> out.paragraph("Not compared: " + one + "."));
            if (!topic.texts().isEmpty()) {
                out.paragraph("Worded otherwise, or with other sources: " + String.join("; ", topic.texts()) + ".");
            }
        }
    }

    private static Row row(Change change, int most) {
        List<String> conditions =
                new ArrayList<>(change.conditions().stream().limit(most).toList());
        String more = change.more(most);
        if (!more.isEmpty()) {
            conditions.add(more);
        }
        return Row.of(
                Line.of(change.sentence() + (change.touched() < 0 ? "" : " (touches " + change.touched() + ")")),
                Line.of(String.join("; or: ", conditions)),
                Line.of(change.example().stated()
                        + (change.example().confirmed()
                                ? ""
                                : " (the rule engine does not show this: an error of Apposite)")),
                Line.code(change.id()));
    }
}

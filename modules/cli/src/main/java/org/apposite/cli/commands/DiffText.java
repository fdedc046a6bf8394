package org.apposite.cli.commands;

import java.util.List;
import org.apposite.authoring.diff.Change;
import org.apposite.authoring.diff.Difference;
import org.apposite.authoring.diff.TopicDifference;
import org.apposite.authoring.diff.TopicDifference.Standing;
import org.apposite.cli.text.TextPage;

/** What two rule sets answer differently, as text for the person who edits them. */
final class DiffText {

    private static final int MARGIN = 4;

    private final TextPage page;
    private final int most;

    private DiffText(int most) {
        this.most = most;
        this.page = TextPage.ofLines(false);
    }

    /** So many conditions are told of each change. */
    static TextPage of(Difference difference, int most) {
        return new DiffText(most).write(difference);
    }

    private TextPage write(Difference difference) {
        if (!difference.vocabulary().isEmpty()) {
            heading("vocabulary");
            difference.vocabulary().forEach(one -> page.line(0, one));
        }
        difference.topics().forEach(this::write);
        blank();
        if (difference.cohort() >= 0) {
            difference.notAnswered().forEach(one -> page.line(0, "Not compared: " + one));
            page.line(
                    0,
                    "Of " + difference.cohort() + " cases of the cohort, " + difference.touched()
                            + " are answered differently.");
        }
        page.line(0, difference.verdict());
        return page;
    }

    private void write(TopicDifference topic) {
        heading(topic.topic());
        if (topic.standing() != Standing.IN_BOTH) {
            page.line(
                    0,
                    topic.standing() == Standing.ADDED
                            ? "Only in the new rules."
                            : "Only in the old rules: its patients, and its emergencies, are answered no more.");
            return;
        }
        topic.changes().forEach(this::write);
        topic.notCompared().forEach(one -> page.line(0, ("Not compared: " + one + ".")));
        if (topic.isEquivalent()) {
            page.line(
                    0,
                    ("Equivalent: " + topic.compared()
                            + " things that an answer can say, the same for every patient."));
        }
        if (!topic.texts().isEmpty()) {
            page.line(0, "Worded otherwise, or with other sources: " + String.join("; ", topic.texts()) + ".");
        }
    }

    private void write(Change change) {
        page.line(0, change.sentence());
        List<String> told = change.conditions().stream().limit(most).toList();
        told.forEach(one -> page.line(MARGIN, "when " + one));
        String more = change.more(most);
        if (!more.isEmpty()) {
            page.line(MARGIN, more);
        }
        page.line(
                MARGIN,
                "such as " + change.example().file() + ": " + change.example().stated());
        if (!change.example().confirmed()) {
            page.line(
                    MARGIN,
                    ("The rule engine does not show this. That is an error of Apposite and not of the rules:"
                            + " please report it."));
        }
        if (change.touched() >= 0) {
            page.line(MARGIN, "touches " + change.touched() + " of the cohort");
        }
        page.line(MARGIN, change.id());
    }

    private void heading(String title) {
        blank();
        page.line(0, title);
    }

    private void blank() {
        if (!page.isEmpty()) {
            page.line(0, "");
        }
    }
}

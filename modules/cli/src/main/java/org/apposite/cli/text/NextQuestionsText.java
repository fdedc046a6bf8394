package org.apposite.cli.text;

import java.util.List;
import org.apposite.proof.NextQuestions;
import org.apposite.proof.NextQuestions.Example;
import org.apposite.proof.NextQuestions.Question;

/** Which questions can still change an answer, for people. */
public final class NextQuestionsText {

    private static final int NUMBER = 3;
    private static final int MARGIN = 5;

    private NextQuestionsText() {}

    public static TextPage of(NextQuestions found, int width, boolean colour) {
        TextPage page = new TextPage(width, colour);
        List<Question> questions = found.questions();
        page.paragraph(0, StyledText.of(Style.STRONG, head(found)));
        for (int i = 0; i < questions.size(); i++) {
            Question one = questions.get(i);
            page.labelled(
                    0,
                    StyledText.of((i + 1) + "."),
                    NUMBER,
                    StyledText.of(one.blocking() ? Style.STRONG : Style.PLAIN, one.question())
                            .and(one.blocking() ? "(needed before an answer)" : ""));
            example(one.example(), page);
        }
        if (!found.irrelevant().isEmpty()) {
            page.paragraph(
                    0,
                    StyledText.of("Proved to make no difference, whatever else is answered: "
                            + String.join(", ", found.irrelevant()) + "."));
        }
        found.notLookedAt()
                .forEach(one -> page.paragraph(0, StyledText.of(Style.CAUTION, "Not looked at: " + one + ".")));
        return page;
    }

    private static String head(NextQuestions found) {
        int number = found.questions().size();
        if (number > 0) {
            return (number == 1 ? "One open question" : number + " open questions")
                    + " can still change the answer, to be asked in this order:";
        }
        return found.notLookedAt().isEmpty()
                ? "No question that is open can change the answer any more."
                : "No question was found that can change the answer any more.";
    }

    private static void example(Example example, TextPage page) {
        if (example.changes().isEmpty() && example.isConfirmed()) {
            return;
        }
        String beside = example.beside().isEmpty() ? "" : "with " + WhatIfText.after(example.beside()) + ": ";
        page.paragraph(
                MARGIN,
                StyledText.of(
                        Style.FAINT,
                        "For example, " + beside + example.before() + " → " + example.after() + ": "
                                + String.join("; ", example.changes())));
        if (!example.isConfirmed()) {
            page.paragraph(MARGIN, StyledText.of(Style.ALARM, WhatIfText.NOT_CONFIRMED));
        }
    }
}

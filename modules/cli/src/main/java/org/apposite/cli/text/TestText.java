package org.apposite.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apposite.advice.Trace;
import org.apposite.authoring.cases.CaseResult;
import org.apposite.authoring.coverage.Coverage;
import org.apposite.authoring.coverage.Coverage.QuestionCoverage;
import org.apposite.authoring.coverage.Coverage.RuleCoverage;
import org.apposite.language.Answer;
import org.apposite.text.Place;

/** Results of cases and their coverage, as text for the person who edits rules. */
public final class TestText {

    private static final int MARGIN = 4;
    private static final int FILE = 40;
    private static final int NUMBER = 16;

    private final int width;
    private final boolean colour;

    public TestText(int width, boolean colour) {
        this.width = width;
        this.colour = colour;
    }

    /** Each failed case with its differences, and the rules that fired. */
    public TextPage failures(List<CaseResult> failed) {
        TextPage page = page();
        for (CaseResult one : failed) {
            differences(page, StyledText.of(Style.ALARM, "FAILED"), one);
            one.answer().ifPresent(answer -> {
                page.line(MARGIN, "Rules that fired:");
                answer.trace().steps().forEach(step -> fired(page, step));
            });
            page.blank();
        }
        return page;
    }

    /** Each case of the rules below a layer that it answers otherwise, with its differences. */
    public TextPage otherwise(List<CaseResult> otherwise) {
        TextPage page = page();
        for (CaseResult one : otherwise) {
            differences(page, StyledText.of("Answered otherwise:"), one);
            page.blank();
        }
        return page;
    }

    private static void differences(TextPage page, StyledText what, CaseResult one) {
        page.line(0, what.and(Style.STRONG, one.ruleCase().title()));
        page.line(MARGIN, one.ruleCase().file() + ":" + one.ruleCase().stated().line());
        one.differences().forEach(line -> page.line(MARGIN, StyledText.of(line)));
    }

    private static void fired(TextPage page, Trace.Step step) {
        page.line(
                MARGIN + 2,
                StyledText.whole(step.file() + ":" + step.line())
                        .and(step.rule() + (step.because().isEmpty() ? "" : ","))
                        .and(step.because().isEmpty() ? "" : "because " + String.join(", ", step.reasons())));
    }

    public TextPage summary(List<CaseResult> results) {
        long failed = results.stream().filter(one -> !one.passed()).count();
        String all = results.size() + (results.size() == 1 ? " case: " : " cases: ");
        TextPage page = page();
        page.line(
                0,
                failed == 0
                        ? StyledText.of(Style.GOOD, all + "all as expected")
                        : StyledText.of(Style.ALARM, all + failed + " failed"));
        return page;
    }

    /** A table by file, then every answer that no case has given. */
    public TextPage coverage(Coverage coverage) {
        TextPage page = page();
        row(page, Style.STRONG, List.of("File", "Rules fired", "Answers seen"));
        for (String file : coverage.files()) {
            row(page, Style.PLAIN, cells(file, coverage.of(file)));
        }
        row(page, Style.STRONG, cells("All", coverage));
        TextPage unseen = page();
        for (RuleCoverage rule : coverage.rules()) {
            rule.questions().forEach(question -> unseen(unseen, rule, question));
        }
        if (!unseen.isEmpty()) {
            page.heading("Answers that no case gives");
        }
        return page.and(unseen);
    }

    private TextPage page() {
        return new TextPage(width, colour);
    }

    private static List<String> cells(String name, Coverage coverage) {
        long fired = coverage.rules().stream().filter(rule -> rule.fired() > 0).count();
        return List.of(
                name,
                fired + " of " + coverage.rules().size(),
                String.format(Locale.ROOT, "%.1f %%", Math.floor(coverage.percentSeen() * 10) / 10));
    }

    private static void row(TextPage page, Style style, List<String> cells) {
        List<Integer> widths = new ArrayList<>(List.of(FILE));
        List<StyledText> words = new ArrayList<>(List.of(StyledText.of(style, cells.get(0))));
        for (String cell : cells.subList(1, cells.size())) {
            widths.add(NUMBER);
            words.add(StyledText.of(style, cell));
        }
        page.row(0, widths, words.toArray(StyledText[]::new));
    }

    /** One line for each place, never wrapped, so that an editor can go there. */
    private static void unseen(TextPage page, RuleCoverage rule, QuestionCoverage question) {
        if (!question.unseen().isEmpty()) {
            List<String> answers =
                    question.unseen().stream().map(TestText::word).toList();
            Place place = question.question().place();
            page.line(
                    0,
                    StyledText.whole(rule.rule().file() + ":" + place.line() + ":" + place.column())
                            .and(question + " of " + rule.rule().id() + " was never " + String.join(" or ", answers)));
        }
    }

    private static String word(Answer answer) {
        return switch (answer) {
            case YES -> "yes";
            case NO -> "no";
            case UNKNOWN -> "unknown";
        };
    }
}

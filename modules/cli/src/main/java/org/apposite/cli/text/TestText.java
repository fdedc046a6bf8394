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

/** Results of cases and their coverage, as text for the person who edits rules. */
public final class TestText {

    private static final String MARGIN = "    ";
    private static final int FILE = 40;
    private static final int NUMBER = 16;

    private final int width;
    private final boolean colour;

    public TestText(int width, boolean colour) {
        this.width = width;
        this.colour = colour;
    }

    /** Each failed case with its differences, and the rules that fired. */
    public String failures(List<CaseResult> failed) {
        StringBuilder text = new StringBuilder();
        for (CaseResult one : failed) {
            text.append(styled(Style.ALARM, "FAILED"))
                    .append(' ')
                    .append(styled(Style.STRONG, StyledText.plain(one.ruleCase().title())))
                    .append('\n')
                    .append(MARGIN)
                    .append(one.ruleCase().file())
                    .append(':')
                    .append(one.ruleCase().stated().line())
                    .append('\n');
            one.differences()
                    .forEach(line ->
                            text.append(MARGIN).append(StyledText.plain(line)).append('\n'));
            one.answer().ifPresent(answer -> {
                text.append(MARGIN).append("Rules that fired:\n");
                answer.trace().steps().forEach(step -> fired(text, step));
            });
            text.append('\n');
        }
        return text.toString();
    }

    private static void fired(StringBuilder text, Trace.Step step) {
        text.append(MARGIN)
                .append("  ")
                .append(step.file())
                .append(':')
                .append(step.line())
                .append(' ')
                .append(step.rule())
                .append(step.because().isEmpty() ? "" : ", because " + String.join(", ", step.reasons()))
                .append('\n');
    }

    public String summary(List<CaseResult> results) {
        long failed = results.stream().filter(one -> !one.passed()).count();
        String all = results.size() + (results.size() == 1 ? " case: " : " cases: ");
        return failed == 0
                ? styled(Style.GOOD, all + "all as expected") + "\n"
                : styled(Style.ALARM, all + failed + " failed") + "\n";
    }

    /** A table by file, then every answer that no case has given. */
    public String coverage(Coverage coverage) {
        TextPage page = new TextPage(width, colour);
        row(page, Style.STRONG, List.of("File", "Rules fired", "Answers seen"));
        for (String file : coverage.files()) {
            row(page, Style.PLAIN, cells(file, coverage.of(file)));
        }
        row(page, Style.STRONG, cells("All", coverage));
        StringBuilder unseen = new StringBuilder();
        for (RuleCoverage rule : coverage.rules()) {
            rule.questions().forEach(question -> unseen(unseen, rule, question));
        }
        String title = unseen.isEmpty() ? "" : "\n" + styled(Style.STRONG, "Answers that no case gives") + "\n";
        return page + title + unseen;
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
    private static void unseen(StringBuilder text, RuleCoverage rule, QuestionCoverage question) {
        if (!question.unseen().isEmpty()) {
            List<String> answers =
                    question.unseen().stream().map(TestText::word).toList();
            text.append(rule.rule().file())
                    .append(':')
                    .append(question.question().place().line())
                    .append(':')
                    .append(question.question().place().column())
                    .append(' ')
                    .append(StyledText.plain(question.toString()))
                    .append(" of ")
                    .append(rule.rule().id())
                    .append(" was never ")
                    .append(String.join(" or ", answers))
                    .append('\n');
        }
    }

    private static String word(Answer answer) {
        return switch (answer) {
            case YES -> "yes";
            case NO -> "no";
            case UNKNOWN -> "unknown";
        };
    }

    private String styled(Style style, String text) {
        return colour ? style.on(text) : text;
    }
}

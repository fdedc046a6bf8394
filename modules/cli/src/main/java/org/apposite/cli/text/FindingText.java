package org.apposite.cli.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apposite.authoring.Finding;
import org.apposite.authoring.Finding.Level;
import org.apposite.model.RuleIssue;

/** What there is to say of a rules folder, as text for the person who edits it. */
public final class FindingText {

    private static final String MARGIN = "    ";
    private static final int LONG_LINE = 240;

    private final boolean colour;

    public FindingText(boolean colour) {
        this.colour = colour;
    }

    /** Issues of rules that were not loaded: errors, all of them. */
    public String ofIssues(List<RuleIssue> issues) {
        StringBuilder text = new StringBuilder();
        issues.forEach(issue -> text.append(text(new Finding(Level.ERROR, issue))));
        return text.toString();
    }

    /** Every finding with its place, the line as it stands and a caret below the place. */
    public String ofFindings(List<Finding> findings) {
        StringBuilder text = new StringBuilder();
        findings.forEach(finding -> text.append(text(finding)));
        return text.toString();
    }

    /** The findings, and how many there are. */
    public String of(List<Finding> findings) {
        if (findings.isEmpty()) {
            return styled(Style.GOOD, "No errors, no warnings.") + "\n";
        }
        List<String> counts = new ArrayList<>();
        for (Level level : Level.values()) {
            long number = findings.stream().filter(one -> one.level() == level).count();
            if (number > 0) {
                counts.add(number + " " + word(level) + (number == 1 ? "" : "s"));
            }
        }
        String example = findings.stream()
                .min(Comparator.comparing(Finding::level))
                .orElseThrow()
                .issue()
                .code();
        return ofFindings(findings) + "\n" + String.join(", ", counts) + ". apposite explain " + example
                + " says more about a code.\n";
    }

    private String text(Finding finding) {
        RuleIssue issue = finding.issue();
        StringBuilder text = new StringBuilder();
        text.append(place(issue)).append(": ");
        text.append(styled(style(finding.level()), word(finding.level()))).append(' ');
        text.append(issue.code())
                .append(' ')
                .append(StyledText.plain(issue.message()))
                .append('\n');
        String excerpt = issue.excerpt();
        if (excerpt != null && !excerpt.isBlank()) {
            excerpt(text, excerpt, issue.column(), style(finding.level()));
        }
        if (issue.suggestion() != null) {
            text.append(MARGIN).append(StyledText.plain(issue.suggestion())).append('\n');
        }
        return text.toString();
    }

    /** The line, or of a very long one what stands round the place, and a caret below the place. */
    private void excerpt(StringBuilder text, String line, int column, Style style) {
        int from = line.length() <= LONG_LINE ? 0 : Math.max(0, Math.min(column, line.length()) - LONG_LINE / 2);
        int to = Math.min(line.length(), from + LONG_LINE);
        String part = line.substring(from, to);
        text.append(MARGIN).append(shown(part)).append('\n');
        int within = column - from;
        if (within > 0 && within <= part.length() + 1) {
            text.append(MARGIN)
                    .append(upTo(within, part))
                    .append(styled(style, "^"))
                    .append('\n');
        }
    }

    private static String place(RuleIssue issue) {
        if (issue.line() == 0) {
            return issue.file().isEmpty() ? "the folder" : issue.file();
        }
        return issue.file() + ":" + issue.line() + (issue.column() == 0 ? "" : ":" + issue.column());
    }

    private static String shown(String line) {
        return line.stripTrailing().replaceAll("[\\p{Cc}\\p{Cf}&&[^\t]]", "?");
    }

    /** As much blank space as the line takes before a column; a tab stays a tab, so that the caret stands right. */
    private static String upTo(int column, String line) {
        return line.substring(0, column - 1).replaceAll("[^\t]", " ");
    }

    private static String word(Level level) {
        return switch (level) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case NOTE -> "note";
        };
    }

    private static Style style(Level level) {
        return switch (level) {
            case ERROR -> Style.ALARM;
            case WARNING -> Style.CAUTION;
            case NOTE -> Style.FAINT;
        };
    }

    private String styled(Style style, String text) {
        return colour ? style.on(text) : text;
    }
}

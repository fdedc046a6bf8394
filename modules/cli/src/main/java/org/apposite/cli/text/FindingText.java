package org.apposite.cli.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apposite.authoring.Finding;
import org.apposite.authoring.Finding.Level;
import org.apposite.model.RuleIssue;

/** What there is to say of a rules folder, as text for the person who edits it. */
public final class FindingText {

    private static final int MARGIN = 4;
    private static final int LONG_LINE = 240;

    private final boolean colour;

    public FindingText(boolean colour) {
        this.colour = colour;
    }

    /** Issues of rules that were not loaded: errors, all of them. */
    public TextPage ofIssues(List<RuleIssue> issues) {
        return ofFindings(
                issues.stream().map(issue -> new Finding(Level.ERROR, issue)).toList());
    }

    /** Every finding with its place, the line as it stands and a caret below the place. */
    public TextPage ofFindings(List<Finding> findings) {
        TextPage page = TextPage.ofLines(colour);
        findings.forEach(finding -> write(page, finding));
        return page;
    }

    /** The findings, and how many there are. */
    public TextPage of(List<Finding> findings) {
        TextPage page = ofFindings(findings);
        if (findings.isEmpty()) {
            page.line(0, StyledText.of(Style.GOOD, "No errors, no warnings."));
            return page;
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
        page.blank();
        page.line(0, String.join(", ", counts) + ". apposite explain " + example + " says more about a code.");
        return page;
    }

    private static void write(TextPage page, Finding finding) {
        RuleIssue issue = finding.issue();
        page.line(
                0,
                StyledText.whole(place(issue) + ":")
                        .and(style(finding.level()), word(finding.level()))
                        .and(issue.code())
                        .and(issue.message()));
        String excerpt = issue.excerpt();
        if (excerpt != null && !excerpt.isBlank()) {
            excerpt(page, excerpt, issue.column(), style(finding.level()));
        }
        if (issue.suggestion() != null) {
            page.line(MARGIN, StyledText.of(issue.suggestion()));
        }
    }

    /** The line, or of a very long one what stands round the place, and a caret below the place. */
    private static void excerpt(TextPage page, String line, int column, Style style) {
        int from = line.length() <= LONG_LINE ? 0 : Math.max(0, Math.min(column, line.length()) - LONG_LINE / 2);
        int to = Math.min(line.length(), from + LONG_LINE);
        String part = line.substring(from, to);
        page.verbatim(MARGIN, part.stripTrailing());
        int within = column - from;
        if (within > 0 && within <= part.length() + 1) {
            page.verbatim(MARGIN, style, upTo(within, part) + "^");
        }
    }

    private static String place(RuleIssue issue) {
        if (issue.line() == 0) {
            return issue.file().isEmpty() ? "the folder" : issue.file();
        }
        return issue.file() + ":" + issue.line() + (issue.column() == 0 ? "" : ":" + issue.column());
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
}

package org.apposite.cli;

import java.util.List;
import org.apposite.RuleIssue;

/** What is wrong in a rules folder, as text for the person who edits it. */
final class IssueText {

    private static final String MARGIN = "    ";

    private IssueText() {}

    /** Every issue with its place, the line as it stands and a caret below the place. */
    static String of(List<RuleIssue> issues) {
        StringBuilder text = new StringBuilder();
        for (RuleIssue issue : issues) {
            text.append(place(issue)).append(": ").append(issue.code()).append(' ');
            text.append(Words.plain(issue.message())).append('\n');
            if (issue.excerpt() != null && !issue.excerpt().isBlank()) {
                text.append(MARGIN).append(shown(issue.excerpt())).append('\n');
                if (issue.column() > 0 && issue.column() <= issue.excerpt().length() + 1) {
                    text.append(MARGIN)
                            .append(upTo(issue.column(), issue.excerpt()))
                            .append("^\n");
                }
            }
            if (issue.suggestion() != null) {
                text.append(MARGIN).append(Words.plain(issue.suggestion())).append('\n');
            }
        }
        return text.toString();
    }

    private static String place(RuleIssue issue) {
        if (issue.line() == 0) {
            return issue.file();
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
}

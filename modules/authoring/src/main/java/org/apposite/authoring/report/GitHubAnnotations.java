package org.apposite.authoring.report;

import java.util.List;
import org.apposite.authoring.Finding;
import org.apposite.model.RuleIssue;
import org.apposite.text.Characters;

/** Findings as the commands with which a GitHub workflow shows them beside the lines of a change. */
public final class GitHubAnnotations {

    private GitHubAnnotations() {}

    /**
     * Writes findings.
     *
     * @param findings the findings
     * @param folder what to put before the files, such as {@code rules-drl/}, since files are named from the top of the
     *     repository; may be empty
     * @return one line for each finding
     */
    public static String of(List<Finding> findings, String folder) {
        StringBuilder text = new StringBuilder();
        for (Finding finding : findings) {
            RuleIssue issue = finding.issue();
            String command = switch (finding.level()) {
                case ERROR -> "error";
                case WARNING -> "warning";
                case NOTE -> "notice";
            };
            text.append("::").append(command).append(" file=").append(property(folder + issue.file()));
            if (issue.line() > 0) {
                text.append(",line=").append(issue.line());
            }
            if (issue.column() > 0) {
                text.append(",col=").append(issue.column());
            }
            text.append(",title=").append(property(issue.code())).append("::").append(data(finding.text()));
            text.append('\n');
        }
        return text.toString();
    }

    private static String data(String text) {
        String escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
        // The runner's log is read on a page that obeys the sequences of terminals.
        return Characters.shown(escaped, "?");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}

package org.apposite.cli.serve;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apposite.cli.commands.Misuse;
import org.apposite.log.LogReport;

/** What was found of a log, for people. */
final class LogReportText {

    static final int MOST_LINES = 100;

    private LogReportText() {}

    static void existing(String command, Path log) {
        if (!Files.isDirectory(log) && !Files.isRegularFile(log)) {
            throw new Misuse(
                    command + " " + log + (Files.exists(log) ? ": not a file or folder" : ": no such file or folder"));
        }
    }

    static List<String> findings(LogReport report, Predicate<LogReport.Kind> kinds) {
        List<LogReport.Finding> found = report.findings().stream()
                .filter(finding -> kinds.test(finding.kind()))
                .toList();
        List<String> lines = new ArrayList<>();
        found.stream().limit(MOST_LINES).forEach(one -> lines.add(one.place() + ": " + one.text() + "\n"));
        if (found.size() > MOST_LINES) {
            lines.add(report.log() + ": and " + (report.count() - MOST_LINES) + " findings more\n");
        }
        return lines;
    }

    static String summary(LogReport report) {
        StringBuilder text = new StringBuilder(report.log())
                .append(": ")
                .append(number(report.lines(), "line"))
                .append(", ")
                .append(report.verified())
                .append(" verified");
        if (!report.keys().isEmpty()) {
            text.append(" by ")
                    .append(report.keys().size() == 1 ? "key " : "keys ")
                    .append(String.join(", ", report.keys()));
        }
        if (report.last() > 0) {
            text.append(", the last is line ").append(report.last()).append(" of its chain");
        }
        text.append("; ").append(number(report.count(), "finding")).append('\n');
        report.withoutKey()
                .forEach((key, lines) -> text.append("  ")
                        .append(number(lines.lines(), "line"))
                        .append(" not verified, for lack of the key ")
                        .append(key)
                        .append(" (--log-key); the first is ")
                        .append(lines.first())
                        .append('\n'));
        if (report.unchained() > 0) {
            text.append("  ")
                    .append(number(report.unchained(), "line"))
                    .append(" not chained: written without a key, so that a change of them cannot be found\n");
        }
        report.torn()
                .ifPresent(place -> text.append("  ")
                        .append(place)
                        .append(" is not whole: it is being written, or was when a crash came; it does not count\n"));
        return text.toString();
    }

    private static String number(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}

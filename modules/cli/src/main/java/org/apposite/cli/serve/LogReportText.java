package org.apposite.cli.serve;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apposite.cli.commands.Misuse;
import org.apposite.cli.text.TextPage;
import org.apposite.log.LogReport;
import org.apposite.log.LogReport.Unverified;

/** What was found of a log, for people. */
final class LogReportText {

    static final int MOST_LINES = 100;
    private static final int MARGIN = 2;

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
        found.stream().limit(MOST_LINES).forEach(one -> lines.add(one.place() + ": " + one.text()));
        if (found.size() > MOST_LINES) {
            lines.add(report.log() + ": and " + (report.count() - MOST_LINES) + " findings more");
        }
        return lines;
    }

    static TextPage summary(LogReport report) {
        TextPage page = TextPage.ofLines(false);
        String keys = report.keys().isEmpty()
                ? ""
                : " by " + (report.keys().size() == 1 ? "key " : "keys ") + String.join(", ", report.keys());
        page.line(
                0,
                report.log() + ": " + number(report.lines(), "line") + ", " + report.verified() + " verified" + keys
                        + (report.last() > 0 ? ", the last is line " + report.last() + " of its chain" : "") + "; "
                        + number(report.count(), "finding"));
        removed(report, page);
        report.withoutKey().forEach((key, lines) -> unverified(key, lines, page));
        if (report.unchained() > 0) {
            page.line(
                    MARGIN,
                    number(report.unchained(), "line")
                            + " not chained: written without a key, so that a change of them cannot be found");
        }
        report.torn()
                .ifPresent(place -> page.line(
                        MARGIN,
                        place + " is not whole: it is being written, or was when a crash came; it does not count"));
        return page;
    }

    private static void removed(LogReport report, TextPage page) {
        String doubt = report.removed().isVerified() ? "" : "; the key of a line that says so was not given";
        report.removed()
                .cut()
                .ifPresent(cut -> page.line(
                        MARGIN,
                        "begins after line " + cut.to() + ": it and those before it were removed by the retention of "
                                + number(cut.days(), "day") + ", as " + cut.place() + " says" + doubt));
        long erased = report.removed().erased();
        if (erased > 0) {
            page.line(
                    MARGIN,
                    number(erased, "line") + " erased, as events of the log say: in place, and without text" + doubt);
        }
    }

    /** What is left to verify of lines whose key is lost. */
    private static void unverified(String key, Unverified lines, TextPage page) {
        page.line(
                MARGIN,
                number(lines.lines(), "line") + " not verified, for lack of the key " + key
                        + " (--log-key); the first is " + lines.first());
        page.line(
                2 * MARGIN,
                "checked of them: that each has its number, and names the one before it; not their texts"
                        + (lines.vouched().isEmpty()
                                ? ", and nothing vouches for the last"
                                : "; a line by a key that was given, or the anchor, vouches for line "
                                        + lines.vouched().last() + ", and so for what comes before it"));
    }

    private static String number(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}

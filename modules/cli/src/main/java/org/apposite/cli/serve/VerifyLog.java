package org.apposite.cli.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.apposite.cli.commands.ExitCode;
import org.apposite.cli.commands.Misuse;
import org.apposite.cli.text.Terminal;
import org.apposite.log.LogReport;
import org.apposite.log.LogVerification;
import org.apposite.log.jdbc.JdbcLogs;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code apposite log verify}: finds what was changed in a log after it was written. */
@Command(
        name = "verify",
        description =
                "Verify that logs are as they were written: find lines that were edited, removed, moved, repeated or added, "
                        + "and lines that cannot be read.",
        footer = {
            "",
            "What was cut off at the end, or replaced as a whole, shows only in comparison with an anchor: a small file that is"
                    + " kept where nobody who can write to the logs can write. It is made by the first call, compared by each"
                    + " one after, and brought up to date when nothing is found.",
            "",
            "Examples:",
            "  apposite log verify --log-key /etc/apposite/log.key /var/log/apposite",
            "  apposite log verify --log-key new.key --log-key old.key --anchor /mnt/audit/anchor /var/log/apposite",
            "  apposite log verify --log-key log.key \"jdbc:postgresql://db.example/audit?user=auditor\"",
            "",
            "Exit codes: 0 all verified; 1 findings; 2 misuse, a log that cannot be read, or lines that could not be "
                    + "verified."
        })
public final class VerifyLog implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(paramLabel = "LOG", description = "The log folder, one file of a log, or the address of a database.")
    private String log = "";

    @Mixin
    private final LogKeys keys = new LogKeys();

    @Option(
            names = "--anchor",
            paramLabel = "FILE",
            description = "Compare with the ends of the logs in this file, and bring it up to date.")
    private @Nullable Path anchor;

    public VerifyLog(Terminal terminal) {
        this.terminal = terminal;
    }

    private List<LogReport> reports(LogVerification verification, LogPlace place) throws IOException {
        if (place.database().isPresent()) {
            JdbcLogs database = place.database().get();
            return anchor == null ? verification.of(database) : verification.of(database, anchor);
        }
        Path path = place.path().orElseThrow();
        return anchor == null ? verification.of(path) : verification.of(path, anchor);
    }

    @Override
    public Integer call() {
        LogPlace place = LogPlace.existing("log verify", log);
        if (anchor != null
                && place.path().filter(path -> !Files.isDirectory(path)).isPresent()) {
            throw new Misuse("log verify: --anchor is of a whole log folder, but " + log + " is one file");
        }
        LogVerification verification = new LogVerification(keys.read("log verify"));
        List<LogReport> reports;
        try {
            reports = reports(verification, place);
        } catch (IOException e) {
            throw new Misuse("log verify " + log + ": cannot be done: " + e.getMessage());
        }
        if (reports.isEmpty()) {
            throw new Misuse("log verify " + log + ": there is no log in this folder");
        }
        for (LogReport report : reports) {
            LogReportText.findings(report, kind -> true).forEach(terminal::printLine);
            terminal.print(LogReportText.summary(report));
        }
        if (reports.stream().anyMatch(report -> report.count() > 0)) {
            return ExitCode.FINDINGS;
        }
        return reports.stream().allMatch(LogReport::isProof) ? ExitCode.FINE : ExitCode.NO_ANSWER;
    }
}

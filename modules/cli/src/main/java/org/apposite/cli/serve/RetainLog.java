package org.apposite.cli.serve;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apposite.cli.commands.ExitCode;
import org.apposite.cli.commands.Misuse;
import org.apposite.cli.text.Terminal;
import org.apposite.log.Logs;
import org.apposite.log.jdbc.JdbcLogs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code apposite log retain}: removes what has outlived its time from a database. */
@Command(
        name = "retain",
        description =
                "Remove lines that have outlived their time from logs in a database, by whole months, and write down that it was done.",
        footer = {
            "",
            "The service need not stop. It is for a user with the role SCHEMA_eraser, so that the one of the service need not have it;"
                    + " files are looked after by apposite serve --retention.",
            "",
            "Examples:",
            "  apposite log retain --retention decisions=3650 --retention feedback=365 --log-key /etc/apposite/log.key"
                    + " \"jdbc:postgresql://db.example/audit?user=privacy\"",
            "",
            "Exit codes: 0 done, or nothing to do; 2 misuse, or a database that cannot be reached or changed."
        })
public final class RetainLog implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(paramLabel = "ADDRESS", description = "The address of the database, jdbc:postgresql:...")
    private String address = "";

    @Option(
            names = "--retention",
            paramLabel = "LOG=DAYS",
            required = true,
            description =
                    "How many days the lines of a log, decisions or feedback, are kept at least; may be given for each.")
    private Map<String, Integer> retention = Map.of();

    @Option(
            names = "--log-key",
            paramLabel = "FILE",
            required = true,
            description = "The key by which the service chains the lines.")
    private Path key = Path.of("");

    public RetainLog(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        JdbcLogs logs = LogPlace.named("log retain", address)
                .database()
                .orElseThrow(
                        () -> new Misuse("log retain " + address + ": name a database, jdbc:postgresql:...; files are"
                                + " looked after by apposite serve --retention"));
        try {
            Logs.removeOutlived(
                    logs,
                    LogKeys.read("log retain", key),
                    Clock.systemUTC(),
                    HospitalOptions.retention("log retain", retention));
        } catch (IOException e) {
            throw new Misuse("log retain " + e.getMessage());
        }
        terminal.printLine("What had outlived its time is gone.");
        return ExitCode.FINE;
    }
}

package org.apposite.cli.serve;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.apposite.cli.commands.ExitCode;
import org.apposite.cli.commands.Misuse;
import org.apposite.cli.text.Terminal;
import org.apposite.log.LogErasure;
import org.apposite.log.LogErasure.Result;
import org.apposite.log.LogKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code apposite log erase}: takes away the text of a patient's lines. */
@Command(
        name = "erase",
        description =
                "Erase lines of logs, such as those of one patient. Of each its place in the chain is left, so that the log can still"
                        + " be verified, and an event says that it was erased, why and by whom.",
        footer = {
            "",
            "Stop the service first, unless the logs are in a database. With a decision go the feedback to its cards and the decisions that were made beside it. Copies"
                    + " of the logs, and the operational log, are for you to look after. What an interruption left undone, the next"
                    + " call does.",
            "",
            "Examples:",
            "  apposite log erase --id 5b2d0f4c-3a0e-4f0c-8d8e-6a6f1f9d2c11 --reason \"request 17\" --by \"A. Example\""
                    + " --log-key /etc/apposite/log.key /var/log/apposite",
            "",
            "Exit codes: 0 erased; 2 misuse, an id that no line has, or a log that is in use or cannot be read or written."
        })
public final class EraseLog implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(paramLabel = "LOGS", description = "The log folder, or the address of a database.")
    private String logs = "";

    @Option(
            names = "--id",
            paramLabel = "ID",
            required = true,
            description =
                    "The id of a decision, of a call (hookInstance) or of a card, or the inputHash of a case; may be given several times.")
    private List<String> ids = List.of();

    @Option(
            names = "--reason",
            paramLabel = "WORDS",
            required = true,
            description = "Why. It is written down, so do not name the patient.")
    private String reason = "";

    @Option(names = "--by", paramLabel = "NAME", required = true, description = "Who erases. It is written down.")
    private String by = "";

    @Option(names = "--log-key", paramLabel = "FILE", description = "The key by which the service chains the lines.")
    private @Nullable Path key;

    public EraseLog(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        LogPlace place = LogPlace.existing("log erase", logs);
        Set<String> named = new TreeSet<>(ids);
        if (named.stream().anyMatch(String::isBlank) || reason.isBlank() || by.isBlank()) {
            throw new Misuse("log erase: --id, --reason and --by must say something");
        }
        Result result = erase(place, named);
        terminal.printLine("Erased: " + number(result.decisions(), "decision") + " and "
                + number(result.feedback(), "line") + " of feedback"
                + (result.finished() == 0
                        ? ""
                        : ", " + result.finished() + " of them left over from an erasure that was interrupted")
                + ".");
        return ExitCode.FINE;
    }

    private Result erase(LogPlace place, Set<String> named) {
        try {
            Optional<LogKey> by = Optional.ofNullable(key).map(file -> LogKeys.read("log erase", file));
            LogErasure erasure = place.database()
                    .map(database -> new LogErasure(database, by, Clock.systemUTC()))
                    .orElseGet(() -> new LogErasure(place.path().orElseThrow(), by, Clock.systemUTC()));
            return erasure.erase(named, reason, this.by);
        } catch (IOException e) {
            throw new Misuse("log erase " + place + ": " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new Misuse("log erase: " + e.getMessage());
        }
    }

    private static String number(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}

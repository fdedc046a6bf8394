package org.apposite.cli.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apposite.batch.columnar.ColumnarFile;
import org.apposite.batch.history.LogTable;
import org.apposite.cli.commands.ExitCode;
import org.apposite.cli.commands.Misuse;
import org.apposite.cli.text.Terminal;
import org.apposite.file.Folder;
import org.apposite.log.Logs;
import org.apposite.log.store.LogLine;
import org.apposite.log.store.LogStorage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The command {@code apposite log export}: a log of decisions as a table of Parquet. */
@Command(
        name = "export",
        description = "Write a log of decisions as a table of Parquet, a folder for each month, as Spark reads it.",
        footer = {
            "",
            "A row is a line of the log, with a column for what each line has, and the line itself in the last. The log stays as it is.",
            "",
            "Examples:",
            "  apposite log export /var/log/apposite decisions",
            "  apposite log export \"jdbc:postgresql://db.example/audit?user=auditor\" decisions",
            "",
            "Exit codes: 0 done; 2 misuse, a log that cannot be read, or the libraries of Parquet are not there."
        })
public final class ExportLog implements Callable<Integer> {

    private static final String COMMAND = "log export";
    private static final String DECISIONS = "decisions";

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "LOG", description = "The log folder, or the address of a database.")
    private String log = "";

    @Parameters(index = "1", paramLabel = "OUT", description = "The folder for the table, new or empty.")
    private Path out = Path.of("");

    public ExportLog(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        LogPlace place = LogPlace.existing(COMMAND, log);
        if (place.path().filter(path -> !Files.isDirectory(path)).isPresent()) {
            throw new Misuse(COMMAND + " " + log + ": name the folder of the log, and not one of its files");
        }
        LogStorage logs = place.database()
                .<LogStorage>map(database -> database)
                .orElseGet(() -> Logs.storage(place.path().orElseThrow()));
        try {
            if (!logs.has(DECISIONS)) {
                throw new Misuse(COMMAND + " " + log + ": there is no log of decisions here");
            }
            ColumnarFile parquet =
                    ColumnarFile.ofParquet().orElseThrow(() -> new Misuse(COMMAND + ": " + ColumnarFile.WANTING));
            Files.createDirectories(out);
            if (!Folder.at(out).list("").isEmpty()) {
                throw new Misuse(COMMAND + ": " + out + " is not empty; name a new folder");
            }
            try (Stream<LogLine> lines = logs.lines(DECISIONS)) {
                long count = LogTable.write(lines, parquet, "parquet", out);
                terminal.printLine(count + (count == 1 ? " line is" : " lines are") + " in " + out + ".");
            }
        } catch (IOException e) {
            throw new Misuse(COMMAND + ": cannot be done: " + e.getMessage());
        }
        return ExitCode.FINE;
    }
}

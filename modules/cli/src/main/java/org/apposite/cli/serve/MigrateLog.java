package org.apposite.cli.serve;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.apposite.cli.commands.ExitCode;
import org.apposite.cli.commands.Misuse;
import org.apposite.cli.text.Terminal;
import org.apposite.log.jdbc.JdbcLogs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The command {@code apposite log migrate}: makes the tables of logs in a database. */
@Command(
        name = "migrate",
        description = "Make the tables of logs in a PostgreSQL database, or bring them up to date.",
        footer = {
            "",
            "The user must own the schema, which the address names as currentSchema, and may make roles unless there are SCHEMA_writer,"
                    + " SCHEMA_reader and SCHEMA_eraser. Services and people are given one of these. The password is in the file"
                    + " that the variable PGPASSFILE names, or in PGPASSWORD.",
            "",
            "Examples:",
            "  apposite log migrate \"jdbc:postgresql://db.example/audit?user=owner&currentSchema=north\"",
            "",
            "Exit codes: 0 done, or up to date; 2 misuse, or a database that cannot be reached or changed."
        })
public final class MigrateLog implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(paramLabel = "ADDRESS", description = "The address of the database, jdbc:postgresql:...")
    private String address = "";

    public MigrateLog(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        JdbcLogs logs = LogPlace.named("log migrate", address)
                .database()
                .orElseThrow(() -> new Misuse("log migrate " + address + ": files need no tables; name a database,"
                        + " jdbc:postgresql:..."));
        try {
            terminal.printLine(logs.migrate() == 0 ? "The tables are up to date." : "The tables are there.");
        } catch (IOException e) {
            throw new Misuse("log migrate " + e.getMessage());
        }
        return ExitCode.FINE;
    }
}

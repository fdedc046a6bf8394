package org.apposite.cli.commands;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apposite.authoring.migrate.Migration;
import org.apposite.cli.text.FindingText;
import org.apposite.cli.text.Terminal;
import org.apposite.cli.text.TextPage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code apposite migrate}: rewrites a folder of language 1. */
@Command(
        name = "migrate",
        description = "Rewrite a folder of rules from language 1 to language 2, in place.",
        footer = {
            "",
            "Rule files, topics and vocabulary are rewritten; comments and layout stay, and so do the cases. The",
            "regions, studies and quantities that language 1 had built in are written into vocabulary files.",
            "Prints the files that changed, and then what a person must check. Everything is written, or nothing.",
            "",
            "Examples:",
            "  apposite migrate --dry-run our-rules",
            "  apposite migrate our-rules",
            "",
            "Exit codes: 0 fine; 1 rewritten, but the rules have errors; 2 misuse, a folder not in",
            "language 1, or one that cannot be written."
        })
public final class Migrate implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(paramLabel = "DIR", description = "The rules folder.")
    @SuppressWarnings("NullAway.Init") // picocli sets it or refuses the call
    private Path folder;

    @Option(names = "--dry-run", description = "Write nothing; show what would be written, and what to check.")
    private boolean dryRun;

    public Migrate(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        RulesFolder.existing("migrate", folder);
        Migration migration = migration();
        if (!dryRun) {
            write(migration);
        }
        TextPage said = TextPage.ofLines(false);
        migration
                .changes()
                .keySet()
                .forEach(name -> said.line(0, folder.resolve(name).toString()));
        said.line(0, "");
        said.line(0, "To check:");
        migration.toLookAt().forEach(line -> said.line(2, line));
        terminal.print(said);
        if (migration.issues().isEmpty()) {
            return ExitCode.FINE;
        }
        terminal.complainAtLength(new FindingText(terminal.hasColour()).ofIssues(migration.issues()));
        return ExitCode.FINDINGS;
    }

    private Migration migration() {
        try {
            return Migration.of(folder);
        } catch (IllegalArgumentException e) {
            throw new Misuse(folder + ": " + e.getMessage());
        } catch (IOException e) {
            throw new Misuse(folder + ": cannot be read: " + e.getMessage());
        }
    }

    private void write(Migration migration) {
        try {
            migration.write();
        } catch (IOException e) {
            throw new Misuse(folder + ": cannot be written, and is unchanged: " + e.getMessage());
        }
    }
}

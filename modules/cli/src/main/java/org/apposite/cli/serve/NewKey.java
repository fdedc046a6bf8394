package org.apposite.cli.serve;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apposite.cli.commands.ExitCode;
import org.apposite.cli.commands.Misuse;
import org.apposite.cli.text.Terminal;
import org.apposite.log.LogKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The command {@code apposite log new-key}: makes a hospital's key for its logs. */
@Command(
        name = "new-key",
        description = "Make a key for the logs of apposite serve, in a new file that its owner alone may read.",
        footer = {
            "",
            "Keep a copy where the machine of the service cannot reach it: without its key a line cannot be verified.",
            "",
            "Examples:",
            "  apposite log new-key /etc/apposite/log.key",
            "",
            "Exit codes: 0 made; 2 misuse, or a file that exists already or cannot be written."
        })
public final class NewKey implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", description = "The file to make.")
    @SuppressWarnings("NullAway.Init") // picocli sets it or refuses the call
    private Path file;

    public NewKey(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try {
            terminal.printLine("The key " + LogKey.create(file).id() + " is in " + file);
            return ExitCode.FINE;
        } catch (IOException e) {
            throw new Misuse("log new-key: cannot be written: " + e.getMessage());
        }
    }
}

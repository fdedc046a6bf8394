package org.apposite.cli.serve;

import java.util.concurrent.Callable;
import org.apposite.cli.commands.Misuse;
import picocli.CommandLine.Command;

/** The command {@code apposite log}: what is done with the logs of a service. */
@Command(
        name = "log",
        description =
                "Make a key for the logs of apposite serve, verify that they are as they were written, erase lines, remove what has outlived"
                        + " its time, write them as a table, and make the tables of a database.",
        footer = {
            "",
            "Examples:",
            "  apposite log new-key /etc/apposite/log.key",
            "  apposite log verify --log-key /etc/apposite/log.key /var/log/apposite",
            "  apposite log erase --id ID --reason WORDS --by NAME --log-key /etc/apposite/log.key /var/log/apposite",
            "  apposite log export /var/log/apposite decisions",
            "",
            "Exit codes: 0 done, or verified; 1 findings; 2 misuse, unreadable input, or nothing that could be verified."
        })
public final class Log implements Callable<Integer> {

    @Override
    public Integer call() {
        throw new Misuse(
                "log: say what to do: new-key, verify, erase, retain, export or migrate. See apposite log --help.");
    }
}

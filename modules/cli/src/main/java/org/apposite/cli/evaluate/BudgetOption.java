package org.apposite.cli.evaluate;

import org.apposite.cli.commands.Misuse;
import org.apposite.proof.Effort;
import picocli.CommandLine.Option;

/** How long may be looked at each case. */
final class BudgetOption {

    private static final int MOST_SECONDS = 3600;

    @Option(
            names = "--budget",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description =
                    "About how long to look at each case; default 10. What could not be decided in that time is told.")
    private int seconds;

    void check() {
        if (seconds < 1 || seconds > MOST_SECONDS) {
            throw new Misuse("--budget must be a number from 1 to " + MOST_SECONDS + ".");
        }
    }

    Effort effort() {
        return Effort.ofSeconds(seconds);
    }
}

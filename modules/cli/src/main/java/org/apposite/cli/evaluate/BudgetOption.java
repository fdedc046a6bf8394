package org.apposite.cli.evaluate;

import org.apposite.cli.commands.Misuse;
import org.apposite.proof.Effort;
import picocli.CommandLine.Option;

/** How long may be looked at each case. */
final class BudgetOption {

    private static final int MOST_SECONDS = 3600;

    /** Counted and not timed, so that every machine tells the same. */
    private static final long STEPS_OF_A_SECOND = 20_000_000;

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
        return Effort.of(seconds * STEPS_OF_A_SECOND);
    }
}

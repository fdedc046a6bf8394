package org.apposite.cli.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apposite.cds.log.DecisionReplay;
import org.apposite.cds.log.DecisionReplay.Replayed;
import org.apposite.cds.log.DecisionReplay.Result;
import org.apposite.cli.commands.ExitCode;
import org.apposite.cli.commands.Misuse;
import org.apposite.cli.commands.RulesOption;
import org.apposite.cli.text.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The command {@code apposite replay}: proves that today's rules answer as logged, or shows where they do not. */
@Command(
        name = "replay",
        description = "Answer the cases of a decision log again, and show what changed.",
        footer = {
            "",
            "The log must come from apposite serve with --logs and --keep-cases.",
            "",
            "Examples:",
            "  apposite replay /var/log/apposite",
            "  apposite replay --rules our-rules decisions.jsonl",
            "",
            "Exit codes: 0 all the same; 1 some differ, or errors in the rules folder; 2 misuse, a log that cannot be"
                    + " read, or one without a case to replay."
        })
public final class Replay implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(paramLabel = "LOG", description = "The log folder, or a file of decisions in it.")
    private Path log = Path.of("");

    @Mixin
    private final RulesOption rulesOption = new RulesOption();

    public Replay(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (!Files.exists(log)) {
            throw new Misuse("replay " + log + ": no such file or folder");
        }
        Map<Result, Integer> counts = new EnumMap<>(Result.class);
        try (Stream<Replayed> all = new DecisionReplay(rulesOption.load()).of(log)) {
            for (Iterator<Replayed> each = all.iterator(); each.hasNext(); ) {
                Replayed one = each.next();
                counts.merge(one.result(), 1, Integer::sum);
                if (one.result() == Result.DIFFERENT) {
                    terminal.print(one.id() + " of " + one.time() + "\n");
                    one.differences().forEach(difference -> terminal.print("  " + difference + "\n"));
                }
            }
        } catch (IOException e) {
            throw new Misuse("replay " + log + ": cannot be read: " + e.getMessage());
        }
        int different = counts.getOrDefault(Result.DIFFERENT, 0);
        int unreadable = counts.getOrDefault(Result.UNREADABLE, 0);
        int without = counts.getOrDefault(Result.NO_CASE, 0);
        int all = counts.values().stream().mapToInt(Integer::intValue).sum();
        terminal.print(all + (all == 1 ? " decision: " : " decisions: ") + counts.getOrDefault(Result.SAME, 0)
                + " the same, " + different + " different"
                + (without == 0 ? "" : ", " + without + " without their case (see apposite serve --keep-cases)")
                + (unreadable == 0 ? "" : ", " + unreadable + " lines that cannot be read")
                + ".\n");
        if (different > 0) {
            return ExitCode.FINDINGS;
        }
        boolean isProof = unreadable == 0 && counts.containsKey(Result.SAME);
        return isProof ? ExitCode.FINE : ExitCode.NO_ANSWER;
    }
}

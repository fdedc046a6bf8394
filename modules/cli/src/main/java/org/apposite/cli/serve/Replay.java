package org.apposite.cli.serve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apposite.cli.commands.ExitCode;
import org.apposite.cli.commands.Misuse;
import org.apposite.cli.commands.RulesOption;
import org.apposite.cli.text.Terminal;
import org.apposite.log.DecisionReplay;
import org.apposite.log.DecisionReplay.Replayed;
import org.apposite.log.DecisionReplay.Result;
import org.apposite.log.LogKey;
import org.apposite.log.LogReport;
import org.apposite.log.LogVerification;
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
            "  apposite replay --log-key /etc/apposite/log.key /var/log/apposite",
            "",
            "Exit codes: 0 all the same; 1 some differ, the log was changed, or errors in the rules folder; 2 misuse, a "
                    + "log or line that cannot be read, or no case to replay."
        })
public final class Replay implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(paramLabel = "LOG", description = "The log folder, or a file of decisions in it.")
    private Path log = Path.of("");

    @Mixin
    private final LogKeys keys = new LogKeys();

    @Mixin
    private final RulesOption rulesOption = new RulesOption();

    public Replay(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        LogReportText.existing("replay", log);
        List<LogKey> given = keys.read("replay");
        Map<Result, Integer> counts = new EnumMap<>(Result.class);
        List<LogReport> reports;
        try (Stream<Replayed> all = new DecisionReplay(rulesOption.load()).of(log)) {
            reports = new LogVerification(given)
                    .of(log).stream()
                            .filter(report -> !report.log().equals("feedback"))
                            .toList();
            reports.forEach(
                    report -> LogReportText.findings(report, Replay::isChange).forEach(terminal::printLine));
            for (Iterator<Replayed> each = all.iterator(); each.hasNext(); ) {
                Replayed one = each.next();
                int soFar = Objects.requireNonNull(counts.merge(one.result(), 1, Integer::sum));
                if (one.result() == Result.DIFFERENT) {
                    terminal.printLine(one.id() + " of " + one.time());
                    one.differences().forEach(difference -> terminal.printLine("  " + difference));
                } else if (one.result() == Result.UNREADABLE && soFar <= LogReportText.MOST_LINES) {
                    terminal.printLine(one.place() + ": cannot be read");
                }
            }
        } catch (IOException | UncheckedIOException e) {
            throw new Misuse("replay " + log + ": cannot be read: " + e.getMessage());
        }
        int different = counts.getOrDefault(Result.DIFFERENT, 0);
        int unreadable = counts.getOrDefault(Result.UNREADABLE, 0);
        int without = counts.getOrDefault(Result.NO_CASE, 0);
        int all = counts.values().stream().mapToInt(Integer::intValue).sum();
        terminal.printLine(all + (all == 1 ? " decision: " : " decisions: ") + counts.getOrDefault(Result.SAME, 0)
                + " the same, " + different + " different"
                + (without == 0 ? "" : ", " + without + " without their case (see apposite serve --keep-cases)")
                + (unreadable == 0
                        ? ""
                        : ", " + unreadable + (unreadable == 1 ? " line" : " lines") + " that cannot be read")
                + ".");
        reports.forEach(report -> terminal.print(LogReportText.summary(report)));
        boolean changed = reports.stream()
                .flatMap(report -> report.findings().stream())
                .anyMatch(finding -> isChange(finding.kind()));
        if (different > 0 || changed) {
            return ExitCode.FINDINGS;
        }
        boolean isProof = unreadable == 0 && counts.containsKey(Result.SAME);
        return isProof ? ExitCode.FINE : ExitCode.NO_ANSWER;
    }

    /** What cannot be read is named by the replay itself. */
    private static boolean isChange(LogReport.Kind kind) {
        return kind != LogReport.Kind.UNREADABLE;
    }
}

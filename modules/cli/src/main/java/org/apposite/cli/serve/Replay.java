package org.apposite.cli.serve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apposite.ClinicalRules;
import org.apposite.cli.commands.ExitCode;
import org.apposite.cli.commands.Misuse;
import org.apposite.cli.commands.RulesFolder;
import org.apposite.cli.text.Terminal;
import org.apposite.log.DecisionReplay;
import org.apposite.log.DecisionReplay.Replayed;
import org.apposite.log.DecisionReplay.Result;
import org.apposite.log.LogKey;
import org.apposite.log.LogReport;
import org.apposite.log.LogVerification;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code apposite replay}: proves that decisions are as logged, or shows what other rules would have said. */
@Command(
        name = "replay",
        description = "Make the decisions of a log again, and show what differs.",
        footer = {
            "",
            "The log must come from apposite serve with --logs and --keep-cases. With --keep-cases the rules that decide "
                    + "are kept beside the log, in its folder rules. Without --rules each decision is made again by the "
                    + "rules that made it, and must be the same, to the last byte where the key of the log is given. With "
                    + "--rules each is made by other rules, and what these say otherwise is listed and counted.",
            "",
            "Examples:",
            "  apposite replay --log-key /etc/apposite/log.key /var/log/apposite",
            "  apposite replay --rules version-2 /var/log/apposite",
            "  apposite replay --rules version-2 --all decisions.jsonl",
            "",
            "Exit codes: 0 all the same; 1 some differ, the log was changed, or errors in the rules folder; 2 misuse, a "
                    + "log or line that cannot be read, rules that are not kept, or no case to replay."
        })
public final class Replay implements Callable<Integer> {

    /** So many decisions that differ are shown one by one. */
    private static final int SHOWN = 20;

    /** So many kinds of difference are counted, and so many of these are shown. */
    private static final int MOST_KINDS = 10_000;

    private static final int MOST_SHOWN_KINDS = 50;

    private final Terminal terminal;

    @Parameters(
            paramLabel = "LOG",
            description = "The log folder, a file of decisions in it, or the address of a database.")
    private String log = "";

    @Mixin
    private final LogKeys keys = new LogKeys();

    @Option(
            names = "--rules",
            paramLabel = "DIR",
            description = "Show what the rules in this folder would have said (default: the rules that decided).")
    private @Nullable Path rules;

    @Option(names = "--all", description = "Show every decision that differs (default: the first " + SHOWN + ").")
    private boolean showsAll;

    private final Map<Result, Long> counts = new EnumMap<>(Result.class);
    private final Map<String, Long> kinds = new HashMap<>();

    public Replay(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        LogPlace place = LogPlace.existing("replay", log);
        List<LogKey> given = keys.read("replay");
        DecisionReplay replay = rules == null
                ? DecisionReplay.asDecided(given)
                : DecisionReplay.by(ClinicalRules.from(RulesFolder.orArchive("--rules", rules)));
        List<LogReport> reports;
        try (Stream<Replayed> all = replayed(replay, place)) {
            reports = verified(new LogVerification(given), place).stream()
                    .filter(report -> !report.log().equals("feedback"))
                    .toList();
            reports.forEach(
                    report -> LogReportText.findings(report, Replay::isChange).forEach(terminal::printLine));
            all.forEach(this::tell);
        } catch (IOException | UncheckedIOException e) {
            throw new Misuse("replay " + log + ": cannot be read: " + e.getMessage());
        }
        tellKinds();
        terminal.printLine(summary());
        reports.forEach(report -> terminal.print(LogReportText.summary(report)));
        boolean changed = reports.stream()
                .flatMap(report -> report.findings().stream())
                .anyMatch(finding -> isChange(finding.kind()));
        if (count(Result.DIFFERENT) > 0 || changed) {
            return ExitCode.FINDINGS;
        }
        boolean isProof = count(Result.UNREADABLE) == 0
                && count(Result.NO_RULES) == 0
                && count(Result.SAME) + count(Result.EXACT) > 0;
        return isProof ? ExitCode.FINE : ExitCode.NO_ANSWER;
    }

    private void tell(Replayed one) {
        long soFar = Objects.requireNonNull(counts.merge(one.result(), 1L, Long::sum));
        switch (one.result()) {
            case DIFFERENT -> {
                one.differences().forEach(this::count);
                if (showsAll || soFar <= SHOWN) {
                    terminal.printLine(one.id() + " of " + one.time());
                    one.differences().forEach(difference -> terminal.printLine("  " + difference));
                }
            }
            case NO_RULES ->
                one.differences().forEach(why -> {
                    if (count(why)) {
                        terminal.printLine(one.place() + ": " + why);
                    }
                });
            case UNREADABLE -> {
                if (soFar <= LogReportText.MOST_LINES) {
                    terminal.printLine(one.place() + ": cannot be read");
                }
            }
            default -> {
                // Counted.
            }
        }
    }

    /** Counts a kind of difference, and returns whether it is the first one. */
    private boolean count(String kind) {
        return (kinds.containsKey(kind) || kinds.size() < MOST_KINDS)
                && Objects.requireNonNull(kinds.merge(kind, 1L, Long::sum)) == 1;
    }

    /** What differs often comes first. */
    private void tellKinds() {
        long different = count(Result.DIFFERENT);
        if (!showsAll && different > SHOWN) {
            terminal.printLine("and " + (different - SHOWN) + " more, see --all");
        }
        if (different < 2) {
            return;
        }
        terminal.printLine("");
        terminal.printLine("What differs, in how many decisions:");
        kinds.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_SHOWN_KINDS)
                .forEach(kind ->
                        terminal.printLine(String.format(Locale.ROOT, "%7d  %s", kind.getValue(), kind.getKey())));
        if (kinds.size() > MOST_SHOWN_KINDS) {
            terminal.printLine("and " + (kinds.size() >= MOST_KINDS ? "many" : kinds.size() - MOST_SHOWN_KINDS)
                    + " other differences");
        }
        terminal.printLine("");
    }

    private String summary() {
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        long exact = count(Result.EXACT);
        long same = count(Result.SAME) + exact;
        return all + (all == 1 ? " decision: " : " decisions: ") + same + " the same"
                + (exact == 0 ? "" : exact == same ? " to the last byte" : " (" + exact + " to the last byte)")
                + ", " + count(Result.DIFFERENT) + " different"
                + counted(Result.NO_CASE, "without their case (see apposite serve --keep-cases)")
                + counted(Result.NO_RULES, "by rules that are not here")
                + counted(
                        Result.UNREADABLE,
                        count(Result.UNREADABLE) == 1 ? "line that cannot be read" : "lines that cannot be read")
                + ".";
    }

    private String counted(Result result, String what) {
        return count(result) == 0 ? "" : ", " + count(result) + " " + what;
    }

    private long count(Result result) {
        return counts.getOrDefault(result, 0L);
    }

    private static Stream<Replayed> replayed(DecisionReplay replay, LogPlace place) throws IOException {
        return place.database().isPresent()
                ? replay.of(place.database().get())
                : replay.of(place.path().orElseThrow());
    }

    private static List<LogReport> verified(LogVerification verification, LogPlace place) throws IOException {
        return place.database().isPresent()
                ? verification.of(place.database().get())
                : verification.of(place.path().orElseThrow());
    }

    /** What cannot be read is named by the replay itself. */
    private static boolean isChange(LogReport.Kind kind) {
        return kind != LogReport.Kind.UNREADABLE;
    }
}

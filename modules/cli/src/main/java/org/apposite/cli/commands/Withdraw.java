package org.apposite.cli.commands;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.apposite.RuleSet;
import org.apposite.cli.text.FindingText;
import org.apposite.cli.text.Terminal;
import org.apposite.file.FileFault;
import org.apposite.file.Folder;
import org.apposite.withdrawal.Part;
import org.apposite.withdrawal.Withdrawal;
import org.apposite.withdrawal.WithdrawalFile;
import org.apposite.withdrawal.WithdrawalFile.Lifted;
import org.apposite.withdrawal.WithdrawnRules;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code apposite withdraw}: a recall. */
@Command(
        name = "withdraw",
        description = "Withdraw a rule, a rating or a topic: it no longer speaks, and answers say so.",
        footer = {
            "",
            "PART is TOPIC/RULE, TOPIC/VARIANT/PROCEDURE for a rating, or TOPIC; TOPIC/ can be left out where only one",
            "topic has it. Without PART, what is withdrawn is listed. It is written to DIR/withdrawn.yaml; a service that",
            "watches DIR takes it like any change, without a new version. An answer that the rule or rating would have",
            "changed says that it is withdrawn, and why; where an emergency would have been told, that is critical.",
            "",
            "Examples:",
            "  apposite withdraw our-rules alert-abscess-emergency --reason \"Wrong telephone number\" --by \"Dr. A. Berg\"",
            "  apposite withdraw our-rules back-pain-child/red-flags/mri-complete-spine-without-iv-contrast \\",
            "      --reason \"The category was copied wrongly\" --by \"Dr. A. Berg\"",
            "  apposite withdraw our-rules",
            "  apposite withdraw our-rules alert-abscess-emergency --lift --by \"Dr. A. Berg\"",
            "",
            "Exit codes: 0 written, or listed; 1 errors in the rules, so that no service would take it; 2 misuse."
        })
public final class Withdraw implements Callable<Integer> {

    /** How long is waited for others who change the file. */
    private static final Duration MOST_WAITING = Duration.ofSeconds(5);

    private static final Duration WAIT = Duration.ofMillis(20);

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "DIR", description = "The rules folder.")
    @SuppressWarnings("NullAway.Init") // picocli sets it or refuses the call
    private Path folder;

    @Parameters(index = "1", arity = "0..1", paramLabel = "PART", description = "What is withdrawn.")
    private @Nullable String named;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, as clinicians will read it.")
    private @Nullable String reason;

    @Option(
            names = "--by",
            paramLabel = "NAME",
            description = "Who signs it off; the log has it, and answers do not show it.")
    private @Nullable String by;

    @Option(names = "--lift", description = "End the withdrawal of PART: it speaks again. Needs --by.")
    private boolean lift;

    public Withdraw(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        RulesFolder.existing("withdraw", folder);
        RuleSet read = RuleSet.read(folder);
        if (lift && named != null) {
            return lift(named);
        }
        if (!read.issues().isEmpty()) {
            terminal.complainAtLength(new FindingText(terminal.hasColour()).ofIssues(read.issues()));
            terminal.complain(
                    "apposite: the rules have errors, so no service would take a withdrawal. Mend them first.");
            return ExitCode.FINDINGS;
        }
        if (named == null) {
            return list(read.withdrawals(), written().file().lifted());
        }
        return withdraw(read, named);
    }

    private int list(List<Withdrawal> withdrawals, List<Lifted> lifted) {
        if (lift || reason != null || by != null) {
            throw new Misuse("withdraw " + folder + ": name the part");
        }
        if (withdrawals.isEmpty()) {
            terminal.printLine("Nothing is withdrawn.");
        }
        withdrawals.forEach(one -> terminal.printLine(line(one)));
        lifted.forEach(
                one -> terminal.printLine(line(one.withdrawal()) + " (lifted " + one.at() + ", by " + one.by() + ")"));
        return ExitCode.FINE;
    }

    private static String line(Withdrawal one) {
        return one.part() + ", " + one.at() + ", by " + one.by() + ": " + one.reason();
    }

    private int withdraw(RuleSet read, String path) {
        Part part = meant(read, path);
        Withdrawal withdrawal = new Withdrawal(part, signed("--reason", reason), signed("--by", by), now());
        change(written -> {
            written.withdrawals().stream()
                    .filter(one -> one.part().equals(part))
                    .findFirst()
                    .ifPresent(one -> {
                        throw new Misuse("withdraw " + folder + ": it is withdrawn already: " + line(one)
                                + ". Lift that first, to give another reason");
                    });
            List<Withdrawal> all = new ArrayList<>(written.withdrawals());
            all.add(withdrawal);
            return WithdrawalFile.write(all, written.lifted());
        });
        terminal.printLine(folder.resolve(WithdrawalFile.NAME) + ": " + part + " is withdrawn.");
        if (!WithdrawnRules.ofEmergencies(List.of(withdrawal), read.topics()).isEmpty()) {
            terminal.printLine("It told an emergency: where it would have, answers now have a critical alert that it is"
                    + " withdrawn, and /health/ready says \"degraded\".");
        }
        return ExitCode.FINE;
    }

    private int lift(String path) {
        List<String> meant = new ArrayList<>();
        change(file -> {
            meant.clear();
            meant.addAll(meantBy(path, file.withdrawals()));
            String person = signed("--by", by);
            List<Withdrawal> left = new ArrayList<>();
            List<Lifted> lifted = new ArrayList<>(file.lifted());
            for (Withdrawal one : file.withdrawals()) {
                if (meant.contains(one.part().toString())) {
                    lifted.add(new Lifted(one, person, now()));
                } else {
                    left.add(one);
                }
            }
            return WithdrawalFile.write(left, lifted);
        });
        terminal.printLine(folder.resolve(WithdrawalFile.NAME) + ": " + meant.get(0) + " speaks again.");
        return ExitCode.FINE;
    }

    /** What of that which is withdrawn a path names: one part. */
    private List<String> meantBy(String path, List<Withdrawal> written) {
        List<String> withdrawn =
                written.stream().map(one -> one.part().toString()).toList();
        List<String> meant = withdrawn.contains(path)
                ? List.of(path)
                : withdrawn.stream().filter(one -> one.endsWith("/" + path)).toList();
        if (meant.size() > 1) {
            throw ambiguous(path, meant);
        }
        if (meant.isEmpty()) {
            throw new Misuse("withdraw " + folder + ": " + path + " is not withdrawn"
                    + (withdrawn.isEmpty() ? "; nothing is" : ". Withdrawn are: " + String.join(", ", withdrawn)));
        }
        return meant;
    }

    /** The file as it was read. */
    private record Written(Optional<String> text, WithdrawalFile file) {}

    /** What the file of this folder withdraws: not what one below it does, and all of it or nothing. */
    private Written written() {
        try {
            Folder rules = Folder.at(folder);
            if (rules.find(WithdrawalFile.NAME).isEmpty()) {
                return new Written(Optional.empty(), WithdrawalFile.EMPTY);
            }
            String text = rules.text(WithdrawalFile.NAME, Folder.MOST_FILE_BYTES);
            WithdrawalFile file = WithdrawalFile.read(text);
            file.problems().stream().findFirst().ifPresent(one -> {
                throw new Misuse("withdraw: " + folder.resolve(WithdrawalFile.NAME) + ":"
                        + one.place().line() + ": " + one.message()
                        + ". Mend it first: with what is wrong it would be lost");
            });
            return new Written(Optional.of(text), file);
        } catch (FileFault e) {
            throw new Misuse("withdraw: " + e.getMessage());
        }
    }

    private Part meant(RuleSet read, String path) {
        List<Part> meant = Part.meant(path, read.topics());
        if (meant.size() == 1) {
            return meant.get(0);
        }
        String what = "withdraw " + folder + ": ";
        if (meant.isEmpty()) {
            throw new Misuse(what + "there is no topic, rule or rating \"" + path + "\". "
                    + Part.nearest(path, read.topics()).orElse("Write TOPIC/RULE, TOPIC/VARIANT/PROCEDURE or TOPIC."));
        }
        throw ambiguous(path, meant.stream().map(Part::toString).toList());
    }

    private Misuse ambiguous(String path, List<String> meant) {
        return new Misuse("withdraw " + folder + ": \"" + path + "\" can be " + String.join(" or ", meant)
                + ". Name the topic, too.");
    }

    private String signed(String option, @Nullable String text) {
        if (text == null) {
            throw new Misuse("withdraw " + folder + ": " + option + " is missing");
        }
        Withdrawal.objection(text).ifPresent(wrong -> {
            throw new Misuse("withdraw " + folder + ": the text of " + option + " " + wrong);
        });
        return text;
    }

    private static Instant now() {
        return Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS);
    }

    /** Writes what follows from what is written, once more when somebody else has changed that meanwhile: no recall may be lost. */
    private void change(Function<WithdrawalFile, String> change) {
        long end = System.nanoTime() + MOST_WAITING.toNanos();
        try {
            while (true) {
                Written before = written();
                String after = change.apply(before.file());
                if (Folder.at(folder).replace(WithdrawalFile.NAME, before.text(), after)) {
                    return;
                }
                if (System.nanoTime() - end > 0) {
                    throw new Misuse("withdraw " + folder + ": somebody else is changing " + WithdrawalFile.NAME
                            + ". If nobody is, a command was killed: remove "
                            + Folder.draftAfter(WithdrawalFile.NAME, before.text()) + " from this folder");
                }
                Thread.sleep(WAIT.toMillis());
            }
        } catch (FileFault e) {
            throw OutputFile.notWritten(folder.resolve(WithdrawalFile.NAME), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Misuse("withdraw " + folder + ": it was interrupted, and nothing is written");
        }
    }
}

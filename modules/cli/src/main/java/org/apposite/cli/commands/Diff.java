package org.apposite.cli.commands;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apposite.ClinicalRules;
import org.apposite.authoring.diff.Approvals;
import org.apposite.authoring.diff.Change;
import org.apposite.authoring.diff.Difference;
import org.apposite.authoring.diff.DifferenceJson;
import org.apposite.authoring.diff.Differences;
import org.apposite.authoring.document.DifferencePart;
import org.apposite.cli.text.Terminal;
import org.apposite.file.FileFault;
import org.apposite.file.Folder;
import org.apposite.file.NamedFile;
import org.apposite.json.CaseReader;
import org.apposite.json.CaseRecord;
import org.apposite.json.RuleCase;
import org.apposite.json.record.CaseFormat;
import org.apposite.patient.PatientCase;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code apposite diff}: what two versions of rules answer differently, and of which patients. */
@Command(
        name = "diff",
        description = "Tell what two versions of rules answer differently, and of which patients.",
        footer = {
            "",
            "Examples:",
            "  apposite diff released-rules our-rules",
            "  apposite diff released.zip our-rules --cohort cases.ndjson --write-cases touched",
            "  apposite diff released-rules our-rules --format markdown > difference.md",
            "  apposite diff released-rules our-rules --fail-on-change --approved approved.yaml",
            "",
            "Exit codes: 0 compared; 1 errors in the rules, or with --fail-on-change a change that nobody has approved or"
                    + " something that could not be compared; 2 misuse, or a file that cannot be read or written."
        })
public final class Diff implements Callable<Integer> {

    private static final int MOST_SECONDS = 3600;
    private static final int MOST_COHORT_BYTES = 1 << 28;

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "OLD", description = "The old rules: a folder, or a zip or jar of one.")
    @SuppressWarnings("NullAway.Init") // picocli sets it or refuses the call
    private Path old;

    @Parameters(index = "1", paramLabel = "NEW", description = "The new rules, likewise.")
    @SuppressWarnings("NullAway.Init") // picocli sets it or refuses the call
    private Path changed;

    @Option(
            names = "--format",
            paramLabel = "text|json|markdown",
            description = "text for people (default), json, or markdown for a pull request.")
    private Format format = Format.TEXT;

    @Option(
            names = "--conditions",
            paramLabel = "N",
            defaultValue = "3",
            description = "How many conditions to tell of each change, the shortest first; default 3.")
    private int conditions;

    @Option(
            names = "--cohort",
            paramLabel = "FILE",
            description = "Cases, as of evaluate: count how many of them each change touches.")
    private @Nullable Path cohort;

    @Option(
            names = "--write-cases",
            paramLabel = "FOLDER",
            description = "Write the example of each change to this folder, as a case file.")
    private @Nullable Path writeCases;

    @Option(
            names = "--fail-on-change",
            description =
                    "Exit with 1 when a change is not approved, a topic is only in one, or something was not compared.")
    private boolean failOnChange;

    @Option(names = "--approved", paramLabel = "FILE", description = "A file of approved changes, by their ids.")
    private @Nullable Path approved;

    @Option(
            names = "--budget",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description =
                    "About how long the solver may work for each topic; default 10. What it cannot compare in that"
                            + " time is listed.")
    private int seconds;

    private enum Format {
        TEXT,
        JSON,
        MARKDOWN
    }

    public Diff(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (seconds < 1 || seconds > MOST_SECONDS) {
            throw new Misuse("--budget must be a number from 1 to " + MOST_SECONDS + ".");
        }
        if (conditions < 1) {
            throw new Misuse("--conditions must be a number from 1.");
        }
        Approvals approvals = approvals();
        ClinicalRules before = ClinicalRules.from(RulesFolder.orArchive("diff", old));
        ClinicalRules after = ClinicalRules.from(RulesFolder.orArchive("diff", changed));
        List<RuleCase> cases = new ArrayList<>(cases(changed, after));
        cases.addAll(cases(old, before));
        Difference difference = Differences.between(
                before,
                after,
                cases,
                Optional.ofNullable(cohort).map(file -> cohort(file, after)),
                seconds,
                terminal::progress);
        switch (format) {
            case TEXT -> terminal.print(DiffText.of(difference, conditions));
            case JSON -> terminal.write(DifferenceJson.of(difference));
            case MARKDOWN -> terminal.write(DifferencePart.markdown(difference, conditions));
        }
        if (writeCases != null) {
            write(difference, writeCases);
        }
        List<Change> open = difference.changes().stream()
                .filter(one -> !approvals.approve(one))
                .toList();
        List<String> stale = approvals.stale(difference);
        stale.forEach(terminal::complain);
        if (!failOnChange) {
            return ExitCode.FINE;
        }
        open.forEach(one -> terminal.complain("not approved: " + one.id()));
        return open.isEmpty() && stale.isEmpty() && difference.isComparedWhole() ? ExitCode.FINE : ExitCode.FINDINGS;
    }

    private Approvals approvals() {
        if (approved == null) {
            return Approvals.read("approved: []");
        }
        try {
            Approvals read = Approvals.read(NamedFile.text(approved, Folder.MOST_FILE_BYTES));
            if (!read.problems().isEmpty()) {
                throw new Misuse("--approved " + approved + ": " + String.join("; ", read.problems()) + ".");
            }
            return read;
        } catch (FileFault e) {
            throw new Misuse("--approved " + e.getMessage());
        }
    }

    private static List<PatientCase> cohort(Path file, ClinicalRules rules) {
        List<PatientCase> cases = new ArrayList<>();
        try (Stream<CaseRecord> records = new CaseReader(rules.vocabulary())
                .read(
                        new ByteArrayInputStream(NamedFile.read(file, MOST_COHORT_BYTES)),
                        CaseFormat.ofFileName(file.toString()))) {
            records.forEach(record -> {
                record.error().ifPresent(error -> {
                    throw new Misuse("--cohort " + file + ":" + error);
                });
                record.patientCase().ifPresent(cases::add);
            });
        } catch (FileFault e) {
            throw new Misuse("--cohort " + e.getMessage());
        }
        return cases;
    }

    /** An archive need not hold cases. */
    private static List<RuleCase> cases(Path rules, ClinicalRules of) {
        try {
            return Files.isDirectory(rules) ? RuleCase.in(rules, of.vocabulary()) : List.of();
        } catch (UncheckedIOException e) {
            throw RulesFolder.unreadable("diff", rules, e);
        }
    }

    private static void write(Difference difference, Path to) {
        try {
            Files.createDirectories(to);
        } catch (IOException e) {
            throw new Misuse(to + ": this folder cannot be made: " + e.getMessage());
        }
        difference
                .changes()
                .forEach(one -> OutputFile.write(
                        to.resolve(one.example().file()), one.example().text()));
    }
}

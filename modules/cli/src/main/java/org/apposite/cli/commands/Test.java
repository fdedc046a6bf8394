package org.apposite.cli.commands;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apposite.ClinicalRules;
import org.apposite.RuleSet;
import org.apposite.authoring.Finding;
import org.apposite.authoring.cases.CaseResult;
import org.apposite.authoring.cases.JUnitXml;
import org.apposite.authoring.coverage.Coverage;
import org.apposite.authoring.coverage.CoverageFindings;
import org.apposite.authoring.coverage.CoverageHtml;
import org.apposite.authoring.coverage.Lcov;
import org.apposite.authoring.coverage.Proposals;
import org.apposite.authoring.coverage.Proposals.Proposal;
import org.apposite.cli.text.FindingText;
import org.apposite.cli.text.Terminal;
import org.apposite.cli.text.TestText;
import org.apposite.cli.text.TextPage;
import org.apposite.json.RuleCase;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code apposite test}: runs the cases beside the rules, and shows what they prove. */
@Command(
        name = "test",
        description = "Run the cases beside the rules, and show which rules, conditions and mistakes they cover.",
        footer = {
            "",
            "Examples:",
            "  apposite test our-rules",
            "  apposite test our-rules --only fever",
            "  apposite test our-rules --coverage html -o coverage.html",
            "  apposite test our-rules --write-missing",
            "  apposite test our-rules --mutate",
            "  apposite test our-rules --junit target/cases.xml",
            "",
            "Exit codes: 0 all as expected; 1 errors in the rules, a failed case, a rule that no case or every case "
                    + "fires, or too few mistakes noticed; 2 misuse, or a folder or file that cannot be read or written."
        })
public final class Test implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(paramLabel = "DIR", description = "The rules folder.")
    @SuppressWarnings("NullAway.Init") // picocli sets it or refuses the call
    private Path folder;

    @Option(names = "--topic", paramLabel = "ID", description = "Only this topic; may be given several times.")
    private final List<String> topics = new ArrayList<>();

    @Option(
            names = "--only",
            paramLabel = "WORDS",
            description = "Only the cases with these words in their title or file.")
    private @Nullable String only;

    @Option(
            names = "--base-cases",
            paramLabel = "DIR",
            description =
                    "Of a layer: also run the cases of this folder, that of the rules it builds on, and list those that"
                            + " it answers otherwise, without the rules that fired. They do not count as failures.")
    private @Nullable Path baseCases;

    @Option(
            names = "--coverage",
            paramLabel = "text|html|lcov",
            description = "Show which answers each question of the rules got: yes, no, unknown.")
    private @Nullable Shape coverage;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write the coverage to this file instead of standard output.")
    private @Nullable Path output;

    @Option(names = "--junit", paramLabel = "FILE", description = "Write the results to this file, as JUnit XML.")
    private @Nullable Path junit;

    @Option(
            names = "--write-missing",
            description = "Propose case files for answers that no case has seen; you fill in what to expect.")
    private boolean writeMissing;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "With --write-missing: how many files at most; default 50.")
    private int limit;

    @Mixin
    private final MutateOptions mutate = new MutateOptions();

    @Option(
            names = "--format",
            paramLabel = "text|json",
            description = "With --mutate: text for people (default), or json.")
    private Format format = Format.TEXT;

    private enum Format {
        TEXT,
        JSON
    }

    private enum Shape {
        TEXT,
        HTML,
        LCOV
    }

    public Test(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        RulesFolder.existing("test", folder);
        RuleSet all = RuleSet.read(folder, topics.toArray(String[]::new));
        RuleSet read = all.withoutWithdrawals();
        if (!all.withdrawals().isEmpty()) {
            int parts = all.withdrawals().size();
            terminal.complain("Cases are answered as if nothing were withdrawn; withdrawn "
                    + (parts == 1 ? "is 1 part" : "are " + parts + " parts") + " (apposite withdraw " + folder + ").");
        }
        ClinicalRules rules = ClinicalRules.of(read);
        List<RuleCase> cases = cases(folder, rules);
        if (baseCases != null) {
            tellOfBase(RulesFolder.existing("--base-cases", baseCases), rules);
        }
        if (cases.isEmpty() && baseCases != null) {
            return ExitCode.FINE;
        }
        if (cases.isEmpty()) {
            throw new Misuse("test " + folder + ": no cases"
                    + (only == null ? ". Cases are the files <topic>/cases/*.yaml." : " with \"" + only + "\"."));
        }
        List<CaseResult> results =
                cases.stream().map(one -> CaseResult.of(one, rules)).toList();
        if (junit != null) {
            write(junit, JUnitXml.of(results));
        }
        if (mutate.wanted()) {
            return mutate.run(rules, cases, format == Format.JSON, terminal.hasColour(), terminal);
        }
        return report(read, rules, results);
    }

    /** What the layer answers otherwise than the rules that it builds on were expected to. */
    private void tellOfBase(Path base, ClinicalRules rules) {
        List<CaseResult> results = cases(base, rules).stream()
                .map(one -> CaseResult.of(one, rules))
                .toList();
        List<CaseResult> otherwise =
                results.stream().filter(one -> !one.passed()).toList();
        TextPage page = new TestText(terminal.width(), terminal.hasColour()).otherwise(otherwise);
        page.line(
                0,
                "Of " + results.size() + " cases of " + base + ", " + otherwise.size()
                        + (otherwise.size() == 1 ? " is" : " are") + " answered otherwise.");
        terminal.print(page);
    }

    private List<RuleCase> cases(Path folder, ClinicalRules rules) {
        List<String> loaded =
                rules.topics().stream().map(topic -> topic.id() + "/").toList();
        try {
            return RuleCase.in(folder, rules.vocabulary()).stream()
                    .filter(one -> loaded.stream().anyMatch(one.file()::startsWith))
                    .filter(one -> only == null
                            || one.title().contains(only)
                            || one.file().contains(only))
                    .toList();
        } catch (UncheckedIOException e) {
            throw RulesFolder.unreadable("test", folder, e);
        }
    }

    private int report(RuleSet read, ClinicalRules rules, List<CaseResult> results) {
        TestText text = new TestText(terminal.width(), terminal.hasColour());
        List<CaseResult> failed = results.stream().filter(one -> !one.passed()).toList();
        Coverage seen =
                Coverage.of(rules, results.stream().map(CaseResult::ruleCase).toList());
        if (seen.left() > 0) {
            terminal.complain("test: " + seen.left()
                    + " more cases are too many to look at what they see of the rules: it counts as"
                    + " not seen. Name a topic with --topic.");
        }
        // What a case that cannot be read would have seen is not known.
        boolean allWereRead = results.stream().noneMatch(CaseResult::isUnreadable);
        List<Finding> unproved = only == null && allWereRead ? CoverageFindings.of(seen, read.files()) : List.of();
        TextPage summary = text.failures(failed)
                .and(new FindingText(terminal.hasColour()).ofFindings(unproved))
                .and(text.summary(results));
        if (coverage == null || output != null) {
            terminal.print(summary);
        } else {
            terminal.complainAtLength(summary);
        }
        if (coverage != null) {
            show(read, seen, text);
        }
        if (writeMissing) {
            propose(rules, results.stream().map(CaseResult::ruleCase).toList(), seen);
        }
        return failed.isEmpty() && unproved.isEmpty() ? ExitCode.FINE : ExitCode.FINDINGS;
    }

    private void show(RuleSet read, Coverage seen, TestText text) {
        switch (Objects.requireNonNull(coverage)) {
            case TEXT -> show(text.coverage(seen));
            case HTML -> show(CoverageHtml.of(read.name() + " " + read.version(), seen, read.files()));
            case LCOV -> show(Lcov.of(seen, folder.toString().replace('\\', '/') + "/"));
        }
    }

    private void show(TextPage page) {
        if (output == null) {
            terminal.print(page);
        } else {
            write(output, page.toString());
        }
    }

    private void show(String document) {
        if (output == null) {
            terminal.write(document);
        } else {
            write(output, document);
        }
    }

    private void propose(ClinicalRules rules, List<RuleCase> cases, Coverage seen) {
        try {
            List<Proposal> proposals = Proposals.of(rules, cases, seen, limit);
            List<String> written = Proposals.write(proposals, folder);
            written.forEach(file -> terminal.complain("wrote " + folder.resolve(file)));
            long notFound = proposals.stream()
                    .filter(one -> one.text().isEmpty() && one.isLookedFor())
                    .count();
            long notLookedFor =
                    proposals.stream().filter(one -> !one.isLookedFor()).count();
            terminal.complain(written.size() + (written.size() == 1 ? " case" : " cases")
                    + " proposed; each fails until you have filled in what its source says."
                    + (notFound == 0 ? "" : " For " + notFound + " more answers, write the case by hand.")
                    + (notLookedFor == 0
                            ? ""
                            : " For " + notLookedFor
                                    + " answers no case was looked for to the end: there is too much to try."
                                    + " Name a topic with --topic, or add these first and call again."));
        } catch (UncheckedIOException e) {
            throw new Misuse("test " + folder + ": a proposal cannot be written: " + RulesFolder.cause(e));
        }
    }

    private static void write(Path file, String text) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null && !Files.exists(folder)) {
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            // Told of the file itself.
        }
        OutputFile.write(file, text);
    }
}

package org.apposite.cli.commands;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import org.apposite.authoring.Finding;
import org.apposite.authoring.Finding.Level;
import org.apposite.authoring.check.RuleCheck;
import org.apposite.authoring.explain.CodePages;
import org.apposite.authoring.report.FindingsJson;
import org.apposite.authoring.report.GitHubAnnotations;
import org.apposite.authoring.report.Sarif;
import org.apposite.cli.text.FindingText;
import org.apposite.cli.text.Terminal;
import org.apposite.cli.text.TextPage;
import org.apposite.model.LayerChange;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code apposite check}: lists everything that there is to say of a rules folder. */
@Command(
        name = "check",
        description = "Check a rules folder: errors and warnings, with location.",
        footer = {
            "",
            "Examples:",
            "  apposite check our-rules",
            "  apposite check our-rules --format sarif > check.sarif",
            "  apposite check our-rules --fail-on error",
            "  apposite explain APP-109",
            "",
            "Exit codes: 0 no findings; 1 findings; 2 misuse, or a folder that cannot be read."
        })
public final class Check implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(paramLabel = "DIR", description = "The rules folder.")
    @SuppressWarnings("NullAway.Init") // picocli sets it or refuses the call
    private Path folder;

    @Option(
            names = "--format",
            paramLabel = "text|json|sarif|github",
            description = "text for people (default), json, SARIF 2.1.0, or annotations of a GitHub workflow.")
    private Format format = Format.TEXT;

    @Option(
            names = "--on",
            paramLabel = "DATE",
            description = "The day to compare review dates with, such as 2026-11-23; default today.")
    private @Nullable LocalDate on;

    @Option(
            names = "--fail-on",
            paramLabel = "error|warning|note",
            description = "The lowest level of finding that makes the exit code 1; default warning.")
    private Level failOn = Level.WARNING;

    private enum Format {
        TEXT,
        JSON,
        SARIF,
        GITHUB
    }

    public Check(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        RulesFolder.existing("check", folder);
        RuleCheck.Checked checked = RuleCheck.checked(folder, on == null ? LocalDate.now(ZoneId.systemDefault()) : on);
        List<Finding> findings = checked.findings();
        String prefix = folder.toString().replace('\\', '/') + "/";
        switch (format) {
            case TEXT -> terminal.print(text(findings, checked));
            case JSON -> terminal.write(FindingsJson.of(findings, checked.changes()));
            case SARIF -> terminal.write(Sarif.of(findings, Version.ofCommand(), CodePages.titles()));
            case GITHUB -> terminal.write(GitHubAnnotations.of(findings, prefix));
        }
        boolean fails = findings.stream().anyMatch(one -> one.level().compareTo(failOn) <= 0);
        return fails ? ExitCode.FINDINGS : ExitCode.FINE;
    }

    private TextPage text(List<Finding> findings, RuleCheck.Checked checked) {
        TextPage page = new FindingText(terminal.hasColour()).of(findings);
        List<String> withoutCode = checked.withoutCode();
        if (!checked.changes().isEmpty()) {
            page.line(0, "What this layer changes:");
        }
        for (LayerChange change : checked.changes()) {
            page.line(
                    2,
                    change.file() + ":" + change.line() + ": " + change.kind().display() + " in " + change.topic()
                            + ": "
                            + change.what()
                            + (change.reason() == null ? "" : "; " + change.reason())
                            + (change.by() == null ? "" : " (" + change.by() + ")"));
        }
        if (checked.changes().isEmpty() && findings.isEmpty() && !withoutCode.isEmpty()) {
            page.line(
                    0,
                    "Terms without a code of a terminology, which a record can state only by the project's own code unless a"
                            + " mapping has more: " + String.join(", ", withoutCode) + ".");
        }
        checked.withdrawals()
                .forEach(one -> page.line(0, "Withdrawn since " + one.at() + ": " + one.part() + "; " + one.reason()));
        return page;
    }
}

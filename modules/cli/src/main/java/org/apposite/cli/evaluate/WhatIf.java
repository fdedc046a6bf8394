package org.apposite.cli.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apposite.ClinicalRules;
import org.apposite.cli.commands.Misuse;
import org.apposite.cli.commands.RulesOption;
import org.apposite.cli.text.Terminal;
import org.apposite.cli.text.WhatIfText;
import org.apposite.patient.PatientCase;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code apposite what-if}: the smallest changes of a case that lead to another variant or study. */
@Command(
        name = "what-if",
        description =
                "Show the smallest changes of what is stated that lead to another variant, or another study to do next.",
        footer = {
            "",
            "FILE holds cases as for evaluate; - reads standard input.",
            "",
            "Examples:",
            "  apposite what-if case.yaml",
            "  apposite what-if --variant chronic-overuse case.yaml",
            "  apposite what-if --preferred ct-head-without-iv-contrast --format json case.yaml",
            "",
            "Exit codes: 0 told; 1 errors in the rules folder; 2 misuse, an unknown code, unreadable input, or a case "
                    + "without an answer or that no topic answers yet."
        })
public final class WhatIf implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files with cases.")
    private final List<String> files = new ArrayList<>();

    @ArgGroup
    private @Nullable Wanted wanted;

    @Mixin
    private final RulesOption rulesOption = new RulesOption();

    @Mixin
    private final BudgetOption budget = new BudgetOption();

    @Option(names = "--format", paramLabel = "text|json", description = "text for people (default), or json.")
    private ReportFormat format = ReportFormat.TEXT;

    /** Where the changes are to lead. */
    private static final class Wanted {

        @Option(
                names = "--variant",
                paramLabel = "CODE",
                description =
                        "What leads to this variant, by its id or number; otherwise to each that the case has not.")
        private @Nullable String variant;

        @Option(
                names = "--preferred",
                paramLabel = "PROCEDURE",
                description = "What makes this procedure the study to do next.")
        private @Nullable String preferred;

        @Nullable
        String code() {
            return variant == null ? preferred : variant;
        }
    }

    public WhatIf(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ClinicalRules rules = rulesOption.load();
        budget.check();
        return CaseReport.of(files, terminal, rules, format == ReportFormat.JSON, patient -> told(rules, patient));
    }

    private CaseReport.Told told(ClinicalRules rules, PatientCase patient) {
        org.apposite.proof.WhatIf told;
        try {
            told = org.apposite.proof.WhatIf.of(rules, patient, wanted == null ? null : wanted.code(), budget.effort());
        } catch (IllegalArgumentException e) {
            throw new Misuse("what-if: " + e.getMessage());
        }
        return new CaseReport.Told(on -> WhatIfText.of(told, on.width(), on.hasColour()), ProofJson.of(told));
    }
}

package org.apposite.cli.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apposite.ClinicalRules;
import org.apposite.cli.commands.Misuse;
import org.apposite.cli.commands.RulesOption;
import org.apposite.cli.text.Terminal;
import org.apposite.cli.text.WhyNotText;
import org.apposite.json.WhyNotJson;
import org.apposite.patient.PatientCase;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code apposite why-not}: why a case has not another variant, or another study to do next. */
@Command(
        name = "why-not",
        description = "Tell why a case has not another variant or study: each rule, condition by condition.",
        footer = {
            "",
            "CODE is the id of a variant, or its number in the topic that answers; or the code of a procedure.",
            "FILE holds cases as for evaluate; - reads standard input.",
            "",
            "Examples:",
            "  apposite why-not 6 case.yaml",
            "  apposite why-not chronic-overuse case.yaml",
            "  apposite why-not --format json mri-head-without-iv-contrast monday.ndjson > why.ndjson",
            "",
            "Exit codes: 0 told; 1 errors in the rules folder; 2 misuse, an unknown code, unreadable input, or a case "
                    + "without an answer."
        })
public final class WhyNot implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "CODE", description = "The variant or procedure that was expected.")
    private String code = "";

    @Parameters(index = "1..*", paramLabel = "FILE", arity = "1..*", description = "Files with cases.")
    private final List<String> files = new ArrayList<>();

    @Mixin
    private final RulesOption rulesOption = new RulesOption();

    @Option(names = "--format", paramLabel = "text|json", description = "text for people (default), or json.")
    private ReportFormat format = ReportFormat.TEXT;

    public WhyNot(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ClinicalRules rules = rulesOption.load();
        return CaseReport.of(files, terminal, rules, format == ReportFormat.JSON, patient -> told(rules, patient));
    }

    private CaseReport.Told told(ClinicalRules rules, PatientCase patient) {
        org.apposite.advice.WhyNot told;
        try {
            told = rules.whyNot(patient, code);
        } catch (IllegalArgumentException e) {
            throw new Misuse("why-not: " + e.getMessage());
        }
        return new CaseReport.Told(on -> WhyNotText.of(told, on.width(), on.hasColour()), WhyNotJson.write(told));
    }
}

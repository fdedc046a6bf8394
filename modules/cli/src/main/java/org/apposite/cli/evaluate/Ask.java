package org.apposite.cli.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apposite.ClinicalRules;
import org.apposite.cli.commands.RulesOption;
import org.apposite.cli.text.NextQuestionsText;
import org.apposite.cli.text.Terminal;
import org.apposite.patient.PatientCase;
import org.apposite.proof.NextQuestions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code apposite ask}: the unanswered questions that can still change the answer to a case. */
@Command(
        name = "ask",
        description =
                "Tell which unanswered questions can still change the answer, also together, and in which order to ask.",
        footer = {
            "",
            "FILE holds cases as for evaluate; - reads standard input.",
            "",
            "Examples:",
            "  apposite ask case.yaml",
            "  apposite ask --format json monday.ndjson > questions.ndjson",
            "",
            "Exit codes: 0 told; 1 errors in the rules folder; 2 misuse, unreadable input, or a case without an answer."
        })
public final class Ask implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files with cases.")
    private final List<String> files = new ArrayList<>();

    @Mixin
    private final RulesOption rulesOption = new RulesOption();

    @Mixin
    private final BudgetOption budget = new BudgetOption();

    @Option(names = "--format", paramLabel = "text|json", description = "text for people (default), or json.")
    private ReportFormat format = ReportFormat.TEXT;

    public Ask(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ClinicalRules rules = rulesOption.load();
        budget.check();
        return CaseReport.of(files, terminal, rules, format == ReportFormat.JSON, patient -> told(rules, patient));
    }

    private CaseReport.Told told(ClinicalRules rules, PatientCase patient) {
        NextQuestions questions = NextQuestions.of(rules, patient, budget.effort());
        return new CaseReport.Told(
                on -> NextQuestionsText.of(questions, on.width(), on.hasColour()), ProofJson.of(questions));
    }
}

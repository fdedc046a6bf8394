package org.apposite.cli.evaluate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;
import org.apposite.ClinicalRules;
import org.apposite.EvaluationAborted;
import org.apposite.cli.commands.ExitCode;
import org.apposite.cli.evaluate.Answers.About;
import org.apposite.cli.text.Terminal;
import org.apposite.cli.text.TextPage;
import org.apposite.json.IndentedJson;
import org.apposite.json.format.EscapedJson;
import org.apposite.model.Vocabulary.Term;
import org.apposite.patient.PatientCase;

/** Prints what a command other than {@code evaluate} tells of each case: a page for people, or a tree. For one run. */
final class CaseReport implements CaseAnswers {

    /**
     * What is told of a case.
     *
     * @param text for people
     * @param json for machines
     */
    record Told(Function<Terminal, TextPage> text, ObjectNode json) {}

    private final Terminal terminal;
    private final ClinicalRules rules;
    private final Format format;
    private final Function<PatientCase, Told> telling;
    private boolean printed;

    private CaseReport(Terminal terminal, ClinicalRules rules, Format format, Function<PatientCase, Told> telling) {
        this.terminal = terminal;
        this.rules = rules;
        this.format = format;
        this.telling = telling;
    }

    /** Tells it of all cases of some files; the exit code. */
    static int of(
            List<String> files,
            Terminal terminal,
            ClinicalRules rules,
            boolean isJson,
            Function<PatientCase, Told> telling) {
        CaseReport report = new CaseReport(terminal, rules, isJson ? Format.JSON : Format.TEXT, telling);
        Answering answering = new CaseAnswering(rules, report, terminal, files.size() > 1);
        boolean fine = true;
        for (String file : files) {
            fine &= new InputFile(file).read(answering, terminal);
        }
        return fine ? ExitCode.FINE : ExitCode.NO_ANSWER;
    }

    @Override
    public Format format() {
        return format;
    }

    @Override
    public String complaint(PatientCase patient) {
        return patient.complaint()
                .map(code -> {
                    Term term = rules.vocabulary().terms().get(code);
                    return term == null ? code : term.display();
                })
                .orElse("");
    }

    @Override
    public void answer(About about, String place, PatientCase patient) {
        Told told;
        try {
            told = telling.apply(patient);
        } catch (EvaluationAborted e) {
            terminal.complain(place + ": this case has no answer");
            throw e;
        }
        if (format == Format.JSON) {
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            node.put("id", patient.id().orElse(null));
            node.setAll(told.json());
            printLine(about.isLine() ? EscapedJson.of(node.toString()) : IndentedJson.of(node));
            return;
        }
        TextPage page = new TextPage(terminal.width(), terminal.hasColour());
        if (printed) {
            page.line(0, "");
        }
        if (about.needsHead()) {
            page.rule(about.complaint() == null ? about.name() : about.name() + ": " + about.complaint());
        }
        terminal.print(page.and(told.text().apply(terminal)));
        printed = true;
    }

    @Override
    public void printLine(String json) {
        terminal.write(json.stripTrailing() + "\n");
    }
}

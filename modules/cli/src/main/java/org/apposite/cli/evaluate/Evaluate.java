package org.apposite.cli.evaluate;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apposite.ClinicalRules;
import org.apposite.cli.commands.ExitCode;
import org.apposite.cli.commands.RulesOption;
import org.apposite.cli.text.AdviceText;
import org.apposite.cli.text.Terminal;
import org.apposite.fhir.FhirCases;
import org.apposite.fhir.FhirMapping;
import org.apposite.model.Vocabulary;
import org.apposite.text.Messages;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code apposite evaluate}: answers the cases of files or of standard input. */
@Command(
        name = "evaluate",
        description = "Answer cases: the variant, the study to do next, what speaks for it, and what should be asked.",
        footer = {
            "",
            "Cases are YAML (one or many documents), JSON or NDJSON (.ndjson, .jsonl: one case per line).",
            "An invalid case gets an error, the others are answered, and the exit code is 2.",
            "With --fhir, a Bundle of FHIR R4 is the record of one patient, and so are the single resources of a file "
                    + "(.ndjson, .jsonl: one a line).",
            "",
            "Examples:",
            "  apposite evaluate case.yaml",
            "  apposite evaluate --full case.yaml",
            "  apposite evaluate --format json monday.ndjson tuesday.ndjson > answers.ndjson",
            "  apposite evaluate --rules our-rules --why case.yaml",
            "  apposite evaluate - < case.json",
            "  apposite evaluate --fhir record.json",
            "  apposite evaluate --fhir --mapping hospital.yaml --format fhir monday.ndjson > answers.ndjson",
            "",
            "Exit codes: 0 all answered; 1 errors in the rules folder; 2 misuse, unreadable input, or a case without "
                    + "an answer."
        })
public final class Evaluate implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "Files with cases, or with --fhir of records; - reads standard input.")
    private final List<String> files = new ArrayList<>();

    @Mixin
    private final RulesOption rulesOption = new RulesOption();

    @ArgGroup(exclusive = false, heading = "%nRecords of patients:%n")
    private @Nullable RecordOptions records;

    @Option(
            names = "--format",
            paramLabel = "text|json|fhir",
            description =
                    "text for people (default), json, or fhir (a Bundle of R4): a single answer indented, several one per "
                            + "line, in input order.")
    private Format format = Format.TEXT;

    @Option(
            names = "--no-missing",
            description = "Ask only what an answer needs, not what else could change it. Faster.")
    private boolean blockingOnly;

    @Option(names = "--full", description = "Text: show the whole answer, and not only what decides.")
    private boolean full;

    @Option(names = "--why", description = "Text: the whole answer, with every rule that fired and what it concluded.")
    private boolean fullTrace;

    @Option(
            names = "--color",
            paramLabel = "auto|always|never",
            description = "Colour in text: auto (default) on a terminal, unless NO_COLOR is set.")
    private Colour colour = Colour.AUTO;

    @Option(
            names = "--language",
            paramLabel = "en|de",
            converter = Language.class,
            completionCandidates = Language.class,
            description =
                    "Text: the language of headings and labels, en (default) or de. The texts of rules stay as they are.")
    private Locale language = Locale.ENGLISH;

    private enum Colour {
        AUTO,
        ALWAYS,
        NEVER
    }

    public Evaluate(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ClinicalRules loaded = rulesOption.load();
        ClinicalRules rules = blockingOnly ? loaded.withBlockingQuestionsOnly() : loaded;
        Answering answering = records == null ? ofCases(rules) : ofRecords(rules, records);
        boolean fine = true;
        for (String file : files) {
            fine &= new InputFile(file).read(answering, terminal);
        }
        return fine ? ExitCode.FINE : ExitCode.NO_ANSWER;
    }

    private Answering ofCases(ClinicalRules rules) {
        Vocabulary vocabulary = rules.vocabulary();
        Answers answers = new Answers(
                terminal, rules, format, layout(), () -> FhirMapping.bundled(vocabulary), Clock.systemUTC());
        return new CaseAnswering(rules, answers, terminal, files.size() > 1);
    }

    private Answering ofRecords(ClinicalRules rules, RecordOptions options) {
        Vocabulary vocabulary = rules.vocabulary();
        FhirMapping mapping = options.mapping(vocabulary);
        Clock clock = options.clock();
        return new RecordAnswering(
                new FhirCases(vocabulary, mapping, clock),
                new Answers(terminal, rules, format, layout(), () -> mapping, clock),
                terminal,
                files.size() > 1,
                options.holdsAllImaging());
    }

    private AdviceText.Layout layout() {
        AdviceText.Detail detail = AdviceText.Detail.SHORT;
        if (fullTrace) {
            detail = AdviceText.Detail.TRACE;
        } else if (full) {
            detail = AdviceText.Detail.FULL;
        }
        return new AdviceText.Layout(
                terminal.width(),
                colour == Colour.ALWAYS || (colour == Colour.AUTO && terminal.hasColour()),
                detail,
                Messages.in(language));
    }
}

package org.apposite.cli.commands;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apposite.ClinicalRules;
import org.apposite.EvaluationAborted;
import org.apposite.advice.Advice;
import org.apposite.advice.Alert;
import org.apposite.cli.text.AdviceText;
import org.apposite.cli.text.Terminal;
import org.apposite.cli.text.TextPage;
import org.apposite.json.AdviceJson;
import org.apposite.json.CaseReader;
import org.apposite.json.CaseRecord;
import org.apposite.json.record.CaseError;
import org.apposite.json.record.CaseFormat;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.model.Vocabulary.Term;
import org.apposite.patient.PatientCase;
import org.apposite.text.Messages;
import org.jspecify.annotations.Nullable;
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
            "",
            "Examples:",
            "  apposite evaluate case.yaml",
            "  apposite evaluate --full case.yaml",
            "  apposite evaluate --format json monday.ndjson tuesday.ndjson > answers.ndjson",
            "  apposite evaluate --rules our-rules --why case.yaml",
            "  apposite evaluate - < case.json",
            "",
            "Exit codes: 0 all answered; 1 errors in the rules folder; 2 misuse, unreadable input, or a case without "
                    + "an answer."
        })
public final class Evaluate implements Callable<Integer> {

    private static final String STANDARD_INPUT = "-";

    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files with cases; - reads standard input.")
    private final List<String> files = new ArrayList<>();

    @Mixin
    private final RulesOption rulesOption = new RulesOption();

    @Option(
            names = "--format",
            paramLabel = "text|json",
            description =
                    "text for people (default), or json: a single answer indented, several one per line, in input order.")
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
            description =
                    "Text: the language of headings and labels, en (default) or de. The texts of rules stay as they are.")
    private Language language = Language.EN;

    private enum Language {
        EN,
        DE
    }

    private enum Format {
        TEXT,
        JSON
    }

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
        Run run = new Run(blockingOnly ? loaded.withBlockingQuestionsOnly() : loaded);
        boolean fine = true;
        for (String file : files) {
            fine &= run.answer(file);
        }
        return fine ? ExitCode.FINE : ExitCode.NO_ANSWER;
    }

    /** One run over all files with the same rules. */
    private final class Run {

        private final ClinicalRules rules;
        private final CaseReader reader;
        private final AdviceText.Layout layout;
        private boolean printed;

        Run(ClinicalRules rules) {
            this.rules = rules;
            this.reader = new CaseReader(rules.vocabulary());
            boolean coloured = colour == Colour.ALWAYS || (colour == Colour.AUTO && terminal.hasColour());
            this.layout = new AdviceText.Layout(
                    terminal.width(), coloured, detail(), Messages.in(Locale.forLanguageTag(language.name())));
        }

        private AdviceText.Detail detail() {
            if (fullTrace) {
                return AdviceText.Detail.TRACE;
            }
            return full ? AdviceText.Detail.FULL : AdviceText.Detail.SHORT;
        }

        /** Answers the cases of a file and says whether all of them could be answered. */
        boolean answer(String file) {
            boolean standard = file.equals(STANDARD_INPUT);
            String name = standard ? "<stdin>" : file;
            CaseFormat written = standard ? CaseFormat.DETECT : CaseFormat.ofFileName(file);
            try (InputStream in = standard ? terminal.in() : open(file);
                    Stream<CaseRecord> records = reader.read(in, written)) {
                return answer(name, written, records.iterator());
            } catch (Terminal.OutputLost e) {
                throw e;
            } catch (IOException | UncheckedIOException | InvalidPathException e) {
                terminal.complain(name + ": " + unreadable(e));
                return false;
            }
        }

        private boolean answer(String file, CaseFormat written, Iterator<CaseRecord> records) {
            boolean fine = true;
            boolean many = files.size() > 1;
            while (records.hasNext()) {
                CaseRecord record = records.next();
                many |= records.hasNext();
                boolean lines = many || written == CaseFormat.NDJSON;
                Optional<CaseError> error = record.error();
                if (error.isPresent()) {
                    fine = false;
                    refuse(file, record, error.get());
                } else {
                    answerEach(file, record, record.patientCase().orElseThrow().perComplaint(), lines, many);
                }
            }
            return fine;
        }

        /** A case with several complaints has an answer to each of them. */
        private void answerEach(
                String file, CaseRecord record, List<PatientCase> complaints, boolean lines, boolean many) {
            boolean each = complaints.size() > 1;
            for (PatientCase one : complaints) {
                Advice advice = evaluate(file, record, one);
                switch (format) {
                    case JSON -> printJson(lines || each ? AdviceJson.compact(advice) : AdviceJson.pretty(advice));
                    case TEXT -> printText(many || each ? head(file, record, each ? one : null) : "", advice);
                }
            }
        }

        private Advice evaluate(String file, CaseRecord record, PatientCase patient) {
            try {
                return rules.evaluate(patient);
            } catch (EvaluationAborted e) {
                terminal.complain(file + ":" + record.line() + ": this case has no answer");
                throw e;
            }
        }

        private void refuse(String file, CaseRecord record, CaseError error) {
            emergencies(record)
                    .forEach(alert -> terminal.complain(
                            file + ":" + record.line() + ": this emergency still stands: " + alert.text()));
            switch (format) {
                case JSON -> printJson(AdviceJson.compact(record));
                case TEXT -> terminal.complain(file + ":" + error);
            }
        }

        /** What a refused case names as present may be an emergency, whatever else is wrong with it. */
        private List<Alert> emergencies(CaseRecord record) {
            String[] known = record.refusedPresent().stream()
                    .filter(rules.vocabulary().codes(Kind.FINDING)::contains)
                    .toArray(String[]::new);
            return known.length == 0
                    ? List.of()
                    : rules.evaluate(PatientCase.builder().present(known).build())
                            .alerts(Alert.Severity.CRITICAL);
        }

        private void printJson(String json) {
            terminal.print(json.stripTrailing() + "\n");
        }

        /** Which case is answered, and which of its complaints. */
        private String head(String file, CaseRecord record, @Nullable PatientCase about) {
            String place = file + ":" + record.line();
            String name = record.id() == null ? place : record.id() + " (" + place + ")";
            TextPage head = new TextPage(layout.width(), layout.colour());
            head.rule(
                    about == null
                            ? name
                            : name + ": " + about.complaint().map(this::display).orElse(""));
            return head.toString();
        }

        private String display(String complaint) {
            Term term = rules.vocabulary().terms().get(complaint);
            return term == null ? complaint : term.display();
        }

        private void printText(String head, Advice advice) {
            String text = AdviceText.of(advice, rules.vocabulary(), layout);
            terminal.print((printed ? "\n" : "") + head + text);
            printed = true;
        }
    }

    private static InputStream open(String file) throws IOException {
        Path path = Path.of(file);
        if (Files.isDirectory(path)) {
            throw new IOException("a folder, not a file of cases");
        }
        return Files.newInputStream(path);
    }

    private static String unreadable(Exception fault) {
        Throwable cause = fault instanceof UncheckedIOException unchecked ? unchecked.getCause() : fault;
        if (cause instanceof NoSuchFileException) {
            return "no such file";
        }
        if (cause instanceof AccessDeniedException) {
            return "no permission to read it";
        }
        return "cannot be read: " + (cause == null ? fault.getMessage() : cause.getMessage());
    }
}

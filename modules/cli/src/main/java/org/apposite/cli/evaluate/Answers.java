package org.apposite.cli.evaluate;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.apposite.ClinicalRules;
import org.apposite.EvaluationAborted;
import org.apposite.advice.Advice;
import org.apposite.cli.text.AdviceText;
import org.apposite.cli.text.RecordText;
import org.apposite.cli.text.Terminal;
import org.apposite.cli.text.TextPage;
import org.apposite.fhir.FhirAdvice;
import org.apposite.fhir.FhirMapping;
import org.apposite.fhir.in.FhirCase;
import org.apposite.json.AdviceJson;
import org.apposite.json.format.EscapedJson;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Term;
import org.apposite.patient.PatientCase;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;

/** Prints answers in the format that was asked for. For one run. */
final class Answers implements CaseAnswers {

    private final Terminal terminal;
    private final ClinicalRules rules;
    private final Vocabulary vocabulary;
    private final Format format;
    private final AdviceText.Layout layout;
    private final Supplier<FhirMapping> mapping;
    private final Clock clock;
    private boolean printed;

    Answers(
            Terminal terminal,
            ClinicalRules rules,
            Format format,
            AdviceText.Layout layout,
            Supplier<FhirMapping> mapping,
            Clock clock) {
        this.terminal = terminal;
        this.rules = rules;
        this.vocabulary = rules.vocabulary();
        this.format = format;
        this.layout = layout;
        this.mapping = mapping;
        this.clock = clock;
    }

    /**
     * What an answer is about.
     *
     * @param name the case or the record, and where it stands
     * @param complaint which of its complaints, when it has several
     * @param isOneOfMany whether people have to be told which it is
     * @param isLine whether one line of a machine's format is for each answer
     */
    record About(String name, @Nullable String complaint, boolean isOneOfMany, boolean isLine) {

        boolean needsHead() {
            return isOneOfMany || complaint != null;
        }
    }

    /** The answer to a case; where there is none it is told of which. */
    Advice evaluate(String place, PatientCase patient) {
        try {
            return rules.evaluate(patient);
        } catch (EvaluationAborted e) {
            terminal.complain(place + ": this case has no answer");
            throw e;
        }
    }

    @Override
    public void answer(About about, String place, PatientCase patient) {
        print(about, evaluate(place, patient));
    }

    @Override
    public Format format() {
        return format;
    }

    /** Prints the answer to a case. */
    void print(About about, Advice advice) {
        switch (format) {
            case TEXT -> printText(about, AdviceText.of(advice, vocabulary, layout));
            case JSON -> printLine(about.isLine() ? AdviceJson.compact(advice) : AdviceJson.pretty(advice));
            case FHIR -> {
                Reference patient = new Reference().setDisplay("The patient of " + about.name());
                printFhir(about, fhir().of(advice, patient, request(about), clock.instant()));
            }
        }
    }

    /** Prints the answer to a record, with what it was read from and what was not taken. */
    void print(About about, Advice advice, FhirCase read, Reference patient) {
        switch (format) {
            case TEXT ->
                printText(
                        about,
                        AdviceText.of(advice, vocabulary, layout).below(RecordText.of(read, vocabulary, layout)));
            case JSON -> printLine(json(about, advice, read));
            case FHIR -> printFhir(about, fhir().of(advice, read, patient, request(about), clock.instant()));
        }
    }

    private FhirAdvice fhir() {
        return new FhirAdvice(vocabulary, mapping.get());
    }

    @Override
    public String complaint(PatientCase patient) {
        return patient.complaint()
                .map(code -> {
                    Term term = vocabulary.terms().get(code);
                    return term == null ? code : term.display();
                })
                .orElse("");
    }

    private static Identifier request(About about) {
        return new Identifier().setValue(about.name());
    }

    private void printFhir(About about, Bundle bundle) {
        IParser parser = FhirContext.forR4Cached().newJsonParser().setPrettyPrint(!about.isLine());
        printLine(EscapedJson.of(parser.encodeResourceToString(bundle)));
    }

    private static String json(About about, Advice advice, FhirCase read) {
        ObjectNode record = JsonNodeFactory.instance.objectNode().put("record", about.name());
        ArrayNode facts = record.putArray("read");
        read.origins()
                .forEach(origin -> strings(
                        facts.addObject().put("fact", origin.fact()).put("value", origin.value()),
                        "resources",
                        origin.resources()));
        ArrayNode notes = record.putArray("notes");
        read.notes()
                .forEach(note ->
                        notes.addObject().put("resource", note.resource()).put("text", note.text()));
        record.set("answer", AdviceJson.write(advice));
        return EscapedJson.of(record.toString());
    }

    private static void strings(ObjectNode parent, String key, List<String> values) {
        ArrayNode list = parent.putArray(key);
        values.forEach(list::add);
    }

    @Override
    public void printLine(String json) {
        terminal.write(json.stripTrailing() + "\n");
    }

    private void printText(About about, TextPage answer) {
        TextPage page = new TextPage(layout.width(), layout.colour());
        if (printed) {
            page.line(0, "");
        }
        if (about.needsHead()) {
            page.rule(about.complaint() == null ? about.name() : about.name() + ": " + about.complaint());
        }
        terminal.print(page.and(answer));
        printed = true;
    }
}

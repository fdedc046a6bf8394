package org.apposite.cli.evaluate;

import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apposite.ClinicalRules;
import org.apposite.advice.Alert;
import org.apposite.cli.evaluate.Answers.About;
import org.apposite.cli.text.Terminal;
import org.apposite.json.AdviceJson;
import org.apposite.json.CaseReader;
import org.apposite.json.CaseRecord;
import org.apposite.json.record.CaseError;
import org.apposite.json.record.CaseFormat;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.patient.PatientCase;

/** Answers cases. For one run. */
final class CaseAnswering implements Answering {

    private final ClinicalRules rules;
    private final CaseAnswers answers;
    private final Terminal terminal;
    private final boolean severalFiles;
    private final CaseReader reader;

    CaseAnswering(ClinicalRules rules, CaseAnswers answers, Terminal terminal, boolean severalFiles) {
        this.rules = rules;
        this.answers = answers;
        this.terminal = terminal;
        this.severalFiles = severalFiles;
        this.reader = new CaseReader(rules.vocabulary());
    }

    @Override
    public boolean answer(InputFile file, InputStream in) {
        try (Stream<CaseRecord> all = reader.read(in, file.format())) {
            Iterator<CaseRecord> records = all.iterator();
            boolean fine = true;
            boolean many = severalFiles;
            while (records.hasNext()) {
                CaseRecord record = records.next();
                many |= records.hasNext();
                Optional<CaseError> error = record.error();
                if (error.isPresent()) {
                    fine = false;
                    refuse(file, record, error.get());
                } else {
                    answerEach(file, record, record.patientCase().orElseThrow().perComplaint(), many);
                }
            }
            return fine;
        }
    }

    /** A case with several complaints has an answer to each of them. */
    private void answerEach(InputFile file, CaseRecord record, List<PatientCase> complaints, boolean many) {
        boolean each = complaints.size() > 1;
        String place = file.name() + ":" + record.line();
        String name = record.id() == null ? place : record.id() + " (" + place + ")";
        for (PatientCase one : complaints) {
            About about = new About(
                    name,
                    each ? answers.complaint(one) : null,
                    many,
                    many || each || file.format() == CaseFormat.NDJSON);
            answers.answer(about, place, one);
        }
    }

    private void refuse(InputFile file, CaseRecord record, CaseError error) {
        emergencies(record)
                .forEach(alert -> terminal.complain(
                        file.name() + ":" + record.line() + ": this emergency still stands: " + alert.text()));
        if (answers.format() == Format.JSON) {
            answers.printLine(AdviceJson.compact(record));
        } else {
            terminal.complain(file.name() + ":" + error);
        }
    }

    /** What a refused case names as present may be an emergency, whatever else is wrong with it. */
    private List<Alert> emergencies(CaseRecord record) {
        String[] known = record.refusedPresent().stream()
                .filter(rules.vocabulary().codes(Kind.FINDING)::contains)
                .toArray(String[]::new);
        return known.length == 0
                ? List.of()
                : rules.evaluate(PatientCase.builder().present(known).build()).alerts(Alert.Severity.CRITICAL);
    }
}

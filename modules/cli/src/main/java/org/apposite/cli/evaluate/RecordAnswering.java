package org.apposite.cli.evaluate;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.apposite.cli.evaluate.Answers.About;
import org.apposite.cli.text.Terminal;
import org.apposite.fhir.FhirCases;
import org.apposite.fhir.in.FhirCase;
import org.apposite.fhir.in.FhirRecord;
import org.apposite.json.record.CaseFormat;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;

/** Answers the records of patients. For one run. */
final class RecordAnswering implements Answering {

    private final Answers answers;
    private final Terminal terminal;
    private final boolean severalFiles;
    private final boolean allImaging;
    private final FhirCases cases;

    RecordAnswering(FhirCases cases, Answers answers, Terminal terminal, boolean severalFiles, boolean allImaging) {
        this.answers = answers;
        this.terminal = terminal;
        this.severalFiles = severalFiles;
        this.allImaging = allImaging;
        this.cases = cases;
    }

    @Override
    public boolean answer(InputFile file, InputStream in) throws IOException {
        Turn turn = new Turn(file);
        new RecordFile(turn::next, turn::fault).read(in, file.format() == CaseFormat.NDJSON);
        turn.end();
        return turn.fine;
    }

    /** Answers the records of a file one after the other; each waits for the next, so that it is known whether it is one of many. */
    private final class Turn {

        private final InputFile file;
        private boolean many = severalFiles;
        private boolean fine = true;
        private RecordFile.@Nullable Found waiting;

        Turn(InputFile file) {
            this.file = file;
        }

        void next(RecordFile.Found found) {
            many |= waiting != null;
            end();
            waiting = found;
        }

        void fault(String fault) {
            terminal.complain(file.name() + ":" + fault);
            fine = false;
        }

        void end() {
            RecordFile.Found found = waiting;
            if (found != null) {
                boolean line = many || file.format() == CaseFormat.NDJSON;
                fine &= answer(file.name() + ":" + found.line(), found, many, line);
            }
        }
    }

    private boolean answer(String place, RecordFile.Found found, boolean many, boolean line) {
        List<FhirCase> complaints;
        try {
            FhirRecord record = FhirRecord.of(found.resources());
            complaints = cases.readEach(allImaging ? record.withAllImaging() : record);
        } catch (IllegalArgumentException e) {
            terminal.complain(place + ": " + e.getMessage());
            return false;
        }
        for (FhirCase read : complaints) {
            About about = new About(
                    place,
                    complaints.size() > 1 ? answers.complaint(read.patient()) : null,
                    many,
                    line || complaints.size() > 1);
            answers.print(about, answers.evaluate(place, read.patient()), read, patient(place, found));
        }
        return true;
    }

    private static Reference patient(String place, RecordFile.Found found) {
        return found.patient()
                .map(Patient::getIdElement)
                .filter(id -> id.hasIdPart())
                .map(id -> new Reference("Patient/" + id.getIdPart()))
                .orElseGet(() -> new Reference().setDisplay("The patient of " + place));
    }
}

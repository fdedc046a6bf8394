package org.apposite.cli.evaluate;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.apposite.ClinicalRules;
import org.apposite.EvaluationAborted;
import org.apposite.advice.Advice;
import org.apposite.cli.evaluate.Answers.About;
import org.apposite.cli.text.Terminal;
import org.apposite.fhir.FhirCases;
import org.apposite.fhir.in.FhirCase;
import org.apposite.fhir.in.FhirRecord;
import org.apposite.json.record.CaseFormat;
import org.apposite.patient.PatientCase;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;

/** Answers the records of patients. For one run. */
final class RecordAnswering implements Answering {

    private final ClinicalRules rules;
    private final Answers answers;
    private final Terminal terminal;
    private final boolean severalFiles;
    private final boolean allImaging;
    private final FhirCases cases;

    RecordAnswering(
            ClinicalRules rules,
            FhirCases cases,
            Answers answers,
            Terminal terminal,
            boolean severalFiles,
            boolean allImaging) {
        this.rules = rules;
        this.answers = answers;
        this.terminal = terminal;
        this.severalFiles = severalFiles;
        this.allImaging = allImaging;
        this.cases = cases;
    }

    @Override
    public boolean answer(InputFile file, InputStream in) throws IOException {
        RecordFile records = RecordFile.read(in, file.format() == CaseFormat.NDJSON);
        records.faults().forEach(fault -> terminal.complain(file.name() + ":" + fault));
        boolean fine = records.faults().isEmpty();
        boolean many = severalFiles || records.all().size() > 1;
        for (RecordFile.Found found : records.all()) {
            fine &= answer(file.name() + ":" + found.line(), found, many, many || file.format() == CaseFormat.NDJSON);
        }
        return fine;
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
                    complaints.size() > 1 ? Answers.complaint(read.patient(), rules.vocabulary()) : null,
                    many,
                    line || complaints.size() > 1);
            answers.print(about, evaluate(place, read.patient()), read, patient(place, found));
        }
        return true;
    }

    private Advice evaluate(String place, PatientCase patient) {
        try {
            return rules.evaluate(patient);
        } catch (EvaluationAborted e) {
            terminal.complain(place + ": this record has no answer");
            throw e;
        }
    }

    private static Reference patient(String place, RecordFile.Found found) {
        return found.patient()
                .map(Patient::getIdElement)
                .filter(id -> id.hasIdPart())
                .map(id -> new Reference("Patient/" + id.getIdPart()))
                .orElseGet(() -> new Reference().setDisplay("The patient of " + place));
    }
}

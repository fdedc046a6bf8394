package org.apposite.fhir;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apposite.fhir.in.FhirCase;
import org.apposite.fhir.in.FhirRecord;
import org.apposite.fhir.in.RecordReader;
import org.apposite.fhir.words.Remark;
import org.apposite.model.Datum;
import org.apposite.model.Vocabulary;
import org.hl7.fhir.r4.model.Bundle;

/**
 * Turns the FHIR R4 resources of one patient into a case, by a mapping file.
 *
 * <pre>{@code
 * Vocabulary vocabulary = rules.vocabulary();
 * FhirCases cases = new FhirCases(vocabulary, FhirMapping.bundled(vocabulary), Clock.systemDefaultZone());
 * FhirCase found = cases.read(FhirRecord.of(bundle));
 * Advice advice = rules.evaluate(found.patient());
 * }</pre>
 *
 * <ul>
 *   <li>Nothing becomes absent but by a resource that denies it: refuted, answered no, or every marker in range. What is
 *       unconfirmed, without a status, without a value, too old, undated or not found is unknown.
 *   <li>What was entered in error, is of another patient or has a modifier that is not known here is ignored.
 *   <li>Each fact names its resources; what was not taken as it stands has a note.
 * </ul>
 *
 * <p>Immutable and thread-safe. The same record at the same day gives an equal result.
 */
public final class FhirCases {

    private final RecordReader reader;
    private final Clock clock;

    /**
     * A reader of records.
     *
     * @param vocabulary the vocabulary of the rules
     * @param mapping what codes mean, read with the same vocabulary
     * @param clock what day it is where the patient is; ages and windows are counted from it
     */
    public FhirCases(Vocabulary vocabulary, FhirMapping mapping, Clock clock) {
        this.reader = new RecordReader(
                Objects.requireNonNull(vocabulary, "vocabulary"),
                Objects.requireNonNull(mapping, "mapping").mapping());
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    private FhirCases(RecordReader reader, Clock clock) {
        this.reader = reader;
        this.clock = clock;
    }

    /**
     * The same reader at another time: nothing of the mapping is prepared anew.
     *
     * @param other what day it is where the patient is
     * @return a reader that counts from there
     */
    public FhirCases at(Clock other) {
        return new FhirCases(reader, Objects.requireNonNull(other, "other"));
    }

    /**
     * Reads a bundle.
     *
     * @param bundle a bundle of any type, of one patient
     * @return the case, never null; of an empty bundle a case in which all is unknown
     * @throws IllegalArgumentException when there are resources of two patients and it is not clear which is meant
     */
    public FhirCase read(Bundle bundle) {
        return read(FhirRecord.of(bundle));
    }

    /**
     * Reads a record. Where it tells of several complaints, the case is of the first: the one that a form answers, or the first
     * of the mapping; a note tells of the others, which {@link #readEach} reads too.
     *
     * @param record what the host has of one patient
     * @return the case, never null; of an empty record a case in which all is unknown
     * @throws IllegalArgumentException when the host does not say who is meant, and there are two patients
     */
    public FhirCase read(FhirRecord record) {
        List<FhirCase> each = readEach(record);
        FhirCase first = each.get(0);
        List<FhirCase.Note> notes = new ArrayList<>(first.notes());
        each.stream().skip(1).flatMap(other -> other.origins().stream()).forEach(origin -> {
            if (origin.fact().equals(Datum.COMPLAINT.code())) {
                origin.resources()
                        .forEach(resource ->
                                notes.add(new FhirCase.Note(resource, Remark.of("another-complaint", origin.value()))));
            }
        });
        return new FhirCase(first.patient(), first.origins(), notes, first.setAside(), first.supposed(), first.dates());
    }

    /**
     * Reads a record with every complaint that it tells of.
     *
     * @param record what the host has of one patient
     * @return a case for each complaint, the first one that of {@link #read(FhirRecord)}; without a complaint one case
     * @throws IllegalArgumentException when the host does not say who is meant, and there are two patients
     */
    public List<FhirCase> readEach(FhirRecord record) {
        return reader.read(Objects.requireNonNull(record, "record"), clock.instant(), clock.getZone());
    }
}

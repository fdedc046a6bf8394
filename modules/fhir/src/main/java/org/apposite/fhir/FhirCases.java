package org.apposite.fhir;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.apposite.fhir.Reading.Value;
import org.apposite.model.Vocabulary;
import org.apposite.patient.Age;
import org.apposite.patient.Coded;
import org.apposite.patient.Sex;
import org.hl7.fhir.r4.model.AllergyIntolerance;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.Resource;

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

    private final Vocabulary vocabulary;
    private final Mapping mapping;
    private final Clock clock;
    private final Terms terms;

    /**
     * A reader of records.
     *
     * @param vocabulary the vocabulary of the rules
     * @param mapping what codes mean, read with the same vocabulary
     * @param clock what day it is where the patient is; ages and windows are counted from it
     */
    public FhirCases(Vocabulary vocabulary, FhirMapping mapping, Clock clock) {
        this.vocabulary = Objects.requireNonNull(vocabulary, "vocabulary");
        this.mapping = Objects.requireNonNull(mapping, "mapping").mapping();
        this.clock = Objects.requireNonNull(clock, "clock");
        this.terms = new Terms(this.mapping);
    }

    /**
     * Reads a bundle.
     *
     * @param bundle a bundle of any type, of one patient
     * @return the case, never null; of an empty bundle a case in which all is unknown
     * @throws IllegalArgumentException when there are resources of two patients and nothing tells which is meant
     */
    public FhirCase read(Bundle bundle) {
        return read(FhirRecord.of(bundle));
    }

    /**
     * Reads a record.
     *
     * @param record what the host has of one patient
     * @return the case, never null; of an empty record a case in which all is unknown
     * @throws IllegalArgumentException when there are resources of two patients and nothing tells which is meant
     */
    public FhirCase read(FhirRecord record) {
        LocalDate today = LocalDate.now(clock);
        Reading reading = new Reading(mapping, today, clock.getZone());
        List<FhirRecord.Entry> own = Subjects.own(Objects.requireNonNull(record, "record"), reading);
        for (FhirRecord.Entry entry : own) {
            if (entry.resource() instanceof Patient patient) {
                read(patient, entry.name(), reading);
            }
        }
        Statements statements = new Statements(terms);
        Observations observations = new Observations(terms);
        // Answers come last: they take the place of values that were only found.
        for (FhirRecord.Entry entry : own) {
            Resource resource = entry.resource();
            if (resource instanceof Condition one) {
                statements.read(one, entry.name(), reading);
            } else if (resource instanceof Observation one) {
                observations.read(one, entry.name(), reading);
            } else if (resource instanceof AllergyIntolerance one) {
                statements.read(one, entry.name(), reading);
            } else if (resource instanceof Device one) {
                statements.read(one, entry.name(), reading);
            } else if (resource instanceof Procedure one) {
                statements.read(one, entry.name(), reading);
            }
        }
        new Orders(mapping, statements).read(record, own, reading);
        new Studies(mapping).read(own, reading);
        new Answers(mapping).read(own, reading);
        return new CaseAssembly(vocabulary, reading).assemble(record.hasAllImaging());
    }

    private static void read(Patient patient, String name, Reading reading) {
        Days.of(patient.getBirthDateElement(), reading.zone).ifPresent(born -> {
            if (!born.isOneDay()) {
                reading.note(name, "has a birth date without its day; the age is not told closely enough");
                return;
            }
            try {
                reading.age = new Value<>(Age.between(born.first(), reading.today), name);
            } catch (IllegalArgumentException e) {
                reading.note(name, "has a birth date that cannot be, " + born.first());
            }
        });
        if (patient.hasGender()) {
            reading.sex = new Value<>(Coded.of(Sex.class, patient.getGender().toCode()), name);
        }
    }
}

package org.apposite.fhir.in;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.apposite.fhir.in.CaseDraft.Value;
import org.apposite.fhir.mapping.Mapping;
import org.apposite.model.Vocabulary;
import org.apposite.patient.Age;
import org.apposite.patient.Coded;
import org.apposite.patient.PatientCase.Sex;
import org.apposite.patient.Range;
import org.hl7.fhir.r4.model.AllergyIntolerance;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.Resource;

/** Reads a record, one kind of resource after the other. Immutable and thread-safe. */
public final class RecordReader {

    private final Vocabulary vocabulary;
    private final Mapping mapping;
    private final TermIndex terms;

    public RecordReader(Vocabulary vocabulary, Mapping mapping) {
        this.vocabulary = vocabulary;
        this.mapping = mapping;
        this.terms = new TermIndex(mapping);
    }

    /**
     * The case of a record, on a day where the patient is.
     *
     * @throws IllegalArgumentException when there are resources of two patients and it is not clear which is meant
     */
    public FhirCase read(FhirRecord record, LocalDate today, ZoneId zone) {
        CaseDraft draft = new CaseDraft(mapping, today, zone);
        List<FhirRecord.Entry> own = Subjects.own(record, draft);
        for (FhirRecord.Entry entry : own) {
            if (entry.resource() instanceof Patient patient) {
                read(patient, entry.name(), draft);
            }
        }
        Statements statements = new Statements(terms, draft);
        Observations observations = new Observations(terms, draft);
        for (FhirRecord.Entry entry : own) {
            Resource resource = entry.resource();
            if (resource instanceof Condition one) {
                statements.read(one, entry.name());
            } else if (resource instanceof Observation one) {
                observations.read(one, entry.name());
            } else if (resource instanceof AllergyIntolerance one) {
                statements.read(one, entry.name());
            } else if (resource instanceof Device one) {
                statements.read(one, entry.name());
            } else if (resource instanceof Encounter one) {
                statements.read(one, entry.name());
            } else if (resource instanceof Procedure one) {
                statements.read(one, entry.name());
            }
        }
        new Orders(vocabulary, statements, draft).read(record, own);
        new Studies(vocabulary, draft).read(own);
        // Answers come last: they take the place of values that were only found.
        new FormAnswers(vocabulary, draft).read(own);
        return new CaseAssembly(vocabulary, draft).assemble(record.hasAllImaging());
    }

    private static void read(Patient patient, String name, CaseDraft draft) {
        draft.days(patient.getBirthDateElement()).ifPresent(born -> {
            if (born.first().isAfter(draft.today)) {
                draft.note(name, "has an impossible birth date, " + born);
                return;
            }
            LocalDate last = born.last().isAfter(draft.today) ? draft.today : born.last();
            try {
                Range<Age> age = new Range<>(Age.between(last, draft.today), Age.between(born.first(), draft.today));
                draft.age = new Value<>(age, name);
            } catch (IllegalArgumentException e) {
                draft.note(name, "has an impossible birth date, " + born);
            }
        });
        if (patient.hasGender()) {
            draft.sex = new Value<>(Coded.of(Sex.class, patient.getGender().toCode()), name);
        }
    }
}

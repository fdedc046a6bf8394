package org.apposite.fhir.in;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apposite.fhir.identity.Entries;
import org.apposite.fhir.identity.Entry;
import org.apposite.fhir.identity.Who;
import org.apposite.fhir.in.CaseDraft.Value;
import org.apposite.fhir.mapping.Mapping;
import org.apposite.fhir.words.Remark;
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
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;

/** Reads a record, one kind of resource after the other. Immutable and thread-safe. */
public final class RecordReader {

    /** The elements that tell of which day a resource is, the most telling first. */
    private static final List<String> DATES = List.of(
            "effective[x]",
            "performed[x]",
            "started",
            "authored",
            "authoredOn",
            "recordedDate",
            "onset[x]",
            "issued",
            "period");

    private final Vocabulary vocabulary;
    private final Mapping mapping;
    private final TermIndex terms;

    public RecordReader(Vocabulary vocabulary, Mapping mapping) {
        this.vocabulary = vocabulary;
        this.mapping = mapping;
        this.terms = new TermIndex(mapping);
    }

    /**
     * The case of each complaint of a record, at a time, in the zone where the patient is.
     *
     * @return at least one; one without a complaint when the record tells of none
     *
     * @throws IllegalArgumentException when there are resources of two patients and it is not clear which is meant
     */
    public List<FhirCase> read(FhirRecord record, Instant now, ZoneId zone) {
        CaseDraft draft = new CaseDraft(mapping, now, zone);
        Who patient = record.patient();
        Entries all =
                Entries.of(record.entries(), record.orders(), patient == null ? null : patient.base(), draft::note);
        List<Entry> own = Subjects.own(all, patient, draft);
        draft.allImaging = record.hasAllImaging();
        if (draft.allImaging) {
            record.gaps().forEach(gap -> draft.note("the record", Remark.of("gap", gap)));
            draft.imagingUnclear |= !record.gaps().isEmpty();
        }
        own.forEach(entry -> entry.unstated().forEach(note -> draft.note(entry.name(), note)));
        all.orders().stream()
                .map(Entry::resource)
                .filter(ServiceRequest.class::isInstance)
                .flatMap(order -> draft.days(((ServiceRequest) order).getAuthoredOnElement()).stream())
                .max(Comparator.comparing(Days::to))
                .ifPresent(draft::order);
        Stream.concat(own.stream(), all.orders().stream()).forEach(entry -> date(entry, draft));
        readPatient(own, draft);
        Statements statements = new Statements(terms, draft);
        Observations observations = new Observations(terms, draft);
        for (Entry entry : own) {
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
        draft.unclaimed.forEach(entry -> statements.doubt(entry.resource(), entry.name()));
        new Orders(vocabulary, statements, draft).read(all.orders(), own);
        new Studies(vocabulary, draft).read(own, all);
        // Answers come last: they take the place of a complaint that was only found.
        new FormAnswers(vocabulary, draft).read(own);
        List<FhirCase.Note> notes = draft.notes();
        List<FhirCase> cases = new ArrayList<>();
        for (ComplaintAssembly.Told complaint : ComplaintAssembly.Told.all(draft)) {
            draft.notesOnly(notes);
            cases.add(new CaseAssembly(vocabulary, draft, complaint).assemble());
        }
        return cases;
    }

    /** Of which day a resource is: when it was so, or else when it was recorded. */
    private static void date(Entry entry, CaseDraft draft) {
        DATES.stream()
                .flatMap(element -> Stream.ofNullable(entry.resource().getNamedProperty(element)))
                .flatMap(property -> property.getValues().stream())
                .flatMap(value -> value instanceof Type time ? draft.days(time).stream() : Stream.empty())
                .map(days -> days.toString())
                .findFirst()
                .ifPresent(day -> draft.dates.merge(entry.name(), day, (one, other) -> one.equals(other) ? one : ""));
    }

    /** A Patient that is there in several versions tells what all of them say. */
    private static void readPatient(List<Entry> own, CaseDraft draft) {
        List<Value<Range<Age>>> ages = new ArrayList<>();
        List<Value<Sex>> sexes = new ArrayList<>();
        for (Entry entry : own) {
            if (entry.resource() instanceof Patient patient) {
                age(patient, entry.name(), draft).ifPresent(ages::add);
                if (patient.hasGender()) {
                    sexes.add(
                            new Value<>(Coded.of(Sex.class, patient.getGender().toCode()), entry.name()));
                }
            }
        }
        draft.age = agreed(ages, "age", draft);
        draft.sex = agreed(sexes, "sex", draft);
    }

    private static <T> @Nullable Value<T> agreed(List<Value<T>> told, String what, CaseDraft draft) {
        if (told.stream().map(Value::value).distinct().count() > 1) {
            told.forEach(one -> draft.note(one.resource(), Remark.of("another-" + what)));
            return null;
        }
        return told.isEmpty() ? null : told.get(0);
    }

    private static Optional<Value<Range<Age>>> age(Patient patient, String name, CaseDraft draft) {
        return draft.days(patient.getBirthDateElement()).flatMap(born -> {
            LocalDate last = born.last().isAfter(draft.today) ? draft.today : born.last();
            try {
                Range<Age> age = new Range<>(Age.between(last, draft.today), Age.between(born.first(), draft.today));
                return Optional.of(new Value<>(age, name));
            } catch (IllegalArgumentException e) {
                draft.note(name, Remark.of("impossible-birth-date", born.told()));
                return Optional.empty();
            }
        });
    }
}

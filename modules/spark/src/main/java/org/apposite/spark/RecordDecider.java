package org.apposite.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apposite.ClinicalRules;
import org.apposite.columns.Decider;
import org.apposite.columns.Decision;
import org.apposite.columns.DecisionStruct;
import org.apposite.columns.RowError;
import org.apposite.fhir.FhirCases;
import org.apposite.fhir.FhirMapping;
import org.apposite.fhir.FhirResources;
import org.apposite.fhir.in.FhirCase;
import org.apposite.fhir.in.FhirCase.Note;
import org.apposite.fhir.in.FhirRecord;
import org.apposite.fhir.mapping.Mapping.Concern;
import org.apposite.fhir.mapping.MappingException;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/**
 * From a record of FHIR R4 to its decisions, one for each complaint. The only class that needs {@code apposite-fhir}. Thread-safe.
 */
final class RecordDecider {

    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    /** Those of this JVM: a mapping is read once, and not for each task. */
    private static final ConcurrentMap<Key, RecordDecider> KNOWN = new ConcurrentHashMap<>();

    private final ClinicalRules rules;
    private final RecordReading reading;
    private final FhirCases cases;
    private final @Nullable String digest;
    private final Decider decider;

    private record Key(String rules, RecordReading reading) {}

    private RecordDecider(ClinicalRules rules, RecordReading reading) {
        this.rules = rules;
        this.reading = reading;
        FhirMapping mapping = reading.file() == null || reading.text() == null
                ? FhirMapping.bundled(rules.vocabulary())
                : FhirMapping.withText(rules.vocabulary(), reading.file(), reading.text());
        this.cases = new FhirCases(rules.vocabulary(), mapping, at(Instant.EPOCH));
        this.digest = reading.digest();
        this.decider = new Decider(rules);
    }

    /**
     * By rules, as records are to be read.
     *
     * @throws IllegalArgumentException when anything in the mapping is wrong; it lists everything that is
     */
    static RecordDecider of(ClinicalRules rules, RecordReading reading) {
        try {
            return KNOWN.computeIfAbsent(new Key(rules.digest(), reading), key -> new RecordDecider(rules, reading));
        } catch (MappingException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /**
     * Decides.
     *
     * @param texts a Bundle, or the resources of the record in any order; null is refused
     * @param asOf the time that ages and times are counted to; null is refused
     * @return a row of {@link RecordSchema#STRUCT} for each complaint, at least one
     */
    List<Row> decide(@Nullable List<String> texts, @Nullable Instant asOf) {
        if (texts == null) {
            return List.of(refused(RowError.NO_CASE, "the record is null"));
        }
        if (asOf == null) {
            return List.of(refused(RowError.VALUE, "the time of the record is null"));
        }
        List<Resource> resources = new ArrayList<>();
        texts.forEach(text -> resource(text).ifPresent(resources::add));
        int unread = texts.size() - resources.size();
        if (resources.isEmpty()) {
            return List.of(refused(RowError.RECORD, "the record has no resource of FHIR R4"));
        }
        try {
            FhirRecord record = FhirRecord.of(resources);
            List<Row> notes = unread == 0 ? List.of() : List.of(unread(unread));
            return cases
                    .at(at(asOf))
                    .readEach(reading.allImaging() && unread == 0 ? record.withAllImaging() : record)
                    .stream()
                    .map(read -> row(decider.decide(read.patient()), read.origins(), read.notes(), notes))
                    .toList();
        } catch (IllegalArgumentException e) {
            return List.of(refused(RowError.RECORD, String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            // No row ends a job of millions, whatever is wrong with this library: the row tells.
            return List.of(refused(RowError.FAULT, e.toString()));
        }
    }

    private Clock at(Instant time) {
        return Clock.fixed(time, ZoneId.of(reading.zone()));
    }

    private static Optional<Resource> resource(String text) {
        try {
            return JSON.readValue(text) instanceof ObjectNode object ? FhirResources.read(object) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static Row unread(int count) {
        return note(
                "the record",
                (count == 1 ? "has a text that is no resource" : "has " + count + " texts that are no resources")
                        + " of FHIR R4; what would be in it is not known",
                Concern.NONE,
                false);
    }

    private Row refused(RowError error, String message) {
        return row(decider.refuse(null, error, message, List.of()), List.of(), List.of(), List.of());
    }

    private Row row(Decision decision, List<FhirCase.Origin> origins, List<Note> notes, List<Row> ofTheRecord) {
        Row decided = Rows.row(DecisionStruct.of(decision, rules), DecisionStruct.TYPE);
        Object[] values = new Object[RecordSchema.STRUCT.fields().size()];
        int at = decided.size();
        for (int i = 0; i < at; i++) {
            values[i] = decided.get(i);
        }
        values[at] = origins.stream()
                .map(one -> RowFactory.create(one.fact(), one.value(), one.resources()))
                .toList();
        List<Row> told = new ArrayList<>(ofTheRecord);
        notes.forEach(note -> told.add(note(note.resource(), note.text(), note.concern(), note.ofAnother())));
        values[at + 1] = told;
        values[at + 2] = digest;
        return RowFactory.create(values);
    }

    private static Row note(String resource, String text, Concern concern, boolean ofAnother) {
        return RowFactory.create(
                resource, text, concern.name().toLowerCase(Locale.ROOT).replace('_', '-'), ofAnother);
    }
}

package org.apposite.fhir.synthea;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apposite.ClinicalRules;
import org.apposite.advice.Advice;
import org.apposite.advice.Alert;
import org.apposite.fhir.FhirCases;
import org.apposite.fhir.FhirMapping;
import org.apposite.fhir.PatientSearches;
import org.apposite.fhir.PatientSearches.Search;
import org.apposite.fhir.in.FhirCase;
import org.apposite.fhir.in.FhirCase.Note;
import org.apposite.fhir.in.FhirCase.Origin;
import org.apposite.fhir.in.FhirRecord;
import org.apposite.json.AdviceJson;
import org.apposite.model.Datum;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Records that nobody of this project has written: children of Synthea. None of them has back pain, and few an injury of the head that is not
 * over: so they show volume, robustness and that nobody is answered who has no complaint, and nothing of the medicine. For that complaints
 * are laid over them, with labels.
 */
@Tag("soak")
class ChildrenOfSyntheaTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 1, 1);
    private static final Instant NOW = TODAY.atTime(12, 0).toInstant(ZoneOffset.UTC);
    private static final ClinicalRules RULES = ClinicalRules.bundled();
    private static final FhirMapping MAPPING = FhirMapping.bundled(RULES.vocabulary());
    private static final FhirCases CASES = new FhirCases(
            RULES.vocabulary(), MAPPING, Clock.fixed(TODAY.atTime(12, 0).toInstant(ZoneOffset.UTC), ZoneOffset.UTC));
    private static final Map<String, Search> SEARCHES = PatientSearches.of(MAPPING, RULES.topics()).stream()
            .collect(Collectors.toMap(Search::type, search -> search));

    private static final BigDecimal FEVER = BigDecimal.valueOf(38);

    /** What the mapping lists as understood without a meaning for a scan. */
    private static final String KNOWN = known();

    private static Population population;

    @BeforeAll
    static void readTheFiles() throws IOException {
        population = Population.read(Path.of(System.getProperty("synthea", "target/synthea/200/fhir")));
    }

    /** What became of a resource. */
    private enum Fate {
        A_FACT_RESTS_ON_IT,
        A_NOTE_NAMES_IT,
        NO_SEARCH_ASKS_FOR_IT,
        NOTHING_OF_IT_IS_UNDERSTOOD,
        IT_IS_A_TEMPERATURE_BELOW_A_FEVER,
        IT_IS_KNOWN_TO_SAY_NOTHING,
        LOST
    }

    @Test
    void every_record_is_read_in_any_order_and_what_is_set_aside_is_named() {
        Map<String, Integer> fates = new TreeMap<>();
        Map<String, Integer> outcomes = new TreeMap<>();
        Random random = new Random(42);
        int asked = 0;
        for (String child : population.lines().keySet()) {
            List<Resource> record = population.record(child);
            List<FhirCase> read = CASES.readEach(FhirRecord.of(record));
            String answer = answers(read);

            assertThat(answers(CASES.readEach(FhirRecord.of(population.record(child)))))
                    .as(child)
                    .isEqualTo(answer);
            List<Resource> shuffled = new ArrayList<>(record);
            Collections.shuffle(shuffled, random);
            assertThat(CASES.readEach(FhirRecord.of(shuffled))).as(child).isEqualTo(read);
            assertThat(answers(CASES.readEach(FhirRecord.of(shuffled))))
                    .as(child)
                    .isEqualTo(answer);

            record.forEach(resource -> fates.merge(fate(resource, read) + " " + resource.fhirType(), 1, Integer::sum));
            for (FhirCase one : read) {
                Advice advice = RULES.evaluate(one.patient());
                outcomes.merge(
                        advice.outcome() + " " + one.patient().complaint().orElse("no complaint"), 1, Integer::sum);
                assertThat(one.patient().complaint().orElse("none"))
                        .as(child)
                        .isEqualTo(hasConcussion(record) ? "head-trauma" : "none");
                assertThat(advice.variant()).as(child).isNull();
                assertThat(advice.alerts(Alert.Severity.CRITICAL)).as(child).isEmpty();
                asked += (int) advice.missing().stream()
                        .filter(datum -> datum.code().equals(Datum.COMPLAINT.code()) && datum.blocking())
                        .count();
            }
        }
        System.out.println(population.lines().size() + " children of Synthea, of nobody " + population.ofNobody());
        fates.forEach((fate, count) -> System.out.println("  " + count + " " + fate));
        System.out.println("  " + outcomes);

        assertThat(fates.keySet()).noneMatch(fate -> fate.startsWith(Fate.LOST.name()));
        assertThat(population.ofNobody().keySet()).noneMatch(SEARCHES::containsKey);
        assertThat(outcomes.keySet()).allMatch(outcome -> outcome.startsWith("DATA_REQUIRED"));
        assertThat(asked).isEqualTo(outcomes.get("DATA_REQUIRED no complaint"));
    }

    @Test
    void a_complaint_that_is_laid_over_a_record_is_answered_by_its_label() throws IOException {
        Random random = new Random(43);
        List<Complaint> complaints = Complaint.all();
        int labelled = 0;
        for (String child : population.lines().keySet()) {
            List<Resource> record = population.record(child);
            if (statesMoreThanWho(CASES.read(FhirRecord.of(record)))) {
                continue;
            }
            boolean under4Years = isUnder4Years(record);
            for (int turn = 0; turn < 3; turn++) {
                Complaint complaint = complaints.get(labelled % complaints.size());
                List<Resource> all = new ArrayList<>(record);
                all.addAll(complaint.resources(child, TODAY, RULES.vocabulary(), random));
                Collections.shuffle(all, random);
                FhirCase read = CASES.read(FhirRecord.of(all).ofPatient(child));
                Advice advice = RULES.evaluate(read.patient());
                String as = complaint + ": " + child;

                assertThat(answer(advice))
                        .as(as)
                        .isEqualTo(complaint.label("expect", under4Years).orElseThrow());
                assertThat(advice.alerts(Alert.Severity.CRITICAL).isEmpty())
                        .as(as)
                        .isEqualTo(complaint.label("emergency", under4Years).isEmpty());
                complaint
                        .label("reviewed", under4Years)
                        .ifPresent(category -> assertThat(advice.order())
                                .as(as)
                                .satisfies(order -> assertThat(Objects.requireNonNull(order)
                                                .category()
                                                .code())
                                        .isEqualTo(category)));
                assertThat(read.notes())
                        .as(as)
                        .filteredOn(Note::ofAnother)
                        .extracting(Note::resource)
                        .containsExactly("Condition/of-another");
                assertThat(read.notes())
                        .as(as)
                        .extracting(Note::resource)
                        .contains("Condition/in-error", "Condition/refuted");
                labelled++;
            }
        }
        System.out.println(labelled + " answers by their labels");
        assertThat(labelled).isGreaterThan(2 * population.lines().size());
    }

    private static String answers(List<FhirCase> read) {
        return read.stream()
                .map(one -> one.notes() + AdviceJson.compact(RULES.evaluate(one.patient())))
                .collect(Collectors.joining("\n"));
    }

    private static Fate fate(Resource resource, List<FhirCase> read) {
        String name = resource.fhirType() + "/" + resource.getIdElement().getIdPart();
        if (read.stream()
                .flatMap(one -> one.origins().stream())
                .map(Origin::resources)
                .flatMap(Collection::stream)
                .anyMatch(name::equals)) {
            return Fate.A_FACT_RESTS_ON_IT;
        }
        if (read.stream()
                .flatMap(one -> one.notes().stream())
                .map(Note::resource)
                .anyMatch(name::equals)) {
            return Fate.A_NOTE_NAMES_IT;
        }
        if (!isSearched(resource)) {
            return Fate.NO_SEARCH_ASKS_FOR_IT;
        }
        if (!MAPPING.notUnderstood(List.of(resource)).isEmpty()) {
            return Fate.NOTHING_OF_IT_IS_UNDERSTOOD;
        }
        if (resource instanceof Condition diagnosis
                && diagnosis.getCode().getCoding().stream()
                        .anyMatch(code -> KNOWN.contains("snomed " + code.getCode()))) {
            return Fate.IT_IS_KNOWN_TO_SAY_NOTHING;
        }
        return resource instanceof Observation measured
                        && measured.getValue() instanceof Quantity value
                        && value.getCode().equals("Cel")
                        && value.getValue().compareTo(FEVER) < 0
                ? Fate.IT_IS_A_TEMPERATURE_BELOW_A_FEVER
                : Fate.LOST;
    }

    private static String known() {
        try {
            String mapping = Files.readString(Path.of("src/main/resources/org/apposite/fhir/mapping.yaml"));
            return mapping.substring(mapping.indexOf("\nknown:"), mapping.indexOf("\nabsences:"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A complaint of ours that Synthea knows: a concussion of the last half-year that is not over. */
    private static boolean hasConcussion(List<Resource> record) {
        return record.stream()
                .filter(Condition.class::isInstance)
                .map(Condition.class::cast)
                .anyMatch(diagnosis -> diagnosis.getCode().getText().startsWith("Concussion")
                        && diagnosis
                                .getClinicalStatus()
                                .getCodingFirstRep()
                                .getCode()
                                .equals("active")
                        && diagnosis.getRecordedDate().toInstant().isAfter(NOW.minus(Duration.ofDays(180))));
    }

    /** Whether a search for this record would find the resource: by its type, and where the search says so by its code or status. */
    private static boolean isSearched(Resource resource) {
        Search search = SEARCHES.get(resource.fhirType());
        if (search == null) {
            return false;
        }
        List<String> wanted =
                List.of(search.parameters().replaceFirst("^[a-z]+=", "").split(",", -1));
        if (search.parameters().startsWith("status=")) {
            return wanted.contains(((Encounter) resource).getStatus().toCode());
        }
        return !search.parameters().startsWith("code=")
                || resource.getNamedProperty("code").getValues().stream()
                        .flatMap(code -> ((CodeableConcept) code).getCoding().stream())
                        .anyMatch(code -> wanted.contains(code.getSystem() + "|")
                                || wanted.contains(code.getSystem() + "|" + code.getCode()));
    }

    /** A few children state of themselves what would change a label, such as a fever of last week. */
    private static boolean statesMoreThanWho(FhirCase read) {
        return read.origins().stream().anyMatch(origin -> !Set.of("age", "sex").contains(origin.fact()));
    }

    private static boolean isUnder4Years(List<Resource> record) {
        return record.stream()
                .filter(Patient.class::isInstance)
                .map(patient -> ((Patient) patient).getBirthDateElement().getValueAsString())
                .anyMatch(born -> LocalDate.parse(born).plusYears(4).isAfter(TODAY));
    }

    private static String answer(Advice advice) {
        return switch (advice.outcome()) {
            case VARIANT_MATCHED ->
                "variant-matched " + Objects.requireNonNull(advice.variant()).id();
            case NOT_APPLICABLE ->
                "not-applicable " + Objects.requireNonNull(advice.exclusion()).id();
            case DATA_REQUIRED -> "data-required";
        };
    }
}

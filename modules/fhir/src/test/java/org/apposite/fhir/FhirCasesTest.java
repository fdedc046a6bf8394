package org.apposite.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apposite.ClinicalRules;
import org.apposite.advice.Advice;
import org.apposite.fhir.Records.Block;
import org.apposite.fhir.in.FhirCase;
import org.apposite.fhir.in.FhirRecord;
import org.apposite.patient.PatientCase;
import org.apposite.patient.Presence;
import org.apposite.patient.Range;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FhirCasesTest {

    private static final String FEVER = """
            {"resourceType":"Condition","id":"f","code":{"coding":[{"system":"http://snomed.info/sct","code":"386661006"}]},
            "clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-clinical","code":"active"}]},
            "verificationStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-ver-status","code":"confirmed"}]},
            "subject":{"reference":"%s"},"recordedDate":"2026-11-20"}
            """;
    private static final String MRI = """
            {"resourceType":"ServiceRequest","id":"%s","status":"%s","intent":"order","code":{"coding":[{"system":"http://loinc.org","code":"%s"}]}}
            """;
    private static final String ANSWERS = """
            {"resourceType":"QuestionnaireResponse","id":"%s","status":"%s","authored":"%s",
            "questionnaire":"https://apposite.org/fhir/Questionnaire/back-pain-child","item":[%s]}
            """;

    private static FhirCase read(String... resources) {
        return Records.CASES.read(
                FhirRecord.of(Stream.of(resources).map(Records::resource).toList()));
    }

    private static String answer(String linkId, String presence) {
        return """
                {"linkId":"%s","answer":[{"valueCoding":{"system":"https://apposite.org/fhir/CodeSystem/presence","code":"%s"}}]}
                """.formatted(linkId, presence);
    }

    private static String coded(String linkId, String system, String code) {
        return """
                {"linkId":"%s","answer":[{"valueCoding":{"system":"https://apposite.org/fhir/CodeSystem/%s","code":"%s"}}]}
                """.formatted(linkId, system, code);
    }

    @Test
    void a_region_where_the_complaint_cannot_be_is_set_aside_and_the_emergency_stands() {
        FhirCase read = read(ANSWERS.formatted(
                "a",
                "completed",
                "2026-11-22",
                coded("complaint", "term", "neck-pain") + ","
                        + coded("region", "region", "lumbar") + ","
                        + answer("neurologic-deficit", "present")));

        assertThat(read.patient().region()).contains("unknown");
        assertThat(read.notes())
                .anySatisfy(note -> assertThat(note.text())
                        .isEqualTo("says lumbar, where neck pain cannot be; the region stays unknown"));
        assertThat(Records.RULES.evaluate(read.patient()).alerts().get(0).code())
                .isEqualTo("neurologic-emergency");
    }

    @Test
    void a_level_of_signs_that_are_all_denied_is_set_aside() {
        FhirCase read = read(ANSWERS.formatted(
                "a",
                "completed",
                "2026-11-22",
                coded("examination-region", "region", "thoracic") + ","
                        + answer("neurologic-deficit", "absent") + ","
                        + answer("bowel-bladder-dysfunction", "absent")));

        assertThat(read.patient().examinedAt()).isEmpty();
        assertThat(read.notes())
                .anySatisfy(note -> assertThat(note.text())
                        .isEqualTo("tells the level of signs, which are all denied; it is not counted"));
    }

    @Test
    void an_empty_bundle_states_nothing() {
        FhirCase read = Records.CASES.read(new Bundle());
        assertThat(read.patient())
                .isEqualTo(
                        PatientCase.builder().asOf(LocalDate.of(2026, 11, 23)).build());
        assertThat(read.origins()).isEmpty();
        assertThat(read.notes()).isEmpty();
    }

    @Test
    void bundles_inside_a_bundle_are_read_with_their_failed_searches() {
        Bundle inner = new Bundle();
        inner.addEntry().setResource(Records.resource(FEVER.formatted("Patient/p")));
        OperationOutcome failed = new OperationOutcome();
        failed.addIssue().setDiagnostics("timed out");
        Bundle outer = new Bundle();
        outer.addEntry().setResource(inner);
        outer.addEntry().setResponse(new Bundle.BundleEntryResponseComponent().setOutcome(failed));
        FhirCase read = Records.CASES.read(outer);
        assertThat(read.patient().findings()).containsEntry("fever", Presence.PRESENT);
        assertThat(read.notes()).singleElement().asString().contains("a search failed");
    }

    @Test
    void a_patient_is_known_by_id_by_url_and_by_urn() {
        for (String reference : List.of("Patient/p", "Patient/p/_history/3", "https://fhir.example/r4/Patient/p")) {
            FhirRecord record = FhirRecord.of(List.of(
                            Records.resource("{\"resourceType\":\"Patient\",\"id\":\"p\"}"),
                            Records.resource(FEVER.formatted(reference))))
                    .ofPatient("p", "https://fhir.example/r4/");
            assertThat(Records.CASES.read(record).patient().findings())
                    .as(reference)
                    .containsEntry("fever", Presence.PRESENT);
        }
        Bundle bundle = new Bundle();
        String urn = "urn:uuid:0b5e6f2c-52a7-4a63-a1d4-0d2a2a1f3c11";
        bundle.addEntry().setFullUrl(urn).setResource(Records.resource("{\"resourceType\":\"Patient\"}"));
        bundle.addEntry().setResource(Records.resource(FEVER.formatted(urn)));
        assertThat(Records.CASES.read(bundle).patient().findings()).containsEntry("fever", Presence.PRESENT);
    }

    @Test
    void two_patients_are_refused() {
        assertThatThrownBy(() -> read(
                        "{\"resourceType\":\"Patient\",\"id\":\"p\"}",
                        "{\"resourceType\":\"Patient\",\"id\":\"mother\"}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a record is of one patient; this one has Patient/mother, Patient/p."
                        + " FhirRecord.ofPatient says which one is meant");
        assertThatThrownBy(() -> read(
                        FEVER.formatted("Patient/p"),
                        FEVER.formatted("Patient/mother").replace("\"id\":\"f\"", "\"id\":\"g\"")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a record is of one patient; its resources are of Patient/mother, Patient/p."
                        + " FhirRecord.ofPatient says which one is meant");
    }

    @Test
    void no_imaging_is_none_only_when_the_host_says_that_the_record_holds_all() {
        FhirRecord record = FhirRecord.of(List.of(Records.resource(FEVER.formatted("Patient/p"))));
        assertThat(Records.CASES.read(record).patient().imaging()).isEmpty();
        assertThat(Records.CASES.read(record.withAllImaging()).patient().imaging())
                .contains(List.of());
    }

    @Test
    void the_order_that_the_host_names_is_the_one_whatever_else_is_drafted() {
        ServiceRequest named = (ServiceRequest) Records.resource(MRI.formatted("n", "unknown", "24967-2"));
        FhirRecord record = FhirRecord.of(List.of(
                        Records.resource(MRI.formatted("a", "draft", "30679-5")),
                        Records.resource(MRI.formatted("n", "draft", "30667-0"))))
                .ordering(named);
        assertThat(Records.told(Records.CASES.read(record)))
                .containsExactly("order = mri lumbar without-and-with contrast (ServiceRequest/n)");
    }

    @Test
    void the_latest_answers_count_and_only_while_they_are_recent_and_complete() {
        String yes = ANSWERS.formatted("y", "completed", "2026-11-20T09:00:00+01:00", answer("night-pain", "present"));
        String no = ANSWERS.formatted("n", "amended", "2026-11-21T09:00:00+01:00", answer("night-pain", "absent"));
        String old = ANSWERS.formatted("o", "completed", "2026-11-01T09:00:00+01:00", answer("night-pain", "present"));
        String open =
                ANSWERS.formatted("i", "in-progress", "2026-11-22T09:00:00+01:00", answer("night-pain", "present"));
        assertThat(Records.told(read(yes, no, old, open)))
                .containsExactly(
                        "night-pain = absent (QuestionnaireResponse/n)",
                        "! QuestionnaireResponse/i: is in-progress; it is ignored",
                        "! QuestionnaireResponse/o: the questionnaire is of 2026-11-01, more than 7 days ago; it is not counted",
                        "! QuestionnaireResponse/y: is followed by later answers to night-pain; what it says of that is not"
                                + " counted");
    }

    @Test
    void an_answer_of_unknown_and_no_answer_state_nothing() {
        FhirCase read = read(ANSWERS.formatted(
                "r",
                "completed",
                "2026-11-22T09:00:00+01:00",
                answer("fever", "unknown") + ",{\"linkId\":\"night-pain\"}"));
        assertThat(read.patient().findings()).isEmpty();
        assertThat(read.patient().suspected()).isEmpty();
        assertThat(read.patient().imaging()).isEmpty();
    }

    @Test
    void radiographs_answered_as_not_taken_leave_the_mri_open() {
        FhirCase read =
                read(ANSWERS.formatted("r", "completed", "2026-11-22T09:00:00+01:00", answer("radiographs", "absent")));
        assertThat(Records.asked(read).notImaged("radiography")).isTrue();
        assertThat(Records.asked(read).imagingUnknown("mri")).isTrue();
        FhirCase both = read(ANSWERS.formatted(
                "r",
                "completed",
                "2026-11-22T09:00:00+01:00",
                answer("radiographs", "absent") + "," + answer("mri", "absent") + "," + answer("ct", "absent")));
        assertThat(both.patient().imaging()).contains(List.of());
    }

    @Test
    void studies_that_were_answered_stand_in_the_order_of_the_questionnaire() {
        FhirCase read = read(ANSWERS.formatted(
                "r",
                "completed",
                "2026-11-22T09:00:00+01:00",
                answer("mri", "present") + "," + answer("radiographs", "present")));
        assertThat(Records.told(read))
                .anyMatch(told -> told.startsWith("imaging: radiography unknown unknown; mri unknown unknown; "));
    }

    @Test
    void answers_to_another_questionnaire_are_not_read() {
        String other = ANSWERS.formatted("r", "completed", "2026-11-22T09:00:00+01:00", answer("fever", "absent"))
                .replace("https://apposite.org/fhir/Questionnaire/back-pain-child", "http://hospital.example/q");
        assertThat(Records.told(read(other))).isEmpty();
    }

    @Test
    void the_trace_of_the_answer_can_name_the_resources() {
        FhirCase read = read(
                FEVER.formatted("Patient/p"),
                "{\"resourceType\":\"Patient\",\"id\":\"p\",\"birthDate\":\"2025-03-15\"}");
        Advice advice = Records.RULES.only("back-pain-child").evaluate(read.patient());
        assertThat(advice.trace().steps().stream()
                        .flatMap(step -> step.because().stream())
                        .map(reason -> read.sourced(reason, advice.trace())))
                .contains("fever is present (Condition/f)", "age 20 months is under 4 years (Patient/p)")
                .contains("red flag beyond overuse (Patient/p, Condition/f)");
    }

    /** All records of the tables with a statement that is neither positive nor negative leave the term unknown. */
    @Test
    void nothing_becomes_absent_but_by_a_resource_that_denies_it() throws IOException {
        for (String file : List.of("conditions.txt", "observations.txt", "orders-and-others.txt")) {
            for (Block block : Records.of(file)) {
                FhirCase read = Records.CASES.read(FhirRecord.of(block.withPatient()));
                boolean denied = block.expected().stream().anyMatch(line -> line.contains(" = absent "));
                assertThat(read.patient().findings().containsValue(Presence.ABSENT))
                        .as(block.title())
                        .isEqualTo(denied);
            }
        }
    }

    @Test
    void the_order_of_the_resources_does_not_matter() throws IOException {
        Random random = new Random(4);
        ClinicalRules rules = Records.RULES.withBlockingQuestionsOnly();
        for (String file : List.of("conditions.txt", "observations.txt", "imaging.txt", "orders-and-others.txt")) {
            for (Block block : Records.of(file)) {
                PatientCase expected =
                        Records.CASES.read(FhirRecord.of(block.withPatient())).patient();
                for (int i = 0; i < 3; i++) {
                    List<Resource> shuffled = new ArrayList<>(block.withPatient());
                    Collections.shuffle(shuffled, random);
                    PatientCase read =
                            Records.CASES.read(FhirRecord.of(shuffled)).patient();
                    assertThat(read.imaging().map(HashSet::new))
                            .isEqualTo(expected.imaging().map(HashSet::new));
                    assertThat(read.findings()).isEqualTo(expected.findings());
                    assertThat(rules.evaluate(read)).isEqualTo(rules.evaluate(expected));
                }
            }
        }
    }

    @Test
    void reading_changes_nothing_in_the_resources() throws IOException {
        for (Block block : Records.of("imaging.txt")) {
            List<String> before =
                    block.resources().stream().map(FhirCasesTest::json).toList();
            Records.CASES.read(FhirRecord.of(block.withPatient()));
            assertThat(block.resources().stream().map(FhirCasesTest::json)).isEqualTo(before);
        }
    }

    private static String condition(String id, String code, String onset) {
        return FEVER.formatted("Patient/p")
                .replace("\"id\":\"f\"", "\"id\":\"" + id + "\"")
                .replace("386661006", code)
                .replace("\"recordedDate\"", "\"onsetDateTime\":\"" + onset + "\",\"recordedDate\"");
    }

    @Test
    void several_complaints_of_a_record_are_a_case_each() {
        FhirRecord record = FhirRecord.of(
                Stream.of(condition("low", "279039007", "2026-11-02"), condition("neck", "279029001", "2026-11-20"))
                        .map(Records::resource)
                        .toList());
        List<FhirCase> each = Records.CASES.readEach(record);
        assertThat(each.stream().map(one -> one.patient().complaint().orElseThrow()))
                .containsExactly("back-pain", "neck-pain");
        assertThat(each.stream()
                        .map(one ->
                                one.patient().duration().orElseThrow().from().toDays()))
                .containsExactly(21L, 3L);
        assertThat(each.stream().map(one -> one.patient().region().orElseThrow()))
                .containsExactly("lumbar", "cervical");
        assertThat(Records.told(each.get(1))).noneMatch(told -> told.contains("Condition/low"));
        FhirCase first = Records.CASES.read(record);
        assertThat(first.patient()).isEqualTo(each.get(0).patient());
        assertThat(first.notes())
                .extracting(Object::toString)
                .containsExactly("Condition/neck: tells of another complaint, neck-pain, which is a case of its own");
    }

    @Test
    void the_place_and_the_duration_that_a_form_tells_are_those_of_its_complaint() {
        FhirRecord record = FhirRecord.of(Stream.of(
                        condition("low", "279039007", "2026-11-02"),
                        ANSWERS.formatted(
                                "a",
                                "completed",
                                "2026-11-22",
                                coded("complaint", "term", "neck-pain") + "," + coded("region", "region", "cervical")))
                .map(Records::resource)
                .toList());
        assertThat(Records.CASES.readEach(record).stream()
                        .map(one -> one.patient().complaint().orElseThrow() + " "
                                + one.patient().region().orElseThrow()))
                .containsExactly("neck-pain cervical", "back-pain lumbar");
    }

    /** Now is 12:00 in Berlin on the 23rd. What is told to the minute lasts to the minute, the rest in days. */
    @ParameterizedTest
    @CsvSource({
        "2026-11-23T09:30:00+01:00, '', PT2H30M",
        "2026-11-23T03:30:00-05:00, '', PT2H30M",
        "2026-11-23T09:30:00, '', PT2H30M",
        "2026-11-20T12:00:00+01:00, '', PT72H",
        "2026-11-20, '', PT72H",
        "2026-11-23T09:30:00+01:00, 2026-11-23T10:30:00+01:00, PT1H",
        "2026-11-20T12:00:00+01:00, 2026-11-22T12:00:00+01:00, PT48H",
        "2026-11-20, 2026-11-22, PT48H",
        "2026-11-23T09:30:00+01:00, 2027-11-23T10:30:00+01:00, PT2H30M",
    })
    void a_complaint_has_lasted_until_the_order_or_until_now(String onset, String ordered, String lasted) {
        ServiceRequest order = (ServiceRequest) Records.resource(MRI.formatted("n", "draft", "24967-2")
                .replace(
                        "\"intent\"",
                        ordered.isEmpty() ? "\"intent\"" : "\"authoredOn\":\"" + ordered + "\",\"intent\""));
        FhirRecord record = FhirRecord.of(List.of(Records.resource(condition("low", "279039007", onset))));
        assertThat(Records.CASES.read(record.ordering(order)).patient().duration())
                .contains(Range.exactly(Duration.parse(lasted)));
    }

    /** Whatever two dates a partial one stands for, what both say is known. */
    @ParameterizedTest
    @CsvSource({
        "1960, 65 years 10 months to 66 years 10 months",
        "2017-03, 9 years 7 months to 9 years 8 months",
        "2026, 0 days to 10 months",
        "2026-11, 0 days to 22 days"
    })
    void a_partial_birth_date_is_an_age_between_two(String born, String age) {
        assertThat(Records.told(
                        read("{\"resourceType\":\"Patient\",\"id\":\"p\",\"birthDate\":\"%s\"}".formatted(born))))
                .containsExactly("age = " + age + " (Patient/p)");
    }

    @Test
    void an_onset_before_anybody_lived_is_set_aside() {
        assertThat(Records.told(read(condition("low", "279039007", "0000"))))
                .contains("! Condition/low: says that the complaint is older than the patient; it is not counted");
    }

    private static String json(Resource resource) {
        return Records.FHIR.newJsonParser().encodeResourceToString(resource);
    }
}

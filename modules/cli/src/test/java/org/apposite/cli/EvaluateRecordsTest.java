package org.apposite.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apposite.cli.commands.ExitCode;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.GuidanceResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records of FHIR R4, answered from the command line. */
class EvaluateRecordsTest {

    private static final List<String> RESOURCES = List.of(
            "{\"resourceType\":\"Patient\",\"id\":\"17\",\"birthDate\":\"2017-03-01\",\"gender\":\"male\"}",
            condition("1", "161891005", "active", "confirmed"),
            condition("2", "386661006", "active", "confirmed"),
            condition("3", "22325002", "active", "unconfirmed"));

    @TempDir
    private Path folder;

    private static String condition(String id, String snomed, String clinical, String verification) {
        return """
                {"resourceType":"Condition","id":"%s","subject":{"reference":"Patient/17"},\
                "code":{"coding":[{"system":"http://snomed.info/sct","code":"%s"}]},\
                "clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-clinical",\
                "code":"%s"}]},\
                "verificationStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-ver-status",\
                "code":"%s"}]},"recordedDate":"2026-11-10"}""".formatted(id, snomed, clinical, verification);
    }

    private static String bundle() {
        StringBuilder entries = new StringBuilder();
        RESOURCES.forEach(one -> entries.append(entries.isEmpty() ? "" : ",")
                .append("{\"resource\":")
                .append(one)
                .append('}'));
        return "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[" + entries + "]}";
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    private static Session evaluate(String... arguments) {
        return Session.run(Stream.concat(Stream.of("evaluate", "--fhir", "--today", "2026-11-20"), Stream.of(arguments))
                .toArray(String[]::new));
    }

    @Test
    void a_record_is_answered_and_what_was_not_taken_is_told_below() throws IOException {
        Session session = evaluate(file("record.json", bundle()));
        assertThat(session.err()).isEmpty();
        assertThat(session.exit()).isZero();
        assertThat(session.out())
                .containsSubsequence("NOT TAKEN AS RECORDED", "Condition/3: ")
                .doesNotContain("READ FROM THE RECORD");
    }

    @Test
    void the_whole_answer_names_the_resource_of_each_fact() throws IOException {
        assertThat(evaluate("--full", file("record.json", bundle())).out())
                .containsSubsequence(
                        "READ FROM THE RECORD", "9 years 8 months (Patient/17)", "fever: present (Condition/2)");
    }

    @Test
    void json_has_the_facts_the_notes_and_the_answer() throws IOException {
        JsonNode record = new ObjectMapper()
                .readTree(evaluate("--format", "json", file("record.json", bundle()))
                        .out());
        assertThat(record.path("record").asText()).endsWith("record.json:1");
        assertThat(record.path("read").findValuesAsText("fact")).contains("age", "sex", "complaint", "fever");
        assertThat(record.path("notes").findValuesAsText("resource")).contains("Condition/3");
        assertThat(record.path("answer").path("topic").asText()).isEqualTo("back-pain-child");
    }

    @Test
    void the_answer_can_be_a_bundle_about_the_patient_of_the_record() throws IOException {
        Bundle answer = (Bundle) FhirContext.forR4Cached()
                .newJsonParser()
                .parseResource(evaluate("--format", "fhir", file("record.json", bundle()))
                        .out());
        GuidanceResponse response = (GuidanceResponse) answer.getEntryFirstRep().getResource();
        assertThat(response.getSubject().getReference()).isEqualTo("Patient/17");
    }

    @Test
    void a_case_can_be_answered_with_a_bundle_too() throws IOException {
        Session session = Session.run(
                "evaluate", "--format", "fhir", file("case.yaml", "id: case-17\ncomplaint: { symptom: back-pain }\n"));
        assertThat(session.out()).contains("\"GuidanceResponse\"", "The patient of case-17");
    }

    @Test
    void the_resources_of_a_file_are_one_record_and_each_bundle_is_another() throws IOException {
        Session session = evaluate(
                "--format", "json", file("records.ndjson", String.join("\n", RESOURCES) + "\n" + bundle() + "\n"));
        assertThat(session.out().lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains("\"fact\":\"fever\""));
    }

    @Test
    void a_broken_line_is_told_and_the_others_are_answered() throws IOException {
        Session session =
                evaluate("--format", "json", file("records.ndjson", bundle() + "\n{broken\n7\n" + bundle() + "\n"));
        assertThat(session.err())
                .contains("records.ndjson:2: not JSON, column 2", "records.ndjson:3: not a resource of FHIR R4");
        assertThat(session.exit()).isEqualTo(ExitCode.NO_ANSWER);
        assertThat(session.out().lines()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", " \n"})
    void a_file_without_a_record_is_told(String content) throws IOException {
        Session session = evaluate(file("record.json", content));
        assertThat(session.err()).contains("record.json:1: no resource of FHIR in this file");
        assertThat(session.exit()).isEqualTo(ExitCode.NO_ANSWER);
    }

    @Test
    void a_file_that_is_cut_off_is_told_with_its_place() throws IOException {
        Session session = evaluate(file("record.json", bundle().substring(0, 200)));
        assertThat(session.err()).contains("record.json:1: not JSON");
        assertThat(session.exit()).isEqualTo(ExitCode.NO_ANSWER);
        assertThat(session.out()).isEmpty();
    }

    @Test
    void a_mapping_file_that_is_wrong_is_told_before_any_answer() throws IOException {
        Session session = evaluate("--mapping", file("hospital.yaml", "terms: 7\n"), file("record.json", bundle()));
        assertThat(session.err()).contains("evaluate: ", "hospital.yaml");
        assertThat(session.exit()).isEqualTo(ExitCode.NO_ANSWER);
        assertThat(session.out()).isEmpty();
    }

    @Test
    void what_is_of_records_only_needs_fhir() {
        assertThat(Session.run("evaluate", "--all-imaging", "record.json").err())
                .contains("--fhir");
    }
}

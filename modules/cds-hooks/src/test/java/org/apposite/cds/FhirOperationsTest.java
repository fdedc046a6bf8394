package org.apposite.cds;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apposite.cds.request.Json;
import org.apposite.cds.security.TrustedIssuer;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.GuidanceResponse;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules as operations of FHIR: a record in, a bundle out. */
class FhirOperationsTest {

    private static final String APPLY = "/PlanDefinition/back-pain-child/$apply";

    private final CdsService service = Requests.service();

    private static ObjectNode condition(String id, String snomed) {
        ObjectNode condition = Json.object().put("resourceType", "Condition").put("id", id);
        condition.putObject("subject").put("reference", "Patient/17");
        condition
                .putObject("code")
                .putArray("coding")
                .addObject()
                .put("system", "http://snomed.info/sct")
                .put("code", snomed);
        condition
                .putObject("clinicalStatus")
                .putArray("coding")
                .addObject()
                .put("system", "http://terminology.hl7.org/CodeSystem/condition-clinical")
                .put("code", "active");
        condition
                .putObject("verificationStatus")
                .putArray("coding")
                .addObject()
                .put("system", "http://terminology.hl7.org/CodeSystem/condition-ver-status")
                .put("code", "confirmed");
        return condition.put("recordedDate", "2026-11-20");
    }

    /** A child of nine with back pain, and whatever else. */
    private static ObjectNode record(String... snomed) {
        ObjectNode bundle = Json.object().put("resourceType", "Bundle").put("type", "collection");
        ArrayNode entries = bundle.putArray("entry");
        entries.addObject()
                .putObject("resource")
                .put("resourceType", "Patient")
                .put("id", "17")
                .put("birthDate", "2017-03-01");
        entries.addObject().set("resource", condition("pain", "161891005"));
        for (String code : snomed) {
            entries.addObject().set("resource", condition("c" + code, code));
        }
        return bundle;
    }

    private static ObjectNode parameters(String subject, ObjectNode record) {
        ObjectNode parameters = Json.object().put("resourceType", "Parameters");
        ArrayNode all = parameters.putArray("parameter");
        all.addObject().put("name", "subject").put("valueString", subject);
        all.addObject().put("name", "data").set("resource", record);
        return parameters;
    }

    private static Resource resource(CdsResponse response) {
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.headers()).containsEntry("Content-Type", "application/fhir+json;charset=utf-8");
        return (Resource) FhirContext.forR4Cached()
                .newJsonParser()
                .parseResource(new String(response.body(), StandardCharsets.UTF_8));
    }

    private static GuidanceResponse guidance(CdsResponse response) {
        return (GuidanceResponse)
                ((Bundle) resource(response)).getEntryFirstRep().getResource();
    }

    @Test
    void the_plan_of_a_topic_is_applied_to_the_subject_by_the_data_that_are_sent() {
        CdsRequest request = Requests.post(APPLY, parameters("Patient/17", record("386661006")))
                .with("X-Request-Id", "ward-7");
        GuidanceResponse guidance = guidance(service.handle(request));
        assertThat(guidance.getSubject().getReference()).isEqualTo("Patient/17");
        assertThat(guidance.getModuleCanonicalType().getValue()).contains("PlanDefinition/back-pain-child");
        assertThat(guidance.getRequestIdentifier().getValue()).isEqualTo("ward-7");
    }

    @Test
    void what_is_of_somebody_else_does_not_count() {
        GuidanceResponse guidance =
                guidance(service.handle(Requests.post(APPLY, parameters("Patient/18", record("26544005")))));
        assertThat(guidance.getStatus()).isEqualTo(GuidanceResponse.GuidanceResponseStatus.DATAREQUIRED);
        assertThat(text(guidance)).contains("Patient/17").doesNotContain("cord compression");
    }

    private static String text(Resource resource) {
        return FhirContext.forR4Cached().newJsonParser().encodeResourceToString(resource);
    }

    @Test
    void an_emergency_stands_whichever_topic_is_applied() {
        Resource answer = resource(service.handle(Requests.post(
                "/PlanDefinition/head-trauma-child/$apply",
                parameters("Patient/17", record("26544005", "236648008")))));
        assertThat(text(answer)).contains("Possible cord compression");
    }

    @Test
    void a_topic_that_is_not_that_of_the_complaint_says_so() {
        GuidanceResponse guidance = guidance(service.handle(
                Requests.post("/PlanDefinition/low-back-pain/$apply", parameters("Patient/17", record()))));
        assertThat(text(guidance)).contains("answers patients from 18 years", "See instead: Back pain in a child");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/PlanDefinition/back-pain-child/$apply | {} | 400 | not a Parameters resource",
                "/PlanDefinition/back-pain-child/$apply | {\"resourceType\":\"Parameters\"} | 400 | must be one parameter subject",
                "/PlanDefinition/measles/$apply | {\"resourceType\":\"Parameters\"} | 404 | no plan of this name",
                "/PlanDefinition/back-pain-child/$apply | { | 400 | not JSON",
                "/PlanDefinition/../$apply | {} | 404 | nothing at this path",
                "/answer | {\"resourceType\":\"Patient\"} | 400 | neither a QuestionnaireResponse nor a Bundle",
            })
    void what_cannot_be_applied_is_refused_in_a_sentence(String path, String body, int status, String told) {
        CdsResponse response = service.handle(Requests.post(path, body));
        assertThat(response.status()).isEqualTo(status);
        assertThat(new String(response.body(), StandardCharsets.UTF_8)).contains(told, "OperationOutcome");
    }

    /** What of the parameters cannot be used must not look as if nothing had been sent. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"data\",\"resource\":{\"resourceType\":\"Measles\"}}",
                "{\"name\":\"data\",\"valueString\":\"fever\"}",
                "{\"name\":\"subject\",\"valueString\":\"Patient/18\"}",
                "{\"name\":\"subject\",\"valueString\":\"Group/1\"}"
            })
    void parameters_that_cannot_be_used_are_refused(String parameter) {
        ObjectNode parameters = parameters("Patient/17", record());
        ((ArrayNode) parameters.path("parameter")).add(Requests.json(parameter));
        assertThat(service.handle(Requests.post(APPLY, parameters)).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/fhir+json"})
    void a_record_of_two_patients_is_refused_in_a_sentence(String accepted) {
        ObjectNode two = record();
        ((ArrayNode) two.path("entry"))
                .addObject()
                .putObject("resource")
                .put("resourceType", "Patient")
                .put("id", "18");
        CdsResponse response = service.handle(Requests.post("/answer", two).with("Accept", accepted));
        assertThat(response.status()).isEqualTo(400);
        assertThat(new String(response.body(), StandardCharsets.UTF_8)).contains("of more than one patient");
    }

    @Test
    void a_record_is_answered_in_the_format_of_all_answers_or_as_the_client_accepts_as_a_bundle() {
        CdsRequest request = Requests.post("/answer", record("386661006"));
        JsonNode answer = Requests.json(service.handle(request));
        assertThat(answer.at("/answer/topic").textValue()).isEqualTo("back-pain-child");

        GuidanceResponse guidance = guidance(service.handle(request.with("Accept", "application/fhir+json")));
        assertThat(guidance.getModuleCanonicalType().getValue()).contains("PlanDefinition/back-pain-child");
    }

    @Test
    void only_a_trusted_caller_may_apply_a_plan() {
        CdsService guarded = new CdsService(
                () -> Requests.RULES,
                Requests.settings()
                        .issuers(List.of(new TrustedIssuer(
                                "https://ehr.example",
                                Optional.of(URI.create("https://ehr.example/keys")),
                                Optional.empty())))
                        .build());
        assertThat(guarded.handle(Requests.post(APPLY, parameters("Patient/17", record())))
                        .status())
                .isEqualTo(401);
        assertThat(guarded.handle(new CdsRequest("GET", APPLY, Map.of(), new byte[0]))
                        .status())
                .isEqualTo(405);
    }
}

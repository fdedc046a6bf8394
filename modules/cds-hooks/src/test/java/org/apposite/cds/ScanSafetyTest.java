package org.apposite.cds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What speaks against a scan or its contrast, or may: it is told, and no study is recommended. The child of the request: see lumbar-mri.json. */
class ScanSafetyTest {

    private static final String CONDITION = """
            {"resourceType":"Condition","id":"x","subject":{"reference":"Patient/child-9"},"recordedDate":"2026-11-22",
            "code":{"coding":[{"system":"%s","code":"%s"}]},
            "clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-clinical","code":"active"}]},
            "verificationStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-ver-status","code":"%s"}]}}
            """;
    private static final String ALLERGY = """
            {"resourceType":"AllergyIntolerance","id":"x","patient":{"reference":"Patient/child-9"},"code":{%s},
            "clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical","code":"active"}]},
            "verificationStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/allergyintolerance-verification","code":"confirmed"}]}}
            """;
    private static final String DEVICE = """
            {"resourceType":"Device","id":"x","patient":{"reference":"Patient/child-9"},"status":"active","type":{%s}}
            """;
    private static final String EGFR = """
            {"resourceType":"Observation","id":"x","subject":{"reference":"Patient/child-9"},"status":"final",
            "effectiveDateTime":"2026-11-22","code":{"coding":[{"system":"http://loinc.org","code":"%s"}]},
            "valueQuantity":{"value":%s,"system":"http://unitsofmeasure.org","code":"mL/min/{1.73_m2}"}}
            """;

    private final CdsService service = Requests.service();

    @Test
    void a_study_is_recommended_while_nothing_speaks_against_it() {
        assertThat(recommended(card(null))).isTrue();
        assertThat(recommended(card(EGFR.formatted("50210-4", "90")))).isTrue();
        assertThat(recommended(card(ALLERGY.formatted(
                        "\"coding\":[{\"system\":\"http://snomed.info/sct\",\"code\":\"716186003\"}]"))))
                .isTrue();
    }

    @ParameterizedTest(name = "{1}, {2}")
    @CsvSource({
        "http://hl7.org/fhir/sid/icd-10-cm, N17.9, confirmed",
        "http://hl7.org/fhir/sid/icd-10-cm, N17.9, unconfirmed",
        "http://hl7.org/fhir/sid/icd-10-cm, N18.6, confirmed",
        "http://hl7.org/fhir/sid/icd-10-cm, Z95.0, confirmed",
        "http://hl7.org/fhir/sid/icd-10-cm, Z96.21, provisional",
        "http://hl7.org/fhir/sid/icd-10-cm, Z91.041, confirmed",
        "http://hl7.org/fhir/sid/icd-10-cm, Z33.1, confirmed",
        "http://snomed.info/sct, 441509002, confirmed",
        "http://snomed.info/sct, 293637006, confirmed",
    })
    void a_condition_that_speaks_against_it_or_may_takes_the_recommendation_back(
            String system, String code, String verification) {
        JsonNode card = card(CONDITION.formatted(system, code, verification));
        assertThat(recommended(card)).isFalse();
        assertThat(card.path("suggestions")).as("the study can still be chosen").isNotEmpty();
    }

    @Test
    void allergies_devices_and_measurements_do_so_too() {
        String gadolinium =
                ALLERGY.formatted("\"coding\":[{\"system\":\"http://snomed.info/sct\",\"code\":\"767235005\"}]");
        String pacemaker =
                DEVICE.formatted("\"coding\":[{\"system\":\"http://snomed.info/sct\",\"code\":\"14106009\"}]");
        assertThat(recommended(card(gadolinium))).isFalse();
        assertThat(card(gadolinium).path("detail").textValue()).contains("Earlier reaction to gadolinium");
        assertThat(recommended(card(pacemaker))).isFalse();
        assertThat(recommended(card(EGFR.formatted("50210-4", "22")))).isFalse();
        assertThat(recommended(card(EGFR.formatted("98979-8", "22"))))
                .as("by an equation for adults")
                .isFalse();
    }

    @Test
    void an_allergy_and_a_device_that_are_not_understood_are_named_on_the_card() {
        JsonNode allergy = card(ALLERGY.formatted("\"text\":\"Dotarem\""));
        assertThat(recommended(allergy)).isFalse();
        assertThat(allergy.path("detail").textValue())
                .contains(
                        "an allergy that is not understood, \"Dotarem\"; whether it speaks against a contrast agent is not known");
        JsonNode device = card(DEVICE.formatted("\"text\":\"Deep brain lead\""));
        assertThat(recommended(device)).isFalse();
        assertThat(device.path("detail").textValue())
                .contains(
                        "a device that is not understood, \"Deep brain lead\"; whether it matters in an MR scanner is not known");
    }

    private static boolean recommended(JsonNode card) {
        return card.path("suggestions").path(0).path("isRecommended").asBoolean(false);
    }

    private JsonNode card(@Nullable String resource) {
        ObjectNode request = Requests.of("lumbar-mri.json");
        if (resource != null) {
            ((ObjectNode) request.get("prefetch")).set("more", Requests.json(resource));
        }
        JsonNode response =
                Requests.json(service.handle(Requests.post("/cds-services/apposite-order-select", request)));
        return response.path("cards").path(0);
    }
}

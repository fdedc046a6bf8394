package org.apposite.cds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A card rests on what is of the patient of the call, whoever else a client sends; what is set aside is told and counted. */
class OnePatientAtTheServiceTest {

    private static final String SERVER = "https://ehr.example/r4";

    private final CdsService service = Requests.service();

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void an_emergency_stands_beside_resources_of_the_mother() {
        ObjectNode request = emergency("Patient/child-9");
        conditions(request)
                .addObject()
                .putObject("resource")
                .put("resourceType", "Patient")
                .put("id", "mother");
        assertThat(indicators(request)).contains("critical");
        assertThat(text(request)).contains("Patient/mother: is another person; it is ignored");
        assertThat(counted()).contains("apposite_others_resources_total 2.0");
    }

    @Test
    void a_record_of_somebody_else_gives_no_emergency() {
        for (String subject : List.of(
                "Patient/other",
                "Group/Patient/child-9",
                "child-9",
                "https://elsewhere.example/r4/Patient/child-9",
                "RelatedPerson/child-9",
                "urn:uuid:8a1f7d0e-1111-4222-8333-944455556666",
                "Patient?identifier=urn:oid:1.2|7",
                "#child-9")) {
            for (boolean isPatientSent : List.of(true, false)) {
                ObjectNode request = emergency(subject);
                if (!isPatientSent) {
                    ((ObjectNode) request.path("prefetch")).remove("patient");
                }
                assertThat(indicators(request)).as(subject).doesNotContain("critical");
                assertThat(counted()).contains("apposite_others_resources_total");
            }
        }
    }

    @Test
    void every_way_in_which_a_client_names_the_patient_gives_the_emergency() {
        for (String subject : List.of(
                "Patient/child-9",
                "Patient/child-9/_history/2",
                SERVER + "/Patient/child-9",
                SERVER + "/Patient/child-9/_history/2",
                "Patient?identifier=urn:oid:1.2|9")) {
            ObjectNode request = emergency(subject).put("fhirServer", SERVER + "/");
            ((ObjectNode) request.path("prefetch").path("patient"))
                    .putArray("identifier")
                    .addObject()
                    .put("system", "urn:oid:1.2")
                    .put("value", "9");
            assertThat(indicators(request)).as(subject).contains("critical");
        }
    }

    @Test
    void of_two_servers_resources_of_one_id_are_two() {
        ObjectNode request = emergency("Patient/child-9");
        for (JsonNode entry : conditions(request)) {
            String id = entry.path("resource").path("id").textValue();
            ((ObjectNode) entry).put("fullUrl", "https://" + id + ".example/r4/Condition/1");
            ((ObjectNode) entry.path("resource")).put("id", "1");
        }
        assertThat(indicators(request)).contains("critical");
    }

    @Test
    void an_order_is_reviewed_for_its_complaint_and_every_other_complaint_is_heard() {
        ObjectNode request = Requests.of("lumbar-mri.json");
        ObjectNode head = conditions(request).path(0).deepCopy();
        ((ObjectNode) head.path("resource")).put("id", "head");
        ((ObjectNode) head.path("resource").path("code").path("coding").path(0)).put("code", "82271004");
        String alone = text(request);
        conditions(request).insert(0, head);
        assertThat(text(request)).contains("the painful area (thoracic)");
        assertThat(alone).contains("the painful area (thoracic)");
        String view = text(request.put("hook", "patient-view"));
        assertThat(view).contains("Variant 3: Back pain in a child").contains("head");
    }

    /** The child of the request has a sign of a compressed cord, of which the subject is this. */
    private static ObjectNode emergency(String subject) {
        ObjectNode request = Requests.of("lumbar-mri.json");
        ArrayNode conditions = conditions(request);
        ObjectNode deficit = conditions.path(0).deepCopy();
        deficit.put("fullUrl", "https://fhir.hospital.example/r4/Condition/deficit");
        ObjectNode resource = (ObjectNode) deficit.path("resource");
        resource.put("id", "deficit");
        ((ObjectNode) resource.path("code").path("coding").path(0)).put("code", "192970008");
        ((ObjectNode) resource.path("subject")).put("reference", subject);
        conditions.add(deficit);
        return request;
    }

    private static ArrayNode conditions(ObjectNode request) {
        return (ArrayNode) request.path("prefetch").path("conditions").path("entry");
    }

    private JsonNode answer(ObjectNode request) {
        CdsResponse response = service.handle(
                Requests.post("/cds-services/apposite-" + request.path("hook").textValue(), request));
        Invariants.hold(response);
        return Requests.json(response);
    }

    private List<String> indicators(ObjectNode request) {
        return answer(request).path("cards").findValuesAsText("indicator");
    }

    private String text(ObjectNode request) {
        return String.join("\n", answer(request).path("cards").findValuesAsText("detail"));
    }

    private String counted() {
        return new String(service.handle(Requests.get("/metrics")).body(), StandardCharsets.UTF_8);
    }
}

package org.apposite.cds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is set aside or cannot be read is told, and never passes for nothing. The child of the request: see lumbar-mri.json. */
class SetAsideTest {

    private static final String CLINICAL = "http://terminology.hl7.org/CodeSystem/condition-clinical";
    private static final String VERIFICATION = "http://terminology.hl7.org/CodeSystem/condition-ver-status";
    private static final String CATEGORY = "http://terminology.hl7.org/CodeSystem/condition-category";
    private static final String CAUDA_EQUINA = "192970008";
    private static final String UNCOUNTED = "A complaint in the record was not counted.";
    private static final String UNREVIEWED =
            "This order was not reviewed: the record tells no complaint that could be read.";
    private static final String HIDDEN = "Not counted, but an emergency if it holds: see what the record says.";

    private final CdsService service = Requests.service();

    /** In every combination of category and statuses the emergency counts, is shown as not counted, or was denied. */
    @Test
    void an_emergency_as_a_condition_counts_or_is_shown_as_not_counted_unless_it_is_over_or_denied() {
        for (String category : new String[] {"encounter-diagnosis", "problem-list-item", null}) {
            for (String clinical : new String[] {"active", "recurrence", "relapse", "resolved", "nonsense", null}) {
                for (String verification :
                        new String[] {"confirmed", "unconfirmed", "refuted", "entered-in-error", "nonsense", null}) {
                    for (String day : List.of("2026-11-20", "2026-05-01")) {
                        ObjectNode request = viewing();
                        ObjectNode condition = condition(request, 1);
                        ((ObjectNode) condition.at("/code/coding/0")).put("code", CAUDA_EQUINA);
                        condition.put("recordedDate", day).remove("onsetDateTime");
                        coded(condition, "clinicalStatus", CLINICAL, clinical);
                        coded(condition, "verificationStatus", VERIFICATION, verification);
                        condition.remove("category");
                        if (category != null) {
                            condition.putArray("category").add(concept(CATEGORY, category));
                        }
                        String expected = expected(category, clinical, verification, day);
                        assertThat(told(answer(request)))
                                .as("%s, %s, %s, %s", category, clinical, verification, day)
                                .isEqualTo(expected);
                    }
                }
            }
        }
    }

    private static String expected(
            @Nullable String category, @Nullable String clinical, @Nullable String verification, String day) {
        boolean isVisit = "encounter-diagnosis".equals(category);
        if (List.of("refuted", "entered-in-error").contains(String.valueOf(verification))) {
            return "nothing";
        }
        if (verification != null && !verification.equals("confirmed")) {
            return "set aside";
        }
        if (clinical == null ? !isVisit : clinical.equals("nonsense")) {
            return "set aside";
        }
        if ("resolved".equals(clinical)) {
            return "nothing";
        }
        return isVisit && day.equals("2026-05-01") ? "nothing" : "emergency";
    }

    private static String told(JsonNode response) {
        List<String> indicators = response.path("cards")
                .valueStream()
                .map(card -> card.path("indicator").textValue())
                .toList();
        String details = response.path("cards").findValuesAsText("detail").toString();
        if (indicators.contains("critical")) {
            return "emergency";
        }
        return details.contains("not say whether") ? "set aside" : "nothing";
    }

    @Test
    void a_complaint_that_was_set_aside_is_told_when_a_patient_is_viewed() {
        ObjectNode request = viewing();
        coded(condition(request, 0), "verificationStatus", VERIFICATION, "unconfirmed");
        JsonNode response = answer(request);
        assertThat(summaries(response)).containsExactly(UNCOUNTED);
        assertThat(response.at("/cards/0/detail").textValue()).contains("Condition/pain: is not confirmed");
    }

    @Test
    void conditions_that_a_client_leaves_out_of_what_it_sends_were_not_read() {
        ObjectNode request = viewing();
        ObjectNode prefetch = (ObjectNode) request.path("prefetch");
        prefetch.remove("conditions");
        String unread = "The record could not be read in full; no complaint is known.";
        assertThat(summaries(answer(request))).containsExactly(unread);
        prefetch.putObject("conditions").put("resourceType", "OperationOutcome");
        assertThat(summaries(answer(request))).containsExactly(unread);
        prefetch.removeAll();
        assertThat(answer(request).path("cards"))
                .as("a client that sends nothing")
                .isEmpty();
    }

    @Test
    void a_bleeding_in_the_head_as_a_diagnosis_is_told_although_no_study_of_the_record_shows_it() {
        ObjectNode request = viewing();
        ((ArrayNode) request.at("/prefetch/conditions/entry")).remove(1);
        ((ObjectNode) condition(request, 0).at("/code/coding/0"))
                .put("system", "http://hl7.org/fhir/sid/icd-10-cm")
                .put("code", "S06.5X0A");
        JsonNode response = answer(request);
        assertThat(summaries(response)).contains(HIDDEN);
        assertThat(response.at("/cards/0/detail").textValue()).contains("says what only imaging shows");
    }

    @Test
    void a_complaint_and_an_emergency_of_which_it_is_not_clear_whose_they_are_are_told() {
        ObjectNode request = viewing();
        ((ArrayNode) request.at("/prefetch/conditions/entry")).remove(1);
        condition(request, 0).putObject("subject").putObject("identifier").put("value", "17");
        assertThat(summaries(answer(request))).containsExactly(UNCOUNTED);
        ((ObjectNode) condition(request, 0).at("/code/coding/0")).put("code", CAUDA_EQUINA);
        assertThat(summaries(answer(request))).containsExactly(HIDDEN);
        coded(condition(request, 0), "verificationStatus", VERIFICATION, "refuted");
        assertThat(answer(request).path("cards")).isEmpty();
        condition(request, 0).putObject("subject").put("reference", "Patient/another");
        coded(condition(request, 0), "verificationStatus", VERIFICATION, "confirmed");
        assertThat(answer(request).path("cards"))
                .as("of another patient nothing is told")
                .isEmpty();
    }

    @Test
    void an_emergency_that_was_set_aside_is_told_first_beside_whatever_else_there_is_to_tell() {
        ObjectNode request = viewing();
        ((ObjectNode) condition(request, 1).at("/code/coding/0")).put("code", CAUDA_EQUINA);
        coded(condition(request, 1), "verificationStatus", VERIFICATION, "unconfirmed");
        assertThat(summaries(answer(request))).startsWith(HIDDEN).hasSizeGreaterThan(1);
    }

    @Test
    void an_emergency_that_was_set_aside_is_told_beside_an_order_that_is_fine_and_beside_one_for_something_else() {
        ObjectNode request = Requests.of("lumbar-mri.json");
        ArrayNode conditions = (ArrayNode) request.at("/prefetch/conditions/entry");
        ObjectNode doubtful = condition(request, 0).deepCopy().put("id", "doubtful");
        ((ObjectNode) doubtful.at("/code/coding/0")).put("code", CAUDA_EQUINA);
        coded(doubtful, "verificationStatus", VERIFICATION, "unconfirmed");
        conditions.addObject().set("resource", doubtful);
        ObjectNode code = (ObjectNode) request.at("/context/draftOrders/entry/0/resource/code/coding/0");
        for (String ordered : List.of("24981-3", "24331-1")) {
            code.put("code", ordered);
            JsonNode response = answer(request);
            assertThat(summaries(response)).as(ordered).containsExactly(HIDDEN);
            assertThat(response.at("/cards/0/indicator").textValue()).isEqualTo("warning");
            assertThat(response.at("/cards/0/detail").textValue()).contains("Condition/doubtful: is not confirmed");
        }
    }

    @Test
    void a_recognised_order_is_never_met_with_silence_where_no_complaint_could_be_read() {
        ObjectNode request = Requests.of("lumbar-mri.json");
        ((ArrayNode) request.at("/prefetch/conditions/entry")).remove(0);
        assertThat(summaries(answer(request))).containsExactly(UNREVIEWED);
        ((ObjectNode) request.path("prefetch")).putObject("conditions").put("resourceType", "OperationOutcome");
        JsonNode failed = answer(request);
        assertThat(summaries(failed))
                .containsExactly(
                        "This order was not reviewed: the record could not be read in full, and no complaint is"
                                + " known.");
        assertThat(failed.at("/cards/0/detail").textValue()).contains("conditions: the search failed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"observations", "answers"})
    void a_search_that_failed_is_told_when_a_patient_is_viewed_and_one_that_was_not_sent_is_not(String search) {
        ObjectNode request = viewing();
        ((ArrayNode) request.at("/prefetch/conditions/entry")).remove(0);
        ObjectNode prefetch = (ObjectNode) request.path("prefetch");
        prefetch.remove(search);
        assertThat(answer(request).path("cards")).isEmpty();
        prefetch.putObject(search).put("resourceType", "OperationOutcome");
        JsonNode response = answer(request);
        assertThat(summaries(response)).containsExactly("The record could not be read in full; no complaint is known.");
        assertThat(response.at("/cards/0/detail").textValue()).contains(search + ": the search failed");
    }

    private static ObjectNode viewing() {
        ObjectNode request = Requests.of("lumbar-mri.json").put("hook", "patient-view");
        ((ObjectNode) request.path("context")).remove(List.of("selections", "draftOrders"));
        return request;
    }

    private static ObjectNode condition(ObjectNode request, int position) {
        return (ObjectNode)
                request.at("/prefetch/conditions/entry").path(position).path("resource");
    }

    private static void coded(ObjectNode condition, String member, String system, @Nullable String code) {
        condition.remove(member);
        if (code != null) {
            condition.set(member, concept(system, code));
        }
    }

    private static JsonNode concept(String system, String code) {
        return Requests.json("{\"coding\":[{\"system\":\"" + system + "\",\"code\":\"" + code + "\"}]}");
    }

    private JsonNode answer(ObjectNode request) {
        CdsResponse response = service.handle(
                Requests.post("/cds-services/apposite-" + request.path("hook").textValue(), request));
        assertThat(response.status())
                .as(new String(response.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
        Invariants.hold(response);
        return Requests.json(response);
    }

    private static List<String> summaries(JsonNode response) {
        return response.path("cards")
                .valueStream()
                .map(card -> card.path("summary").textValue())
                .toList();
    }
}

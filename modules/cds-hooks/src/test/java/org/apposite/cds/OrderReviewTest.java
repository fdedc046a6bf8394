package org.apposite.cds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apposite.ClinicalRules;
import org.apposite.advice.Recommendation;
import org.apposite.cds.cards.ImagingRating;
import org.apposite.patient.PatientCase;
import org.junit.jupiter.api.Test;

/** What clients get for orders. The child of the request: see lumbar-mri.json. */
class OrderReviewTest {

    private static final String LOINC = "http://loinc.org";
    private static final String THORACIC_WITHOUT_AND_WITH = "24981-3";

    private final CdsService service = Requests.service();

    @Test
    void a_lumbar_mri_without_contrast_gets_two_warnings_and_a_corrected_order_and_no_rating_of_another_region() {
        ObjectNode request = Requests.of("lumbar-mri.json");
        JsonNode response = answer("order-select", request);
        JsonNode card = response.path("cards").path(0);
        assertThat(response.path("cards")).hasSize(1);
        assertThat(card.path("indicator").textValue()).isEqualTo("warning");
        assertThat(card.path("summary").textValue())
                .isEqualTo("There are 2 warnings for this order. "
                        + "Preferred here: MRI thoracic spine without and with IV contrast.");
        assertThat(card.path("detail").textValue())
                .contains("is without contrast; preferred here")
                .contains("does not cover all of the painful area (thoracic)")
                .contains(
                        "**Next study: MRI thoracic spine without and with IV contrast.** Usually appropriate, 0 mSv.")
                .contains("because fever is present (Condition/fever)")
                .doesNotContain("| Median |", "Malaise is no red flag by itself");
        assertThat(card.at("/links/0/url").textValue())
                .matches("http://127[^#]*/\\?topic=back-pain-child#record=[\\w-]+");

        JsonNode suggestion = card.path("suggestions").path(0);
        assertThat(card.path("suggestions")).hasSize(1);
        assertThat(suggestion.path("isRecommended").booleanValue()).isTrue();
        JsonNode action = suggestion.path("actions").path(0);
        assertThat(action.path("type").textValue()).isEqualTo("update");
        assertThat(codes(action.path("resource"))).contains(THORACIC_WITHOUT_AND_WITH);
        assertThat(without(action.path("resource"), "code", "extension"))
                .as("all else of the order is kept")
                .isEqualTo(without(draft(request), "code", "extension"));

        JsonNode rated = response.path("systemActions").path(0).path("resource");
        assertThat(response.path("extension").path("systemActions")).isEqualTo(response.path("systemActions"));
        assertThat(rated.isMissingNode())
                .as("an order of another region is not rated appropriate")
                .isTrue();
    }

    @Test
    void an_order_that_is_appropriate_gets_a_rating_in_both_places_and_no_card() {
        ObjectNode request = ordering(LOINC, THORACIC_WITHOUT_AND_WITH);
        JsonNode response = answer("order-select", request);
        assertThat(response.path("cards")).isEmpty();
        JsonNode rated = response.path("systemActions").path(0).path("resource");
        assertThat(response.path("extension").path("systemActions")).isEqualTo(response.path("systemActions"));
        assertThat(rating(rated)).isEqualTo("appropriate");
        assertThat(without(rated, "extension")).isEqualTo(draft(request));
    }

    @Test
    void what_may_be_appropriate_is_rated_by_its_category_and_a_short_card_names_what_is_better() {
        ObjectNode ct = ordering(LOINC, "24979-7");
        JsonNode response = answer("order-select", ct);
        assertThat(rating(response.path("systemActions").path(0).path("resource")))
                .isEqualTo("may-be-appropriate");
        assertThat(summaries(response))
                .containsExactly("May be appropriate; usually appropriate here: "
                        + "MRI thoracic spine without and with IV contrast.");
        assertThat(response.path("cards").path(0).path("indicator").textValue()).isEqualTo("info");
    }

    @Test
    void a_hospital_gives_what_may_be_appropriate_a_code() {
        ObjectNode ct = ordering(LOINC, "24979-7");
        ImagingRating standard = ImagingRating.standard();
        ImagingRating own = new ImagingRating(
                Map.of(Recommendation.Category.MAY_BE_APPROPRIATE, ImagingRating.Code.APPROPRIATE),
                standard.notApplicable(),
                "G1000");
        try (CdsService configured = new CdsService(
                () -> Requests.RULES, Requests.settings().rating(own).build())) {
            JsonNode rated = answer(configured, "order-select", ct)
                    .path("systemActions")
                    .path(0)
                    .path("resource");
            assertThat(rating(rated)).isEqualTo("appropriate");
            assertThat(rated.path("extension")
                            .valueStream()
                            .map(one -> one.path("valueString").asText("")))
                    .contains("G1000");
        }
    }

    @Test
    void an_earlier_rating_is_taken_back_where_none_is_given_now() {
        ObjectNode request = Requests.of("lumbar-mri.json");
        ArrayNode extensions = draft(request).putArray("extension");
        extensions.addObject().put("url", "https://ehr.example/kept").put("valueString", "kept");
        extensions
                .addObject()
                .put("url", "http://fhir.org/argonaut/Extension/pama-rating")
                .put("valueString", "old");
        JsonNode actions = answer("order-select", request).path("systemActions");
        assertThat(actions).hasSize(1);
        assertThat(actions.at("/0/description").textValue()).startsWith("Takes back an earlier rating");
        assertThat(actions.at("/0/resource/extension").findValuesAsText("url"))
                .containsExactly("https://ehr.example/kept");
    }

    @Test
    void in_an_emergency_no_study_is_recommended_and_no_order_is_changed_to_one_that_leaves_out_its_region() {
        ObjectNode request = Requests.of("lumbar-mri.json");
        ArrayNode conditions = (ArrayNode) request.at("/prefetch/conditions/entry");
        ObjectNode cauda = conditions.get(0).deepCopy();
        ObjectNode condition = (ObjectNode) cauda.get("resource");
        condition.put("id", "cauda");
        ((ObjectNode) condition.at("/code/coding/0"))
                .put("system", "http://snomed.info/sct")
                .put("code", "192970008");
        cauda.put("fullUrl", "https://ehr.example/fhir/Condition/cauda");
        conditions.add(cauda);
        JsonNode cards = answer("order-select", request).path("cards");
        assertThat(cards.at("/0/indicator").textValue()).isEqualTo("critical");
        assertThat(cards).hasSizeGreaterThan(1);
        assertThat(cards.findValuesAsText("label")).noneMatch(label -> label.startsWith("Change the order"));
        assertThat(cards.findValues("isRecommended")).isEmpty();
    }

    @Test
    void what_is_usually_not_appropriate_is_rated_so() {
        JsonNode response = answer("order-select", ordering(LOINC, "70927-9"));
        assertThat(rating(response.path("systemActions").path(0).path("resource")))
                .isEqualTo("not-appropriate");
        assertThat(response.path("cards")).hasSize(1);
    }

    @Test
    void a_ct_of_the_head_is_no_ct_of_the_spine_it_is_not_rated_here_and_does_not_show_the_pain() {
        ObjectNode request = ordering(LOINC, "36530-4");
        draft(request)
                .putArray("bodySite")
                .addObject()
                .putArray("coding")
                .addObject()
                .put("system", "https://apposite.org/fhir/CodeSystem/region")
                .put("code", "head");
        JsonNode response = answer("order-select", request);
        assertThat(response.has("systemActions")).as("it has no rating").isFalse();
        assertThat(summaries(response))
                .containsExactly("There is a warning for this order. "
                        + "Preferred here: MRI thoracic spine without and with IV contrast.");
        assertThat(detail(response)).contains("The sources do not rate", "does not cover all of the painful area");
    }

    @Test
    void an_emergency_is_one_critical_card_before_all_others_and_asks_nothing() {
        ObjectNode request = Requests.of("lumbar-mri.json");
        prefetch(request).remove("imagingReports");
        observation(request, "neuro").put("valueBoolean", true);
        observation(request, "bladder").put("valueBoolean", true);
        JsonNode cards = answer("order-select", request).path("cards");
        assertThat(cards.path(0).path("indicator").textValue()).isEqualTo("critical");
        assertThat(cards.path(0).path("summary").textValue())
                .isEqualTo("Possible cord compression: image emergently, "
                        + "and call neurosurgery or orthopaedic spine on call now.");
        assertThat(cards.findValuesAsText("label")).doesNotContain("Answer the questions");
    }

    @Test
    void an_emergency_is_shown_although_the_rules_give_no_answer_and_is_counted() {
        ObjectNode request = Requests.of("lumbar-mri.json");
        observation(request, "neuro").put("valueBoolean", true);
        observation(request, "bladder").put("valueBoolean", true);
        int least = Requests.RULES
                .only("back-pain-child")
                .evaluate(PatientCase.builder().build())
                .trace()
                .steps()
                .size();
        ClinicalRules limited = Requests.RULES.withLimits(least, Duration.ofMinutes(1));
        try (CdsService service =
                new CdsService(() -> limited, Requests.settings().build())) {
            JsonNode cards = answer(service, "order-select", request).path("cards");
            assertThat(cards).hasSize(1);
            assertThat(cards.path(0).path("indicator").textValue()).isEqualTo("critical");
            assertThat(cards.path(0).path("summary").textValue()).startsWith("Possible cord compression");
            assertThat(cards.path(0).path("detail").textValue()).contains("the order was not reviewed");

            observation(request, "neuro").put("valueBoolean", false);
            observation(request, "bladder").put("valueBoolean", false);
            CdsResponse none = service.handle(Requests.post("/cds-services/apposite-order-select", request));
            assertThat(none.status()).isEqualTo(503);
            assertThat(new String(service.handle(Requests.get("/metrics")).body(), StandardCharsets.UTF_8))
                    .contains("apposite_withheld_total{reason=\"limit\"} 2.0", "{reason=\"difference\"} 0.0");
        }
    }

    @Test
    void a_sign_in_the_record_that_is_not_counted_is_named_and_an_emergency_says_on_what_it_rests() {
        ObjectNode request = Requests.of("lumbar-mri.json");
        ArrayNode conditions = (ArrayNode) prefetch(request).path("conditions").path("entry");
        ObjectNode weakness = (ObjectNode) conditions.path(1).path("resource").deepCopy();
        weakness.put("id", "weak");
        ((ObjectNode) weakness.path("code").path("coding").path(0)).put("code", "309774006");
        conditions.addObject().set("resource", weakness);
        observation(request, "neuro").put("valueBoolean", true);
        observation(request, "bladder").put("valueBoolean", true);
        assertThat(detail(answer("order-select", request)))
                .contains("Because neurologic deficit, bowel or bladder dysfunction are present"
                        + " (Condition/weak, Observation/neuro, Observation/bladder)");

        ((ArrayNode) prefetch(request).path("observations").path("entry")).removeAll();
        ((ObjectNode) weakness.at("/verificationStatus/coding/0")).put("code", "unconfirmed");
        assertThat(detail(answer("order-select", request)))
                .contains("In the record, but not counted:", "Condition/weak");
    }

    @Test
    void an_emergency_is_told_even_when_the_patient_cannot_be_read_and_without_one_the_age_is_asked() {
        ObjectNode request = Requests.of("lumbar-mri.json");
        prefetch(request).remove("patient");
        assertThat(detail(answer("order-select", request))).contains("patient: not sent", "How old");
        observation(request, "neuro").put("valueBoolean", true);
        observation(request, "bladder").put("valueBoolean", true);
        JsonNode cards = answer("order-select", request).path("cards");
        assertThat(cards.path(0).path("indicator").textValue()).isEqualTo("critical");
    }

    @Test
    void data_that_is_required_is_one_card_with_a_link_to_the_questions_and_no_rating() {
        ObjectNode request = Requests.of("lumbar-mri.json");
        prefetch(request).remove("observations");
        ((ArrayNode) prefetch(request).path("conditions").path("entry")).remove(1);
        JsonNode response = answer("order-select", request);
        JsonNode asking = response.path("cards").path(response.path("cards").size() - 1);
        assertThat(asking.path("links").path(0).path("url").textValue())
                .startsWith("http://127.0.0.1:8080/?topic=back-pain-child#record=");
        assertThat(asking.path("detail").textValue())
                .contains("Has bowel or bladder function changed")
                .contains("observations: not sent");
        assertThat(response.has("systemActions")).isFalse();
    }

    @Test
    void a_search_that_failed_leaves_unknown_what_it_would_have_found() {
        ObjectNode missing = Requests.of("lumbar-mri.json");
        prefetch(missing).remove("imagingReports");
        ObjectNode failed = Requests.of("lumbar-mri.json");
        prefetch(failed).putObject("imagingReports").put("resourceType", "OperationOutcome");
        assertThat(summaries(answer("order-select", failed))).isEqualTo(summaries(answer("order-select", missing)));
    }

    @Test
    void a_search_that_found_nothing_means_no_imaging_only_where_the_record_holds_all_of_it() {
        ObjectNode request = Requests.of("lumbar-mri.json");
        prefetch(request).putNull("imagingReports");
        String question = "Were radiographs of the painful area taken";
        assertThat(detail(answer("order-select", request))).contains(question);
        try (CdsService configured = new CdsService(
                () -> Requests.RULES,
                Requests.settings().recordHoldsAllImaging().build())) {
            assertThat(detail(answer(configured, "order-select", request))).doesNotContain(question);
            prefetch(request).remove("imagingReports");
            assertThat(detail(answer(configured, "order-select", request))).contains(question);
        }
    }

    @Test
    void for_an_adult_no_criteria_apply_and_flags_are_told_all_the_same() {
        ObjectNode request = Requests.of("lumbar-mri.json");
        ((ObjectNode) prefetch(request).path("patient")).put("birthDate", "1980-01-01");
        JsonNode response = answer("order-select", request);
        assertThat(response.path("cards")).hasSize(1);
        assertThat(detail(response)).contains("Not applicable: The pain is in the thoracic spine.", "fever");
        assertThat(rating(response.path("systemActions").path(0).path("resource")))
                .isEqualTo("no-criteria-apply");
    }

    @Test
    void there_is_nothing_to_say_of_orders_for_other_things() {
        ObjectNode other = ordering(LOINC, "24331-1");
        ((ObjectNode) draft(other).path("code")).put("text", "Lipid panel");
        ObjectNode prescription = Requests.of("lumbar-mri.json");
        draft(prescription).put("resourceType", "MedicationRequest");
        ((ObjectNode) prescription.path("context")).putArray("selections").add("MedicationRequest/draft-1");
        for (ObjectNode request : List.of(other, prescription)) {
            JsonNode response = answer("order-select", request);
            assertThat(response.fieldNames()).toIterable().containsExactly("cards");
            assertThat(response.path("cards")).isEmpty();
        }
    }

    @Test
    void two_orders_of_one_study_are_one_study_with_one_suggestion() {
        ObjectNode request = Requests.of("lumbar-mri.json");
        also(request, draft(request).deepCopy().put("id", "draft-2"));
        JsonNode response = answer("order-select", request);
        assertThat(response.path("cards")).hasSize(1);
        JsonNode actions = response.at("/cards/0/suggestions/0/actions");
        assertThat(actions.valueStream().map(one -> one.path("type").textValue()))
                .containsExactly("update", "delete");
        assertThat(actions.path(1).path("resourceId").textValue()).isEqualTo("ServiceRequest/draft-2");
    }

    @Test
    void two_orders_of_different_studies_get_a_card_each_and_one_suggestion_of_the_same() {
        ObjectNode request = Requests.of("lumbar-mri.json");
        ObjectNode second = draft(request).deepCopy().put("id", "draft-2");
        ((ObjectNode) second.at("/code/coding/0")).put("code", "24979-7");
        also(request, second);
        JsonNode response = answer("order-select", request);
        assertThat(response.path("cards")).hasSize(2);
        assertThat(response.path("cards").findValues("suggestions")).hasSize(1);
    }

    private static void also(ObjectNode request, ObjectNode order) {
        ((ArrayNode) request.at("/context/draftOrders/entry")).addObject().set("resource", order);
        ((ArrayNode) request.at("/context/selections"))
                .add("ServiceRequest/" + order.path("id").textValue());
    }

    @Test
    void a_rating_of_an_earlier_answer_is_replaced_and_other_extensions_stay() {
        ObjectNode request = ordering(LOINC, THORACIC_WITHOUT_AND_WITH);
        ArrayNode extensions = draft(request).putArray("extension");
        extensions.addObject().put("url", "https://hospital.example/ward").put("valueString", "7");
        extensions
                .addObject()
                .put("url", "http://fhir.org/argonaut/Extension/pama-rating-consult-id")
                .put("valueUri", "urn:uuid:old");
        JsonNode rated =
                answer("order-select", request).path("systemActions").path(0).path("resource");
        assertThat(rated.path("extension").path(0).path("valueString").textValue())
                .isEqualTo("7");
        assertThat(rated.toString()).doesNotContain("urn:uuid:old");
    }

    @Test
    void numbers_and_characters_of_an_order_come_back_as_they_were_sent() {
        String quantity = "\"quantityQuantity\":{\"value\":1.50,\"unit\":\"\uD83E\uDE7B\"}";
        String request = Requests.of("lumbar-mri.json").toString();
        String type = "\"resourceType\":\"ServiceRequest\",";
        CdsResponse response = service.handle(
                Requests.post("/cds-services/apposite-order-select", request.replace(type, type + quantity + ",")));
        assertThat(new String(response.body(), StandardCharsets.UTF_8)).contains(quantity);
    }

    @Test
    void at_signing_all_drafts_count_and_selections_are_not_needed() {
        ObjectNode request = Requests.of("lumbar-mri.json").put("hook", "order-sign");
        ((ObjectNode) request.path("context")).remove("selections");
        assertThat(answer("order-sign", request).path("cards")).hasSize(1);
    }

    @Test
    void when_a_patient_is_viewed_the_next_study_is_suggested_as_a_new_order() {
        JsonNode response = answer("patient-view", viewing());
        JsonNode card = response.path("cards").path(0);
        assertThat(response.path("cards")).hasSize(1);
        assertThat(card.path("summary").textValue())
                .isEqualTo("Next study: MRI thoracic spine without and with IV contrast.");
        JsonNode action = card.path("suggestions").path(0).path("actions").path(0);
        assertThat(action.path("type").textValue()).isEqualTo("create");
        assertThat(action.path("resource").path("subject").path("reference").textValue())
                .isEqualTo("Patient/child-9");
        assertThat(response.has("systemActions")).isFalse();
    }

    @Test
    void of_a_patient_without_such_a_complaint_there_is_nothing_to_say() {
        ObjectNode request = viewing();
        ((ArrayNode) prefetch(request).path("conditions").path("entry")).remove(0);
        assertThat(answer("patient-view", request).path("cards")).isEmpty();
    }

    @Test
    void a_patient_of_another_id_is_set_aside() {
        ObjectNode request = Requests.of("lumbar-mri.json");
        ((ObjectNode) prefetch(request).path("patient")).put("id", "somebody-else");
        assertThat(detail(answer("order-select", request)))
                .contains("Patient/somebody-else: is another person", "How old");
    }

    @Test
    void an_element_that_cannot_be_read_does_not_keep_the_others_from_counting() {
        ObjectNode request = Requests.of("lumbar-mri.json");
        observation(request, "malaise").put("effectiveDateTime", "yesterday");
        assertThat(answer("order-select", request)
                        .path("cards")
                        .path(0)
                        .path("detail")
                        .textValue())
                .contains(
                        "Observation/malaise: has elements that cannot be read, and are not counted: effectiveDateTime")
                .contains("because fever is present");
    }

    private JsonNode answer(String hook, ObjectNode request) {
        return answer(service, hook, request);
    }

    private static JsonNode answer(CdsService service, String hook, ObjectNode request) {
        CdsResponse response = service.handle(Requests.post("/cds-services/apposite-" + hook, request));
        assertThat(response.status())
                .as(new String(response.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
        Invariants.hold(response);
        return Requests.json(response);
    }

    private static String detail(JsonNode response) {
        return response.path("cards").path(0).path("detail").textValue();
    }

    private static ObjectNode ordering(String system, String code) {
        ObjectNode request = Requests.of("lumbar-mri.json");
        ((ObjectNode) draft(request).path("code").path("coding").path(0))
                .put("system", system)
                .put("code", code);
        return request;
    }

    private static ObjectNode viewing() {
        ObjectNode request = Requests.of("lumbar-mri.json").put("hook", "patient-view");
        ((ObjectNode) request.path("context")).remove(List.of("selections", "draftOrders"));
        return request;
    }

    private static ObjectNode draft(ObjectNode request) {
        return (ObjectNode) request.path("context")
                .path("draftOrders")
                .path("entry")
                .path(0)
                .path("resource");
    }

    private static ObjectNode prefetch(ObjectNode request) {
        return (ObjectNode) request.path("prefetch");
    }

    private static ObjectNode observation(ObjectNode request, String id) {
        return (ObjectNode) prefetch(request)
                .path("observations")
                .path("entry")
                .valueStream()
                .map(entry -> entry.path("resource"))
                .filter(one -> one.path("id").textValue().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> codes(JsonNode order) {
        return order.path("code")
                .path("coding")
                .valueStream()
                .map(one -> one.path("code").textValue())
                .toList();
    }

    private static String rating(JsonNode order) {
        return order.path("extension")
                .valueStream()
                .filter(one -> one.path("url").textValue().equals("http://fhir.org/argonaut/Extension/pama-rating"))
                .map(one -> one.path("valueCodeableConcept")
                        .path("coding")
                        .path(0)
                        .path("code")
                        .textValue())
                .findFirst()
                .orElse("none");
    }

    private static JsonNode without(JsonNode order, String... keys) {
        return ((ObjectNode) order.deepCopy()).remove(List.of(keys));
    }

    private static List<String> summaries(JsonNode response) {
        return response.path("cards")
                .valueStream()
                .map(card -> card.path("summary").textValue())
                .toList();
    }
}

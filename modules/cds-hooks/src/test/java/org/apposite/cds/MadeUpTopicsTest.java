package org.apposite.cds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apposite.ClinicalRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What clients and the form get of topics that are folders alone, made up, and known by the project's own codes. */
class MadeUpTopicsTest {

    private static final String OWN = "https://apposite.org/fhir/CodeSystem/";
    private static final ClinicalRules RULES = ClinicalRules.from(Path.of("../cli/src/test/resources/made-up-topics"));
    private static final JsonMapper JSON = new JsonMapper();

    private final CdsService service =
            new CdsService(() -> RULES, Requests.settings().build());

    /** A call with a draft order, for a gnome with a complaint and with what was observed. */
    private static ObjectNode ordering(String birthDate, String complaint, String order, String... observations) {
        ObjectNode request = Requests.of("lumbar-mri.json");
        ObjectNode draft = (ObjectNode) request.at("/context/draftOrders/entry/0/resource");
        draft.set("code", concept("procedure", order));
        ObjectNode prefetch = (ObjectNode) request.path("prefetch");
        ((ObjectNode) prefetch.path("patient")).put("birthDate", birthDate);
        prefetch.putNull("imagingReports");
        ArrayNode conditions = (ArrayNode) prefetch.at("/conditions/entry");
        conditions.remove(1);
        ((ObjectNode) conditions.path(0).path("resource")).set("code", concept("term", complaint));
        ArrayNode entries = (ArrayNode) prefetch.at("/observations/entry");
        ObjectNode example = (ObjectNode) entries.path(0).path("resource");
        entries.removeAll();
        for (String observation : observations) {
            String[] parts = observation.split(" ", 2);
            ObjectNode one = example.deepCopy().put("id", parts[0]);
            one.set("code", concept("term", parts[0]));
            one.remove("valueBoolean");
            value(one, parts[0], parts[1]);
            entries.addObject().set("resource", one);
        }
        return request;
    }

    private static void value(ObjectNode observation, String code, String value) {
        if (value.equals("true") || value.equals("false")) {
            observation.put("valueBoolean", Boolean.parseBoolean(value));
        } else if (value.contains(" ")) {
            String[] amount = value.split(" ", -1);
            observation
                    .putObject("valueQuantity")
                    .put("value", new BigDecimal(amount[0]))
                    .put("system", "http://unitsofmeasure.org")
                    .put("code", amount[1]);
        } else {
            observation.set("valueCodeableConcept", concept("choice-" + code, value));
        }
    }

    private static ObjectNode concept(String system, String code) {
        ObjectNode concept = JSON.createObjectNode();
        concept.putArray("coding").addObject().put("system", OWN + system).put("code", code);
        return concept;
    }

    private JsonNode answer(ObjectNode request) {
        CdsResponse response = service.handle(Requests.post("/cds-services/apposite-order-select", request));
        assertThat(response.status())
                .as(new String(response.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
        return Requests.json(response);
    }

    /** The rated order and the card of each topic: its title, and words of its summary and its detail. */
    private void assertReviewed(ObjectNode request, String topic, String summary, String... details) {
        JsonNode response = answer(request);
        JsonNode card = response.path("cards").path(0);
        assertThat(response.path("cards")).as(response.toString()).hasSize(1);
        assertThat(card.at("/source/topic/code").textValue()).isEqualTo(topic);
        assertThat(card.path("summary").textValue()).contains(summary);
        assertThat(card.path("detail").textValue()).contains(details);
        assertThat(response.path("systemActions")).as("the order is rated").hasSize(1);
    }

    @Test
    void an_order_for_a_limb_is_reviewed_by_the_limbs_topic() {
        ObjectNode request = ordering(
                "1990-03-15",
                "arm-injury",
                "us-doppler-arm-area-of-interest",
                "bent-arm true",
                "lost-pulse false",
                "numb-fingers false");
        ObjectNode draft = (ObjectNode) request.at("/context/draftOrders/entry/0/resource");
        ArrayNode sites = draft.putArray("bodySite");
        sites.add(concept("region", "forearm"));
        sites.add(concept("side", "left"));
        // A record tells no region of a complaint: the form does.
        ((ObjectNode) request.path("prefetch")).set("answers", answers("limb-injury", """
                {"linkId":"region","answer":[{"valueCoding":{"system":"%1$sregion","code":"forearm"}}]},
                {"linkId":"side","answer":[{"valueCoding":{"system":"%1$sside","code":"left"}}]}
                """.formatted(OWN)));

        assertReviewed(
                request,
                "limb-injury",
                "Preferred here: Radiography",
                "US Doppler arm area of interest",
                "is usually not appropriate here");
    }

    private static ObjectNode answers(String topic, String items) {
        ObjectNode bundle =
                JSON.createObjectNode().put("resourceType", "Bundle").put("type", "searchset");
        bundle.putArray("entry").addObject().set("resource", Requests.json("""
                {"resourceType":"QuestionnaireResponse","id":"form","status":"completed",
                "authored":"2026-11-23T10:00:00+01:00","subject":{"reference":"Patient/child-9"},
                "questionnaire":"https://apposite.org/fhir/Questionnaire/%s","item":[%s]}
                """.formatted(topic, items)));
        return bundle;
    }

    @Test
    void an_order_for_a_head_is_reviewed_by_the_heads_topic_with_its_headline_first() {
        assertReviewed(
                ordering(
                        "2025-09-10",
                        "head-knock",
                        "radiography-head",
                        "mechanism fall",
                        "fall-height 3 [ft_i]",
                        "drowsy false"),
                "head-knock",
                "Preferred here: CT head without IV contrast.",
                "**Worrying: hard knock.**",
                "A film of the head shows no bleed.",
                "**Next study: CT head without IV contrast.** Usually appropriate, 0.2 to 2 mSv.");
    }

    @ParameterizedTest
    @CsvSource({
        // born, topic, what is said
        "2020-03-15, belly-ache-child, usually not appropriate for a young gnome",
        "1990-03-15, belly-ache-adult, usually not appropriate here"
    })
    void an_order_for_a_belly_is_reviewed_by_the_topic_of_the_age(String born, String topic, String told) {
        assertReviewed(
                ordering(
                        born,
                        "belly-ache",
                        "radiography-belly",
                        "ache-moved true",
                        "off-mushrooms true",
                        "vomiting true",
                        "hard-belly false",
                        "ache-pattern steady",
                        "body-warmth 38.2 Cel"),
                topic,
                "",
                told);
    }

    @Test
    void an_emergency_of_the_head_stands_beside_an_ache_in_the_belly() {
        JsonNode cards = answer(
                        ordering("1990-03-15", "belly-ache", "us-belly", "uneven-pupils true", "hard-belly false"))
                .path("cards");
        assertThat(cards.path(0).path("indicator").textValue()).isEqualTo("critical");
        assertThat(cards.path(0).path("summary").textValue()).startsWith("Troll sleep is near");
        assertThat(cards.path(0).path("detail").textValue()).contains("Observation/uneven-pupils");
    }

    @Test
    void the_form_offers_each_topic_and_answers_what_is_filled_in() {
        List<String> ids = Requests.json(service.handle(Requests.get("/topics")))
                .path("topics")
                .valueStream()
                .map(topic -> topic.path("id").textValue())
                .toList();
        assertThat(ids).containsExactlyInAnyOrder("limb-injury", "head-knock", "belly-ache-child", "belly-ache-adult");
        for (String id : ids) {
            JsonNode questionnaire = Requests.json(service.handle(Requests.get("/Questionnaire/" + id)));
            assertThat(questionnaire.path("title").textValue()).endsWith("gnome");
            assertThat(questionnaire.toString()).contains("\"complaint\"");
        }

        JsonNode filledIn = answers("head-knock", """
                {"linkId":"complaint","answer":[{"valueCoding":{"system":"%1$sterm","code":"head-knock"}}]},
                {"linkId":"age","answer":[{"valueQuantity":{"value":14,"system":"http://unitsofmeasure.org","code":"mo"}}]},
                {"linkId":"mechanism","answer":[{"valueCoding":{"system":"%1$schoice-mechanism","code":"fall"}}]},
                {"linkId":"fall-height","answer":[{"valueQuantity":{"value":3,"system":"http://unitsofmeasure.org","code":"[ft_i]"}}]}
                """.formatted(OWN)).at("/entry/0/resource");
        JsonNode answered = Requests.json(service.handle(Requests.post("/answer", filledIn)));
        assertThat(answered.path("notes")).isEmpty();
        assertThat(answered.at("/answer/topic").textValue()).isEqualTo("head-knock");
        assertThat(answered.at("/answer/variant/id").textValue()).isEqualTo("worrying");
        assertThat(answered.at("/answer/headlines/0/text").textValue()).isEqualTo("Worrying: hard knock.");
    }
}

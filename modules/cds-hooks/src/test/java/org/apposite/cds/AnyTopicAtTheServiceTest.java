package org.apposite.cds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apposite.ClinicalRules;
import org.apposite.cds.request.Json;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Forms and cards of four topics that are folders alone: nothing of the service knows of gnomes. */
class AnyTopicAtTheServiceTest {

    private static final String OWN = "https://apposite.org/fhir/CodeSystem/";

    /** A limb's mirror is set aside though it is preferred, its lantern has neither a median nor a radiation level. */
    private static final String MORE_RULES = """

            rule "A fresh limb is told of first"
                @id( limb-headline )
                @source( book-of-gnomes )
            when
                Routing( matched( "fresh" ) )
            then
                conclude.headline( "Gnomes heal fast." );
            end

            rule "The mirror would be preferred"
                @id( limb-prefer-broken-mirror )
                @source( interpretation )
            when
                Routing( matched( "fresh" ) )
            then
                conclude.prefer( "mirror-limb", "It is clear." );
                conclude.prefer( "lantern-limb", "It is bright." );
            end

            rule "The mirror is broken"
                @id( limb-no-mirror )
                @source( interpretation )
            when
                Routing( matched( "fresh" ) )
            then
                conclude.setAside( "mirror-limb", "The mirror is broken." );
            end
            """;

    @TempDir
    static Path folder;

    private static CdsService service;

    @BeforeAll
    static void load() throws IOException {
        Folders.copy(Folders.MADE_UP, folder);
        Path limb = folder.resolve("gnome-limb/limb.drl");
        Files.writeString(
                limb,
                Files.readString(limb)
                                .replace(
                                        "\"lantern-limb\", \"usually-appropriate\", 9, \"1\"",
                                        "\"lantern-limb\", \"usually-appropriate\", \"not-stated\", \"not-stated\"")
                        + MORE_RULES);
        ClinicalRules rules = ClinicalRules.from(folder);
        service = new CdsService(() -> rules, Requests.settings().build());
    }

    @Test
    void the_page_offers_every_topic_and_asks_choices_quantities_and_whole_numbers() {
        JsonNode topics = Requests.json(service.handle(Requests.get("/topics"))).path("topics");
        assertThat(topics.valueStream().map(one -> one.path("id").textValue()))
                .containsExactly("gnome-belly-old", "gnome-belly-young", "gnome-head", "gnome-limb");
        JsonNode form = Requests.json(service.handle(Requests.get("/Questionnaire/gnome-head")));
        assertThat(form.findParents("linkId").stream()
                        .filter(one -> one.has("type"))
                        .map(one -> one.path("linkId").textValue() + " "
                                + one.path("type").textValue()))
                .contains("landing choice", "drop quantity", "wakefulness integer", "humming choice");
    }

    @Test
    void a_form_that_is_filled_in_is_answered_by_its_topic() {
        JsonNode answered = Requests.json(service.handle(Requests.post(
                "/answer",
                answers(
                        "gnome-head",
                        coded("complaint", "term", "bumped-head"),
                        coded("dizzy", "presence", "absent"),
                        coded("glassy-eyes", "presence", "present"),
                        coded("landing", "choice-landing", "moss"),
                        measured("drop", 4, "[ft_i]"),
                        item("wakefulness", "valueInteger", Json.object().numberNode(14))))));
        assertThat(answered.path("notes")).isEmpty();
        assertThat(answered.path("answer").path("topic").textValue()).isEqualTo("gnome-head");
        assertThat(answered.path("answer").path("outcome").textValue()).isEqualTo("variant-matched");
    }

    @Test
    void a_card_names_its_topic_begins_with_headlines_and_proposes_no_study_that_is_set_aside() {
        JsonNode card = onlyCard(answers(
                "gnome-limb",
                coded("complaint", "term", "sore-limb"),
                coded("region", "region", "foot"),
                coded("side", "side", "left"),
                coded("cold-foot", "presence", "absent"),
                coded("blue-toe", "presence", "absent"),
                coded("lantern", "presence", "absent")));
        assertThat(card.path("source").path("topic").path("code").textValue()).isEqualTo("gnome-limb");
        assertThat(card.path("source").path("label").textValue())
                .isEqualTo("Sore limb of a gnome (made up for tests), rules 1.0.0 (draft)");
        assertThat(card.path("detail").textValue())
                .startsWith("**Gnomes heal fast.** (book-of-gnomes)\n")
                .contains("**Next study: Lantern left foot limb.** Usually appropriate, radiation not stated.")
                .doesNotContain("mirror");
        assertThat(card.path("suggestions")
                        .valueStream()
                        .map(one -> one.path("label").textValue()))
                .containsExactly("Order Lantern left foot limb");
    }

    @Test
    void an_order_of_a_study_that_is_set_aside_gets_a_card_that_says_why() {
        JsonNode cards = cards(
                answers(
                        "gnome-limb",
                        coded("complaint", "term", "sore-limb"),
                        coded("region", "region", "foot"),
                        coded("cold-foot", "presence", "absent"),
                        coded("blue-toe", "presence", "absent"),
                        coded("lantern", "presence", "absent")),
                "mirror-limb",
                "foot");
        JsonNode card = cards.path(0);
        assertThat(cards).hasSize(1);
        assertThat(card.path("indicator").textValue()).isEqualTo("warning");
        assertThat(card.path("summary").textValue())
                .startsWith("The ordered study is set aside: The mirror is broken. Preferred here: ");
        assertThat(card.path("detail").textValue())
                .contains("- The ordered study is set aside: The mirror is broken.\n");
        assertThat(card.path("suggestions").path(0).path("label").textValue()).startsWith("Change the order to ");
    }

    @Test
    void an_emergency_of_a_topic_stands_whichever_topic_answers() {
        JsonNode cards = cards(answers(
                "gnome-belly-old",
                measured("age", 70, "a"),
                coded("complaint", "term", "belly-ache"),
                coded("hard-belly", "presence", "absent"),
                coded("cold-foot", "presence", "present")));
        assertThat(cards.path(0).path("indicator").textValue()).isEqualTo("critical");
        assertThat(cards.path(0).path("summary").textValue()).isEqualTo("Warm the foot now.");
        assertThat(cards.path(0).path("source").path("topic").path("code").textValue())
                .isEqualTo("gnome-belly-old");
    }

    @Test
    void what_decides_between_two_topics_is_asked_in_the_name_of_neither() {
        JsonNode card = onlyCard(answers("gnome-belly-old", coded("complaint", "term", "belly-ache")));
        assertThat(card.path("summary").textValue()).isEqualTo("Needed to choose the study: How old is the gnome?");
        assertThat(card.path("source").has("topic")).isFalse();
        assertThat(card.path("source").path("label").textValue()).isEqualTo("made-up-rules, rules 1.0.0 (draft)");
        assertThat(card.path("links").path(0).path("url").textValue()).startsWith("http://127.0.0.1:8080/#record=");
    }

    private static JsonNode onlyCard(ObjectNode answers) {
        JsonNode cards = cards(answers);
        assertThat(cards).hasSize(1);
        return cards.path(0);
    }

    private static JsonNode cards(ObjectNode answers, String procedure, String region) {
        ObjectNode request = Requests.of("lumbar-mri.json");
        ObjectNode order = (ObjectNode) request.at("/context/draftOrders/entry/0/resource");
        order.set("code", concept("procedure", procedure));
        order.putArray("bodySite").add(concept("region", region));
        return cards(request, "apposite-order-select", answers);
    }

    private static ObjectNode concept(String system, String code) {
        ObjectNode concept = Json.object();
        concept.putArray("coding").addObject().put("system", OWN + system).put("code", code);
        return concept;
    }

    private static JsonNode cards(ObjectNode answers) {
        ObjectNode request = Requests.of("lumbar-mri.json").put("hook", "patient-view");
        ((ObjectNode) request.path("context")).remove(List.of("selections", "draftOrders"));
        return cards(request, "apposite-patient-view", answers);
    }

    private static JsonNode cards(ObjectNode request, String service, ObjectNode answers) {
        ObjectNode prefetch = request.putObject("prefetch");
        prefetch.putObject("patient").put("resourceType", "Patient").put("id", "child-9");
        ObjectNode bundle =
                prefetch.putObject("answers").put("resourceType", "Bundle").put("type", "searchset");
        bundle.putArray("entry").addObject().set("resource", answers);
        CdsResponse response =
                AnyTopicAtTheServiceTest.service.handle(Requests.post("/cds-services/" + service, request));
        Invariants.hold(response);
        return Requests.json(response).path("cards");
    }

    private static ObjectNode answers(String topic, ObjectNode... items) {
        ObjectNode answers = Json.object()
                .put("resourceType", "QuestionnaireResponse")
                .put("id", "answers")
                .put("status", "completed")
                .put("questionnaire", "https://apposite.org/fhir/Questionnaire/" + topic)
                .put("authored", "2026-11-23T10:00:00Z");
        answers.putObject("subject").put("reference", "Patient/child-9");
        ArrayNode list = answers.putArray("item");
        List.of(items).forEach(list::add);
        return answers;
    }

    private static ObjectNode coded(String question, String system, String code) {
        return item(
                question,
                "valueCoding",
                Json.object().put("system", OWN + system).put("code", code));
    }

    private static ObjectNode measured(String question, double value, String unit) {
        return item(
                question,
                "valueQuantity",
                Json.object()
                        .put("value", value)
                        .put("system", "http://unitsofmeasure.org")
                        .put("code", unit));
    }

    private static ObjectNode item(String question, String type, JsonNode value) {
        ObjectNode item = Json.object().put("linkId", question);
        item.putArray("answer").addObject().set(type, value);
        return item;
    }
}

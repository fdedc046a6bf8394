package org.apposite.cds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apposite.cds.operation.OperationFile;
import org.apposite.cds.request.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often a card is shown, where a hospital wants it less than always. */
class AlertBurdenTest {

    private static final String SELECT = "/cds-services/apposite-order-select";
    private static final String REPEAT = "repeat: once-per-encounter\n";
    private static final String OVERRIDE = "override: silences\n";

    @TempDir
    Path folder;

    private CdsService service;

    @BeforeEach
    void begin() {
        service = Requests.service();
    }

    @AfterEach
    void end() {
        service.close();
    }

    private void serve(String says) throws IOException {
        service.close();
        Path file = Files.writeString(folder.resolve("operation.yaml"), says);
        OperationFile operation = new OperationFile(file, Set::of, Set.of());
        service = new CdsService(
                () -> Requests.RULES,
                Requests.settings()
                        .logs(folder.resolve("logs"))
                        .operation(operation)
                        .build());
    }

    private static ObjectNode order(String encounter) {
        ObjectNode call = Requests.of("lumbar-mri.json");
        ObjectNode context = (ObjectNode) call.path("context");
        if (encounter.isEmpty()) {
            context.remove("encounterId");
        } else {
            context.put("encounterId", encounter);
        }
        return call;
    }

    private static ObjectNode with(ObjectNode call, String term) {
        ArrayNode entries = (ArrayNode) call.at("/prefetch/conditions/entry");
        ObjectNode condition = ((ObjectNode) entries.path(0).path("resource")).deepCopy();
        condition.put("id", term);
        condition
                .putObject("code")
                .putArray("coding")
                .addObject()
                .put("system", "https://apposite.org/fhir/CodeSystem/term")
                .put("code", term);
        entries.addObject().set("resource", condition);
        return call;
    }

    private List<JsonNode> cards(ObjectNode call) {
        CdsResponse response = service.handle(Requests.post(SELECT, call));
        assertThat(response.status()).isEqualTo(200);
        return Requests.json(response).path("cards").valueStream().toList();
    }

    private String shown(ObjectNode call) {
        List<JsonNode> cards = cards(call);
        assertThat(cards).hasSize(1);
        return cards.get(0).path("uuid").asText();
    }

    private void override(String card, String reason) {
        ObjectNode feedback = Json.object();
        ObjectNode entry = feedback.putArray("feedback")
                .addObject()
                .put("card", card)
                .put("outcome", "overridden")
                .put("outcomeTimestamp", "2026-11-23T10:00:00Z");
        if (!reason.isEmpty()) {
            entry.putObject("overrideReason")
                    .putObject("reason")
                    .put("system", "https://apposite.org/fhir/CodeSystem/override-reason")
                    .put("code", reason);
        }
        assertThat(service.handle(Requests.post(SELECT + "/feedback", feedback)).status())
                .isEqualTo(200);
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("logs/decisions.jsonl"));
    }

    private String figures() {
        return new String(service.handle(Requests.get("/metrics")).body(), StandardCharsets.UTF_8);
    }

    @Test
    void unless_the_hospital_says_otherwise_a_card_is_shown_every_time() throws IOException {
        serve("{}");
        String card = shown(order("visit-1"));
        override(card, "disagree");
        assertThat(cards(order("visit-1"))).hasSize(1);
    }

    @Test
    void once_per_encounter_a_card_is_shown_until_a_fact_changes_and_what_was_kept_back_is_logged_and_counted()
            throws IOException {
        serve(REPEAT);
        assertThat(cards(order("visit-1"))).hasSize(1);
        assertThat(cards(order("visit-1"))).isEmpty();
        assertThat(cards(order("visit-2"))).as("another encounter").hasSize(1);
        assertThat(cards(with(order("visit-1"), "night-pain")))
                .as("another fact")
                .hasSize(1);
        assertThat(cards(order("visit-1"))).as("the facts of before").isEmpty();
        ObjectNode other =
                (ObjectNode) Requests.json(order("visit-1").toString().replace("child-9", "child-8"));
        assertThat(cards(other)).as("another patient").hasSize(1);
        assertThat(cards(order(""))).as("no encounter is told").hasSize(1);
        assertThat(cards(order(""))).as("no encounter is told").hasSize(1);

        assertThat(figures())
                .contains("apposite_cards_suppressed_total{hook=\"order-select\",why=\"shown-before\"} 2.0");
        service.close();
        assertThat(log().lines().filter(line -> line.contains("shown-before"))).hasSize(2);
        assertThat(log().lines().filter(line -> line.contains("outcome"))).hasSize(8);
    }

    @ParameterizedTest
    @CsvSource({"disagree, 0", "'', 1"})
    void an_override_with_a_reason_silences_the_card_for_the_patient_until_facts_change(String reason, int left)
            throws IOException {
        serve(OVERRIDE);
        override(shown(order("visit-1")), reason);
        assertThat(cards(order("visit-1"))).hasSize(left);
        assertThat(cards(order("visit-2"))).as("another encounter").hasSize(left);
        assertThat(cards(with(order("visit-1"), "night-pain")))
                .as("another fact")
                .hasSize(1);
        ObjectNode other =
                (ObjectNode) Requests.json(order("visit-1").toString().replace("child-9", "child-8"));
        assertThat(cards(other)).as("another patient").hasSize(1);
        service.close();
        assertThat(log().lines().filter(line -> line.contains("\"overridden\"")))
                .hasSize(left == 0 ? 2 : 0);
    }

    @Test
    void an_emergency_is_shown_every_time_also_beside_a_card_that_is_kept_back() throws IOException {
        serve(REPEAT + OVERRIDE);
        UnaryOperator<ObjectNode> urgent = call -> with(call, "neurologic-deficit");
        List<JsonNode> first = cards(urgent.apply(order("visit-1")));
        assertThat(first.get(0).path("indicator").asText()).isEqualTo("critical");
        first.forEach(card -> override(card.path("uuid").asText(), "disagree"));
        for (int i = 0; i < 3; i++) {
            List<JsonNode> again = cards(urgent.apply(order("visit-1")));
            assertThat(again.get(0).path("summary")).isEqualTo(first.get(0).path("summary"));
            assertThat(again).allMatch(card -> card.path("indicator").asText().equals("critical"));
        }
    }

    @Test
    void what_was_shown_is_forgotten_with_the_process() throws IOException {
        serve(REPEAT);
        assertThat(cards(order("visit-1"))).hasSize(1);
        serve(REPEAT);
        assertThat(cards(order("visit-1"))).as("after a restart").hasSize(1);
        assertThat(cards(order("visit-1"))).isEmpty();
    }

    @Test
    void no_file_that_a_service_keeps_has_the_patient_or_the_encounter_in_it() throws IOException {
        serve(REPEAT + OVERRIDE);
        override(shown(order("visit-1")), "disagree");
        assertThat(cards(order("visit-1"))).isEmpty();
        service.close();
        try (Stream<Path> files = Files.list(folder.resolve("logs"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file)).doesNotContain("child-9", "visit-1");
            }
        }
    }
}

package org.apposite.cds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apposite.cds.request.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Figures for dashboards and alarms, and an id that ties a request to its log lines. */
class WhatOperatorsSeeTest {

    private static final String SELECT = "/cds-services/apposite-order-select";

    @TempDir
    Path folder;

    private static String figures(CdsService service) {
        return new String(service.handle(Requests.get("/metrics")).body(), StandardCharsets.UTF_8);
    }

    private static ObjectNode feedback(String card) {
        ObjectNode feedback = Json.object();
        feedback.putArray("feedback")
                .addObject()
                .put("card", card)
                .put("outcome", "overridden")
                .put("outcomeTimestamp", "2026-11-23T10:00:00Z");
        return feedback;
    }

    private CdsService busy() {
        CdsService service = new CdsService(
                () -> Requests.RULES, Requests.settings().logs(folder).build());
        String card = Requests.cardOf(service);
        service.handle(Requests.post(SELECT, "{"));
        service.handle(Requests.post(SELECT + "/feedback", feedback(card)));
        return service;
    }

    @Test
    void cards_feedback_and_refusals_are_counted_by_kind_and_the_machine_is_measured() {
        try (CdsService service = busy()) {
            assertThat(figures(service))
                    .contains(
                            "apposite_cards_total{hook=\"order-select\",indicator=\"warning\"} 1.0",
                            "apposite_feedback_total{outcome=\"overridden\"} 1.0",
                            "apposite_refusals_total{code=\"invalid\",status=\"400\"} 1.0",
                            "jvm_memory_used_bytes{",
                            "jvm_gc_",
                            "jvm_threads_live_threads",
                            "process_uptime_seconds");
        }
    }

    /** What a checker of Prometheus asks for: each family is told once, in words and with its kind, before its values. */
    @Test
    void what_is_not_in_the_logs_shows_in_health_and_figures_until_they_can_be_written_again() throws IOException {
        Path file = folder.resolve("logs/decisions.jsonl");
        try (CdsService service = new CdsService(
                () -> Requests.RULES,
                Requests.settings().logs(folder.resolve("logs")).build())) {
            assertThat(health(service))
                    .contains("\"status\":\"up\"", "\"logs\":{\"status\":\"written\",\"unwritten\":0}");
            Path aside = Files.move(file, folder.resolve("aside"));
            Files.createDirectory(file);
            for (int i = 0; i < 3; i++) {
                assertThat(Requests.json(service.handle(Requests.post(SELECT, Requests.emergency())))
                                .at("/cards/0/indicator")
                                .textValue())
                        .isEqualTo("critical");
            }
            assertThat(health(service))
                    .contains("\"status\":\"degraded\"", "\"logs\":{\"status\":\"not-written\",\"unwritten\":3}");
            assertThat(figures(service)).contains("\napposite_log_unwritten_total 3.0");
            Files.delete(file);
            Files.move(aside, file);
            service.handle(Requests.post(SELECT, Requests.emergency()));
            assertThat(health(service))
                    .contains("\"status\":\"up\"", "\"logs\":{\"status\":\"written\",\"unwritten\":3}");
        }
    }

    private static String health(CdsService service) {
        return new String(service.handle(Requests.get("/health/ready")).body(), StandardCharsets.UTF_8);
    }

    @Test
    void every_figure_has_its_help_and_kind() {
        try (CdsService service = busy()) {
            Set<String> helped = new HashSet<>();
            Set<String> typed = new HashSet<>();
            figures(service).lines().forEach(line -> {
                String[] words = line.split("[ {]", 4);
                if (line.startsWith("# HELP ")) {
                    assertThat(helped.add(words[2])).as(line).isTrue();
                    assertThat(words).as("help of " + line).hasSize(4).doesNotContain("");
                } else if (line.startsWith("# TYPE ")) {
                    assertThat(typed.add(words[2])).as(line).isTrue();
                } else {
                    String family = words[0].replaceFirst("_(bucket|count|sum|max)$", "");
                    assertThat(Stream.of(words[0], family)).as(line).anyMatch(helped::contains);
                    assertThat(Stream.of(words[0], family)).as(line).anyMatch(typed::contains);
                }
            });
            assertThat(helped).isEqualTo(typed).hasSizeGreaterThan(15);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "X-Request-Id, ward-7.4711, ward-7.4711",
        "x-request-id, 0aF_-, 0aF_-",
        "traceparent, 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01, 4bf92f3577b34da6a3ce929d0e0e4736"
    })
    void a_response_bears_the_id_that_its_request_has(String header, String sent, String id) {
        try (CdsService service = Requests.service()) {
            assertThat(service.handle(new CdsRequest("GET", "/health/live", Map.of(header, sent), new byte[0]))
                            .headers())
                    .containsEntry("X-Request-Id", id);
        }
    }

    @Test
    void a_request_without_an_id_or_with_what_is_none_gets_a_new_one() {
        try (CdsService service = Requests.service()) {
            Set<String> ids = new HashSet<>();
            for (String sent : List.of("", "two words", "<script>", "a\nb", "x".repeat(65))) {
                CdsResponse response =
                        service.handle(new CdsRequest("GET", "/none", Map.of("X-Request-Id", sent), new byte[0]));
                assertThat(response.status()).isEqualTo(404);
                ids.add(response.headers().getOrDefault("X-Request-Id", ""));
            }
            assertThat(ids).hasSize(5).allMatch(id -> id.matches("[0-9a-f-]{36}"));
        }
    }
}

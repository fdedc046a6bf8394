package org.apposite.cds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apposite.ClinicalRules;
import org.apposite.cds.request.Json;
import org.apposite.cds.security.TrustedIssuer;
import org.apposite.log.DecisionReplay;
import org.apposite.log.DecisionReplay.Replayed;
import org.apposite.log.DecisionReplay.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the service answers beside orders: discovery, feedback, logs, figures, browsers, and who may call. */
class CdsServiceTest {

    private static final String SELECT = "/cds-services/apposite-order-select";

    @TempDir
    Path folder;

    @Test
    void discovery_names_three_services_with_templates_made_of_the_mapping() {
        JsonNode services = Requests.json(Requests.service().handle(Requests.get("/cds-services")))
                .path("services");
        assertThat(services.valueStream().map(one -> one.path("hook").textValue()))
                .containsExactly("patient-view", "order-select", "order-sign");
        assertThat(services.valueStream().map(one -> one.path("id").textValue()))
                .doesNotHaveDuplicates();
        assertThat(services.path(1).path("prefetch").path("imagingReports").textValue())
                .startsWith("DiagnosticReport?patient={{context.patientId}}&code=")
                .contains("http://loinc.org|24983-9");
    }

    @Test
    void feedback_is_on_the_disk_when_it_is_acknowledged_and_holds_no_words_of_people() throws IOException {
        ObjectNode feedback = Json.object();
        ObjectNode entry = feedback.putArray("feedback")
                .addObject()
                .put("outcome", "overridden")
                .put("outcomeTimestamp", "2026-11-23T12:00:00+01:00");
        ObjectNode reason = entry.putObject("overrideReason").put("userComment", "Anna Example asked for it");
        reason.putObject("reason")
                .put("system", "https://apposite.org/fhir/CodeSystem/override-reason")
                .put("code", "disagree");
        try (CdsService service = new CdsService(
                () -> Requests.RULES, Requests.settings().logs(folder).build())) {
            String card = Requests.cardOf(service);
            entry.put("card", card);
            assertThat(service.handle(Requests.post(SELECT + "/feedback", feedback))
                            .status())
                    .isEqualTo(200);
            assertThat(Files.readString(folder.resolve("feedback.jsonl")))
                    .contains(card, "\"disagree\"", "2026-11-23T11:00:00Z")
                    .contains("\"commented\":true")
                    .doesNotContain("Anna");
        }
    }

    @Test
    void without_a_folder_for_logs_feedback_is_refused_not_lost() {
        ObjectNode feedback = Json.object();
        feedback.putArray("feedback").addObject();
        assertThat(Requests.service()
                        .handle(Requests.post(SELECT + "/feedback", feedback))
                        .status())
                .isEqualTo(501);
    }

    @Test
    void decisions_are_logged_and_replayed_and_a_change_is_shown() throws IOException {
        CdsSettings settings = Requests.settings().logs(folder).keepCases().build();
        try (CdsService service = new CdsService(() -> Requests.RULES, settings)) {
            service.handle(Requests.post(SELECT, Requests.of("lumbar-mri.json")));
        }
        Path log = folder.resolve("decisions.jsonl");
        assertThat(Files.readString(log)).doesNotContain("child-9", "Hash");
        assertThat(replay(folder)).extracting(Replayed::result).containsExactly(Result.SAME);
        String changed = Files.readString(log)
                .replace("\"variant\":\"red-flags-negative-radiographs\"", "\"variant\":\"another\"")
                .replace("\"rf-fever\",", "");
        Path copy = Files.writeString(
                folder.resolve("copy.jsonl"), changed + "{\"digest\":\"d\",\"outcome\":\"o\"}\n{}\nnothing\n");
        assertThat(replay(copy))
                .extracting(Replayed::result)
                .containsExactly(Result.DIFFERENT, Result.NO_CASE, Result.UNREADABLE, Result.UNREADABLE);
        assertThat(replay(copy).get(0).differences())
                .containsExactly("variant was another, is now red-flags-negative-radiographs", "fires now: rf-fever");
    }

    private static List<Replayed> replay(Path log) throws IOException {
        try (Stream<Replayed> all = DecisionReplay.asDecided(List.of()).of(log)) {
            return all.toList();
        }
    }

    @Test
    void without_keeping_cases_the_log_says_what_was_decided_and_nothing_of_the_patient() throws IOException {
        try (CdsService service = new CdsService(
                () -> Requests.RULES, Requests.settings().logs(folder).build())) {
            service.handle(Requests.post(SELECT, Requests.of("lumbar-mri.json")));
        }
        assertThat(Files.readString(folder.resolve("decisions.jsonl")))
                .contains("\"outcome\":\"variant-matched\"")
                .doesNotContain("\"case\"");
    }

    @Test
    void the_log_has_the_moment_at_which_other_rules_began_to_answer() throws IOException {
        AtomicReference<ClinicalRules> rules = new AtomicReference<>(Requests.RULES);
        ClinicalRules fewer = Requests.RULES.withoutAnswerCheck();
        try (CdsService service =
                new CdsService(rules::get, Requests.settings().logs(folder).build())) {
            service.handle(Requests.post(SELECT, Requests.of("lumbar-mri.json")));
            rules.set(fewer);
            service.handle(Requests.post(SELECT, Requests.of("lumbar-mri.json")));
            service.handle(Requests.post(SELECT, Requests.of("lumbar-mri.json")));
        }
        assertThat(Files.readAllLines(folder.resolve("decisions.jsonl")))
                .extracting(line -> Requests.json(line).path("event").asText("decision"))
                .containsExactly("rules", "decision", "rules", "decision", "decision");
    }

    @Test
    void the_log_has_the_layers_of_which_rules_are_made() throws IOException {
        ClinicalRules layered = ClinicalRules.from(Path.of("../../docs/examples/layer"));
        new CdsService(() -> layered, Requests.settings().logs(folder).build()).close();
        JsonNode event = Requests.json(Files.readString(folder.resolve("decisions.jsonl")));
        assertThat(event.path("layers")).hasSize(layered.layers().size()).hasSizeGreaterThan(1);
        assertThat(event.at("/layers/0/digest").textValue()).isEqualTo(Requests.RULES.digest());
        assertThat(event.at("/layers/1/name").textValue()).isEqualTo(layered.name());
    }

    @Test
    void a_card_says_what_the_rules_are_built_on() {
        ClinicalRules layered = ClinicalRules.from(Path.of("../../docs/examples/layer"));
        try (CdsService service =
                new CdsService(() -> layered, Requests.settings().build())) {
            assertThat(new String(
                            service.handle(Requests.post(SELECT, Requests.of("lumbar-mri.json")))
                                    .body(),
                            StandardCharsets.UTF_8))
                    .containsPattern("Rules example.{1,3}hospital 1.0.0 on apposite.{1,3}rules 0.2.0, status ");
        }
    }

    @Test
    void figures_count_decisions_by_outcome_variant_and_digest() {
        CdsService service = Requests.service();
        service.handle(Requests.post(SELECT, Requests.of("lumbar-mri.json")));
        assertThat(new String(service.handle(Requests.get("/metrics")).body(), StandardCharsets.UTF_8))
                .contains("apposite_decisions_total{digest=\"" + Requests.RULES.digest()
                        + "\",hook=\"order-select\",outcome=\"variant-matched\","
                        + "variant=\"red-flags-negative-radiographs\"} 1.0");
    }

    @Test
    void it_is_ready_until_it_is_told_to_stop_and_then_answers_on() {
        CdsService service = Requests.service();
        assertThat(service.handle(Requests.get("/health/ready")).status()).isEqualTo(200);
        service.stopping();
        assertThat(service.handle(Requests.get("/health/ready")).status()).isEqualTo(503);
        assertThat(service.handle(Requests.get("/health/live")).status()).isEqualTo(200);
        assertThat(service.handle(Requests.post(SELECT, Requests.of("lumbar-mri.json")))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void only_pages_of_listed_origins_may_call_and_ask_without_a_token() {
        CdsSettings settings = Requests.settings()
                .origins(Set.of("https://ehr.example"))
                .issuers(List.of(new TrustedIssuer(
                        "https://ehr.example", Optional.empty(), Optional.of(folder.resolve("none.json")))))
                .build();
        try (CdsService service = new CdsService(() -> Requests.RULES, settings)) {
            CdsResponse allowed = service.handle(preflight("https://ehr.example"));
            assertThat(allowed.status()).isEqualTo(204);
            assertThat(allowed.headers()).containsEntry("Access-Control-Allow-Origin", "https://ehr.example");
            for (String origin : Requests.foreignOrigins()) {
                CdsResponse refused = service.handle(preflight(origin));
                assertThat(refused.status()).isEqualTo(403);
                assertThat(refused.headers()).doesNotContainKey("Access-Control-Allow-Origin");
            }
            assertThat(service.handle(Requests.post(SELECT, Requests.of("lumbar-mri.json")))
                            .status())
                    .as("the call itself needs a token")
                    .isEqualTo(401);
        }
    }

    private static CdsRequest preflight(String origin) {
        return new CdsRequest(
                "OPTIONS", SELECT, Map.of("Origin", origin, "Access-Control-Request-Method", "POST"), new byte[0]);
    }

    @Test
    void the_link_of_a_card_leads_to_the_answer_of_the_same_case() throws IOException {
        CdsService service = Requests.service();
        JsonNode card = Requests.json(service.handle(Requests.post(SELECT, Requests.of("lumbar-mri.json"))))
                .at("/cards/0");
        String link = card.at("/links/0/url").textValue();
        JsonNode carried = Requests.carriedBy(link);
        ObjectNode linked = Json.object().set("case", carried.path("case"));
        assertThat(carried.path("patient").textValue()).isEqualTo("Patient/child-9");
        assertThat(carried.at("/sources/fever/0/0").textValue()).startsWith("Condition/");

        JsonNode answered = Requests.json(service.handle(Requests.post("/answer", linked)));

        assertThat(answered.at("/answer/variant/id").textValue()).isEqualTo("red-flags-negative-radiographs");
        assertThat(answered.at("/answer/alerts").findValuesAsText("text"))
                .anySatisfy(alert -> assertThat(card.path("detail").textValue()).contains(alert));
        assertThat(answered.at("/first/questions")).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "7",
                "{\"schemaVersion\":2}",
                "{\"patient\":[]}",
                "{\"patient\":{\"agee\":\"9 years\"}}",
                "{\"patient\":{},\"findings\":{\"present\":[\"hiccups\"]}}",
                "{\"patient\":{},\"complaints\":[{\"symptom\":\"back-pain\"},{\"symptom\":\"neck-pain\"}]}"
            })
    void a_link_that_holds_no_whole_case_is_refused(String cut) {
        ObjectNode linked = (ObjectNode) Requests.json("{\"case\":" + cut + "}");
        assertThat(Requests.service().handle(Requests.post("/answer", linked)).status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "7 | 400 | no QuestionnaireResponse",
                "[] | 400 | no QuestionnaireResponse",
                "{} | 400 | no QuestionnaireResponse",
                "{\"resourceType\":\"Patient\"} | 400 | no QuestionnaireResponse",
                "{\"resourceType\":\"QuestionnaireResponse\"} | 200 | changes",
                "{\"resourceType\":\"QuestionnaireResponse\",\"item\":[{\"linkId\":\"nobody-asks-this\",\"answer\":"
                        + "[{\"valueString\":\"x\"}]}]} | 200 | cannot be read",
                "{\"resourceType\":\"QuestionnaireResponse\",\"item\":[{\"linkId\":\"age\",\"answer\":[{\"valueQuantity\":"
                        + "{\"value\":2,\"system\":\"http://unitsofmeasure.org\",\"code\":\"d\"}}]},{\"linkId\":\"duration\","
                        + "\"answer\":[{\"valueQuantity\":{\"value\":9,\"system\":\"http://unitsofmeasure.org\",\"code\":\"a\"}}]}]}"
                        + " | 422 | What the record says is an emergency: Possible cord compression"
            })
    void answers_over_the_case_of_a_link_are_read_or_refused_in_words(String answers, int status, String said) {
        ObjectNode linked =
                (ObjectNode) Requests.json("{\"case\":{\"patient\":{\"age\":\"9 years\"},\"complaint\":{\"symptom\":"
                        + "\"back-pain\"},\"findings\":{\"present\":[\"neurologic-deficit\"]}},\"answers\":" + answers
                        + "}");
        CdsResponse response = Requests.service().handle(Requests.post("/answer", linked));
        assertThat(response.status()).isEqualTo(status);
        assertThat(new String(response.body(), StandardCharsets.UTF_8)).contains(said);
    }

    @Test
    void answers_to_the_questionnaire_are_answered_in_the_format_of_all_answers() {
        CdsService service = Requests.service();
        JsonNode questionnaire = Requests.json(service.handle(Requests.get("/Questionnaire/back-pain-child")));
        assertThat(questionnaire.path("resourceType").textValue()).isEqualTo("Questionnaire");
        ObjectNode answers = Json.object()
                .put("resourceType", "QuestionnaireResponse")
                .put("status", "completed")
                .put("questionnaire", questionnaire.path("url").textValue())
                .put("authored", "2026-11-23T10:00:00Z");
        JsonNode answer = Requests.json(service.handle(Requests.post("/answer", answers)));
        assertThat(answer.path("answer").path("outcome").textValue()).isEqualTo("data-required");
        assertThat(answer.path("notes")).isEmpty();
        assertThat(answer.path("others").isArray()).isTrue();

        ObjectNode item = answers.putArray("item").addObject().put("linkId", "egfr");
        item.putArray("answer").addObject().put("valueDecimal", 9000);
        assertThat(Requests.json(service.handle(Requests.post("/answer", answers)))
                        .path("notes")
                        .path(0)
                        .textValue())
                .isEqualTo(
                        "the estimated glomerular filtration rate (egfr) is out of range or cannot be read; it stays unknown");
    }
}

package org.apposite.cds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apposite.ClinicalRules;
import org.apposite.EvaluationListener;
import org.apposite.cds.operation.OperationFile;
import org.apposite.log.LogKey;
import org.apposite.log.report.DecisionReport;
import org.apposite.log.report.DecisionReport.Comparison;
import org.apposite.log.report.DecisionReport.Difference;
import org.apposite.model.Topic;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that are tried out: they answer, and nobody is shown what they say but who reads the log. */
class SilentRunningTest {

    private static final String SELECT = "/cds-services/apposite-order-select";
    private static final Set<String> TOPICS =
            Set.copyOf(Requests.RULES.topics().stream().map(Topic::id).toList());
    private static final String TOPIC = "back-pain-child";

    @TempDir
    Path folder;

    private Path file;
    private OperationFile operation;

    @BeforeEach
    void begin() throws IOException {
        file = Files.writeString(folder.resolve("operation.yaml"), "{}");
        operation = new OperationFile(file, () -> TOPICS, Set.of());
    }

    private CdsService service(String says, UnaryOperator<CdsSettings.Builder> more) throws IOException {
        Files.writeString(file, says);
        operation = new OperationFile(file, () -> TOPICS, Set.of("https://ehr.north.example"));
        return new CdsService(
                () -> Requests.RULES,
                more.apply(Requests.settings().logs(folder.resolve("logs")).operation(operation))
                        .build());
    }

    private void say(String says) throws IOException {
        Files.writeString(file, says);
        operation.look();
    }

    private List<JsonNode> log() throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve("logs/decisions.jsonl"))) {
            return lines.map(Requests::json).toList();
        }
    }

    private List<JsonNode> decisions() throws IOException {
        return log().stream().filter(line -> line.has("outcome")).toList();
    }

    private List<String> events(String kind) throws IOException {
        return log().stream()
                .filter(line -> line.path("event").asText().equals(kind))
                .map(JsonNode::toString)
                .toList();
    }

    private static JsonNode answer(CdsService service, ObjectNode call) {
        CdsResponse response = service.handle(Requests.post(SELECT, call));
        assertThat(response.status())
                .as(new String(response.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
        return Requests.json(response);
    }

    private static ObjectNode order() {
        return Requests.of("lumbar-mri.json");
    }

    private static String figures(CdsService service) {
        return new String(service.handle(Requests.get("/metrics")).body(), StandardCharsets.UTF_8);
    }

    @Test
    void all_is_evaluated_logged_and_counted_and_nothing_is_shown() throws IOException {
        try (CdsService service =
                service("silent: all\nby: A. Informatician\nreason: before we go live\n", one -> one)) {
            assertThat(answer(service, order())).isEqualTo(Requests.json("{\"cards\":[]}"));
            assertThat(answer(service, Requests.emergency())).isEqualTo(Requests.json("{\"cards\":[]}"));
            assertThat(figures(service))
                    .contains(
                            "apposite_silent_cards_total{hook=\"order-select\",indicator=\"warning\",rules=\"answering\"} ",
                            "apposite_silent_cards_total{hook=\"order-select\",indicator=\"critical\",rules=\"answering\"} 1.0",
                            "apposite_silent_decisions_total{")
                    .doesNotContain("apposite_cards_total{", "apposite_decisions_total{");
            assertThat(new String(service.handle(Requests.get("/cds-services")).body(), StandardCharsets.UTF_8))
                    .as("services are there as always")
                    .contains("apposite-order-select");
            assertThat(new String(service.handle(Requests.get("/health/ready")).body(), StandardCharsets.UTF_8))
                    .contains("\"silent\":[\"all\"]");
        }
        assertThat(decisions()).hasSize(2).allSatisfy(line -> {
            assertThat(line.path("silent").booleanValue()).isTrue();
            assertThat(line.path("beside").isMissingNode()).isTrue();
            assertThat(line.path("cards")).isNotEmpty();
        });
        assertThat(events("silent").get(0)).contains("all", "A. Informatician", "before we go live");
    }

    @Test
    void a_switch_needs_no_restart_and_stands_in_the_log() throws IOException {
        try (CdsService service = service("silent:\n  topics: [" + TOPIC + "]\n", one -> one)) {
            assertThat(answer(service, order()).path("cards")).isEmpty();
            assertThat(answer(service, order())).isEqualTo(Requests.json("{\"cards\":[]}"));
            say("by: A. Informatician\nreason: goes live\n");
            assertThat(answer(service, order()).path("cards")).hasSize(1);
            say("silent: none\n");
            assertThat(answer(service, order()).path("cards")).hasSize(1);
        }
        assertThat(decisions().stream().map(line -> line.path("silent").booleanValue()))
                .containsExactly(true, true, false, false);
        assertThat(events("live")).singleElement().asString().contains(TOPIC, "A. Informatician", "goes live");
    }

    @Test
    void of_a_silent_topic_not_even_an_emergency_is_shown_and_those_of_the_others_are() throws IOException {
        List<String> others =
                TOPICS.stream().filter(topic -> !topic.equals(TOPIC)).sorted().toList();
        assertThat(others).isNotEmpty();
        try (CdsService service = service("silent:\n  topics: [" + TOPIC + "]\n", one -> one)) {
            List<String> ofOthers = Requests.RULES.without(Set.of(TOPIC)).topics().stream()
                    .map(Topic::id)
                    .toList();
            assertThat(ofOthers).containsExactlyInAnyOrderElementsOf(others);
            JsonNode shown = answer(service, Requests.emergency());
            JsonNode all = answer(Requests.service(), Requests.emergency());
            assertThat(all.at("/cards/0/indicator").textValue()).isEqualTo("critical");
            JsonNode ofTheOthers = answer(
                    new CdsService(
                            () -> Requests.RULES.without(Set.of(TOPIC)),
                            Requests.settings().build()),
                    Requests.emergency());
            assertThat(shown.path("cards").findValuesAsText("summary"))
                    .as("the emergency of the topics that are live, or nothing when they know none")
                    .isEqualTo(critical(ofTheOthers));
        }
        assertThat(decisions().stream().filter(line -> line.path("silent").booleanValue()))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.toString()).contains("critical"));
    }

    private static List<String> critical(JsonNode response) {
        List<String> summaries = new ArrayList<>();
        response.path("cards").forEach(card -> {
            if (card.path("indicator").asText().equals("critical")) {
                summaries.add(card.path("summary").asText());
            }
        });
        return summaries;
    }

    @Test
    void when_every_topic_is_silent_nothing_is_shown() throws IOException {
        try (CdsService service = service("silent:\n  topics: [" + String.join(", ", TOPICS) + "]\n", one -> one)) {
            assertThat(answer(service, Requests.emergency())).isEqualTo(Requests.json("{\"cards\":[]}"));
        }
        assertThat(decisions())
                .isNotEmpty()
                .allMatch(line -> line.path("silent").booleanValue());
    }

    @Test
    void a_share_is_of_patients_and_the_same_for_a_patient_every_time() throws IOException {
        int silent = 0;
        try (CdsService service = service("silent:\n  share: 30%\n", one -> one)) {
            for (int i = 0; i < 200; i++) {
                ObjectNode call = Requests.json(order().toString().replace("child-9", "child-" + (1000 + i)))
                                instanceof ObjectNode one
                        ? one
                        : order();
                boolean isShown = !answer(service, call).path("cards").isEmpty();
                assertThat(!answer(service, call).path("cards").isEmpty()).isEqualTo(isShown);
                silent += isShown ? 0 : 1;
            }
        }
        assertThat(silent).isBetween(30, 90);
        assertThat(decisions().stream().filter(line -> line.path("silent").booleanValue()))
                .hasSize(2 * silent);
    }

    @Test
    void a_file_that_is_broken_changes_nothing_and_is_told_by_the_health() throws IOException {
        try (CdsService service = service("silent: all\n", one -> one)) {
            say("silent: al\n");
            assertThat(answer(service, order()).path("cards")).isEmpty();
            assertThat(operation.fault().orElse("")).contains("operation.yaml:1:9", "Did you mean \"all\"?");
            assertThat(new String(service.handle(Requests.get("/health/ready")).body(), StandardCharsets.UTF_8))
                    .contains("\"operationFile\":\"not-taken\"");
            Files.delete(file);
            operation.look();
            assertThat(answer(service, order()).path("cards"))
                    .as("and one that is gone")
                    .isEmpty();
            say("{}");
            assertThat(answer(service, order()).path("cards")).hasSize(1);
            assertThat(operation.fault()).isEmpty();
        }
    }

    @Test
    void rules_that_are_tried_out_are_asked_beside_those_that_answer_and_their_decisions_name_those()
            throws IOException {
        ClinicalRules tried = ClinicalRules.from(Path.of("../cli/src/test/resources/made-up-topics"));
        try (CdsService service = service("{}", one -> one.silentRules(() -> Optional.of(tried)))) {
            assertThat(answer(service, order()).at("/cards/0/summary").textValue())
                    .isEqualTo("There are 2 warnings for this order."
                            + answer(Requests.service(), order())
                                    .at("/cards/0/summary")
                                    .textValue()
                                    .substring("There are 2 warnings for this order.".length()));
            assertThat(new String(service.handle(Requests.get("/health/ready")).body(), StandardCharsets.UTF_8))
                    .contains("\"silentRules\":{\"status\":\"asked\"", tried.digest());
        }
        JsonNode live = decisions().stream()
                .filter(line -> !line.path("silent").booleanValue())
                .findFirst()
                .orElseThrow();
        assertThat(decisions().stream().filter(line -> line.path("silent").booleanValue()))
                .isNotEmpty()
                .allSatisfy(line -> {
                    assertThat(line.path("beside").textValue())
                            .isEqualTo(live.path("id").textValue());
                    assertThat(line.path("digest").textValue()).isEqualTo(tried.digest());
                });
        assertThat(events("rules").toString()).contains(tried.digest());
    }

    /** What a call holds meanwhile is let go of: more of them in a row than fit beside each other. */
    @Test
    void rules_that_are_tried_out_are_asked_about_every_call_that_they_have_time_for() throws IOException {
        String padding = "x".repeat(200_000);
        int calls = 40;
        try (CdsService service = service("{}", one -> one.silentRules(() -> Optional.of(Requests.RULES)))) {
            for (int i = 1; i <= calls; i++) {
                answer(service, order().put("padding", padding));
                String told =
                        "apposite_silent_cards_total{hook=\"order-select\",indicator=\"warning\",rules=\"tried-out\"} "
                                + i + ".0";
                while (!figures(service).contains(told)) {
                    assertThat(figures(service)).doesNotContain("apposite_silent_faults_total");
                    Thread.onSpinWait();
                }
            }
        }
        assertThat(decisions().stream().filter(line -> line.path("silent").booleanValue()))
                .hasSize(calls);
    }

    @Test
    void rules_that_are_tried_out_and_cannot_be_asked_break_nothing_and_are_counted() throws IOException {
        ClinicalRules tried = Requests.RULES.withLimits(1, Duration.ofSeconds(10));
        String figures;
        String health;
        try (CdsService service = service("{}", one -> one.silentRules(() -> Optional.of(tried)))) {
            assertThat(answer(service, order()).path("cards")).hasSize(1);
            figures = figures(service);
            while (!figures.contains("apposite_silent_faults_total")) {
                figures = figures(service);
                Thread.onSpinWait();
            }
            health = silentRules(service);
        }
        assertThat(figures).contains("apposite_silent_faults_total{reason=\"withheld\"} 1.0");
        assertThat(health).contains("\"leftOut\":0,\"failed\":1");
        assertThat(decisions().stream().filter(line -> line.path("silent").booleanValue()))
                .extracting(line -> line.path("outcome").textValue())
                .containsExactly("withheld");
    }

    @Test
    void while_calls_are_left_out_the_health_says_so_and_how_many() throws Exception {
        SetClock clock = new SetClock();
        CountDownLatch waiting = new CountDownLatch(1);
        ClinicalRules slow = Requests.RULES.withListener(new EvaluationListener() {
            @Override
            public void started() {
                try {
                    waiting.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        });
        CdsSettings settings = CdsSettings.of(Requests.BASE, clock)
                .logs(folder.resolve("logs"))
                .silentRules(() -> Optional.of(slow))
                .build();
        ObjectNode large = order().put("padding", "x".repeat(200_000));
        try (CdsService service = new CdsService(() -> Requests.RULES, settings)) {
            assertThat(silentRules(service)).contains("\"asked\"", "\"leftOut\":0,\"failed\":0");
            while (!silentRules(service).contains("\"leftOut\":2")) {
                assertThat(answer(service, large).path("cards")).isNotEmpty();
            }
            assertThat(silentRules(service)).contains("\"partly-asked\"");

            waiting.countDown();
            clock.now = clock.now.plusSeconds(59);
            assertThat(silentRules(service)).contains("\"partly-asked\"");

            clock.now = clock.now.plusSeconds(1);
            assertThat(silentRules(service)).contains("\"asked\"", "\"leftOut\":2,\"failed\":0");
        }
    }

    private static String silentRules(CdsService service) {
        return Requests.json(service.handle(Requests.get("/health/ready")))
                .path("silentRules")
                .toString();
    }

    private static final class SetClock extends Clock {

        private volatile Instant now = Requests.CLOCK.instant();

        @Override
        public ZoneId getZone() {
            return Requests.CLOCK.getZone();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    @Test
    void a_report_tells_in_what_a_layer_that_is_tried_out_differs_from_what_was_shown() throws IOException {
        ClinicalRules layer = ClinicalRules.from(Path.of("../../docs/examples/layer"));
        ObjectNode withoutFilms = order();
        ((ArrayNode) withoutFilms.at("/prefetch/imagingReports/entry")).removeAll();
        try (CdsService service = service("{}", one -> one.silentRules(() -> Optional.of(layer)))) {
            for (int i = 0; i < 3; i++) {
                answer(service, withoutFilms);
                answer(service, order());
            }
        }
        DecisionReport report = report();
        Comparison comparison = report.comparison();
        assertThat(comparison.pairs()).isEqualTo(6);
        assertThat(comparison.same()).isEqualTo(3);
        assertThat(comparison.unpaired()).isZero();
        assertThat(comparison.differences())
                .filteredOn(one -> one.in().equals("rating"))
                .extracting(Difference::part, Difference::triedOut, Difference::pairs)
                .containsExactly(
                        tuple("mri-complete-spine-without-iv-contrast", "usually-appropriate", 3L),
                        tuple("radiography-complete-spine", "usually-not-appropriate", 3L));
        assertThat(comparison.differences())
                .allSatisfy(one ->
                        assertThat(one.orders()).containsExactly("mri-spine-area-of-interest-without-iv-contrast"));
        assertThat(report.events()).hasSize(2).allMatch(event -> event.event().equals("rules"));
    }

    /** The rules that answer are tried out beside themselves, so that every pair is the same, however silent they are. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "silent: all\n",
                "silent:\n  share: 99%\n",
                "silent:\n  topics: [" + TOPIC + "]\n",
                "silent:\n  topics: [back-pain-child, head-trauma-child, low-back-pain]\n"
            })
    void what_is_tried_out_is_compared_with_the_rules_that_answer_also_where_these_are_silent(String says)
            throws IOException {
        try (CdsService service = service(says, one -> one.silentRules(() -> Optional.of(Requests.RULES)))) {
            for (int i = 0; i < 4; i++) {
                for (ObjectNode call : List.of(order(), Requests.emergency())) {
                    answer(service, (ObjectNode) Requests.json(call.toString().replace("child-9", "child-" + i)));
                }
            }
        }
        DecisionReport report = report();
        Comparison comparison = report.comparison();
        assertThat(comparison.differences()).isEmpty();
        assertThat(List.of(comparison.pairs(), comparison.same(), comparison.live(), comparison.compared()))
                .containsOnly(8L);
        assertThat(comparison.alone()).isZero();
        assertThat(comparison.unpaired()).isZero();
        assertThat(report.triedOut().decisions()).isEqualTo(8);
        assertThat(report.silent().decisions() > 0).isEqualTo(!says.equals("{}"));
    }

    @Test
    void what_is_tried_out_where_the_rules_that_answer_say_nothing_stands_alone_and_names_no_decision()
            throws IOException {
        ClinicalRules others = Requests.RULES.without(Set.of(TOPIC));
        ObjectNode withoutOrder = Requests.emergency();
        ((ObjectNode) withoutOrder.at("/context/draftOrders")).putArray("entry");
        ((ObjectNode) withoutOrder.path("context")).putArray("selections");
        try (CdsService service = new CdsService(
                () -> others,
                Requests.settings()
                        .logs(folder.resolve("logs"))
                        .silentRules(() -> Optional.of(Requests.RULES))
                        .build())) {
            assertThat(answer(service, withoutOrder).path("cards")).isEmpty();
        }
        assertThat(decisions()).singleElement().satisfies(line -> {
            assertThat(line.path("triedOut").booleanValue()).isTrue();
            assertThat(line.has("beside")).isFalse();
        });
        DecisionReport report = report();
        assertThat(report.comparison().alone()).isEqualTo(1);
        assertThat(report.comparison().unpaired()).isZero();
        assertThat(report.silent().decisions()).isZero();
    }

    @Test
    void another_text_of_an_alert_is_a_difference_in_a_log_with_a_key_that_has_no_word_of_it() throws IOException {
        String said = "Possible cord compression: image emergently";
        Path other = folder.resolve("other-rules");
        Path rules = Path.of("../../rules-drl");
        try (Stream<Path> files = Files.walk(rules)) {
            for (Path one : files.filter(Files::isRegularFile).toList()) {
                Path to = other.resolve(rules.relativize(one).toString());
                Files.createDirectories(to.getParent());
                Files.writeString(to, Files.readString(one).replace(said, "Image now"));
            }
        }
        LogKey key = LogKey.create(folder.resolve("key"));
        ClinicalRules tried = ClinicalRules.from(other);
        try (CdsService service = service("{}", one -> one.logKey(key).silentRules(() -> Optional.of(tried)))) {
            answer(service, Requests.emergency());
        }
        assertThat(report().comparison().differences())
                .extracting(Difference::in, Difference::part)
                .containsExactly(tuple("text", "neurologic-emergency"));
        assertThat(decisions()).hasSizeGreaterThan(1).allSatisfy(line -> {
            assertThat(line.path("alertTexts").propertyStream().map(Map.Entry::getKey))
                    .containsExactlyInAnyOrderElementsOf(line.path("alerts")
                            .propertyStream()
                            .map(Map.Entry::getKey)
                            .toList());
            assertThat(line.path("alertTexts")).allMatch(hash -> hash.asText().matches("[0-9a-f]{64}"));
            assertThat(line.toString()).doesNotContain(said, "Image now");
        });
    }

    private DecisionReport report() throws IOException {
        return DecisionReport.of(List.of(folder.resolve("logs")), null, null);
    }
}

package org.apposite.cds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apposite.cds.operation.OperationFile;
import org.apposite.log.LogKey;
import org.apposite.model.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that did not hear the answer asks once more: it is the same decision, and stands once in the log. */
class RepeatedCallsTest {

    private static final String SELECT = "/cds-services/apposite-order-select";
    private static final String CONSULT = "http://fhir.org/argonaut/Extension/pama-rating-consult-id";

    @TempDir
    private Path home;

    private CdsService service(Optional<LogKey> key) {
        CdsSettings.Builder settings = Requests.settings().logs(home.resolve("logs"));
        key.ifPresent(settings::logKey);
        return new CdsService(() -> Requests.RULES, settings.build());
    }

    private LogKey key(String name) {
        try {
            return LogKey.create(home.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<JsonNode> decisions() throws IOException {
        try (Stream<String> lines = Files.lines(home.resolve("logs/decisions.jsonl"))) {
            return lines.map(Requests::json).filter(line -> line.has("outcome")).toList();
        }
    }

    private static String answer(CdsService service, ObjectNode call) {
        CdsResponse response = service.handle(Requests.post(SELECT, call));
        String body = new String(response.body(), StandardCharsets.UTF_8);
        assertThat(response.status()).as(body).isEqualTo(200);
        return body;
    }

    private static ObjectNode order() {
        return Requests.of("lumbar-mri.json");
    }

    private static ObjectNode draft(ObjectNode call) {
        return (ObjectNode) call.at("/context/draftOrders/entry/0/resource");
    }

    private static ObjectNode order(Consumer<ObjectNode> change) {
        ObjectNode call = order();
        change.accept(call);
        return call;
    }

    @Test
    void the_answer_is_the_same_with_its_ids_and_stands_once_in_the_log() throws IOException {
        LogKey key = key("key");
        String first;
        try (CdsService service = service(Optional.of(key))) {
            first = answer(service, order());
            assertThat(answer(service, order())).isEqualTo(first);
        }
        try (CdsService restarted = service(Optional.of(key))) {
            assertThat(answer(restarted, order())).isEqualTo(first);
        }
        List<JsonNode> decisions = decisions();
        assertThat(decisions).hasSize(1);
        assertThat(first)
                .contains("urn:uuid:" + decisions.get(0).path("id").textValue())
                .contains(decisions.get(0).at("/cards/0/id").textValue());
    }

    @Test
    void feedback_to_a_card_of_the_repeated_answer_is_taken() {
        try (CdsService service = service(Optional.of(key("key")))) {
            answer(service, order());
            String card =
                    Requests.json(answer(service, order())).at("/cards/0/uuid").textValue();
            String feedback = "{\"feedback\":[{\"card\":\"" + card
                    + "\",\"outcome\":\"overridden\",\"outcomeTimestamp\":\"2026-06-01T08:00:00Z\"}]}";
            assertThat(service.handle(Requests.post(SELECT + "/feedback", feedback))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void another_call_order_revision_or_patient_is_another_decision() throws IOException {
        List<ObjectNode> calls = List.of(
                order(),
                order(call -> call.put("hookInstance", new UUID(1, 2).toString())),
                order(call -> draft(call).putObject("meta").put("versionId", "2")),
                order(call -> draft(call).putObject("meta").put("versionId", "3")),
                order(call -> {
                    String patient = call.at("/context/patientId").textValue();
                    JsonNode other = Requests.json(call.toString().replace(patient, "another"));
                    call.setAll((ObjectNode) other);
                }));
        try (CdsService service = service(Optional.of(key("key")))) {
            calls.forEach(call -> answer(service, call));
            calls.forEach(call -> answer(service, call));
        }
        assertThat(decisions())
                .hasSize(calls.size())
                .extracting(line -> line.path("id").textValue())
                .doesNotHaveDuplicates();
    }

    /** What was shown must not stand in the log as silent alone, nor the other way round. */
    @Test
    void a_call_that_is_repeated_once_something_else_is_shown_is_another_decision() throws IOException {
        Path says = Files.writeString(home.resolve("operation.yaml"), "{}");
        OperationFile operation = new OperationFile(
                says, () -> Requests.RULES.topics().stream().map(Topic::id).collect(Collectors.toSet()), Set.of());
        CdsSettings settings = Requests.settings()
                .logs(home.resolve("logs"))
                .logKey(key("key"))
                .operation(operation)
                .build();
        try (CdsService service = new CdsService(() -> Requests.RULES, settings)) {
            for (String shown :
                    List.of("silent: all", "{}", "silent:\n  topics: [back-pain-child]", "silent: all", "{}")) {
                Files.writeString(says, shown);
                operation.look();
                answer(service, order());
            }
        }
        assertThat(decisions().stream()
                        .map(line -> line.path("silent").asBoolean() + " "
                                + line.path("topic").asText()))
                .contains("true back-pain-child", "false back-pain-child")
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "not an id"})
    void what_a_client_names_by_no_id_is_never_taken_for_a_repetition(String instance) throws IOException {
        try (CdsService service = service(Optional.of(key("key")))) {
            for (int i = 0; i < 3; i++) {
                answer(service, order(call -> call.put("hookInstance", instance)));
            }
        }
        assertThat(decisions()).hasSize(3);
    }

    @Test
    void without_a_key_nothing_is_taken_for_a_repetition() throws IOException {
        try (CdsService service = service(Optional.empty())) {
            answer(service, order());
            answer(service, order());
        }
        assertThat(decisions()).hasSize(2);
    }

    @Test
    void under_another_key_it_is_another_decision_and_its_line_names_that_key() throws IOException {
        for (String name : List.of("old", "new", "old-again")) {
            try (CdsService service = service(Optional.of(key(name)))) {
                answer(service, order());
            }
        }
        assertThat(decisions())
                .hasSize(3)
                .extracting(line -> line.at("/chain/key").textValue())
                .doesNotHaveDuplicates();
    }

    @Test
    void an_order_that_was_rated_before_is_decided_anew_and_names_what_it_supersedes() throws IOException {
        UUID earlier = UUID.fromString("9f0c3c1e-0000-4000-8000-000000000001");
        ObjectNode rated = order(call -> {
            ArrayNode extensions = draft(call).putArray("extension");
            extensions.addObject().put("url", CONSULT).put("valueUri", "urn:uuid:" + earlier);
        });
        ObjectNode madeUp = order(call -> {
            call.put("hookInstance", new UUID(3, 4).toString());
            ArrayNode extensions = draft(call).putArray("extension");
            extensions.addObject().put("url", CONSULT).put("valueUri", "urn:uuid:John Doe");
        });
        try (CdsService service = service(Optional.of(key("key")))) {
            answer(service, rated);
            answer(service, madeUp);
        }
        List<JsonNode> decisions = decisions();
        assertThat(decisions.get(0).at("/orders/0/supersedes").textValue()).isEqualTo(earlier.toString());
        assertThat(decisions.get(1).at("/orders/0").has("supersedes")).isFalse();
    }
}

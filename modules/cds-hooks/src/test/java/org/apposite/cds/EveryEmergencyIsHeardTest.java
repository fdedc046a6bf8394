package org.apposite.cds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apposite.ClinicalRules;
import org.apposite.cds.operation.Operation;
import org.apposite.cds.operation.Operation.Note;
import org.apposite.cds.operation.Operation.Silence;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A record with two complaints, of which each is an emergency by a rule of its own; by other rules, one of them can have no answer. No
 * emergency is missing on the card or in the log, whatever is silent, tried out or stopped.
 */
class EveryEmergencyIsHeardTest {

    private static final String SELECT = "/cds-services/apposite-order-select";
    private static final String BACK = "made-up-of-back-pain";
    private static final String HEAD = "made-up-of-head-trauma";
    private static final String ENDLESS = "word ".repeat(390).strip();

    @TempDir
    private static Path home;

    /** Both complaints are answered. */
    private static ClinicalRules answering;

    /** The answer on the head would be too large. */
    private static ClinicalRules stopped;

    @TempDir
    private Path logs;

    @BeforeAll
    static void write() throws IOException {
        Path whole = home.resolve("answering");
        Folders.copy(Folders.SHIPPED, whole);
        raise(whole, "back-pain-child", "back-pain", BACK);
        raise(whole, "head-trauma-child", "head-trauma", HEAD);
        answering = ClinicalRules.from(whole);
        Path large = home.resolve("stopped");
        Folders.copy(Folders.SHIPPED, large);
        raise(large, "back-pain-child", "back-pain", BACK);
        raise(large, "head-trauma-child", "head-trauma", HEAD);
        for (int file = 0; file < 2; file++) {
            int number = file;
            add(
                    large.resolve("head-trauma-child/large-" + file + ".drl"),
                    "head-trauma-child",
                    "large-" + file,
                    "head-trauma",
                    IntStream.range(0, 300)
                            .mapToObj(i -> "    conclude.alert( \"large-" + number + "-" + i + "\", \"info\", \""
                                    + ENDLESS + "\" );\n")
                            .toList());
        }
        stopped = ClinicalRules.from(large);
    }

    private static void raise(Path rules, String topic, String complaint, String code) throws IOException {
        add(
                rules.resolve(topic).resolve("made-up.drl"),
                topic,
                code,
                complaint,
                List.of("    conclude.alert( \"" + code + "\", \"critical\", \"Told of " + complaint + ".\" );\n"));
    }

    private static void add(Path file, String topic, String id, String complaint, List<String> conclusions)
            throws IOException {
        Files.writeString(
                file,
                """
                package %s;

                import org.apposite.language.Patient;

                global org.apposite.language.Conclude conclude;

                rule "%s"
                    @id( %s )
                    @source( interpretation )
                when
                    Patient( complaintIs( "%s" ) )
                then
                %send
                """.formatted(topic.replace('-', '_'), id, id, complaint, String.join("", conclusions)),
                StandardOpenOption.CREATE_NEW);
    }

    private CdsService service(ClinicalRules rules, UnaryOperator<CdsSettings.Builder> more) {
        return new CdsService(
                () -> rules, more.apply(Requests.settings().logs(logs)).build());
    }

    private static ObjectNode backPainAndHeadTrauma() {
        ObjectNode call = Requests.of("lumbar-mri.json");
        ObjectNode condition = ((ObjectNode) call.at("/prefetch/conditions/entry/0/resource")).deepCopy();
        condition.put("id", "head");
        condition
                .putObject("code")
                .putArray("coding")
                .addObject()
                .put("system", "https://apposite.org/fhir/CodeSystem/term")
                .put("code", "head-trauma");
        ((ArrayNode) call.at("/prefetch/conditions/entry")).addObject().set("resource", condition);
        return call;
    }

    private static JsonNode answer(CdsService service) {
        CdsResponse response = service.handle(Requests.post(SELECT, backPainAndHeadTrauma()));
        assertThat(response.status()).isEqualTo(200);
        return Requests.json(response);
    }

    private List<JsonNode> decisions() throws IOException {
        try (Stream<String> lines = Files.lines(logs.resolve("decisions.jsonl"))) {
            return lines.map(Requests::json).filter(line -> line.has("outcome")).toList();
        }
    }

    private static UnaryOperator<CdsSettings.Builder> silent(boolean all, String... topics) {
        Operation operation =
                new Operation(new Silence(all, Set.of(topics), Set.of(), 0), false, false, new Note(null, null));
        return settings -> settings.operation(() -> operation);
    }

    @Test
    void the_emergencies_of_every_complaint_stand_on_one_card_which_is_logged_with_each() throws IOException {
        JsonNode cards;
        try (CdsService service = service(answering, one -> one)) {
            cards = answer(service).path("cards");
        }
        assertThat(cards.at("/0/indicator").textValue()).isEqualTo("critical");
        assertThat(cards.at("/0/detail").textValue()).contains("Told of back-pain.", "Told of head-trauma.");
        assertThat(decisions().stream()
                        .filter(line ->
                                line.toString().contains(cards.at("/0/uuid").textValue())))
                .extracting(line -> line.path("topic").textValue())
                .containsExactlyInAnyOrder("back-pain-child", "head-trauma-child");
    }

    @Test
    void the_emergency_of_one_complaint_is_told_though_the_rules_are_stopped_at_another() throws IOException {
        JsonNode cards;
        try (CdsService service = service(stopped, one -> one)) {
            cards = answer(service).path("cards");
        }
        assertThat(cards).hasSize(1);
        assertThat(cards.at("/0/indicator").textValue()).isEqualTo("critical");
        assertThat(cards.at("/0/detail").textValue()).contains("Told of back", "Told of head", "gave no answer");
        assertThat(decisions()).singleElement().satisfies(line -> {
            assertThat(line.path("outcome").textValue()).isEqualTo("withheld");
            assertThat(line.path("reason").textValue()).isEqualTo("size");
            assertThat(line.at("/cards/0/id")).isEqualTo(cards.at("/0/uuid"));
            assertThat(line.at("/orders/0/id").textValue()).isEqualTo("draft-1");
            assertThat(line.path("silent").isMissingNode()).isTrue();
            assertAlarming(line);
        });
    }

    private static void assertAlarming(JsonNode line) {
        assertThat(line.at("/alerts/" + BACK).textValue()).as("%s", line).isEqualTo("critical");
        assertThat(line.at("/alerts/" + HEAD).textValue()).as("%s", line).isEqualTo("critical");
    }

    @ParameterizedTest
    @CsvSource({
        "true,  ''",
        "false, head-trauma-child",
        "false, back-pain-child head-trauma-child",
        "false, back-pain-child head-trauma-child low-back-pain"
    })
    void what_is_silent_and_stopped_has_its_emergencies_in_the_log(boolean all, String topics) throws IOException {
        String[] named = topics.isEmpty() ? new String[0] : topics.split(" ");
        JsonNode shown;
        try (CdsService service = service(stopped, silent(all, named))) {
            shown = answer(service);
        }
        assertThat(shown.toString()).doesNotContain("Told of head");
        if (topics.equals("head-trauma-child")) {
            assertThat(shown.at("/cards/0/detail").textValue()).contains("Told of back");
        } else {
            assertThat(shown.toString()).doesNotContain("Told of back");
        }
        assertThat(decisions().stream().filter(line -> line.path("silent").asBoolean()))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.path("outcome").textValue()).isEqualTo("withheld");
                    assertAlarming(line);
                });
    }

    @Test
    void what_is_tried_out_and_stopped_has_its_emergencies_in_the_log_beside_what_was_shown() throws IOException {
        try (CdsService service = service(answering, one -> one.silentRules(() -> Optional.of(stopped)))) {
            assertThat(answer(service).path("cards")).isNotEmpty();
        }
        assertThat(decisions().stream().filter(line -> line.path("triedOut").asBoolean()))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.path("outcome").textValue()).isEqualTo("withheld");
                    assertThat(line.path("beside").textValue()).isNotBlank();
                    assertAlarming(line);
                });
    }
}

package org.apposite.cds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.apposite.cds.request.Json;
import org.apposite.log.LogKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Feedback is taken for cards of the service alone, which it knows again without remembering them. */
class FeedbackOfOwnCardsTest {

    private static final String FEEDBACK = "/cds-services/apposite-order-select/feedback";

    @TempDir
    Path folder;

    private Path logs;
    private Path key;

    @BeforeEach
    void prepare() throws IOException {
        logs = folder.resolve("logs");
        key = folder.resolve("shared.key");
        LogKey.create(key);
    }

    private CdsService service(CdsSettings.Builder settings) {
        return new CdsService(() -> Requests.RULES, settings.build());
    }

    private static CdsResponse told(CdsService service, String... cards) {
        ObjectNode body = Json.object();
        ArrayNode entries = body.putArray("feedback");
        for (String card : cards) {
            entries.addObject()
                    .put("card", card)
                    .put("outcome", "overridden")
                    .put("outcomeTimestamp", "2026-11-23T10:00:00Z");
        }
        return service.handle(Requests.post(FEEDBACK, body));
    }

    @Test
    void an_id_that_differs_in_one_place_is_not_one_of_the_service() {
        try (CdsService service = service(Requests.settings().logs(logs))) {
            String card = Requests.cardOf(service);
            assertThat(UUID.fromString(card).version()).isEqualTo(4);
            assertThat(UUID.fromString(card).variant()).isEqualTo(2);
            for (int i = 0; i < card.length(); i++) {
                for (char other : "0123456789abcdef-".toCharArray()) {
                    String forged = card.substring(0, i) + other + card.substring(i + 1);
                    assertThat(told(service, forged).status()).as(forged).isEqualTo(forged.equals(card) ? 200 : 404);
                }
            }
            assertThat(told(service, card.toUpperCase(Locale.ROOT)).status()).isEqualTo(200);
        }
    }

    @Test
    void ids_that_anybody_can_make_are_not_taken_and_the_refusal_is_counted() {
        try (CdsService service = service(Requests.settings().logs(logs))) {
            for (String made : new String[] {
                UUID.randomUUID().toString(),
                "00000000-0000-0000-0000-000000000000",
                "1-1-1-1-1",
                "card",
                "a".repeat(128)
            }) {
                CdsResponse refused = told(service, made);
                assertThat(refused.status()).as(made).isEqualTo(404);
                assertThat(new String(refused.body(), StandardCharsets.UTF_8))
                        .contains("feedback[0].card is not the id of a card that this service has sent");
            }
            assertThat(new String(service.handle(Requests.get("/metrics")).body(), StandardCharsets.UTF_8))
                    .contains("apposite_refusals_total{code=\"not-found\",status=\"404\"} 5.0");
        }
    }

    @Test
    void of_several_entries_with_one_unknown_card_none_is_stored() throws IOException {
        try (CdsService service = service(Requests.settings().logs(logs))) {
            String card = Requests.cardOf(service);
            assertThat(told(service, card, UUID.randomUUID().toString()).status())
                    .isEqualTo(404);
            assertThat(Files.readString(logs.resolve("feedback.jsonl"))).isEmpty();
            assertThat(told(service, card).status()).isEqualTo(200);
            assertThat(Files.readString(logs.resolve("feedback.jsonl"))).contains(card);
        }
    }

    @Test
    void cards_are_known_after_a_restart_with_the_same_logs_and_by_nobody_else() throws IOException {
        String card;
        try (CdsService service = service(Requests.settings().logs(logs))) {
            card = Requests.cardOf(service);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(logs.resolve("card.key"))))
                .isEqualTo("rw-------");
        try (CdsService again = service(Requests.settings().logs(logs));
                CdsService other = service(Requests.settings().logs(folder.resolve("others")))) {
            assertThat(told(again, card).status()).isEqualTo(200);
            assertThat(told(other, card).status()).isEqualTo(404);
        }
    }

    @Test
    void services_with_one_key_know_the_cards_of_each_other() {
        try (CdsService one = service(Requests.settings().cardKey(key));
                CdsService other = service(Requests.settings().logs(logs).cardKey(key))) {
            assertThat(told(other, Requests.cardOf(one)).status()).isEqualTo(200);
        }
        assertThat(logs.resolve("card.key")).doesNotExist();
    }

    @Test
    void no_two_cards_have_one_id() {
        Set<String> ids = new HashSet<>();
        try (CdsService service = Requests.service()) {
            for (int i = 0; i < 50; i++) {
                assertThat(ids.add(Requests.cardOf(service))).isTrue();
            }
        }
    }

    @Test
    void a_key_that_others_can_read_or_that_is_none_is_refused_with_words() throws IOException {
        refused(folder, "cannot be used");
        refused(folder.resolve("none"), "there is no such file");
        Path brief = Files.write(folder.resolve("brief"), new byte[31]);
        Files.setPosixFilePermissions(brief, PosixFilePermissions.fromString("rw-------"));
        refused(brief, "is not 64 hexadecimal digits");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
        refused(key, "chmod 600");
    }

    @Test
    void a_service_that_cannot_be_made_leaves_its_logs_to_the_next() {
        assertThatThrownBy(() -> service(Requests.settings().logs(logs).cardKey(folder.resolve("none"))))
                .hasMessageContaining("there is no such file");
        try (CdsService service = service(Requests.settings().logs(logs))) {
            assertThat(told(service, Requests.cardOf(service)).status()).isEqualTo(200);
        }
    }

    private void refused(Path file, String words) {
        assertThatThrownBy(() -> service(Requests.settings().cardKey(file)).close())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words)
                .hasMessageContaining(file.toString());
    }
}

package org.apposite.cds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apposite.ClinicalRules;
import org.apposite.withdrawal.Part;
import org.apposite.withdrawal.Withdrawal;
import org.apposite.withdrawal.WithdrawalFile;
import org.apposite.withdrawal.WithdrawalFile.Lifted;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recall while the service runs: the card, the health and the log say so, from one request to the next. */
class AWithdrawalAtTheServiceTest {

    private static final String SELECT = "/cds-services/apposite-order-select";
    private static final String REASON = "The number to call is wrong";

    @TempDir
    private Path folder;

    private ClinicalRules without(String... parts) throws IOException {
        return layer(
                Stream.of(parts).map(AWithdrawalAtTheServiceTest::withdrawal).toList(), List.of());
    }

    private static Withdrawal withdrawal(String part) {
        return new Withdrawal(Part.of(part).orElseThrow(), REASON, "A. Person", Instant.parse("2026-11-27T14:30:00Z"));
    }

    private ClinicalRules layer(List<Withdrawal> withdrawals, List<Lifted> lifted) throws IOException {
        Path layer = Files.createDirectories(folder.resolve("layer"));
        Files.writeString(
                layer.resolve("rule-set.yaml"),
                "name: layer\nversion: 1.0.0\nnotice: For tests.\nlanguage: 2\nextends: " + Requests.RULES.name() + " "
                        + Requests.RULES.version() + "\n");
        Files.writeString(layer.resolve(WithdrawalFile.NAME), WithdrawalFile.write(withdrawals, lifted));
        return ClinicalRules.from(layer);
    }

    private static JsonNode health(CdsService service) {
        CdsResponse response = service.handle(Requests.get("/health/ready"));
        assertThat(response.status()).isEqualTo(200);
        return Requests.json(response);
    }

    @Test
    void an_emergency_that_is_withdrawn_is_told_as_such_and_the_service_is_degraded_until_it_is_lifted()
            throws IOException {
        AtomicReference<ClinicalRules> rules = new AtomicReference<>(Requests.RULES);
        Path logs = folder.resolve("logs");
        try (CdsService service =
                new CdsService(rules::get, Requests.settings().logs(logs).build())) {
            assertThat(health(service).path("status").asText()).isEqualTo("up");

            rules.set(without("back-pain-child/alert-neurologic-emergency"));

            JsonNode cards = Requests.json(service.handle(Requests.post(SELECT, Requests.emergency())))
                    .path("cards");
            assertThat(cards.get(0).path("indicator").asText()).isEqualTo("critical");
            assertThat(cards.toString()).contains(REASON).doesNotContain("A. Person");
            assertThat(health(service).path("status").asText()).isEqualTo("degraded");
            assertThat(health(service).path("withdrawn"))
                    .hasToString("[\"back-pain-child/alert-neurologic-emergency\"]");

            rules.set(without("back-pain-child/no-red-flags/us-spine-area-of-interest"));

            assertThat(health(service).path("status").asText()).isEqualTo("up");
            assertThat(health(service).path("withdrawn")).hasSize(1);

            rules.set(layer(
                    List.of(),
                    List.of(new Lifted(
                            withdrawal("back-pain-child/no-red-flags/us-spine-area-of-interest"),
                            "B. Other",
                            Instant.parse("2026-11-27T15:00:00Z")))));

            assertThat(health(service).has("withdrawn")).isFalse();
        }
        try (Stream<String> lines = Files.lines(logs.resolve("decisions.jsonl"))) {
            List<JsonNode> moments =
                    lines.map(Requests::json).filter(line -> line.has("event")).toList();
            assertThat(moments.stream()
                            .map(line -> line.path("event").asText() + " "
                                    + line.path("part").asText()))
                    .containsExactly(
                            "rules ",
                            "rules ",
                            "withdrawn back-pain-child/alert-neurologic-emergency",
                            "rules ",
                            "withdrawn back-pain-child/no-red-flags/us-spine-area-of-interest",
                            "restored back-pain-child/alert-neurologic-emergency",
                            "rules ",
                            "restored back-pain-child/no-red-flags/us-spine-area-of-interest");
            assertThat(moments.get(2).toString()).contains(REASON, "A. Person");
            assertThat(moments.get(5).has("by")).as("nobody has said").isFalse();
            assertThat(moments.get(7).toString()).contains(REASON, "B. Other");
        }
    }
}

package org.apposite.cds;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.apposite.file.Looks;
import org.junit.jupiter.api.Test;

/** Whoever asks after the health of the service hears of the watch of its rules folder, too. */
class TheWatchOfTheRulesFolderShowsTest {

    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

    private static String body(CdsService service, String path) {
        return new String(service.handle(Requests.get(path)).body(), StandardCharsets.UTF_8);
    }

    private static CdsService service(Looks looks) {
        CdsSettings settings = CdsSettings.of(URI.create("http://localhost"), Clock.fixed(NOW, ZoneOffset.UTC))
                .looks(() -> looks)
                .build();
        return new CdsService(() -> Requests.RULES, settings);
    }

    @Test
    void a_folder_that_cannot_be_read_stands_in_health_and_figures_and_the_service_stays_ready() {
        try (CdsService service =
                service(new Looks(NOW.minusSeconds(90), 17, Optional.of("x.yaml: this is a pipe.")))) {
            assertThat(service.handle(Requests.get("/health/ready")).status()).isEqualTo(200);
            assertThat(body(service, "/health/ready"))
                    .endsWith(
                            "\"rulesFolder\":{\"status\":\"not-read\",\"failedLooks\":17,\"secondsSinceGoodLook\":90}}");
            assertThat(body(service, "/metrics"))
                    .contains(
                            "\napposite_rules_folder_failed_looks_total 17.0\n",
                            "\napposite_rules_folder_good_look_age_seconds 90.0\n");
        }
    }

    @Test
    void a_folder_that_can_be_read_does_so_too() {
        try (CdsService service = service(new Looks(NOW, 0, Optional.empty()))) {
            assertThat(body(service, "/health/ready"))
                    .endsWith("\"rulesFolder\":{\"status\":\"read\",\"failedLooks\":0,\"secondsSinceGoodLook\":0}}");
        }
    }

    @Test
    void a_service_without_a_folder_says_nothing_of_one() {
        try (CdsService service =
                new CdsService(() -> Requests.RULES, Requests.settings().build())) {
            assertThat(body(service, "/health/ready")).doesNotContain("rulesFolder");
            assertThat(body(service, "/metrics")).doesNotContain("rules_folder");
        }
    }
}

package org.apposite.cds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apposite.ClinicalRules;
import org.apposite.file.Looks;
import org.apposite.file.Looks.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        try (CdsService service = service(
                new Looks(NOW.minusSeconds(90), 17, Optional.of("x.yaml: this is a pipe."), Optional.empty()))) {
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
        try (CdsService service = service(new Looks(NOW, 0, Optional.empty(), Optional.empty()))) {
            assertThat(body(service, "/health/ready"))
                    .endsWith("\"rulesFolder\":{\"status\":\"read\",\"failedLooks\":0,\"secondsSinceGoodLook\":0}}");
        }
    }

    @Test
    void
            what_a_folder_holds_and_is_not_taken_stands_in_health_and_figures_by_file_and_code_and_the_service_stays_ready() {
        Looks refused = new Looks(NOW, 0, Optional.empty(), Optional.of(new Refusal("one/more.drl", "APP-103")));
        Looks withoutPlace = new Looks(NOW, 0, Optional.empty(), Optional.of(new Refusal("", "")));
        AtomicReference<Looks> answering = new AtomicReference<>(refused);
        CdsSettings settings = CdsSettings.of(URI.create("http://localhost"), Clock.fixed(NOW, ZoneOffset.UTC))
                .looks(answering::get)
                .silentRules(Optional::empty)
                .silentLooks(() -> withoutPlace)
                .build();
        try (CdsService service = new CdsService(() -> Requests.RULES, settings)) {
            assertThat(service.handle(Requests.get("/health/ready")).status()).isEqualTo(200);
            assertThat(body(service, "/health/ready"))
                    .startsWith("{\"status\":\"up\"")
                    .contains(
                            "\"rulesFolder\":{\"status\":\"refused\",\"file\":\"one/more.drl\",\"code\":\"APP-103\",\"failedLooks\":0,",
                            "\"silentRules\":{\"status\":\"not-asked\",\"folder\":{\"status\":\"refused\",\"failedLooks\":0,");
            assertThat(body(service, "/metrics"))
                    .contains(
                            "\napposite_rules_refused{rules=\"answering\"} 1.0\n",
                            "\napposite_rules_refused{rules=\"tried-out\"} 1.0\n");

            answering.set(new Looks(NOW, 0, Optional.empty(), Optional.empty()));

            assertThat(body(service, "/health/ready")).contains("\"rulesFolder\":{\"status\":\"read\"");
            assertThat(body(service, "/metrics")).contains("\napposite_rules_refused{rules=\"answering\"} 0.0\n");
        }
    }

    @Test
    void rules_that_the_mapping_does_not_fit_are_refused_too(@TempDir Path folder) throws IOException {
        Path mapping = Files.writeString(folder.resolve("hospital.yaml"), """
                terms:
                  night-pain:
                    codes: [snomed 1234567]
                """);
        AtomicReference<ClinicalRules> rules = new AtomicReference<>(Requests.RULES);
        CdsSettings settings = Requests.settings()
                .mapping(mapping)
                .looks(() -> new Looks(Requests.CLOCK.instant(), 0, Optional.empty(), Optional.empty()))
                .build();
        try (CdsService service = new CdsService(rules::get, settings)) {
            assertThat(body(service, "/health/ready")).contains("\"rulesFolder\":{\"status\":\"read\"");

            rules.set(ClinicalRules.from(Path.of("../cli/src/test/resources/made-up-topics")));

            assertThat(body(service, "/health/ready"))
                    .contains(
                            Requests.RULES.digest(),
                            "\"rulesFolder\":{\"status\":\"refused\",\"file\":\"hospital.yaml\"");
            assertThat(body(service, "/metrics")).contains("\napposite_rules_refused{rules=\"answering\"} 1.0\n");

            rules.set(Requests.RULES);

            assertThat(body(service, "/health/ready")).contains("\"rulesFolder\":{\"status\":\"read\"");
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

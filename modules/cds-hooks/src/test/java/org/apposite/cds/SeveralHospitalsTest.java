package org.apposite.cds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.apposite.ClinicalRules;
import org.apposite.cds.request.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two hospitals with rules of their own on one service, and a third whose rules cannot be loaded. */
class SeveralHospitalsTest {

    private static final String SELECT = "/cds-services/apposite-order-select";
    private static final ClinicalRules MADE_UP =
            ClinicalRules.from(Path.of("../cli/src/test/resources/made-up-topics"));
    private static final CallingIssuer NORTH = CallingIssuer.of("https://ehr.north.example");
    private static final CallingIssuer SOUTH = CallingIssuer.of("https://ehr.south.example");
    private static final CallingIssuer EAST = CallingIssuer.of("https://ehr.east.example");
    private static final CallingIssuer STRANGER = CallingIssuer.of("https://ehr.stranger.example");

    @TempDir
    Path folder;

    private final AtomicBoolean eastIsWhole = new AtomicBoolean();
    private Hospitals hospitals;

    @BeforeEach
    void open() throws IOException {
        hospitals = new Hospitals(
                Requests.settings().build(),
                List.of(
                        hospital("north", NORTH, () -> () -> Requests.RULES, one -> one),
                        hospital(
                                "south",
                                SOUTH,
                                () -> () -> MADE_UP,
                                one -> one.origins(Set.of("https://page.south.example"))),
                        hospital(
                                "east",
                                EAST,
                                () -> {
                                    if (eastIsWhole.get()) {
                                        return () -> Requests.RULES;
                                    }
                                    throw new IllegalStateException("the rules of the east are broken");
                                },
                                one -> one)));
    }

    @AfterEach
    void close() {
        hospitals.close();
    }

    private Hospital hospital(
            String name, CallingIssuer issuer, Hospital.Rules rules, UnaryOperator<CdsSettings.Builder> more)
            throws IOException {
        return new Hospital(
                name,
                more.apply(CdsSettings.of(URI.create(Requests.BASE + "/" + name), Requests.CLOCK)
                                .issuers(List.of(issuer.trusted(folder)))
                                .logs(folder.resolve(name)))
                        .build(),
                rules);
    }

    @Test
    void one_whose_files_hang_keeps_the_others_from_nothing_and_is_served_once_they_have_been_read() throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        Hospital hanging = hospital(
                "hanging",
                STRANGER,
                () -> {
                    try {
                        read.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    return () -> Requests.RULES;
                },
                one -> one);
        Hospital other = hospital("other", CallingIssuer.of("https://other.example"), () -> () -> MADE_UP, one -> one);
        try (Hospitals both =
                new Hospitals(Requests.settings().build(), List.of(hanging, other), Duration.ofMillis(1))) {
            while (both.faults().containsKey("other")) {
                both.retry();
            }
            assertThat(both.faults()).containsOnlyKeys("hanging");
            assertThat(both.faults().get("hanging")).contains("hang");
            assertThat(both.handle(Requests.get("/hanging/cds-services")).status())
                    .isEqualTo(503);
            assertThat(both.handle(Requests.get("/other/cds-services")).status())
                    .isEqualTo(200);
            assertThat(both.handle(Requests.get("/health/ready")).status()).isEqualTo(200);
            read.countDown();
            while (!both.faults().isEmpty()) {
                Thread.onSpinWait();
            }
            assertThat(both.handle(Requests.get("/hanging/cds-services")).status())
                    .isEqualTo(200);
        }
    }

    private static CdsRequest order(String path) {
        return Requests.post(path, Requests.of("lumbar-mri.json"));
    }

    private static String text(CdsResponse response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private String log(String hospital, String name) throws IOException {
        return Files.readString(folder.resolve(hospital).resolve(name));
    }

    @Test
    void each_is_answered_by_the_rules_of_its_issuer_and_nothing_of_it_is_in_the_logs_and_figures_of_another()
            throws IOException {
        List<String> north = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ObjectNode call = Requests.of("lumbar-mri.json").put("hookInstance", "north-" + i);
            CdsResponse ofNorth = hospitals.handle(NORTH.signed(Requests.post(SELECT, call)));
            CdsResponse ofSouth = hospitals.handle(
                    SOUTH.signed(Requests.post(SELECT, call.deepCopy().put("hookInstance", "south-" + i))));
            assertThat(ofNorth.status()).isEqualTo(200);
            assertThat(text(ofNorth)).contains("There are 2 warnings for this order.");
            JsonNode card = Requests.json(ofNorth).at("/cards/0");
            assertThat(card.at("/links/0/url").textValue()).startsWith(Requests.BASE + "/north/?topic=");
            north.add(card.path("uuid").textValue());
            assertThat(ofSouth.status()).isEqualTo(200);
            assertThat(text(ofSouth)).doesNotContain("There are 2 warnings for this order.");
        }
        assertThat(log("north", "decisions.jsonl"))
                .contains(north)
                .contains(Requests.RULES.digest())
                .doesNotContain("south", MADE_UP.digest());
        assertThat(log("south", "decisions.jsonl"))
                .doesNotContain(north)
                .doesNotContain("north", Requests.RULES.digest());
        String figures = text(hospitals.handle(Requests.get("/metrics")));
        assertThat(figures.lines().filter(line -> line.contains("variant=\"red-flags-negative-radiographs\"")))
                .singleElement()
                .asString()
                .contains("hospital=\"north\"")
                .endsWith(" 5.0");
        assertThat(figures)
                .contains(
                        "apposite_requests_seconds_count{hospital=\"south\",path=\"" + SELECT + "\",status=\"200\"} 5")
                .contains("jvm_memory_used_bytes{area=");
        for (String family : List.of("apposite_requests_seconds", "apposite_decisions_total")) {
            assertThat(figures.lines().filter(line -> line.equals("# TYPE " + family + " " + kind(family))))
                    .as("told once")
                    .hasSize(1);
        }
    }

    private static String kind(String family) {
        return family.endsWith("_total") ? "counter" : "histogram";
    }

    @Test
    void a_hospital_is_called_by_its_own_path_too_and_there_it_has_its_page_its_discovery_and_its_feedback()
            throws IOException {
        CdsResponse answered = hospitals.handle(NORTH.signed(order("/north" + SELECT)));
        assertThat(answered.status()).isEqualTo(200);
        assertThat(text(hospitals.handle(Requests.get("/north/cds-services")))).contains("imagingReports");
        assertThat(text(hospitals.handle(Requests.get("/north/topics")))).contains("back-pain-child");
        assertThat(text(hospitals.handle(Requests.get("/south/topics")))).doesNotContain("back-pain-child");
        assertThat(text(hospitals.handle(Requests.get("/south/")))).contains("<html");
        assertThat(hospitals.handle(Requests.get("/south")).headers())
                .containsEntry("Location", Requests.BASE + "/south/");

        ObjectNode feedback = Json.object();
        feedback.putArray("feedback")
                .addObject()
                .put("card", Requests.json(answered).at("/cards/0/uuid").textValue())
                .put("outcome", "overridden")
                .put("outcomeTimestamp", "2026-11-23T10:00:00Z");
        CdsRequest sent = Requests.post(SELECT + "/feedback", feedback);
        assertThat(hospitals.handle(SOUTH.signed(sent)).status())
                .as("the card is not of the south")
                .isEqualTo(404);
        assertThat(hospitals.handle(NORTH.signed(sent)).status()).isEqualTo(200);
        assertThat(log("north", "feedback.jsonl")).contains("overridden");
        assertThat(log("south", "feedback.jsonl")).isEmpty();
    }

    @Test
    void each_hospital_is_answered_in_its_own_language() throws IOException {
        Hospital.Rules rules = () -> () -> Requests.RULES;
        try (Hospitals both = new Hospitals(
                Requests.settings().build(),
                List.of(
                        hospital("english", NORTH, rules, one -> one),
                        hospital("german", SOUTH, rules, one -> one.language(Locale.GERMAN))))) {
            String english = text(both.handle(NORTH.signed(order(SELECT))));
            String german = text(both.handle(SOUTH.signed(order(SELECT))));

            assertThat(english).contains("There are 2 warnings for this order.").doesNotContain("Anforderung");
            assertThat(german)
                    .contains("Zu dieser Anforderung gibt es 2 Warnungen.")
                    .doesNotContain("for this order");
        }
    }

    /** The issuer that a token names only chooses who checks it. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    no token                                     | /cds-services/apposite-order-select       | -     | -     | send a token of an issuer that belongs to one
                    no token for discovery                       | /cds-services                             | -     | -     | send a token of an issuer that belongs to one
                    an issuer of nobody                          | /cds-services/apposite-order-select       | stranger | stranger | belongs to no hospital
                    a stranger that calls itself the north       | /cds-services/apposite-order-select       | stranger | north | a valid token of a trusted issuer
                    the south that calls itself the north        | /cds-services/apposite-order-select       | south | north | a valid token of a trusted issuer
                    the south at the path of the north           | /north/cds-services/apposite-order-select | south | south | a valid token of a trusted issuer
                    """)
    void a_call_of_nobody_is_refused_and_never_answered_by_another(
            String name, String path, String signer, String claimed, String reason) {
        CdsRequest request = path.equals("/cds-services") ? Requests.get(path) : order(path);
        if (!signer.equals("-")) {
            request = issuer(signer)
                    .signed(request, Requests.BASE + path, issuer(claimed).iss());
        }
        CdsResponse refused = hospitals.handle(request);
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.headers()).containsKeys("WWW-Authenticate", "X-Request-Id", "X-Content-Type-Options");
        assertThat(text(refused)).contains("OperationOutcome", reason);
        String counted = claimed.equals("-") || claimed.equals("stranger") ? "none" : "north";
        assertThat(text(hospitals.handle(Requests.get("/metrics"))))
                .contains("apposite_refusals_total{code=\"login\",hospital=\"" + counted + "\",status=\"401\"} 1.0");
    }

    private static CallingIssuer issuer(String name) {
        return switch (name) {
            case "north" -> NORTH;
            case "south" -> SOUTH;
            default -> STRANGER;
        };
    }

    @Test
    void a_token_of_one_hospital_works_once_at_whichever_address() {
        String audience = Requests.BASE + SELECT;
        CdsRequest atShared = NORTH.signed(order(SELECT), audience, NORTH.iss());
        CdsRequest atOwn = new CdsRequest("POST", "/north" + SELECT, atShared.headers(), atShared.body());
        assertThat(hospitals.handle(atShared).status()).isEqualTo(200);
        assertThat(hospitals.handle(atOwn).status()).isEqualTo(401);
    }

    @Test
    void a_hospital_whose_rules_cannot_be_loaded_is_the_only_one_that_is_not_ready_and_is_opened_when_they_can() {
        assertThat(hospitals.faults()).containsExactly(Map.entry("east", "the rules of the east are broken"));
        CdsResponse ready = hospitals.handle(Requests.get("/health/ready"));
        assertThat(ready.status()).isEqualTo(200);
        JsonNode health = Requests.json(ready);
        assertThat(health.path("status").textValue()).isEqualTo("degraded");
        assertThat(health.at("/hospitals/north/digest").textValue()).isEqualTo(Requests.RULES.digest());
        assertThat(health.at("/hospitals/south/digest").textValue()).isEqualTo(MADE_UP.digest());
        assertThat(health.at("/hospitals/east/status").textValue()).isEqualTo("down");
        assertThat(text(ready)).doesNotContain("broken");
        assertThat(hospitals.handle(Requests.get("/east/health/ready")).status())
                .isEqualTo(503);
        assertThat(hospitals.handle(Requests.get("/north/health/ready")).status())
                .isEqualTo(200);
        CdsResponse refused = hospitals.handle(EAST.signed(order(SELECT)));
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.headers()).containsKey("Retry-After");
        assertThat(hospitals.handle(NORTH.signed(order(SELECT))).status()).isEqualTo(200);

        eastIsWhole.set(true);
        hospitals.retry();

        assertThat(hospitals.faults()).isEmpty();
        assertThat(hospitals.handle(EAST.signed(order(SELECT))).status()).isEqualTo(200);
        assertThat(Requests.json(hospitals.handle(Requests.get("/health/ready")))
                        .path("status")
                        .textValue())
                .isEqualTo("up");
    }

    @Test
    void when_all_end_none_is_ready_and_all_answer_on() {
        hospitals.stopping();
        assertThat(hospitals.handle(Requests.get("/health/ready")).status()).isEqualTo(503);
        assertThat(hospitals.handle(Requests.get("/health/live")).status()).isEqualTo(200);
        assertThat(hospitals.handle(Requests.get("/north/health/ready")).status())
                .isEqualTo(503);
        assertThat(hospitals.handle(NORTH.signed(order(SELECT))).status()).isEqualTo(200);
    }

    @Test
    void the_figures_of_all_are_not_those_of_one() {
        assertThat(hospitals.handle(Requests.get("/north/metrics")).status()).isEqualTo(404);
    }

    @Test
    void a_browser_may_ask_for_the_pages_of_one_hospital() {
        for (String path : List.of(SELECT, "/south" + SELECT)) {
            CdsRequest ask =
                    new CdsRequest("OPTIONS", path, Map.of("Origin", "https://page.south.example"), new byte[0]);
            assertThat(hospitals.handle(ask).status()).as(path).isEqualTo(204);
        }
        CdsRequest other = new CdsRequest(
                "OPTIONS", "/north" + SELECT, Map.of("Origin", "https://page.south.example"), new byte[0]);
        assertThat(hospitals.handle(other).status()).isEqualTo(403);
    }

    @Test
    void what_cannot_be_told_apart_is_refused_when_it_is_made() throws IOException {
        Hospital.Rules rules = () -> () -> Requests.RULES;
        CdsSettings shared = Requests.settings().build();
        Hospital north = hospital("north", NORTH, rules, one -> one);
        assertThatThrownBy(() -> new Hospitals(shared, List.of(north, north)))
                .hasMessageContaining("the hospital north is given twice");
        Hospital west = hospital("west", NORTH, rules, one -> one);
        assertThatThrownBy(() -> new Hospitals(shared, List.of(north, west)))
                .hasMessageContaining("the issuer https://ehr.north.example is given twice");
        assertThatThrownBy(() -> hospital("north", NORTH, rules, one -> one.issuers(List.of())))
                .hasMessageContaining("has no issuer");
        for (String name : List.of("", "North", "a/b", "-a", "cds-services", "health", "none", "x".repeat(41))) {
            assertThatThrownBy(() -> hospital(name, NORTH, rules, one -> one))
                    .as(name)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new Hospitals(shared, List.of())).hasMessageContaining("no hospital");
        Hospital astray = new Hospital(
                "south",
                CdsSettings.of(URI.create("http://else.example/south"), Requests.CLOCK)
                        .issuers(List.of(SOUTH.trusted(folder)))
                        .build(),
                rules);
        assertThatThrownBy(() -> new Hospitals(shared, List.of(astray)))
                .hasMessageContaining("must be " + Requests.BASE + "/south");
    }
}

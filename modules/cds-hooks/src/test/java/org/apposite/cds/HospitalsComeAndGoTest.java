package org.apposite.cds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apposite.ClinicalRules;
import org.apposite.cds.security.TrustedIssuer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hospitals that are added, changed and removed while the service runs. */
class HospitalsComeAndGoTest {

    private static final String SELECT = "/cds-services/apposite-order-select";
    private static final String BEGUN = "\"event\":\"rules\"";
    private static final CallingIssuer NORTH = CallingIssuer.of("https://ehr.north.example");
    private static final CallingIssuer SOUTH = CallingIssuer.of("https://ehr.south.example");

    @TempDir
    Path folder;

    private final AtomicInteger ended = new AtomicInteger();
    private final Map<CallingIssuer, TrustedIssuer> trusted = new HashMap<>();
    private Hospital north;
    private Hospital south;
    private Hospitals hospitals;

    @BeforeEach
    void open() throws IOException {
        for (CallingIssuer issuer : List.of(NORTH, SOUTH)) {
            trusted.put(issuer, issuer.trusted(folder));
        }
        north = hospital("north", NORTH, rules(() -> Requests.RULES), one -> one);
        south = hospital("south", SOUTH, rules(() -> Requests.RULES), one -> one);
        hospitals = new Hospitals(Requests.settings().build(), List.of(north));
    }

    @AfterEach
    void close() {
        hospitals.close();
    }

    /** Rules that count how often whatever watches them was ended. */
    private Hospital.Rules rules(Supplier<ClinicalRules> answering) {
        return new Hospital.Rules() {
            @Override
            public Supplier<ClinicalRules> load() {
                ClinicalRules loaded = answering.get();
                return () -> loaded;
            }

            @Override
            public void close() {
                ended.incrementAndGet();
            }
        };
    }

    private Hospital hospital(
            String name, CallingIssuer issuer, Hospital.Rules rules, UnaryOperator<CdsSettings.Builder> more) {
        return new Hospital(
                name,
                more.apply(CdsSettings.of(URI.create(Requests.BASE + "/" + name), Requests.CLOCK)
                                .issuers(List.of(trusted.get(issuer)))
                                .logs(folder.resolve(name)))
                        .build(),
                rules);
    }

    private CdsResponse called(CallingIssuer issuer) {
        return hospitals.handle(issuer.signed(Requests.post(SELECT, Requests.of("lumbar-mri.json"))));
    }

    private JsonNode health() {
        return Requests.json(hospitals.handle(Requests.get("/health/ready")));
    }

    private String figures() {
        return text(hospitals.handle(Requests.get("/metrics")));
    }

    private static String text(CdsResponse response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private String decisions(String hospital) throws IOException {
        return Files.readString(folder.resolve(hospital).resolve("decisions.jsonl"));
    }

    @Test
    void one_that_is_added_is_served_and_the_one_that_was_there_goes_on_as_it_was() throws IOException {
        assertThat(called(SOUTH).status()).isEqualTo(401);

        hospitals.serve(List.of(north, south));

        assertThat(called(SOUTH).status()).isEqualTo(200);
        assertThat(called(NORTH).status()).isEqualTo(200);
        assertThat(health().at("/hospitals/south/status").textValue()).isEqualTo("up");
        assertThat(decisions("north")).as("its service was never ended").containsOnlyOnce(BEGUN);
        assertThat(ended).hasValue(0);
    }

    @Test
    void one_that_is_removed_is_nobody_from_then_on() {
        hospitals.serve(List.of(north, south));
        assertThat(called(SOUTH).status()).isEqualTo(200);
        assertThat(figures()).contains("hospital=\"south\"");

        hospitals.serve(List.of(north));

        assertThat(called(SOUTH).status()).isEqualTo(401);
        assertThat(hospitals.handle(Requests.get("/south/cds-services")).status())
                .isEqualTo(401);
        assertThat(called(NORTH).status()).isEqualTo(200);
        assertThat(health().path("hospitals").has("south")).isFalse();
        assertThat(figures()).contains("hospital=\"north\"").doesNotContain("hospital=\"south\"");
        assertThat(ended).hasValue(1);

        hospitals.serve(List.of(north, south));
        assertThat(called(SOUTH).status()).as("its logs are free again").isEqualTo(200);
    }

    @Test
    void one_whose_settings_change_answers_by_the_new_ones_and_writes_on_in_its_logs() throws IOException {
        assertThat(text(called(NORTH))).contains("There are 2 warnings for this order.");
        String before = decisions("north");

        hospitals.serve(
                List.of(hospital("north", NORTH, rules(() -> Requests.RULES), one -> one.language(Locale.GERMAN))));

        assertThat(text(called(NORTH))).contains("Zu dieser Anforderung gibt es 2 Warnungen.");
        assertThat(decisions("north")).startsWith(before).hasSizeGreaterThan(before.length());
        assertThat(figures().lines().filter(line -> line.startsWith("apposite_log_unwritten_total{hospital=\"north\"")))
                .hasSize(1);
        assertThat(ended).as("the watch of the rules before").hasValue(1);
    }

    @Test
    void an_issuer_moves_from_one_hospital_to_another() throws IOException {
        hospitals.serve(List.of(north, south));

        hospitals.serve(List.of(
                hospital("north", SOUTH, rules(() -> Requests.RULES), one -> one),
                hospital("south", NORTH, rules(() -> Requests.RULES), one -> one)));

        String before = decisions("south");
        assertThat(called(NORTH).status()).isEqualTo(200);
        assertThat(decisions("south")).hasSizeGreaterThan(before.length());
    }

    @Test
    void where_the_new_mapping_cannot_be_read_the_hospital_goes_on_without_a_pause() throws IOException {
        Path mapping = Files.writeString(folder.resolve("mapping.yaml"), "nonsense: 1\n");

        hospitals.serve(List.of(hospital("north", NORTH, rules(() -> Requests.RULES), one -> one.mapping(mapping))));

        assertThat(called(NORTH).status()).isEqualTo(200);
        assertThat(health().at("/hospitals/north/settings").textValue()).isEqualTo("not-taken");
        assertThat(decisions("north")).containsOnlyOnce(BEGUN);
    }

    @Test
    void where_the_new_settings_cannot_be_used_the_hospital_goes_on_and_its_health_says_so() {
        AtomicBoolean isWhole = new AtomicBoolean();
        Hospital.Rules broken = rules(() -> {
            if (!isWhole.get()) {
                throw new IllegalStateException("the rules are broken");
            }
            return Requests.RULES;
        });

        hospitals.serve(List.of(hospital("north", NORTH, broken, one -> one.language(Locale.GERMAN))));

        assertThat(text(called(NORTH))).contains("There are 2 warnings for this order.");
        assertThat(health().at("/hospitals/north/settings").textValue()).isEqualTo("not-taken");
        assertThat(health().at("/status").textValue()).isEqualTo("up");

        isWhole.set(true);
        hospitals.retry();

        assertThat(text(called(NORTH))).contains("Zu dieser Anforderung");
        assertThat(health().at("/hospitals/north").has("settings")).isFalse();
    }

    @Test
    void where_only_opening_shows_that_they_cannot_be_used_the_one_before_is_opened_again() throws IOException {
        Path key = folder.resolve("none.key");

        hospitals.serve(List.of(hospital("north", NORTH, rules(() -> Requests.RULES), one -> one.cardKey(key))));
        hospitals.retry();

        assertThat(text(called(NORTH))).contains("There are 2 warnings for this order.");
        assertThat(health().at("/hospitals/north/settings").textValue()).isEqualTo("not-taken");
        assertThat(decisions("north").lines().filter(line -> line.contains(BEGUN)))
                .as("begun, and begun once more")
                .hasSize(2);
    }

    @Test
    void a_file_that_cannot_be_read_changes_nothing_and_the_health_says_so_until_one_can() {
        hospitals.refuse();
        assertThat(health().path("hospitalsFile").textValue()).isEqualTo("not-taken");
        assertThat(called(NORTH).status()).isEqualTo(200);

        hospitals.serve(List.of(north));
        assertThat(health().has("hospitalsFile")).isFalse();
    }

    @Test
    void a_call_after_the_end_is_refused() {
        hospitals.close();
        assertThat(called(NORTH).status()).isEqualTo(503);
    }

    @Test
    void what_cannot_be_told_apart_changes_nothing() {
        Hospital thief = hospital("south", NORTH, rules(() -> Requests.RULES), one -> one);
        assertThatThrownBy(() -> hospitals.serve(List.of(north, thief))).hasMessageContaining("is given twice");
        assertThatThrownBy(() -> hospitals.serve(List.of())).hasMessageContaining("no hospital");
        assertThat(called(NORTH).status()).isEqualTo(200);
    }

    @Test
    void a_call_that_is_being_answered_ends_with_its_answer_and_its_line_and_one_that_comes_meanwhile_waits()
            throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicBoolean isHeld = new AtomicBoolean();
        Supplier<ClinicalRules> answering = () -> {
            if (isHeld.compareAndSet(true, false)) {
                asked.countDown();
                await(go);
            }
            return Requests.RULES;
        };
        hospitals.serve(List.of(hospital("north", NORTH, () -> answering, one -> one)));
        isHeld.set(true);
        FutureTask<CdsResponse> held = begun(() -> called(NORTH));
        asked.await();
        String before = decisions("north");
        Hospital next = hospital("north", NORTH, rules(() -> Requests.RULES), one -> one.language(Locale.GERMAN));
        FutureTask<CdsResponse> change = begun(() -> {
            hospitals.serve(List.of(next));
            return called(NORTH);
        });
        go.countDown();

        assertThat(text(held.get())).contains("There are 2 warnings for this order.");
        assertThat(text(change.get())).contains("Zu dieser Anforderung");
        assertThat(decisions("north")
                        .substring(before.length())
                        .lines()
                        .filter(line -> line.contains("\"hookInstance\"")))
                .hasSize(2);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static FutureTask<CdsResponse> begun(Supplier<CdsResponse> work) {
        FutureTask<CdsResponse> task = new FutureTask<>(work::get);
        new Thread(task).start();
        return task;
    }

    @Test
    void calls_go_on_without_a_failure_while_hospitals_come_change_and_go() throws Exception {
        AtomicBoolean isOver = new AtomicBoolean();
        AtomicInteger calls = new AtomicInteger();
        FutureTask<CdsResponse> calling = begun(() -> {
            CdsResponse last = called(NORTH);
            while (last.status() == 200 && !isOver.get()) {
                calls.incrementAndGet();
                last = called(NORTH);
            }
            return last;
        });
        for (int i = 0; i < 10; i++) {
            int begun = calls.get();
            Locale language = i % 2 == 0 ? Locale.GERMAN : Locale.ENGLISH;
            north = hospital("north", NORTH, rules(() -> Requests.RULES), one -> one.language(language));
            hospitals.serve(i % 3 == 0 ? List.of(north, south) : List.of(north));
            while (calls.get() == begun && !calling.isDone()) {
                Thread.onSpinWait();
            }
        }
        isOver.set(true);
        assertThat(calling.get().status()).isEqualTo(200);
        assertThat(decisions("north").lines().filter(line -> line.contains("\"hookInstance\"")))
                .as("each call has its line")
                .hasSize(calls.get() + 1);
    }

    @Test
    void one_that_is_added_is_answered_at_the_socket_too() throws Exception {
        try (CdsServer server =
                CdsServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), hospitals)) {
            hospitals.serve(List.of(south, north));
            HttpResponse<String> answered = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:"
                                            + server.address().getPort() + SELECT))
                                    .header("Content-Type", "application/json")
                                    .header(
                                            "Authorization",
                                            "Bearer " + SOUTH.token(Requests.BASE + SELECT, SOUTH.iss()))
                                    .POST(BodyPublishers.ofString(
                                            Requests.of("lumbar-mri.json").toString()))
                                    .build(),
                            BodyHandlers.ofString());
            assertThat(answered.statusCode()).isEqualTo(200);
        }
    }
}

package org.apposite.cds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a client does not send is read from its FHIR server: here a server on this machine that holds the child. */
class RecordReadingTest {

    private static final String TOKEN = "some-opaque-token";

    private final Map<String, JsonNode> held = new ConcurrentHashMap<>();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final Queue<String> tokens = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile CountDownLatch together = new CountDownLatch(0);
    private HttpServer fhir;
    private URI base;

    @BeforeEach
    void start() throws IOException {
        fhir = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        base = URI.create("http://127.0.0.1:" + fhir.getAddress().getPort() + "/r4");
        fhir.createContext("/", exchange -> {
            try (exchange) {
                String path = exchange.getRequestURI().getPath().replaceFirst("^/r4/", "");
                asked.add(
                        exchange.getRequestURI().getQuery() == null
                                ? path
                                : path + "?" + exchange.getRequestURI().getQuery());
                together.countDown();
                together.await(20, TimeUnit.SECONDS);
                tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
                JsonNode answer = held.get(path);
                byte[] body = answer == null ? new byte[0] : answer.toString().getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(answer == null ? 404 : 200, body.length == 0 ? -1 : body.length);
                exchange.getResponseBody().write(body);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        fhir.setExecutor(threads);
        fhir.start();
    }

    @AfterEach
    void stop() {
        fhir.stop(0);
        threads.shutdownNow();
    }

    @Test
    void what_was_not_sent_is_read_with_the_token_of_the_client() {
        ObjectNode request = withAccess(Requests.of("lumbar-mri.json"));
        ObjectNode prefetch = (ObjectNode) request.remove("prefetch");
        held.put("Patient/child-9", prefetch.path("patient"));
        held.put("Condition", prefetch.path("conditions"));
        held.put("Observation", prefetch.path("observations"));
        held.put("DiagnosticReport", prefetch.path("imagingReports"));
        assertThat(summary(request)).startsWith("There are 2 warnings for this order.");
        assertThat(tokens).containsOnly("Bearer " + TOKEN);
        assertThat(asked)
                .contains("Patient/child-9", "Condition?patient=child-9")
                .hasSize(10);
    }

    /** None is answered before all are there: searches one after another would wait for each other until the time is over. */
    @Test
    void searches_are_read_side_by_side() {
        ObjectNode request = withAccess(Requests.of("lumbar-mri.json"));
        ObjectNode prefetch = (ObjectNode) request.remove("prefetch");
        held.put("Patient/child-9", prefetch.path("patient"));
        held.put("Condition", prefetch.path("conditions"));
        together = new CountDownLatch(10);
        assertThat(detail(request)).doesNotContain("conditions: ", "patient: ");
        assertThat(together.getCount()).isZero();
    }

    @Test
    void what_is_read_takes_of_the_memory_for_requests_and_is_unknown_where_there_is_none_left() {
        ObjectNode request = withAccess(Requests.of("lumbar-mri.json"));
        ObjectNode prefetch = (ObjectNode) request.path("prefetch");
        ObjectNode observations = (ObjectNode) prefetch.remove("observations");
        held.put("Observation", observations);
        MemoryBudget.Share memory = MemoryBudget.ofReading().share();
        Surroundings around = new Surroundings(
                Metrics.ofProcess(), memory, MemoryBudget.ofAside().share(), List.of());
        long needed = request.toString().length() + observations.toString().length() + 1_000L;
        try (CdsService service = new CdsService(
                () -> Requests.RULES,
                Requests.settings().fhirServers(Set.of(base)).build(),
                around)) {
            CdsRequest order = Requests.post("/cds-services/apposite-order-select", request);
            assertThat(memory.tryTake(memory.most() - needed)).isTrue();
            assertThat(text(service.handle(order))).contains("pain that wakes the patient at night is present");
            assertThat(memory.tryTake(2_000)).isTrue();
            assertThat(text(service.handle(order)))
                    .doesNotContain("pain that wakes the patient at night is present")
                    .contains("observations: could not be read");
            assertThat(memory.tryTake(needed - 2_000)).as("all was given back").isTrue();
        }
    }

    private static String text(CdsResponse response) {
        assertThat(response.status()).isEqualTo(200);
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    @Test
    void what_was_sent_is_not_read_again() {
        assertThat(summary(withAccess(Requests.of("lumbar-mri.json")))).startsWith("There are 2 warnings");
        assertThat(asked).isEmpty();
    }

    @Test
    void further_pages_are_followed() {
        ObjectNode request = withAccess(Requests.of("lumbar-mri.json"));
        ObjectNode observations = (ObjectNode) request.path("prefetch").path("observations");
        held.put("page2", observations.deepCopy());
        ((ArrayNode) observations.path("entry")).removeAll();
        link(observations, base + "/page2");
        assertThat(detail(request)).contains("pain that wakes the patient at night is present");
        assertThat(asked).containsExactly("page2");
    }

    @Test
    void a_page_elsewhere_is_not_followed_and_gets_no_token() {
        for (String elsewhere : List.of(
                "https://elsewhere.example/page2",
                base.resolve("/other/page2").toString(),
                "file:///etc/passwd",
                "//elsewhere.example/page2",
                "http://127.0.0.1@elsewhere.example/page2")) {
            ObjectNode request = withAccess(Requests.of("lumbar-mri.json"));
            link((ObjectNode) request.path("prefetch").path("observations"), elsewhere);
            assertThat(detail(request)).as(elsewhere).contains("observations: further pages were not read");
        }
        assertThat(asked).isEmpty();
    }

    @Test
    void pages_without_end_are_cut_off() {
        ObjectNode request = withAccess(Requests.of("lumbar-mri.json"));
        ObjectNode observations = (ObjectNode) request.path("prefetch").path("observations");
        link(observations, base + "/again");
        ObjectNode page = observations.deepCopy();
        held.put("again", page);
        assertThat(detail(request)).contains("observations: further pages were not read");
        assertThat(asked).hasSize(19);
    }

    @Test
    void a_server_that_is_not_on_the_list_is_not_read() {
        ObjectNode request = withAccess(Requests.of("lumbar-mri.json"));
        ((ObjectNode) request.path("prefetch")).remove("imagingReports");
        try (CdsService service =
                new CdsService(() -> Requests.RULES, Requests.settings().build())) {
            JsonNode response =
                    Requests.json(service.handle(Requests.post("/cds-services/apposite-order-select", request)));
            assertThat(response.path("cards").path(0).path("detail").textValue())
                    .contains("imagingReports: could not be read");
        }
        assertThat(asked).isEmpty();
    }

    @Test
    void a_server_that_fails_leaves_unknown_what_it_holds() {
        ObjectNode request = withAccess(Requests.of("lumbar-mri.json"));
        ((ObjectNode) request.path("prefetch")).remove("imagingReports");
        assertThat(detail(request)).contains("imagingReports: could not be read");
    }

    @Test
    void of_a_patient_who_cannot_be_read_the_card_asks_what_is_needed() {
        ObjectNode request = withAccess(Requests.of("lumbar-mri.json"));
        ((ObjectNode) request.path("prefetch")).remove("patient");
        assertThat(detail(request)).contains("patient: could not be read", "How old is the patient?");
        assertThat(asked).containsExactly("Patient/child-9");
    }

    private ObjectNode withAccess(ObjectNode request) {
        request.put("fhirServer", base.toString());
        request.putObject("fhirAuthorization")
                .put("access_token", TOKEN)
                .put("token_type", "Bearer")
                .put("expires_in", 300)
                .put("scope", "patient/*.rs")
                .put("subject", "apposite");
        return request;
    }

    private static void link(ObjectNode bundle, String next) {
        bundle.putArray("link").addObject().put("relation", "next").put("url", next);
    }

    private CdsResponse handle(ObjectNode request) {
        try (CdsService service = new CdsService(
                () -> Requests.RULES,
                Requests.settings().fhirServers(Set.of(base)).build())) {
            CdsResponse response = service.handle(Requests.post("/cds-services/apposite-order-select", request));
            Invariants.hold(response);
            return response;
        }
    }

    private String detail(ObjectNode request) {
        return Requests.json(handle(request))
                .path("cards")
                .path(0)
                .path("detail")
                .textValue();
    }

    private String summary(ObjectNode request) {
        return Requests.json(handle(request))
                .path("cards")
                .path(0)
                .path("summary")
                .textValue();
    }
}

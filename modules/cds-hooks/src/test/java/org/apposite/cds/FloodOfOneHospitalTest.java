package org.apposite.cds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
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
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A hospital whose FHIR servers do not answer and that calls and calls, and its neighbour. */
@Timeout(120)
class FloodOfOneHospitalTest {

    private static final String SELECT = "/cds-services/apposite-order-select";
    private static final int CALLS = 140;
    /** Half of the threads. */
    private static final int WORKING = 32;
    /** A third of the places: of the two hospitals, and of what is nobody's. */
    private static final int WAITING = 256 / 3;

    private static final CallingIssuer NORTH = CallingIssuer.of("https://ehr.north.example");
    private static final CallingIssuer SOUTH = CallingIssuer.of("https://ehr.south.example");

    @TempDir
    Path folder;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch go = new CountDownLatch(1);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<HttpServer> hanging = new ArrayList<>();
    private Hospitals hospitals;
    private CdsServer server;

    @BeforeEach
    void start() throws IOException {
        for (int i = 0; i < 2; i++) {
            HttpServer one = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            one.setExecutor(threads);
            one.createContext("/", exchange -> {
                try {
                    go.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                exchange.close();
            });
            one.start();
            hanging.add(one);
        }
        hospitals = new Hospitals(
                Requests.settings().build(),
                List.of(
                        new Hospital(
                                "north",
                                settings("north", NORTH)
                                        .fhirServers(Set.of(at(0), at(1)))
                                        .timeLimit(Duration.ofSeconds(100))
                                        .build(),
                                () -> () -> Requests.RULES),
                        new Hospital("south", settings("south", SOUTH).build(), () -> () -> Requests.RULES)));
        server = CdsServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), hospitals);
    }

    private CdsSettings.Builder settings(String name, CallingIssuer issuer) throws IOException {
        return CdsSettings.of(URI.create(Requests.BASE + "/" + name), Requests.CLOCK)
                .issuers(List.of(issuer.trusted(folder)));
    }

    private URI at(int i) {
        return URI.create("http://127.0.0.1:" + hanging.get(i).getAddress().getPort() + "/r4");
    }

    @AfterEach
    void stop() {
        go.countDown();
        server.close();
        hospitals.close();
        hanging.forEach(one -> one.stop(0));
        threads.shutdownNow();
    }

    private HttpRequest order(CallingIssuer issuer, int fhir) {
        ObjectNode call = Requests.of("lumbar-mri.json");
        call.put("fhirServer", at(fhir).toString());
        call.putObject("fhirAuthorization").put("access_token", "abc");
        ((ObjectNode) call.path("prefetch")).remove(List.of("visits", "devices"));
        CdsRequest signed = issuer.signed(Requests.post(SELECT, call));
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.address().getPort() + SELECT))
                .header("Content-Type", "application/json")
                .header("Authorization", signed.header("Authorization").orElseThrow())
                .POST(BodyPublishers.ofString(new String(signed.body(), StandardCharsets.UTF_8)))
                .build();
    }

    @Test
    void is_refused_beyond_its_share_and_keeps_the_neighbour_from_nothing() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            calls.add(client.sendAsync(order(NORTH, i % 2), BodyHandlers.ofString()));
        }
        while (calls.stream().filter(CompletableFuture::isDone).count() < CALLS - WORKING - WAITING) {
            Thread.onSpinWait();
        }
        for (int i = 0; i < 5; i++) {
            HttpResponse<String> ofSouth = client.send(order(SOUTH, 0), BodyHandlers.ofString());
            assertThat(ofSouth.statusCode()).isEqualTo(200);
            assertThat(ofSouth.body()).contains("There are 2 warnings for this order.");
        }
        for (CompletableFuture<HttpResponse<String>> call : calls) {
            if (call.isDone()) {
                assertThat(call.get().statusCode()).isEqualTo(503);
                assertThat(call.get().headers().firstValue("Retry-After")).isPresent();
            }
        }
        assertThat(calls.stream().filter(call -> !call.isDone())).hasSize(WORKING + WAITING);

        go.countDown();

        for (CompletableFuture<HttpResponse<String>> call : calls) {
            assertThat(call.get().statusCode()).isIn(200, 503);
        }
        assertThat(client.send(order(NORTH, 0), BodyHandlers.ofString()).statusCode())
                .as("there is room again")
                .isEqualTo(200);
    }
}

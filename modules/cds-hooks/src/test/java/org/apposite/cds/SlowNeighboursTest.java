package org.apposite.cds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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

/** FHIR servers that do not answer, and all that goes on beside those who wait for them. */
@Timeout(120)
class SlowNeighboursTest {

    private static final String SELECT = "/cds-services/apposite-order-select";
    private static final int WAITING = 140;
    /** So many may wait for one server. */
    private static final int AT_SERVER = 32;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch go = new CountDownLatch(1);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private HttpServer hanging;
    private HttpServer quick;
    private CdsService service;
    private CdsServer server;

    @BeforeEach
    void start() throws IOException {
        hanging = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hanging.setExecutor(threads);
        hanging.createContext("/", exchange -> {
            try {
                go.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        hanging.start();
        quick = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        quick.setExecutor(threads);
        quick.createContext("/", exchange -> {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        quick.start();
        service = new CdsService(
                () -> Requests.RULES,
                Requests.settings()
                        .fhirServers(Set.of(at(hanging), at(quick)))
                        .timeLimit(Duration.ofSeconds(100))
                        .build());
        server = CdsServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), service);
    }

    @AfterEach
    void stop() {
        go.countDown();
        server.close();
        service.close();
        hanging.stop(0);
        quick.stop(0);
        threads.shutdownNow();
    }

    private static URI at(HttpServer one) {
        return URI.create("http://127.0.0.1:" + one.getAddress().getPort() + "/r4");
    }

    private HttpRequest order(HttpServer fhir) {
        ObjectNode call = Requests.of("lumbar-mri.json");
        call.put("fhirServer", at(fhir).toString());
        call.putObject("fhirAuthorization").put("access_token", "abc");
        ((ObjectNode) call.path("prefetch")).remove(List.of("visits", "devices"));
        return post(call);
    }

    private HttpRequest post(JsonNode call) {
        return HttpRequest.newBuilder(uri(SELECT))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(call.toString()))
                .build();
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.address().getPort() + path);
    }

    private HttpResponse<String> answer(HttpRequest request) throws Exception {
        return client.send(request, BodyHandlers.ofString());
    }

    @Test
    void calls_whose_server_hangs_keep_neither_health_nor_other_calls_waiting() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
        for (int i = 0; i < WAITING; i++) {
            calls.add(client.sendAsync(order(hanging), BodyHandlers.ofString()));
        }
        // Those for whom there is no turn any more are answered without what would have been read, and with all the
        // rest.
        while (calls.stream().filter(CompletableFuture::isDone).count() < WAITING - AT_SERVER) {
            Thread.onSpinWait();
        }
        for (CompletableFuture<HttpResponse<String>> call : calls) {
            if (call.isDone()) {
                assertThat(call.get().statusCode()).isEqualTo(200);
                assertThat(call.get().body()).contains("There are 2 warnings for this order.");
            }
        }
        for (String path : List.of("/health/live", "/health/ready", "/metrics", "/topics")) {
            assertThat(answer(HttpRequest.newBuilder(uri(path)).build()).statusCode())
                    .isEqualTo(200);
        }
        assertThat(answer(post(Requests.of("lumbar-mri.json"))).body()).contains("There are 2 warnings");
        assertThat(answer(order(quick)).statusCode()).isEqualTo(200);
        assertThat(calls.stream().filter(call -> !call.isDone()))
                .as("still waiting")
                .hasSize(AT_SERVER);
        assertThat(answer(HttpRequest.newBuilder(uri("/metrics")).build()).body())
                .contains("apposite_reads_crowded_total " + (WAITING - AT_SERVER) + ".0");

        go.countDown();
        for (CompletableFuture<HttpResponse<String>> call : calls) {
            assertThat(call.get().statusCode()).isEqualTo(200);
        }
        assertThat(answer(order(hanging)).statusCode())
                .as("there are turns again")
                .isEqualTo(200);
    }
}

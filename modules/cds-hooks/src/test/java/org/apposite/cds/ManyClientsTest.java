package org.apposite.cds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.stream.Stream;
import org.apposite.cds.request.Json;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sixty-four clients at once, beside as many that are slow on purpose. The property load.seconds says for how long. */
@Tag("load")
class ManyClientsTest {

    private static final int CLIENTS = 64;
    private static final Duration LOAD = Duration.ofSeconds(Integer.getInteger("load.seconds", 60));
    /** The server gives a request 20 seconds to come. */
    private static final Duration CUT_OFF = Duration.ofSeconds(40);

    private static final long HEAP_BOUND = 256L * 1024 * 1024;
    private static final String SELECT = "/cds-services/apposite-order-select";

    private final AtomicLong answered = new AtomicLong();
    private final LongAccumulator longest = new LongAccumulator(Math::max, 0);

    @TempDir
    Path folder;

    @Test
    void everybody_is_answered_feedback_is_kept_once_and_slow_clients_are_cut_off() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(2 * CLIENTS);
        ScheduledExecutorService seconds = Executors.newScheduledThreadPool(4);
        List<String> acknowledged = new ArrayList<>();
        try (CdsService service = new CdsService(
                        () -> Requests.RULES, Requests.settings().logs(folder).build());
                CdsServer server =
                        CdsServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), service)) {
            List<Future<?>> slow = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                boolean inBody = i % 2 == 0;
                slow.add(clients.submit(() -> {
                    untilCutOff(server.address(), inBody, seconds);
                    return inBody;
                }));
            }
            URI base = URI.create("http://127.0.0.1:" + server.address().getPort());
            HttpClient http =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
            // The first request waits for what is loaded once.
            exchange(http, post(base, SELECT, Requests.of("lumbar-mri.json").toString()), 200);
            longest.reset();
            List<Future<List<String>>> quick = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                quick.add(clients.submit(() -> load(http, base)));
            }
            for (Future<List<String>> one : quick) {
                acknowledged.addAll(one.get());
            }
            for (Future<?> one : slow) {
                one.get();
            }
        } finally {
            clients.shutdownNow();
            seconds.shutdownNow();
        }
        System.gc();
        long heap = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        System.out.printf(
                "%d requests in %d s, the longest %d ms, %d entries of feedback, heap after %d MB%n",
                answered.get(),
                LOAD.toSeconds(),
                TimeUnit.NANOSECONDS.toMillis(longest.get()),
                acknowledged.size(),
                heap >> 20);
        assertThat(heap).isLessThan(HEAP_BOUND);
        Map<String, Integer> kept = kept();
        assertThat(acknowledged).isNotEmpty().doesNotHaveDuplicates();
        assertThat(kept.keySet()).containsExactlyInAnyOrderElementsOf(acknowledged);
        assertThat(kept.values()).containsOnly(1);
    }

    private List<String> load(HttpClient http, URI base) throws Exception {
        ObjectNode order = Requests.of("lumbar-mri.json");
        List<String> acknowledged = new ArrayList<>();
        String card = "";
        long end = System.nanoTime() + LOAD.toNanos();
        for (int i = 0; System.nanoTime() < end; i++) {
            switch (i % 4) {
                case 0 -> {
                    HttpResponse<String> response = exchange(http, post(base, SELECT, order.toString()), 200);
                    assertThat(response.body()).contains("There are 2 warnings for this order.");
                    card = Requests.json(response.body()).at("/cards/0/uuid").textValue();
                }
                case 1 -> {
                    exchange(
                            http,
                            post(base, SELECT + "/feedback", feedback(card).toString()),
                            200);
                    acknowledged.add(card);
                }
                case 2 ->
                    exchange(
                            http,
                            HttpRequest.newBuilder(base.resolve("/cds-services"))
                                    .build(),
                            200);
                default ->
                    exchange(
                            http,
                            HttpRequest.newBuilder(base.resolve("/nothing")).build(),
                            404);
            }
        }
        return acknowledged;
    }

    private HttpResponse<String> exchange(HttpClient http, HttpRequest request, int status) throws Exception {
        long start = System.nanoTime();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        longest.accumulate(System.nanoTime() - start);
        answered.incrementAndGet();
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return response;
    }

    private static HttpRequest post(URI base, String path, String body) {
        return HttpRequest.newBuilder(base.resolve(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private static ObjectNode feedback(String card) {
        ObjectNode body = Json.object();
        body.putArray("feedback")
                .addObject()
                .put("card", card)
                .put("outcome", "overridden")
                .put("outcomeTimestamp", "2026-11-23T11:00:00Z");
        Invariants.holdOfFeedback(body);
        return body;
    }

    /** Sends a byte each second, of the headers or of the body, until the server has had enough of it. */
    private static void untilCutOff(InetSocketAddress address, boolean inBody, ScheduledExecutorService seconds)
            throws Exception {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            socket.setSoTimeout((int) (2 * CUT_OFF.toMillis()));
            OutputStream out = socket.getOutputStream();
            String beginning = "POST " + SELECT + " HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                    + (inBody ? "Content-Length: 100000\r\n\r\n" : "X-Slow: ");
            out.write(beginning.getBytes(StandardCharsets.ISO_8859_1));
            ScheduledFuture<?> sending = seconds.scheduleAtFixedRate(() -> send(out), 1, 1, TimeUnit.SECONDS);
            try {
                InputStream in = socket.getInputStream();
                // What it says before it hangs up is of no interest.
                in.transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                assertThat(e).isNotInstanceOf(SocketTimeoutException.class);
            } finally {
                sending.cancel(true);
            }
        }
    }

    private static void send(OutputStream out) {
        try {
            out.write('a');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, Integer> kept() throws IOException {
        Map<String, Integer> kept = new HashMap<>();
        JsonMapper mapper = new JsonMapper();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(one -> one.getFileName().toString().matches("feedback.*jsonl"))
                    .toList()) {
                for (String line : Files.readAllLines(file)) {
                    JsonNode entry = mapper.readTree(line);
                    kept.merge(entry.path("card").textValue(), 1, Integer::sum);
                }
            }
        }
        return kept;
    }
}

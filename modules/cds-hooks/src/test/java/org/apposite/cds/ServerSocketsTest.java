package org.apposite.cds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes out of a socket for what no client of HTTP would put into it. */
@Timeout(60)
class ServerSocketsTest {

    private static final int MOST = 300_000;
    private static final Set<String> HOSTS = Set.of("cds.example");
    private static final String POST = "POST /cds-services/apposite-order-select HTTP/1.1\r\nHost: cds.example\r\n"
            + "Content-Type: application/json\r\n";

    private CdsService service;
    private CdsServer server;

    @BeforeEach
    void start() throws IOException {
        service = new CdsService(
                () -> Requests.RULES,
                Requests.settings().hosts(HOSTS).maxBodyBytes(MOST).build());
        server = CdsServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), service);
    }

    @AfterEach
    void stop() {
        server.close();
        service.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {MOST + 1, 2 * MOST, 4 * MOST})
    void a_body_that_is_too_large_is_refused_with_words(int length) throws IOException {
        String answer = answer(POST + "Content-Length: " + length + "\r\n\r\n" + " ".repeat(length));
        assertThat(answer).startsWith("HTTP/1.1 413 ").contains("OperationOutcome", "nosniff");
    }

    @Test
    void a_body_in_chunks_that_is_too_large_is_refused_too() throws IOException {
        String chunk = "2710\r\n" + " ".repeat(10_000) + "\r\n";
        String answer = answer(POST + "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(40) + "0\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 413 ").contains("OperationOutcome");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\r\n\r\n",
                "GET\r\n\r\n",
                "GET \u0000 HTTP/1.1\r\n\r\n",
                "GET http://[ HTTP/1.1\r\n\r\n",
                "GET /%zz HTTP/1.1\r\n\r\n",
                "GET /%2e%2e/canary HTTP/1.1\r\nHost: cds.example\r\n\r\n",
                "CONNECT canary:443 HTTP/1.1\r\nHost: cds.example\r\n\r\n",
                "GET /health/live HTTP/1.1\r\nX-Name: canary\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
            })
    void what_is_no_request_is_refused_and_the_refusal_says_nothing_of_the_server_and_of_what_was_sent(String sent)
            throws IOException {
        assertThat(answer(sent))
                .satisfiesAnyOf(
                        answer -> assertThat(answer).isEmpty(),
                        answer -> assertThat(answer).startsWith("HTTP/1.1 4").contains("OperationOutcome", "nosniff"))
                .doesNotContainIgnoringCase("jetty")
                .doesNotContain("canary", "Server:");
        assertThat(answer("GET /health/live HTTP/1.1\r\nHost: cds.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(ints = {150, 100_000})
    void too_many_headers_are_refused(int count) throws IOException {
        StringBuilder request = new StringBuilder("GET /health/live HTTP/1.1\r\nHost: cds.example\r\n");
        for (int i = 0; i < count; i++) {
            request.append("X-").append(i).append(": a\r\n");
        }
        assertThat(answer(request + "\r\n")).doesNotContain("HTTP/1.1 200", "HTTP/1.1 500");
    }

    @Test
    void a_header_of_ten_megabytes_is_refused() throws IOException {
        assertThat(answer(
                        "GET /health/live HTTP/1.1\r\nHost: cds.example\r\nX: " + "a".repeat(10_000_000) + "\r\n\r\n"))
                .doesNotContain("HTTP/1.1 200", "HTTP/1.1 500");
    }

    @Test
    void clients_that_never_end_their_requests_keep_no_other_waiting() throws IOException {
        Socket[] waiting = new Socket[128];
        try {
            for (int i = 0; i < waiting.length; i++) {
                waiting[i] = open();
                waiting[i]
                        .getOutputStream()
                        .write((i % 2 == 0 ? POST + "Content-Length: 1000\r\n\r\n{" : POST + "X: ")
                                .getBytes(StandardCharsets.ISO_8859_1));
            }
            for (int i = 0; i < 10; i++) {
                assertThat(answer("GET /health/live HTTP/1.1\r\nHost: cds.example\r\nConnection: close\r\n\r\n"))
                        .startsWith("HTTP/1.1 200 ");
            }
            // Nobody was let in because the others had been cut off: these still wait.
            for (Socket one : waiting) {
                one.setSoTimeout(1);
                assertThatThrownBy(() -> one.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            }
        } finally {
            for (Socket one : waiting) {
                if (one != null) {
                    one.close();
                }
            }
        }
    }

    @Test
    void while_as_much_comes_as_fits_into_memory_more_is_refused_with_words_and_what_is_small_is_not()
            throws IOException {
        int part = (int) Math.min(Runtime.getRuntime().maxMemory() / 64, CdsSettings.MOST_BODY_BYTES / 2);
        CdsSettings settings = Requests.settings()
                .hosts(HOSTS)
                .maxBodyBytes(CdsSettings.MOST_BODY_BYTES)
                .build();
        List<Socket> waiting = new ArrayList<>();
        try (CdsService large = new CdsService(() -> Requests.RULES, settings);
                CdsServer own = CdsServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), large)) {
            byte[] half = (POST + "Content-Length: " + (part + 1) + "\r\n\r\n" + " ".repeat(part))
                    .getBytes(StandardCharsets.ISO_8859_1);
            String answer;
            do {
                Socket one =
                        new Socket(own.address().getAddress(), own.address().getPort());
                waiting.add(one);
                one.getOutputStream().write(half);
                answer =
                        RawHttp.exchanged(own.address(), POST + "Content-Length: 140000\r\n\r\n" + " ".repeat(140_000));
            } while (!answer.startsWith("HTTP/1.1 503 ") && waiting.size() < 200);
            assertThat(answer).contains("OperationOutcome", "too many large requests", "Retry-After: ");
            assertThat(RawHttp.exchanged(own.address(), POST + "Content-Length: 2\r\n\r\n{}"))
                    .startsWith("HTTP/1.1 400 ");
        } finally {
            for (Socket one : waiting) {
                one.close();
            }
        }
    }

    @Test
    void connections_that_say_nothing_keep_nobody_waiting_and_those_that_are_idle_longest_give_way()
            throws IOException {
        List<Socket> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 1_100; i++) {
                idle.add(open());
            }
            for (String path : List.of("/health/live", "/health/ready", "/topics")) {
                assertThat(answer("GET " + path + " HTTP/1.1\r\nHost: cds.example\r\nConnection: close\r\n\r\n"))
                        .startsWith("HTTP/1.1 200 ");
            }
            assertThat(idle.get(0).getInputStream().read()).as("the first").isEqualTo(-1);
            Socket last = idle.get(idle.size() - 1);
            last.getOutputStream()
                    .write("GET /topics HTTP/1.1\r\nHost: cds.example\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            assertThat(last.getInputStream().read()).as("the last").isEqualTo('H');
        } finally {
            for (Socket one : idle) {
                one.close();
            }
        }
    }

    /** As from another machine: by an address of this one that is not its own network's. */
    @Test
    void an_address_has_so_many_connections_and_no_more_while_this_machine_is_not_counted() throws IOException {
        InetAddress outside = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(one -> one instanceof Inet4Address && !one.isLoopbackAddress())
                .findFirst()
                .orElse(null);
        assumeThat(outside).isNotNull();
        CdsSettings settings =
                Requests.settings().hosts(HOSTS).connectionsPerAddress(3).build();
        List<Socket> opened = new ArrayList<>();
        try (CdsService few = new CdsService(() -> Requests.RULES, settings);
                CdsServer own = CdsServer.start(new InetSocketAddress(InetAddress.getByAddress(new byte[4]), 0), few)) {
            for (InetAddress to : List.of(Objects.requireNonNull(outside), InetAddress.getLoopbackAddress())) {
                for (int i = 0; i < 5; i++) {
                    opened.add(new Socket(to, own.address().getPort()));
                    // Answered, so that the server knows it.
                    Socket one = opened.get(opened.size() - 1);
                    one.getOutputStream()
                            .write("GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n"
                                    .getBytes(StandardCharsets.ISO_8859_1));
                    assertThat(one.getInputStream().read()).isEqualTo('H');
                }
            }
            assertThat(opened.get(0).getInputStream().readAllBytes())
                    .as("idle longest")
                    .isNotEmpty();
            assertThat(opened.get(1).getInputStream().readAllBytes())
                    .as("idle next")
                    .isNotEmpty();
            for (Socket still : opened.subList(2, 10)) {
                still.getInputStream().skipNBytes(still.getInputStream().available());
                still.setSoTimeout(1);
                assertThatThrownBy(() -> still.getInputStream().skipNBytes(1_000))
                        .isInstanceOf(SocketTimeoutException.class);
            }
        } finally {
            for (Socket one : opened) {
                one.close();
            }
        }
    }

    @Test
    void a_request_that_runs_at_the_end_is_answered() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicBoolean slow = new AtomicBoolean();
        CdsService patient = new CdsService(
                () -> {
                    if (slow.getAndSet(false)) {
                        asked.countDown();
                        awaited(go);
                    }
                    return Requests.RULES;
                },
                Requests.settings().hosts(HOSTS).build());
        slow.set(true);
        CdsServer own = CdsServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), patient);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            CompletableFuture<String> answer = CompletableFuture.supplyAsync(
                    () -> RawHttp.exchanged(
                            own.address(), "GET /topics HTTP/1.1\r\nHost: cds.example\r\nConnection: close\r\n\r\n"),
                    threads);
            asked.await();
            CompletableFuture<Void> end = CompletableFuture.runAsync(own::close, threads);
            while (!isStopping(patient)) {
                Thread.onSpinWait();
            }
            go.countDown();
            assertThat(answer.get()).startsWith("HTTP/1.1 200 ");
            end.get();
        } finally {
            go.countDown();
            threads.shutdownNow();
            patient.close();
        }
    }

    private static boolean isStopping(CdsService service) {
        return service.handle(Requests.get("/health/ready")).status() == 503;
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Socket open() throws IOException {
        Socket socket =
                new Socket(server.address().getAddress(), server.address().getPort());
        socket.setSoTimeout(40_000);
        return socket;
    }

    private String answer(String request) {
        return RawHttp.exchanged(server.address(), request);
    }
}

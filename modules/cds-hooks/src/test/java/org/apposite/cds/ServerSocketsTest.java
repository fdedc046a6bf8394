package org.apposite.cds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
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
    private static final String POST =
            "POST /cds-services/apposite-order-select HTTP/1.1\r\nHost: a\r\n" + "Content-Type: application/json\r\n";
    private static final String ANOTHER = "GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n";

    private CdsService service;
    private CdsServer server;

    @BeforeEach
    void start() throws IOException {
        service = new CdsService(
                () -> Requests.RULES, Requests.settings().maxBodyBytes(MOST).build());
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
                "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 6\r\n",
                "Content-Length: 0\r\nContent-Length: 6\r\n",
                "Content-Length: 6\r\nContent-Length: 6\r\n",
                "Content-Length: 6, 6\r\n",
                "Content-Length: +6\r\n",
                "Content-Length: -6\r\n",
                "Content-Length: 0x6\r\n",
                "Content-Length: 6 6\r\n",
                "Content-Length:\r\n",
                "Content-Length: 99999999999999999999\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
                "Transfer-Encoding: chunked, identity\r\n",
                "Transfer-Encoding: identity\r\n",
                "Transfer-Encoding: xchunked\r\n",
                "Transfer-Encoding : chunked\r\n",
                " Transfer-Encoding: chunked\r\n",
                "X: a\r\n Content-Length: 6\r\n"
            })
    void a_request_of_two_ends_is_refused_and_what_follows_it_is_no_request(String headers) throws IOException {
        String answer = answer(POST + headers + "\r\n0\r\n\r\nX" + ANOTHER);
        assertThat(answer)
                .startsWith("HTTP/1.1 400 ")
                .contains("OperationOutcome")
                .containsOnlyOnce("HTTP/1.1");
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
                "GET /%2e%2e/canary HTTP/1.1\r\nHost: a\r\n\r\n",
                "CONNECT canary:443 HTTP/1.1\r\nHost: a\r\n\r\n",
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
        assertThat(answer("GET /health/live HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(ints = {150, 100_000})
    void too_many_headers_are_refused(int count) throws IOException {
        StringBuilder request = new StringBuilder("GET /health/live HTTP/1.1\r\nHost: a\r\n");
        for (int i = 0; i < count; i++) {
            request.append("X-").append(i).append(": a\r\n");
        }
        assertThat(answer(request + "\r\n")).doesNotContain("HTTP/1.1 200", "HTTP/1.1 500");
    }

    @Test
    void a_header_of_ten_megabytes_is_refused() throws IOException {
        assertThat(answer("GET /health/live HTTP/1.1\r\nHost: a\r\nX: " + "a".repeat(10_000_000) + "\r\n\r\n"))
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
                assertThat(answer("GET /health/live HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
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
    void while_many_large_bodies_come_another_is_refused_with_words_and_a_small_one_is_not() throws IOException {
        String half = POST + "Content-Length: 280000\r\n\r\n" + " ".repeat(140_000);
        Socket[] waiting = new Socket[80];
        try {
            for (int i = 0; i < waiting.length; i++) {
                waiting[i] = open();
                waiting[i].getOutputStream().write(half.getBytes(StandardCharsets.ISO_8859_1));
            }
            String answer;
            do {
                // What the others sent may not all have been read yet.
                answer = answer(POST + "Content-Length: 140000\r\n\r\n" + " ".repeat(140_000));
            } while (!answer.startsWith("HTTP/1.1 503 "));
            assertThat(answer).contains("OperationOutcome", "too many large requests at once");
            assertThat(answer(POST + "Content-Length: 2\r\n\r\n{}")).doesNotStartWith("HTTP/1.1 503 ");
        } finally {
            for (Socket one : waiting) {
                if (one != null) {
                    one.close();
                }
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
                Requests.settings().build());
        slow.set(true);
        CdsServer own = CdsServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), patient);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            CompletableFuture<String> answer = CompletableFuture.supplyAsync(
                    () -> exchanged(own.address(), "GET /topics HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"),
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
        return exchanged(server.address(), request);
    }

    /** All that comes until the server closes; a client that ends its half has nothing more to say. */
    private static String exchanged(InetSocketAddress address, String request) {
        StringBuilder answer = new StringBuilder();
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            socket.setSoTimeout(40_000);
            OutputStream out = socket.getOutputStream();
            InputStream in = socket.getInputStream();
            try {
                out.write(request.getBytes(StandardCharsets.ISO_8859_1));
                socket.shutdownOutput();
            } catch (SocketException e) {
                // The server has closed already; what it said is read.
            }
            for (int next = in.read(); next >= 0; next = in.read()) {
                answer.append((char) next);
            }
        } catch (SocketException e) {
            return answer.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return answer.toString();
    }
}

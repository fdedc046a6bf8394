package org.apposite.cds.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutgoingReadsTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(300);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private HttpServer other;

    @BeforeEach
    void start() throws IOException {
        server = server();
        other = server();
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
        other.stop(0);
        threads.shutdownNow();
    }

    @Test
    void what_is_allowed_is_read_with_the_headers_and_nothing_packed() throws Exception {
        serve(server, "/fhir/Patient", exchange -> send(exchange, 200, "body"));

        byte[] body =
                reads(LONG, 100, "/fhir").get(at(server, "/fhir/Patient?_id=7"), Map.of("Authorization", "Bearer x"));

        assertThat(new String(body, StandardCharsets.UTF_8)).isEqualTo("body");
        assertThat(seen).containsExactly("/fhir/Patient?_id=7 Bearer x identity");
    }

    @Test
    void a_body_of_exactly_the_limit_is_read() throws Exception {
        serve(server, "/a", exchange -> send(exchange, 200, "0123456789"));

        assertThat(reads(LONG, 10, "/a").get(at(server, "/a"), Map.of())).hasSize(10);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://good.example/fhir",
                "https://good.example/fhir/",
                "https://good.example/fhir/Patient/1",
                "https://good.example/fhir?x=https://evil.example/..",
                "https://good.example:443/fhir",
                "https://good.example:/fhir",
                "https://GOOD.EXAMPLE/fhir",
                "HTTPS://good.example/fhir/a%20b",
                "https://good.example/fhir/a..b/...",
                "http://127.0.0.1:8080/a",
                "http://127.255.0.7:8080/a",
                "http://localhost:8080/a",
                "http://[::1]:8080/a"
            })
    void an_address_under_an_allowed_one_is_allowed(String uri) {
        assertThat(GOOD.allows(URI.create(uri))).isTrue();
    }

    private static final OutgoingReads GOOD = new OutgoingReads(
            Set.of(
                    URI.create("https://good.example/fhir"),
                    URI.create("http://127.0.0.1:8080/"),
                    URI.create("http://127.255.0.7:8080"),
                    URI.create("http://localhost:8080"),
                    URI.create("http://[::1]:8080")),
            LONG,
            100);

    static Stream<String> refused() throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/outgoing/refused.txt")).stream()
                .filter(line -> !line.startsWith("# "))
                .map(line -> line.replace("\\u{202E}", "\u202e"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void an_address_that_only_looks_like_an_allowed_one_is_refused(String uri) {
        assertThat(GOOD.allows(URI.create(uri))).isFalse();
        assertThatThrownBy(() -> GOOD.get(URI.create(uri), Map.of())).isInstanceOf(FailedRead.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://good.example/",
                "http://192.168.0.1/",
                "http://[::ffff:127.0.0.1]/",
                "https://good.example/a/../b",
                "https://good.example/?a=b",
                "https://user@good.example/",
                "/fhir"
            })
    void what_may_never_be_read_cannot_be_allowed(String base) {
        assertThatThrownBy(() -> new OutgoingReads(Set.of(URI.create(base)), LONG, 100))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void limits_of_nothing_are_no_limits() {
        assertThatThrownBy(() -> new OutgoingReads(Set.of(), Duration.ZERO, 100))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new OutgoingReads(Set.of(), LONG, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 202, 204, 206, 300, 304, 400, 401, 403, 404, 407, 429, 500, 503})
    void every_status_but_200_is_a_failure(int status) {
        serve(server, "/a", exchange -> send(exchange, status, ""));

        assertThat(failure(reads(LONG, 100, "/a"), "/a")).startsWith("http://127.0.0.1:");
    }

    @Test
    void a_message_has_no_path_no_query_and_no_header_in_it() {
        serve(server, "/", exchange -> send(exchange, 404, "s3cret"));
        OutgoingReads reads = reads(LONG, 100, "/fhir");

        for (URI uri : List.of(
                at(server, "/fhir/s3cret?token=s3cret"),
                at(server, "/s3cret?token=s3cret"),
                at(other, "/s3cret?s3cret"),
                URI.create("https://s3cret@good.example/s3cret"))) {
            assertThatThrownBy(() -> reads.get(uri, Map.of("Authorization", "Bearer s3cret")))
                    .isInstanceOf(FailedRead.class)
                    .hasMessageNotContaining("s3cret")
                    .hasNoCause();
        }
        for (String value : List.of("Bearer s3cret\r\nHost: evil", "s3cret\u0000")) {
            assertThatThrownBy(() -> reads.get(at(server, "/fhir"), Map.of("Authorization", value)))
                    .isInstanceOf(FailedRead.class)
                    .hasMessageNotContaining("s3cret")
                    .hasNoCause();
        }
        assertThatThrownBy(() -> reads.get(at(server, "/fhir"), Map.of("Host", "s3cret")))
                .isInstanceOf(FailedRead.class)
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void a_redirect_on_the_same_server_is_followed_with_all_headers() throws Exception {
        serve(server, "/a", exchange -> redirect(exchange, "b?x=1"));
        serve(server, "/b", exchange -> send(exchange, 200, "there"));

        reads(LONG, 100, "/").get(at(server, "/a"), Map.of("Authorization", "Bearer x"));

        assertThat(seen).containsExactly("/a Bearer x identity", "/b?x=1 Bearer x identity");
    }

    @Test
    void a_redirect_to_another_allowed_server_is_followed_without_the_authorization() throws Exception {
        serve(server, "/a", exchange -> redirect(exchange, at(other, "/b").toString()));
        serve(other, "/b", exchange -> redirect(exchange, at(server, "/c").toString()));
        serve(server, "/c", exchange -> send(exchange, 200, "there"));
        OutgoingReads reads = new OutgoingReads(Set.of(at(server, "/"), at(other, "/")), LONG, 100);

        reads.get(at(server, "/a"), Map.of("aUTHORIZATION", "Bearer x"));

        // Not sent on the way back, either: what was dropped stays dropped.
        assertThat(seen).containsExactly("/a Bearer x identity", "/b null identity", "/c null identity");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OTHER/fhir",
                "/admin",
                "/fhir/../admin",
                "../../admin",
                "/fhir/%2e%2e/admin",
                "//evil.com/fhir",
                "https://evil.com/fhir",
                "http://169.254.169.254/latest",
                "file:///etc/passwd",
                "not an address"
            })
    void a_redirect_off_the_list_is_not_followed(String target) {
        serve(
                server,
                "/fhir",
                exchange ->
                        redirect(exchange, target.replace("OTHER", at(other, "").toString())));
        serve(server, "/admin", exchange -> send(exchange, 200, "secret"));
        serve(other, "/", exchange -> send(exchange, 200, "secret"));

        assertThat(failure(reads(LONG, 100, "/fhir"), "/fhir/a/b")).isNotEmpty();
        assertThat(seen).hasSize(1);
    }

    @Test
    void three_redirects_are_followed_and_a_fourth_is_not() throws Exception {
        for (int i = 0; i < 4; i++) {
            String next = "/r" + (i + 1);
            serve(server, "/r" + i, exchange -> redirect(exchange, next));
        }
        serve(server, "/r4", exchange -> send(exchange, 200, "there"));
        OutgoingReads reads = reads(LONG, 100, "/");

        assertThat(reads.get(at(server, "/r1"), Map.of())).hasSize(5);
        assertThat(failure(reads, "/r0")).endsWith("redirected more than 3 times");
    }

    @Test
    void a_redirect_that_says_not_where_to_is_a_failure() {
        serve(server, "/a", exchange -> send(exchange, 302, ""));

        assertThat(failure(reads(LONG, 100, "/a"), "/a")).endsWith("without saying where to");
    }

    @Test
    void a_server_that_does_not_answer_is_cut_off() {
        serve(server, "/a", exchange -> await());

        assertThat(failure(reads(SHORT, 100, "/a"), "/a")).endsWith("did not answer within 300 ms");
    }

    @Test
    void a_body_that_does_not_end_is_cut_off() {
        serve(server, "/a", exchange -> {
            exchange.sendResponseHeaders(200, 50);
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush();
            await();
        });

        assertThat(failure(reads(SHORT, 100, "/a"), "/a")).endsWith("did not answer within 300 ms");
    }

    @Test
    void the_body_of_an_error_or_a_redirect_is_not_waited_for() throws Exception {
        serve(server, "/a", exchange -> {
            exchange.getResponseHeaders().set("Location", "/b");
            exchange.sendResponseHeaders(302, 0);
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush();
            await();
        });
        serve(server, "/b", exchange -> send(exchange, 200, "there"));

        assertThat(reads(LONG, 100, "/").get(at(server, "/a"), Map.of())).hasSize(5);
    }

    @Test
    void the_time_counts_for_all_redirects_together() {
        serve(server, "/a", exchange -> redirect(exchange, "/b"));
        serve(server, "/b", exchange -> await());

        assertThat(failure(reads(SHORT, 100, "/"), "/a")).endsWith("did not answer within 300 ms");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1_000_000})
    void a_body_over_the_limit_is_refused_announced_or_not(long announced) {
        serve(server, "/a", exchange -> {
            exchange.sendResponseHeaders(200, announced);
            byte[] part = new byte[1000];
            try (OutputStream body = exchange.getResponseBody()) {
                for (int i = 0; i < 1000; i++) {
                    body.write(part);
                }
            }
        });

        assertThat(failure(reads(LONG, 10_000, "/a"), "/a")).endsWith("answered with more than 10000 bytes");
    }

    @Test
    void a_body_without_end_is_refused_once_it_is_over_the_limit() {
        serve(server, "/a", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] part = new byte[1000];
            while (end.getCount() > 0) {
                exchange.getResponseBody().write(part);
            }
        });

        assertThat(failure(reads(LONG, 10_000, "/a"), "/a")).endsWith("answered with more than 10000 bytes");
    }

    @Test
    void a_length_that_lies_gets_nothing_past_the_limit() throws Exception {
        // Shorter than announced is a failure; longer than announced is cut at what was announced.
        assertThat(failure(raw("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nshort"), 100))
                .isNotEmpty();
        assertThat(failure(raw("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n" + "x".repeat(5000)), 4))
                .endsWith("answered with more than 4 bytes");
        assertThat(failure(raw("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nabc"), 100))
                .isNotEmpty();
        assertThat(failure(raw("not HTTP at all\r\n\r\n"), 100)).isNotEmpty();
        assertThat(failure(raw(""), 100)).isNotEmpty();
    }

    @Test
    void a_packed_body_is_refused() {
        serve(server, "/a", exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            send(exchange, 200, "packed");
        });

        assertThat(failure(reads(LONG, 100, "/a"), "/a")).contains("compressed");
    }

    @Test
    void a_read_that_is_cut_off_leaves_no_connection_behind() throws Exception {
        for (String begun : List.of("", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nx")) {
            CountDownLatch closed = new CountDownLatch(1);
            URI uri = raw(begun, closed);

            assertThat(failure(new OutgoingReads(Set.of(uri), SHORT, 100), uri))
                    .endsWith("did not answer within 300 ms");
            assertThat(closed.await(LONG.toSeconds(), TimeUnit.SECONDS))
                    .as(begun)
                    .isTrue();
        }
    }

    @Test
    void headers_without_end_are_cut_off() throws Exception {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        threads.execute(() -> {
            try (socket;
                    Socket connection = socket.accept()) {
                OutputStream out = connection.getOutputStream();
                out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
                byte[] header = ("a: " + "b".repeat(1000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
                while (end.getCount() > 0) {
                    out.write(header);
                }
            } catch (IOException e) {
                // The client has seen enough.
            }
        });

        URI uri = URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
        assertThat(failure(new OutgoingReads(Set.of(uri), Duration.ofSeconds(1), 100), uri))
                .isNotEmpty();
    }

    @Test
    void the_proxy_of_the_machine_is_not_asked() throws Exception {
        serve(server, "/a", exchange -> send(exchange, 200, "body"));
        serve(other, "/", exchange -> send(exchange, 200, "from the proxy"));
        ProxySelector before = ProxySelector.getDefault();
        ProxySelector.setDefault(ProxySelector.of(other.getAddress()));
        try {
            assertThat(reads(LONG, 100, "/a").get(at(server, "/a"), Map.of())).hasSize(4);
        } finally {
            ProxySelector.setDefault(before);
        }
    }

    @Test
    void cookies_are_not_kept() throws Exception {
        List<String> cookies = new CopyOnWriteArrayList<>();
        serve(server, "/a", exchange -> {
            cookies.add(String.valueOf(exchange.getRequestHeaders().getFirst("Cookie")));
            exchange.getResponseHeaders().set("Set-Cookie", "a=b");
            send(exchange, 200, "body");
        });
        OutgoingReads reads = reads(LONG, 100, "/a");

        reads.get(at(server, "/a"), Map.of());
        reads.get(at(server, "/a"), Map.of());

        assertThat(cookies).containsExactly("null", "null");
    }

    @Test
    void a_server_that_is_not_there_is_a_plain_failure() {
        OutgoingReads reads = reads(LONG, 100, "/a");
        URI uri = at(server, "/a");
        server.stop(0);

        assertThatThrownBy(() -> reads.get(uri, Map.of()))
                .isInstanceOf(FailedRead.class)
                .hasMessageEndingWith("cannot be reached");
    }

    @Test
    void an_interrupt_ends_a_read_and_is_not_lost() {
        serve(server, "/a", exchange -> await());
        Thread.currentThread().interrupt();

        assertThat(failure(reads(LONG, 100, "/a"), "/a")).endsWith("was interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    private String failure(OutgoingReads reads, String path) {
        return failure(reads, at(server, path));
    }

    private static String failure(URI uri, int maxBytes) {
        return failure(new OutgoingReads(Set.of(uri), LONG, maxBytes), uri);
    }

    private static String failure(OutgoingReads reads, URI uri) {
        return String.valueOf(catchThrowableOfType(FailedRead.class, () -> reads.get(uri, Map.of()))
                .getMessage());
    }

    private OutgoingReads reads(Duration timeLimit, int maxBytes, String... bases) {
        return new OutgoingReads(
                Arrays.stream(bases).map(base -> at(server, base)).collect(Collectors.toSet()), timeLimit, maxBytes);
    }

    private HttpServer server() throws IOException {
        HttpServer made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        made.setExecutor(threads);
        made.start();
        return made;
    }

    private static URI at(HttpServer server, String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    /** A server that sends these very characters, once, to whoever connects, and hangs up. */
    private URI raw(String answer) throws IOException {
        return raw(answer, connection -> {});
    }

    /** A server that sends these very characters, and then waits until the other side hangs up. */
    private URI raw(String answer, CountDownLatch closed) throws IOException {
        return raw(answer, connection -> {
            try {
                if (connection.getInputStream().read() == -1) {
                    closed.countDown();
                }
            } catch (SocketException e) {
                closed.countDown();
            }
        });
    }

    private URI raw(String answer, Afterwards afterwards) throws IOException {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        threads.execute(() -> {
            try (socket;
                    Socket connection = socket.accept()) {
                byte[] request = new byte[10_000];
                int length = connection.getInputStream().read(request);
                if (length > 0) {
                    connection.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                }
                afterwards.with(connection);
            } catch (IOException e) {
                // The client has seen enough.
            }
        });
        return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
    }

    private interface Afterwards {
        void with(Socket connection) throws IOException;
    }

    private void serve(HttpServer at, String path, HttpHandler handler) {
        at.createContext(path, exchange -> {
            seen.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + " "
                    + exchange.getRequestHeaders().getFirst("Accept-Encoding"));
            try (exchange) {
                handler.handle(exchange);
            }
        });
    }

    private static void redirect(HttpExchange exchange, String target) throws IOException {
        exchange.getResponseHeaders().set("Location", target);
        send(exchange, 302, "");
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** Until the end of the test. */
    private void await() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

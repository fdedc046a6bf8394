package org.apposite.cds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A service in a process of its own with a heap of 512 MB, and as much as can be sent to it: it lives, and answers. */
@Tag("soak")
@Timeout(600)
class SmallHeapTest {

    private static final String SELECT = "/cds-services/apposite-order-select";
    private static final int AT_ONCE = 64;
    private static final int BYTES = 2 * 1024 * 1024;

    @TempDir
    static Path home;

    private static Process process;
    private static URI base;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeAll
    static void start() throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Serving.class.getName())
                .redirectError(home.resolve("errors").toFile())
                .start();
        BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
        String line = said.readLine();
        while (line != null && !line.startsWith("port ")) {
            line = said.readLine();
        }
        assertThat(line).as("the port").isNotNull();
        base = URI.create("http://127.0.0.1:" + String.valueOf(line).substring("port ".length()));
    }

    @AfterAll
    static void end() {
        process.destroyForcibly();
    }

    static Stream<Filling> fillings() {
        return Stream.of(
                new Filling("lists in a list", SELECT, filled("{\"a\":[", "[],", "[]]}")),
                new Filling("objects in a list", SELECT, filled("{\"a\":[", "{},", "{}]}")),
                new Filling("lists in a list, to the form", "/answer", filled("{\"a\":[", "[],", "[]]}")),
                new Filling("keys of an object", SELECT, keys()),
                new Filling(
                        "codings of a condition",
                        SELECT,
                        record(
                                "conditions",
                                "{\"resourceType\":\"Condition\",\"code\":{\"coding\":[",
                                "{\"code\":\"a\"},")),
                new Filling(
                        "items of a form",
                        SELECT,
                        record(
                                "answers",
                                "{\"resourceType\":\"QuestionnaireResponse\",\"item\":[",
                                "{\"linkId\":\"a\"},")),
                new Filling(
                        "extensions of an observation",
                        SELECT,
                        record(
                                "observations",
                                "{\"resourceType\":\"Observation\",\"component\":[",
                                "{\"valueInteger\":1},")));
    }

    private record Filling(String name, String path, String body) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static String filled(String begin, String part, String end) {
        return begin + part.repeat((BYTES - begin.length() - end.length()) / part.length()) + end;
    }

    private static String keys() {
        StringBuilder body = new StringBuilder(BYTES).append("{\"hook\":1");
        for (int i = 0; body.length() < BYTES - 20; i++) {
            body.append(",\"").append(Integer.toString(i, 36)).append("\":[]");
        }
        return body.append('}').toString();
    }

    /** A call whose record has a resource of so many parts. */
    private static String record(String search, String begin, String part) {
        ObjectNode call = Requests.of("lumbar-mri.json");
        ((ObjectNode) call.path("prefetch"))
                .putObject(search)
                .put("resourceType", "Bundle")
                .put("type", "searchset")
                .putArray("entry")
                .add("the place");
        String[] halves = call.toString().split("\"the place\"", -1);
        boolean isDeep = begin.contains("\"code\":{");
        return filled(
                halves[0] + "{\"resource\":" + begin,
                part,
                part.substring(0, part.length() - 1) + (isDeep ? "]}}}" : "]}}") + halves[1]);
    }

    @ParameterizedTest
    @MethodSource("fillings")
    void as_many_large_bodies_as_can_come_at_once_are_answered_or_refused_and_the_process_lives(Filling filling)
            throws Exception {
        HttpRequest post = post(filling.path(), filling.body());
        List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            all.add(client.sendAsync(post, BodyHandlers.ofString()));
        }
        for (CompletableFuture<HttpResponse<String>> one : all) {
            HttpResponse<String> response = one.get();
            assertThat(response.statusCode()).isIn(200, 400, 413, 503);
            if (response.statusCode() == 503) {
                assertThat(response.headers().firstValue("Retry-After")).isPresent();
            }
        }
        assertThat(client.send(post, BodyHandlers.ofString()).statusCode())
                .as("alone it is answered")
                .isIn(200, 400, 413);
        assertThat(client.send(
                                HttpRequest.newBuilder(base.resolve("/health/live"))
                                        .build(),
                                BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
        assertThat(client.send(post(SELECT, Requests.of("lumbar-mri.json").toString()), BodyHandlers.ofString())
                        .body())
                .contains("There are 2 warnings for this order.");
        assertThat(process.isAlive()).isTrue();
    }

    private static HttpRequest post(String path, String body) {
        return HttpRequest.newBuilder(base.resolve(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    /** The process with the small heap. */
    static final class Serving {

        private Serving() {}

        /** Serves until it is told nothing any more, and says where. */
        public static void main(String[] args) throws IOException {
            CdsServer server =
                    CdsServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Requests.service());
            System.out.println("port " + server.address().getPort());
            // Until the tests end, and with them what this reads.
            while (System.in.read() >= 0) {
                Thread.onSpinWait();
            }
        }
    }
}

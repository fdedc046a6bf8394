package org.apposite.cds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apposite.cds.HostileRequests.Hostile;
import org.apposite.cds.security.ForgedTokens;
import org.apposite.cds.security.ForgedTokens.Forged;
import org.apposite.cds.security.Tokens;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * All that the other tests try, sent to the packaged command with a heap of 512 MB, while the folder of its rules changes: it lives,
 * answers the next clinician, tells nobody's name, and holds no more memory at the end than in the middle.
 */
@Tag("packaged")
@Timeout(1_800)
class AttackedCommandTest {

    private static final int ROUNDS = 3;
    /** So few that there are this many reloads of each service, half of which are refused. */
    private static final int FILES_AT_ONCE = 5;

    private static final int RELOADS = 100;
    /** How much more may be held at the end than in the middle: what is there once, such as the token ids of five minutes. */
    private static final double FLAT = 1.05;

    private static final Path TESTS = Path.of("../../src/test/resources");
    private static final Path BAD_CASES = Path.of("../json/src/test/resources/bad");
    private static final String BASE = "https://cds.example";
    private static final String MARK = "Mark7Mark";
    /** What the HTTP server says by itself, where the service would say 400. */
    private static final Set<Integer> OF_THE_WIRE = Set.of(414, 421, 431, 505);

    private static final Set<String> AGEING = Set.of("issued-in-future", "not-yet-valid");

    @TempDir
    Path home;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private HttpServer ehr;
    private HttpServer other;
    private Path rules;
    private Path key;
    private PackagedCommand open;
    private PackagedCommand guarded;

    @BeforeEach
    void start() throws IOException {
        ehr = server();
        ehr.createContext("/jwks", exchange -> {
            try (exchange) {
                byte[] body = Tokens.served();
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        other = server();
        other.createContext("/", exchange -> {
            try (exchange) {
                seen.add(exchange.getRequestURI().toString());
                exchange.sendResponseHeaders(404, -1);
            }
        });
        rules = home.resolve("rules");
        Folders.copy(Folders.SHIPPED.resolve("vocabulary"), rules.resolve("vocabulary"));
        Folders.copy(Folders.SHIPPED.resolve("back-pain-child"), rules.resolve("back-pain-child"));
        Files.copy(Folders.SHIPPED.resolve("rule-set.yaml"), rules.resolve("rule-set.yaml"));
        key = home.resolve("key");
        assertThat(PackagedCommand.run("log", "new-key", key.toString())).isZero();
        List<String> watched = List.of("--rules", rules.toString(), "--look-every", "1", "--base-url", BASE);
        List<String> logged = List.of("--log-key", key.toString(), "--keep-cases", "--explain-unrecognised");
        open = PackagedCommand.serve(Stream.of(
                        watched, logged, List.of("--logs", home.resolve("open").toString()))
                .flatMap(List::stream)
                .toList());
        guarded = PackagedCommand.serve(Stream.of(
                        watched,
                        logged,
                        List.of("--logs", home.resolve("guarded").toString()),
                        List.of("--issuer", Tokens.EHR + "=" + at(ehr, "/jwks")),
                        List.of("--fhir-server", "https://good.example/fhir"),
                        List.of("--host", "apposite-1", "--time-limit", "1"),
                        List.of("--origin", "https://ehr.example"))
                .flatMap(List::stream)
                .toList());
    }

    @AfterEach
    void stop() throws IOException {
        open.close();
        guarded.close();
        ehr.stop(0);
        other.stop(0);
        threads.shutdownNow();
    }

    @Test
    void after_all_that_was_tried_it_is_well_and_holds_no_more_than_before() throws Exception {
        List<Hostile> hostile = HostileRequests.all().toList();
        List<byte[]> documents = documents();
        List<Path> files = hostileFiles();
        List<Long> openHeld = new ArrayList<>();
        List<Long> guardedHeld = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            List<Path> filesOfRound = every(ROUNDS, round, files);
            List<Hostile> ofRound = every(ROUNDS, round, hostile);
            Future<?> reloads = threads.submit(() -> reload(filesOfRound));
            Future<?> guards = threads.submit(this::guards);
            Future<?> half = threads.submit(() -> every(2, 1, ofRound).forEach(this::requested));
            every(2, 0, ofRound).forEach(this::requested);
            every(ROUNDS, round, documents).forEach(this::sent);
            half.get();
            guards.get();
            marked();
            reloads.get();
            openHeld.add(open.held());
            guardedHeld.add(guarded.held());
        }

        for (PackagedCommand one : List.of(open, guarded)) {
            assertThat(answer(one, get("/health/live")).status()).isEqualTo(200);
            assertThat(answer(one, get("/health/ready")).status()).isEqualTo(200);
            assertThat(one.told().filter(line -> line.contains("\"Rules loaded: ")))
                    .hasSizeGreaterThan(RELOADS / 2 - 1);
            assertThat(one.told().filter(line -> line.contains("\"Rules NOT loaded: ")))
                    .hasSizeGreaterThan(RELOADS / 2 - 1);
        }
        assertFlat(openHeld);
        assertFlat(guardedHeld);
        namesNobody();
        for (String logs : List.of("open", "guarded")) {
            Path folder = home.resolve(logs);
            assertThat(PackagedCommand.run("log", "verify", "--log-key", key.toString(), folder.toString()))
                    .as("the log is as it was written")
                    .isZero();
        }
    }

    private static void assertFlat(List<Long> held) {
        assertThat((double) held.get(2))
                .as("bytes held after each third: %s", held)
                .isLessThan(held.get(1) * FLAT);
    }

    // What is sent to a service that anybody may call.

    private void requested(Hostile one) {
        CdsRequest request = one.request().get();
        CdsResponse response = answer(open, request);
        try {
            holds(response);
        } catch (AssertionError e) {
            throw new AssertionError(one.title() + ": " + e.getMessage(), e);
        }
    }

    private void sent(byte[] document) {
        for (String path : List.of(HostileRequests.SELECT, HostileRequests.SELECT + "/feedback", "/answer")) {
            CdsResponse response =
                    answer(open, new CdsRequest("POST", path, Map.of("Content-Type", "application/json"), document));
            holds(response);
            assertThat(response.status()).isIn(200, 400, 404);
        }
    }

    /** Nothing at all where the server closed before everything had been sent. */
    private static void holds(CdsResponse response) {
        if (response.status() == 0) {
            return;
        }
        int status = OF_THE_WIRE.contains(response.status()) ? 400 : response.status();
        Invariants.hold(new CdsResponse(status, response.headers(), response.body()));
    }

    /** An order in which every resource names somebody, and feedback in words. */
    private void marked() {
        ObjectNode call = Requests.of("lumbar-mri.json");
        mark(call);
        ((ObjectNode) call.path("context")).put("userId", "Practitioner/" + MARK);
        CdsResponse response = answer(open, Requests.post(HostileRequests.SELECT, call));
        assertThat(response.status()).isEqualTo(200);
        JsonNode cards = Requests.json(response).path("cards");
        assertThat(cards).isNotEmpty();
        ObjectNode feedback = Requests.json("{\"feedback\": [{\"outcome\": \"overridden\", \"outcomeTimestamp\": "
                        + "\"2026-11-23T10:00:00Z\", \"overrideReason\": {\"userComment\": \"" + MARK + "\"}}]}")
                .deepCopy();
        ((ObjectNode) feedback.at("/feedback/0"))
                .put("card", cards.path(0).path("uuid").textValue());
        assertThat(answer(open, Requests.post(HostileRequests.SELECT + "/feedback", feedback))
                        .status())
                .isEqualTo(200);
    }

    private static void mark(JsonNode node) {
        node.forEach(AttackedCommandTest::mark);
        if (node instanceof ObjectNode object && object.has("resourceType")) {
            object.putObject("text").put("status", "generated").put("div", "<div>" + MARK + "</div>");
            object.putArray("identifier").addObject().put("system", "urn:mrn").put("value", MARK);
            object.putArray("name").addObject().put("family", MARK).put("text", MARK);
            object.putArray("note").addObject().put("authorString", MARK).put("text", MARK);
        }
    }

    private void namesNobody() throws IOException {
        List<String> kept = new ArrayList<>();
        for (PackagedCommand one : List.of(open, guarded)) {
            one.told().forEach(kept::add);
            kept.addAll(new String(answer(one, get("/metrics")).body(), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
        }
        for (String logs : List.of("open", "guarded")) {
            try (Stream<Path> all = Files.list(home.resolve(logs))) {
                for (Path file : all.filter(Files::isRegularFile).toList()) {
                    kept.addAll(Files.readAllLines(file, StandardCharsets.ISO_8859_1));
                }
            }
        }
        // A word of its own may be the id of an order, which is logged; texts and addresses may not.
        assertThat(kept)
                .hasSizeGreaterThan(1_000)
                .noneMatch(line -> line.contains(MARK))
                .noneMatch(line -> line.matches(".*(child-9|evil\\.example|<script|alert\\(|kanarienvogel ).*"))
                .noneMatch(line -> line.matches(".*(?:Exception|OutOfMemory|StackOverflow|Error:).*"));
    }

    // What is sent to a service that knows who may call.

    private void guards() {
        try {
            for (Forged forged : ForgedTokens.all(tokens(), at(ehr, "/jwks"), at(other, "/jwks"))) {
                // Blanks around the value of a header are none of it, and what is to come may have come while others
                // are sent.
                boolean isSent = forged.header() == null
                        || forged.header().equals(forged.header().strip());
                if (!isSent || AGEING.contains(forged.reason())) {
                    continue;
                }
                assertThat(status(order(), forged.header())).as(forged.name()).isIn(400, 401, 431);
            }
            String good = "Bearer " + tokens().good();
            assertThat(status(order(), good)).isEqualTo(200);
            assertThat(status(order(), good)).as("the same again").isEqualTo(401);
            for (String address : addresses()) {
                ObjectNode order = order();
                order.put("fhirServer", address);
                order.putObject("fhirAuthorization").put("access_token", "abc");
                ((ObjectNode) order.path("prefetch")).remove(List.of("conditions", "observations"));
                assertThat(status(order, "Bearer " + tokens().good()))
                        .as(address)
                        .isEqualTo(200);
            }
            assertThat(seen).as("read from a server that is not on the list").isEmpty();
            for (String origin : Requests.foreignOrigins()) {
                CdsResponse response = answer(
                        guarded,
                        new CdsRequest(
                                "OPTIONS",
                                HostileRequests.SELECT,
                                Map.of("Origin", origin, "Access-Control-Request-Method", "POST"),
                                new byte[0]));
                assertThat(response.status()).as(origin).isEqualTo(403);
                assertThat(response.headers()).doesNotContainKey("Access-Control-Allow-Origin");
            }
            for (RawHttp.Request raw : RawHttp.refused(guarded.address().getPort())) {
                RawHttp.assertRefused(RawHttp.exchanged(guarded.address(), raw.bytes()));
            }
            for (List<String> row : RawHttp.hosts(guarded.address().getPort())) {
                if (row.get(2).endsWith("evil.example") && !row.get(0).equals("400")) {
                    assertThat(RawHttp.asked(guarded.address(), row))
                            .as("%s", row)
                            .startsWith("HTTP/1.1 " + row.get(0) + " ");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each is good for a minute or two. */
    private static Tokens tokens() {
        return new Tokens(BASE + HostileRequests.SELECT, Instant.now());
    }

    private List<String> addresses() {
        return Stream.concat(
                        Requests.lines(Path.of("src/test/resources/outgoing/refused.txt")).stream(),
                        Stream.of(
                                at(other, "/fhir").toString(),
                                "http://localhost:" + other.getAddress().getPort()))
                .toList();
    }

    private static ObjectNode order() {
        return Requests.of("lumbar-mri.json");
    }

    private int status(JsonNode body, @Nullable String authorization) {
        Map<String, String> headers = new TreeMap<>(Map.of("Content-Type", "application/json"));
        if (authorization != null) {
            headers.put("Authorization", authorization);
        }
        CdsResponse response = answer(
                guarded,
                new CdsRequest(
                        "POST", HostileRequests.SELECT, headers, body.toString().getBytes(StandardCharsets.UTF_8)));
        holds(response);
        // A header too long to be taken is refused before the server has read to its end.
        return response.status() == 0 ? 431 : response.status();
    }

    // What is put into the folder that both watch.

    /** Files that nobody may load, and after every few of them rules that both load. */
    private void reload(List<Path> files) {
        try {
            Path topic = rules.resolve("back-pain-child");
            for (int i = 0; i < files.size(); i += FILES_AT_ONCE) {
                List<Path> put = new ArrayList<>();
                for (Path file : files.subList(i, Math.min(i + FILES_AT_ONCE, files.size()))) {
                    boolean isRule = file.toString().endsWith(".drl");
                    Path target = (isRule ? topic : topic.resolve("cases")).resolve("hostile-" + file.getFileName());
                    Files.copy(file, target);
                    put.add(target);
                }
                Path pipe = topic.resolve("pipe.drl");
                assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                        .isZero();
                put.add(pipe);
                put.add(Files.createSymbolicLink(topic.resolve("zero.drl"), Path.of("/dev/zero")));
                put.add(Files.createSymbolicLink(topic.resolve("cases/again"), topic));
                next("Rules NOT loaded: ");
                for (Path one : put) {
                    Files.delete(one);
                }
                Path good = topic.resolve("headlines.drl");
                Files.writeString(
                        good,
                        Files.readString(good) + "\n// change " + i
                                + files.get(i).getFileName() + "\n");
                next("Rules loaded: ");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void next(String words) throws InterruptedException {
        open.next(words);
        guarded.next(words);
    }

    private static List<Path> hostileFiles() throws IOException {
        List<Path> files = files(
                ".*\\.(drl|yaml)",
                TESTS.resolve("refused"),
                TESTS.resolve("mistaken"),
                TESTS.resolve("yaml"),
                BAD_CASES);
        assertThat(files).hasSizeGreaterThan(250);
        return files;
    }

    /** Documents of YAML and JSON that cannot be read. */
    private static List<byte[]> documents() throws IOException {
        List<byte[]> documents = new ArrayList<>();
        for (Path file : files(".*\\.(json|ndjson|yaml)", TESTS.resolve("yaml"), BAD_CASES)) {
            documents.add(Files.readAllBytes(file));
        }
        assertThat(documents).hasSizeGreaterThan(90);
        return documents;
    }

    private static List<Path> files(String name, Path... folders) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path folder : folders) {
            try (Stream<Path> all = Files.list(folder)) {
                all.filter(file -> file.toString().matches(name)).sorted().forEach(files::add);
            }
        }
        return files;
    }

    private static <T> List<T> every(int step, int first, List<T> all) {
        return IntStream.range(0, all.size())
                .filter(i -> i % step == first)
                .mapToObj(all::get)
                .toList();
    }

    // How it is sent: as it is, without a client that would refuse to.

    private static CdsRequest get(String path) {
        return new CdsRequest("GET", path, Map.of(), new byte[0]);
    }

    private static CdsResponse answer(PackagedCommand asked, CdsRequest request) {
        StringBuilder head = new StringBuilder();
        head.append(request.method()).append(' ').append(request.path()).append(" HTTP/1.1\r\n");
        head.append("Host: cds.example\r\nConnection: close\r\n");
        request.headers().forEach((name, value) -> {
            if (!name.equals("content-length")) {
                head.append(name).append(": ").append(value).append("\r\n");
            }
        });
        head.append("Content-Length: ").append(request.body().length).append("\r\n\r\n");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.toString().getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(request.body());
        return parsed(RawHttp.exchanged(asked.address(), bytes.toByteArray()));
    }

    /** Status 0 where nothing came. */
    private static CdsResponse parsed(String answer) {
        if (answer.isEmpty()) {
            return new CdsResponse(0, Map.of(), new byte[0]);
        }
        String[] halves = answer.split("\r\n\r\n", 2);
        List<String> lines = Arrays.asList(halves[0].split("\r\n", -1));
        Map<String, String> headers = lines.stream()
                .skip(1)
                .map(line -> line.split(": ", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1], (first, second) -> first));
        assertThat(headers).doesNotContainKey("Transfer-Encoding");
        int status = Integer.parseInt(lines.get(0).split(" ", 3)[1]);
        return new CdsResponse(status, headers, halves[1].getBytes(StandardCharsets.ISO_8859_1));
    }

    private HttpServer server() throws IOException {
        HttpServer one = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        one.setExecutor(threads);
        one.start();
        return one;
    }

    private static URI at(HttpServer one, String path) {
        return URI.create("http://127.0.0.1:" + one.getAddress().getPort() + path);
    }
}

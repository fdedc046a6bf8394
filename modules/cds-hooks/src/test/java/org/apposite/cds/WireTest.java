package org.apposite.cds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken for a request, and for whom it is: bytes over a real socket, from the tables of the folder wire. */
@Timeout(60)
class WireTest {

    private static final Path FOLDER = Path.of("src/test/resources/wire");
    private static final Pattern BYTE = Pattern.compile("\\\\x([0-9a-f]{2})");
    private static final String ANOTHER = "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private static CdsService service;
    private static CdsServer server;

    @BeforeAll
    static void start() throws IOException {
        service = new CdsService(
                () -> Requests.RULES,
                CdsSettings.of(URI.create("https://cds.hospital.example:8443/apposite"), Requests.CLOCK)
                        .hosts(Set.of("apposite-1"))
                        .build());
        server =
                CdsServer.start(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), service);
    }

    @AfterAll
    static void stop() {
        server.close();
        service.close();
    }

    @TestFactory
    Stream<DynamicTest> a_request_that_could_be_another_is_refused_and_so_is_what_follows_it() throws IOException {
        List<String> blocks = Arrays.stream(
                        Files.readString(FOLDER.resolve("refused.txt")).split("(?m)^# ", -1))
                .skip(1)
                .toList();
        assertThat(blocks).hasSizeGreaterThan(70);
        return blocks.stream().map(block -> {
            String[] parts = block.split("\n", 2);
            return DynamicTest.dynamicTest(parts[0], () -> {
                String answer = exchanged(request(parts[1]) + ANOTHER);
                assertThat(answer).doesNotContain("HTTP/1.1 2", "jvm_memory");
                if (!answer.isEmpty()) {
                    assertThat(answer)
                            .matches("(?s)HTTP/1.1 (4..|50[15]) .*")
                            .containsOnlyOnce("HTTP/1.1 ")
                            .contains("OperationOutcome", "nosniff");
                }
            });
        });
    }

    @TestFactory
    Stream<DynamicTest> a_request_is_answered_for_the_names_of_the_service_alone() throws IOException {
        String port = String.valueOf(server.address().getPort());
        List<String> rows = Files.readAllLines(FOLDER.resolve("hosts.txt")).stream()
                .filter(line -> line.contains("|"))
                .map(line -> line.replace("PORT", port))
                .toList();
        assertThat(rows).hasSizeGreaterThan(40);
        return rows.stream().map(row -> {
            String[] cells = row.split("\\|", -1);
            return DynamicTest.dynamicTest(row, () -> {
                String answer = exchanged("GET " + cells[1].strip() + " HTTP/1.1\r\nHost: " + cells[2].strip()
                        + "\r\nConnection: close\r\n\r\n");
                assertThat(answer).startsWith("HTTP/1.1 " + cells[0].strip() + " ");
            });
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /topics HTTP/1.1\r\n\r\n",
                "GET /topics HTTP/1.1\r\nHost:\r\n\r\n",
                "GET /topics HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n",
                "GET /topics HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
                "GET //evil.example/topics HTTP/1.1\r\nHost: evil.example\r\n\r\n",
                "CONNECT localhost:80 HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "OPTIONS * HTTP/1.1\r\nHost: evil.example\r\n\r\n"
            })
    void a_request_for_nobody_or_for_several_is_refused(String request) throws IOException {
        assertThat(exchanged(request)).matches("(?s)HTTP/1.1 4(00|21) .*");
    }

    @Test
    void a_refusal_of_another_host_says_what_to_do_and_repeats_nothing() throws IOException {
        assertThat(exchanged("GET /topics HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                .contains("OperationOutcome", "neither that of the base URL")
                .doesNotContain("evil");
    }

    @ParameterizedTest
    @ValueSource(strings = {"::1", "0:0:0:0:0:0:0:1"})
    void a_service_that_listens_at_an_address_of_six_is_known_by_it_in_every_way_of_writing(String written)
            throws IOException {
        byte[] one = new byte[16];
        one[15] = 1;
        try (CdsService own = Requests.service();
                CdsServer six = CdsServer.start(new InetSocketAddress(InetAddress.getByAddress(one), 0), own)) {
            String host = "[" + written + "]:" + six.address().getPort();
            assertThat(exchanged(six, "GET /topics HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 200 ");
            assertThat(exchanged(
                            six,
                            "GET /topics HTTP/1.1\r\nHost: [::2]:"
                                    + six.address().getPort() + "\r\n\r\n"))
                    .startsWith("HTTP/1.1 421 ");
        }
    }

    private static String request(String block) {
        String post = "POST /cds-services/apposite-order-select HTTP/1.1\nHost: localhost:"
                + server.address().getPort() + "\nContent-Type: application/json";
        String lines = block.replaceFirst("\n$", "")
                .replaceFirst("^POST\n", Matcher.quoteReplacement(post + "\n"))
                .replace(
                        "Host: localhost\n",
                        "Host: localhost:" + server.address().getPort() + "\n");
        String text = lines.lines()
                .map(line -> line.endsWith("\\") ? line.substring(0, line.length() - 1) : line + "\r\n")
                .collect(Collectors.joining());
        return BYTE.matcher(text)
                .replaceAll(
                        found -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(found.group(1), 16))));
    }

    private static String exchanged(String request) throws IOException {
        return exchanged(server, request);
    }

    /** All that comes until the server closes; a client that ends its half has nothing more to say. */
    private static String exchanged(CdsServer asked, String request) throws IOException {
        StringBuilder answer = new StringBuilder();
        try (Socket socket =
                new Socket(asked.address().getAddress(), asked.address().getPort())) {
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
        }
        return answer.toString();
    }
}

package org.apposite.cds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Bytes over a real socket, and the requests of the folder wire that are written byte by byte. */
final class RawHttp {

    private static final Path FOLDER = Path.of("src/test/resources/wire");
    private static final Pattern BYTE = Pattern.compile("\\\\x([0-9a-f]{2})");
    private static final int MILLISECONDS = 40_000;

    /** What a server sees, and for which name it is to answer. */
    record Request(String title, String bytes) {}

    private RawHttp() {}

    /** All that comes until the server closes; a client that ends its half has nothing more to say. */
    static String exchanged(InetSocketAddress server, String request) {
        return exchanged(server, request.getBytes(StandardCharsets.ISO_8859_1));
    }

    static String exchanged(InetSocketAddress server, byte[] request) {
        StringBuilder answer = new StringBuilder();
        try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
            socket.setSoTimeout(MILLISECONDS);
            OutputStream out = socket.getOutputStream();
            InputStream in = socket.getInputStream();
            try {
                out.write(request);
                socket.shutdownOutput();
            } catch (SocketException e) {
                // The server has closed already; what it said is read.
            }
            byte[] part = new byte[8192];
            for (int length = in.read(part); length >= 0; length = in.read(part)) {
                answer.append(new String(part, 0, length, StandardCharsets.ISO_8859_1));
            }
        } catch (SocketException e) {
            return answer.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return answer.toString();
    }

    /** Requests that could be others, each with another one behind it that must get no answer. */
    static List<Request> refused(int port) throws IOException {
        List<String> blocks = Arrays.stream(
                        Files.readString(FOLDER.resolve("refused.txt")).split("(?m)^# ", -1))
                .skip(1)
                .toList();
        assertThat(blocks).hasSizeGreaterThan(70);
        String another = "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n";
        return blocks.stream()
                .map(block -> block.split("\n", 2))
                .map(parts -> new Request(parts[0], request(parts[1], port) + another))
                .toList();
    }

    /** What must be true of an answer to one of them. */
    static void assertRefused(String answer) {
        assertThat(answer).doesNotContain("HTTP/1.1 2", "jvm_memory");
        if (!answer.isEmpty()) {
            assertThat(answer)
                    .matches("(?s)HTTP/1.1 (4..|50[15]) .*")
                    .containsOnlyOnce("HTTP/1.1 ")
                    .contains("OperationOutcome", "nosniff");
        }
    }

    /** The lines of hosts.txt: the status, the target and the Host of a request. */
    static List<List<String>> hosts(int port) throws IOException {
        List<List<String>> rows = Files.readAllLines(FOLDER.resolve("hosts.txt")).stream()
                .filter(line -> line.contains("|"))
                .map(line -> line.replace("PORT", String.valueOf(port)))
                .map(line ->
                        Arrays.stream(line.split("\\|", -1)).map(String::strip).toList())
                .toList();
        assertThat(rows).hasSizeGreaterThan(40);
        return rows;
    }

    /** The answer to a request for a name. */
    static String asked(InetSocketAddress server, List<String> row) {
        return exchanged(
                server, "GET " + row.get(1) + " HTTP/1.1\r\nHost: " + row.get(2) + "\r\nConnection: close\r\n\r\n");
    }

    private static String request(String block, int port) {
        String host = "Host: localhost:" + port + "\n";
        String post = "POST /cds-services/apposite-order-select HTTP/1.1\n" + host + "Content-Type: application/json\n";
        String text = block.replaceFirst("\n$", "")
                .replaceFirst("^POST\n", Matcher.quoteReplacement(post))
                .replace("Host: localhost\n", host)
                .lines()
                .map(line -> line.endsWith("\\") ? line.substring(0, line.length() - 1) : line + "\r\n")
                .collect(Collectors.joining());
        return BYTE.matcher(text)
                .replaceAll(
                        found -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(found.group(1), 16))));
    }
}

package org.example.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The jar that Spring Boot has packed, started as a program and called over HTTP. */
class HostIT {

    private static final Pattern STARTED = Pattern.compile(".*Tomcat started on port\\D+(\\d+).*");
    private static final String CASE = """
            {"patient": {"age": "9 years"}, "complaint": {"symptom": "back-pain", "region": "thoracic"}, "findings": {"present": ["fever"]}}""";

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void answersByTheBundledRules() throws Exception {
        assertAnswers();
    }

    @Test
    void answersByTheRulesOfAFolder() throws Exception {
        assertAnswers("--apposite.rules=" + Path.of("..", "..", "rules-drl"));
    }

    /** Threads of the common pool see the class path, and not what Spring Boot has packed. */
    @Test
    void anyThreadCanBeTheFirst() throws Exception {
        for (String rules : List.of("bundled", Path.of("..", "..", "rules-drl").toString())) {
            Process host = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Dloader.main=" + CommonPool.class.getName(),
                            "-Dloader.path=target/test-classes",
                            "-classpath",
                            System.getProperty("host.jar"),
                            "org.springframework.boot.loader.launch.PropertiesLauncher",
                            rules)
                    .redirectErrorStream(true)
                    .start();
            String printed = new String(host.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, host.waitFor(), printed);
            assertTrue(printed.contains("red flag: fever"), printed);
        }
    }

    private void assertAnswers(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                System.getProperty("host.jar"),
                "--server.port=0"));
        command.addAll(List.of(arguments));
        Process host = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader log =
                new BufferedReader(new InputStreamReader(host.getInputStream(), StandardCharsets.UTF_8))) {
            String base = "http://localhost:" + port(log);

            HttpResponse<String> answer = send(base + "/advice", CASE);
            assertEquals(200, answer.statusCode(), answer.body());
            assertTrue(answer.body().contains("\"code\":\"fever\""), answer.body());

            HttpResponse<String> refused = send(base + "/advice", "{\"complain\": \"back-pain\"}");
            assertEquals(400, refused.statusCode(), refused.body());
            assertTrue(refused.body().contains("complaint"), refused.body());

            assertTrue(send(base + "/actuator/health", null).body().contains("sha256:"));
            String metrics =
                    send(base + "/actuator/metrics/apposite.evaluations", null).body();
            assertTrue(metrics.contains("\"statistic\":\"COUNT\",\"value\":1"), metrics);
        } finally {
            host.destroy();
            host.waitFor();
        }
    }

    private HttpResponse<String> send(String url, String json) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
        if (json != null) {
            request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(json));
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** What is read is what the host has logged so far; the rest stays in its pipe. */
    private static String port(BufferedReader log) throws IOException {
        StringBuilder read = new StringBuilder();
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            Matcher started = STARTED.matcher(line);
            if (started.matches()) {
                return started.group(1);
            }
            read.append(line).append('\n');
        }
        throw new IllegalStateException("the host did not start:\n" + read);
    }
}

package org.apposite.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apposite.cli.commands.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator changes while the command serve runs. */
class ServedFilesChangeTest {

    private static final Pattern ADDRESS = Pattern.compile("are served at (http://\\S+)/NAME/");

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    /** The operator's acts are in the log when they happen: here nobody ever calls. */
    @Test
    void what_changes_is_in_the_log_of_decisions_although_nobody_calls() throws Exception {
        Path rules = folder.resolve("rules");
        RulesCopy.served(rules);
        Path operation = Files.writeString(folder.resolve("operation.yaml"), "silent: none\n");
        Path decisions = folder.resolve("logs/decisions.jsonl");
        Process server = ServeTest.start(
                "--rules",
                rules.toString(),
                "--logs",
                folder.resolve("logs").toString(),
                "--operation",
                operation.toString(),
                "--look-every",
                "1");
        try (BufferedReader told = server.errorReader()) {
            ServeTest.next(told, "answer at");
            Files.writeString(operation, "silent: all\nby: Dr. A\nreason: trial\n");
            awaitLine(decisions, "{\"event\":\"silent\"");
            Session withdrawn =
                    Session.run("withdraw", rules.toString(), "one/one-ratings", "--reason", "wrong", "--by", "Dr. B");
            assertThat(withdrawn.exit()).as(withdrawn.err()).isEqualTo(ExitCode.FINE);
            awaitLine(decisions, "{\"event\":\"withdrawn\"");
            Session lifted = Session.run("withdraw", rules.toString(), "one/one-ratings", "--lift", "--by", "Dr. C");
            assertThat(lifted.exit()).as(lifted.err()).isEqualTo(ExitCode.FINE);
            awaitLine(decisions, "{\"event\":\"restored\"");
        } finally {
            server.destroyForcibly();
        }
    }

    private static void awaitLine(Path file, String words) throws IOException {
        while (!Files.readString(file).contains(words)) {
            Thread.onSpinWait();
        }
    }

    @Test
    void hospitals_are_added_changed_and_removed_by_their_file_and_one_that_is_wrong_changes_nothing()
            throws Exception {
        Files.writeString(folder.resolve("keys.json"), "{\"keys\":[]}");
        Path logFile = folder.resolve("serve.jsonl");
        String north = "  north: { issuers: { https://ehr.north.example: keys.json }, logs: north-logs }\n";
        String inGerman = north.replace("logs:", "language: de, logs:");
        String south = "  south: { issuers: { https://ehr.south.example: keys.json } }\n";
        Path file = Files.writeString(folder.resolve("hospitals.yaml"), "hospitals:\n" + north);
        Process server =
                ServeTest.start("--hospitals", file.toString(), "--look-every", "1", "--log-file", logFile.toString());
        try (BufferedReader told = server.errorReader()) {
            Matcher address = ADDRESS.matcher(ServeTest.next(told, "1 of 1 hospitals"));
            assertThat(address.find()).isTrue();
            String base = address.group(1);
            assertThat(get(base + "/south/").statusCode()).isEqualTo(401);

            Files.writeString(file, "hospitals:\n" + inGerman + south);
            awaitPage(base + "/south/", "<html lang=\"en\">");
            awaitPage(base + "/north/", "<html lang=\"de\">");

            Files.writeString(file, "hospitals:\n" + inGerman + "  west: { }\n");
            awaitPage(base + "/health/ready", "\"hospitalsFile\":\"not-taken\"");
            assertThat(get(base + "/south/").statusCode()).isEqualTo(200);

            Files.writeString(file, "hospitals:\n" + inGerman);
            while (get(base + "/south/").statusCode() != 401) {
                Thread.onSpinWait();
            }
            assertThat(get(base + "/north/").body()).contains("<html lang=\"de\">");
            assertThat(get(base + "/health/ready").body()).doesNotContain("hospitalsFile");
            server.toHandle().destroy();
            assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            server.destroyForcibly();
        }
        List<String> lines = Files.readAllLines(logFile);
        assertThat(lines)
                .filteredOn(line -> line.contains("the hospital west has no issuer"))
                .hasSize(1);
        assertThat(lines)
                .filteredOn(line -> line.contains("\"hospital\":\"north\"") && line.contains("settings"))
                .hasSize(1);
        assertThat(lines)
                .filteredOn(line -> line.contains("\"hospital\":\"south\"") && line.contains("no longer served"))
                .hasSize(1);
    }

    private void awaitPage(String url, String words) throws IOException, InterruptedException {
        while (!get(url).body().contains(words)) {
            Thread.onSpinWait();
        }
    }

    private HttpResponse<String> get(String url) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }
}

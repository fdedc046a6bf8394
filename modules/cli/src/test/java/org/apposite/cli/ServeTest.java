package org.apposite.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apposite.cli.commands.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command serve, as a process of its own. */
class ServeTest {

    private static final Path EXAMPLE = Path.of("../../docs/examples/cds-hooks/order-select-lumbar-mri.json");
    private static final String AGE = "\"secondsSinceGoodLook\":\\d+";
    private static final Pattern ADDRESS = Pattern.compile("(http://\\S+)/ ");

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void another_process_posts_an_order_and_gets_its_review_and_the_log_can_be_replayed() throws Exception {
        Path logs = folder.resolve("logs");
        Path logFile = folder.resolve("operations/serve.jsonl");
        String key = folder.resolve("key").toString();
        assertThat(Session.run("log", "new-key", key).exit()).isZero();
        Process server =
                start("--logs", logs.toString(), "--log-key", key, "--keep-cases", "--log-file", logFile.toString());
        try (BufferedReader told = server.errorReader()) {
            String base = address(told);
            HttpResponse<String> response = post(base);
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body())
                    .contains("There are 2 warnings for this order.", "pama-rating", "Change the order to ");
            assertThat(get(base + "/").body()).contains("<html");
            // Not by the process itself: that would close what it still has to say.
            server.toHandle().destroy();
            assertThat(told.lines()).isEmpty();
            assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(Files.readAllLines(logFile))
                    .anyMatch(
                            line -> line.matches("\\{\"timestamp\":\\d+,\"level\":\"INFO\",.*\\{\"decision\":\"\\S+\"},"
                                    + "\\{\"hook\":\"order-select\"},\\{\"hookInstance\":\"[0-9a-f-]{36}\"},"
                                    + "\\{\"orders\":\"draft-1\"},\\{\"cards\":\"[0-9a-f-]{36}\"},\\{\"suppressed\":\"0\"},\\{\"silent\":\"false\"},"
                                    + "\\{\"outcome\":\"variant-matched\"}.*\"formattedMessage\":\"decided\"}"))
                    .anyMatch(line -> line.matches(".*\"mdc\": ?\\{\"request\":\"ward-7\"}.*"))
                    .noneMatch(line -> line.contains("child-9"));
        } finally {
            server.destroyForcibly();
        }
        Session replayed = Session.run("replay", "--log-key", key, logs.toString());
        assertThat(replayed.out())
                .startsWith("1 decision: 1 the same to the last byte, 0 different.\ndecisions: 2 lines, 2 verified");
        assertThat(replayed.exit()).isZero();
    }

    @Test
    void a_rules_folder_is_watched_and_a_mistake_in_it_keeps_the_last_good_rules() throws Exception {
        Path rules = folder.resolve("rules");
        RulesCopy.shipped(rules);
        Path configuration =
                Files.writeString(folder.resolve("serve.conf"), "# ours\n--rules=" + rules + "\n--look-every=1\n");
        Process server = start("@" + configuration);
        try (BufferedReader told = server.errorReader()) {
            String base = address(told);
            String before = get(base + "/health/ready").body();
            Path flags = rules.resolve("back-pain-child/red-flags.drl");
            Files.writeString(flags, Files.readString(flags) + "\nrule \"unfinished\"\n");
            String line = told.readLine();
            while (line != null && !line.contains("\"level\":\"ERROR\"")) {
                line = told.readLine();
            }
            assertThat(line).contains("red-flags.drl");
            HttpResponse<String> ready = get(base + "/health/ready");
            assertThat(ready.statusCode()).isEqualTo(200);
            assertThat(ready.body().replaceFirst(AGE, ""))
                    .isEqualTo(before.replaceFirst(AGE, "")
                            .replace(
                                    "\"status\":\"read\"",
                                    "\"status\":\"refused\",\"file\":\"back-pain-child/red-flags.drl\",\"code\":\""
                                            + code(line) + "\""));
            assertThat(get(base + "/metrics").body()).contains("apposite_rules_refused{rules=\"answering\"} 1.0");
            assertThat(post(base).statusCode()).isEqualTo(200);
        } finally {
            server.destroyForcibly();
        }
    }

    private static String code(String line) {
        Matcher code = Pattern.compile("APP-\\d+").matcher(line);
        assertThat(code.find()).isTrue();
        return code.group();
    }

    @Test
    void what_check_calls_an_error_is_refused_and_rules_that_are_tried_out_are_not_said_to_answer() throws Exception {
        Path rules = folder.resolve("rules");
        RulesCopy.shipped(rules);
        Path ratings = rules.resolve("back-pain-child/ratings.drl");
        String right = Files.readString(ratings);
        String wrong = right.replaceFirst("\"usually-appropriate\", +\\d", "\"usually-appropriate\", 3");
        Files.writeString(ratings, wrong);

        Session session = Session.run("serve", "--listen", "127.0.0.1:0", "--rules", rules.toString());
        assertThat(session.exit()).isEqualTo(ExitCode.FINDINGS);
        assertThat(session.err()).contains("APP-227", "cannot be used, see above");

        Process server = start("--silent-rules", rules.toString(), "--look-every", "1");
        try (BufferedReader told = server.errorReader()) {
            assertThat(next(told, "Rules NOT loaded"))
                    .contains("APP-227", "ERROR")
                    .doesNotContain("answer");
            String base = address(told);
            assertThat(get(base + "/health/ready").body())
                    .contains(
                            "\"silentRules\":{\"status\":\"not-asked\",\"folder\":{\"status\":\"refused\",\"file\":\"back-pain-child/ratings.drl\",\"code\":\"APP-227\"");
            assertThat(get(base + "/metrics").body()).contains("apposite_rules_refused{rules=\"tried-out\"} 1.0");
        } finally {
            server.destroyForcibly();
        }
    }

    @Test
    void a_pipe_in_a_watched_folder_is_told_once_and_neither_hides_a_change_nor_keeps_the_service_from_ending()
            throws Exception {
        Path rules = folder.resolve("rules");
        RulesCopy.served(rules);
        Process server = start("--rules", rules.toString(), "--look-every", "1");
        try (BufferedReader told = server.errorReader()) {
            String base = address(told);
            assertThat(get(base + "/health/ready").body())
                    .contains("\"rulesFolder\":{\"status\":\"read\",\"failedLooks\":0");
            Path pipe = rules.resolve("one/cases/pipe.yaml");
            assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                    .isZero();
            assertThat(next(told, "Not everything in the rules folder")).contains("pipe.yaml: this is a pipe");
            assertThat(get(base + "/health/ready").body()).contains("\"rulesFolder\":{\"status\":\"not-read\"");
            assertThat(get(base + "/metrics").body())
                    .containsPattern("apposite_rules_folder_failed_looks_total [1-9]")
                    .contains("apposite_rules_folder_good_look_age_seconds ");
            Files.writeString(rules.resolve("one/more.drl"), "no rule");
            assertThat(next(told, "Rules NOT loaded")).contains("more.drl");

            server.toHandle().destroy();

            assertThat(told.lines()).noneMatch(line -> line.contains("Not everything in the rules folder"));
            assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            server.destroyForcibly();
        }
    }

    static String next(BufferedReader told, String words) throws IOException {
        for (String line = told.readLine(); line != null; line = told.readLine()) {
            if (line.contains(words)) {
                return line;
            }
        }
        throw new AssertionError("never told: " + words);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    --listen nowhere            | --listen nowhere is not HOST:PORT of this machine
                    --listen 0.0.0.0:0          | anybody could call. Say who may with --issuer, or give --open
                    --rating usually-apropriate=appropriate | is not a category. Did you mean
                    --rating usually-appropriate=fine | There are appropriate, not-appropriate, no-criteria-apply.
                    --rules /no/such            | no such folder
                    --mapping /no/such.yaml     | the mapping file cannot be read: /no/such.yaml: there is no such file
                    --time-zone Mars            | --time-zone Mars is not a zone such as Europe/Berlin
                    --language fr               | cannot stand here; write one of en, de. See
                    --hospitals /x.yaml --language de | --language belongs into this file, to the hospital that is meant
                    --max-body 99999999         | --max-body must be at most 67108864, but is 99999999
                    --time-limit 0              | --time-limit must be 1 or more, but is 0
                    --base-url ftp://x          | is not a URL such as https://cds.hospital.example
                    --logs /dev/null/x          | the log folder cannot be used
                    --log-file /dev/null/x      | --log-file /dev/null/x cannot be written
                    --issuer https://e=/no/keys | there is no file of keys to read at /no/keys
                    --issuer https://e=http://keys.example/k.json | https
                    --fhir-server ftp://x.example | https
                    --logs /proc/none           | the log folder cannot be used: /proc/none cannot be made or written
                    --listn=127.0.0.1:0         | Did you mean "--listen"?
                    @/no/such.conf              | there is no file of options at '/no/such.conf'
                    --fhir-servr http://x       | --fhir-server"? See apposite serve --help.
                    --silent --operation /x.yaml | --silent and --operation both say what is shown
                    --operation /no/such.yaml   | --operation: /no/such.yaml: there is no such file
                    --silent-rules /no/such     | --silent-rules /no/such: no such folder
                    --hospitals /x.yaml --silent --logs /l | --logs, --silent belong into this file, to the hospital that is meant
                    """)
    void what_makes_no_sense_is_told_in_one_line(String arguments, String message) {
        List<String> all = new ArrayList<>(List.of("serve"));
        all.addAll(List.of(arguments.split(" ")));
        Session session = Session.run(all.toArray(String[]::new));
        assertThat(session.err()).contains(message).hasLineCount(1).doesNotContain("Exception");
        assertThat(session.exit()).isEqualTo(ExitCode.NO_ANSWER);
    }

    @Test
    void an_address_that_is_taken_is_told() throws Exception {
        Process server = start();
        try (BufferedReader told = server.errorReader()) {
            String taken = address(told).replace("http://", "");
            Session session = Session.run("serve", "--listen", taken);
            assertThat(session.err()).contains("cannot listen at " + taken);
        } finally {
            server.destroyForcibly();
        }
    }

    static Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Apposite.class.getName(),
                "serve",
                "--listen",
                "127.0.0.1:0"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static String address(BufferedReader told) throws IOException {
        StringBuilder all = new StringBuilder();
        for (String line = told.readLine(); line != null; line = told.readLine()) {
            Matcher address = ADDRESS.matcher(line);
            if (line.startsWith("apposite: rules ") && address.find()) {
                return address.group(1);
            }
            all.append(line).append('\n');
        }
        throw new AssertionError("the server did not start: " + all);
    }

    private HttpResponse<String> post(String base) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(base + "/cds-services/apposite-order-select"))
                        .header("Content-Type", "application/json")
                        .header("X-Request-Id", "ward-7")
                        .POST(BodyPublishers.ofFile(EXAMPLE))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String url) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }
}

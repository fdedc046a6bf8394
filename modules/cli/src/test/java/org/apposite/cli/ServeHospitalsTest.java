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
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apposite.cli.commands.ExitCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command serve with a file of hospitals. */
class ServeHospitalsTest {

    private static final Pattern ADDRESS = Pattern.compile("are served at (http://\\S+)/NAME/");
    private static final String SELECT = "/cds-services/apposite-order-select";

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void keys() throws IOException {
        Files.writeString(folder.resolve("keys.json"), "{\"keys\":[]}");
    }

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("hospitals.yaml"), text).toString();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    hospitals: { north: { issuers: { a: keys.json } }, south: { issuers: { a: keys.json } } } | :1:72: the issuer a belongs to the hospital north already. An issuer chooses the hospital, so that it can belong to one only.
                    hospitals: { north: { rules: r } }                       | :1:14: the hospital north has no issuer, so nobody could call for it. Add issuers:
                    hospitals: { north: { issuers: { a: none.json } } }      | there is no file of keys to read at none.json. Check its name
                    hospitals: { North: { issuers: { a: keys.json } } }      | :1:14: the name of a hospital is 1 to 40 lower-case letters, digits and hyphens, but is "North"
                    hospitals: { health: { issuers: { a: keys.json } } }     | no hospital can have the name health, which is taken
                    hospitals: { north: { isuers: { a: keys.json } } }       | "isuers" is not a key of this place. Did you mean "issuers"?
                    hospitals: { north: { issuers: { a: keys.json }, time-zone: Mars } } | :1:61: this is not a time zone. Write one such as Europe/Berlin.
                    hospitals: { north: { issuers: { a: keys.json }, language: fr } } | "fr" cannot stand here. Write one of en, de.
                    hospitals: { north: { issuers: { a: keys.json }, language: den } } | "den" cannot stand here. Did you mean
                    hospitals: { north: { issuers: { a: keys.json }, keep-cases: 1 } } | true or false is expected here
                    hospitals: { north: { issuers: { a: keys.json }, log-key: keys.json, logs: l } } | keys.json
                    hospitals: { north: { issuers: { a: keys.json }, log-key: k } } | a key for logs needs a folder for logs
                    hospitals: { north: { issuers: { a: keys.json }, logs: "jdbc:postgresql://h/d" } } | logs in a database need a key
                    hospitals: { north: { issuers: { a: keys.json }, logs: "jdbc:postgresql://h/d?password=x" } } | holds a password
                    hospitals: { north: { issuers: { a: keys.json }, logs: l, retention: { decisions: long } } } | a number of days is expected here
                    hospital: { }                                            | Did you mean "hospitals"?
                    hospitals: { }                                           | there is no hospital
                    hospitals: { north: 7 }                                  | keys with values are expected here
                    hospitals: { north: { issuers: { a: keys.json } }, north: { issuers: { b: keys.json } } } | "north" is stated twice
                    """)
    void what_is_wrong_with_the_file_is_told_with_its_place(String text, String message) throws IOException {
        Session session = Session.run("serve", "--listen", "127.0.0.1:0", "--hospitals", file(text));
        assertThat(session.err())
                .contains("hospitals.yaml:1:", message, "cannot be used, see above")
                .doesNotContain("Exception");
        assertThat(session.exit()).isEqualTo(ExitCode.NO_ANSWER);
    }

    @Test
    void a_file_that_is_not_there_is_told() {
        Session session =
                Session.run("serve", "--hospitals", folder.resolve("none.yaml").toString());
        assertThat(session.err()).contains("there is no such file").doesNotContain("Exception");
        assertThat(session.exit()).isEqualTo(ExitCode.NO_ANSWER);
    }

    @ParameterizedTest
    @CsvSource({
        "folder, this is a folder",
        "pipe, 'this is a pipe, a socket or a device'",
        "link, the file cannot be read",
        "large, the file is larger than",
        "bytes, UTF-8"
    })
    void whatever_stands_in_the_place_of_a_file_is_told_in_one_line(String kind, String told) throws Exception {
        Path place = folder.resolve("place.yaml");
        switch (kind) {
            case "folder" -> Files.createDirectory(place);
            case "pipe" ->
                assertThat(new ProcessBuilder("mkfifo", place.toString())
                                .start()
                                .waitFor())
                        .isZero();
            case "link" -> Files.createSymbolicLink(place, folder.resolve("nowhere"));
            case "large" -> Files.writeString(place, "#".repeat((1 << 20) + 1));
            default -> Files.write(place, new byte[] {(byte) 0xC3, (byte) 0x28});
        }
        for (String option : List.of("--hospitals", "--operation")) {
            Session session = Session.run("serve", "--listen", "127.0.0.1:0", option, place.toString());
            assertThat(session.err().lines().filter(line -> line.contains(told)))
                    .as(session.err())
                    .hasSize(1);
            assertThat(session.err()).contains(place.toString()).doesNotContain("Exception");
            assertThat(session.exit()).isEqualTo(ExitCode.NO_ANSWER);
        }
    }

    @Test
    void when_no_hospital_can_be_served_there_is_nothing_to_serve() throws IOException {
        Session session = Session.run(
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--hospitals",
                file("hospitals: { north: { issuers: { a: keys.json }, rules: none } }"),
                "--log-file",
                folder.resolve("serve.jsonl").toString());
        assertThat(session.err()).contains("the hospital north is not served: ", "no hospital can be served");
        assertThat(session.exit()).isEqualTo(ExitCode.FINDINGS);
    }

    @Test
    void every_line_of_the_log_says_whose_it_is_and_one_that_is_broken_keeps_no_other_from_being_served()
            throws Exception {
        RulesCopy.served(folder.resolve("north-rules"));
        Path logFile = folder.resolve("serve.jsonl");
        String hospitals = file("""
                hospitals:
                  north:
                    issuers: { https://ehr.north.example: keys.json }
                    rules: north-rules
                    logs: north-logs
                    operation: north.yaml
                  south:
                    issuers: { https://ehr.south.example: keys.json }
                    logs: south-logs
                    silent-rules: none
                  east:
                    issuers: { https://ehr.east.example: keys.json }
                    mapping: none.yaml
                """);
        Files.writeString(folder.resolve("north.yaml"), "silent: all\n");
        Process server =
                ServeTest.start("--hospitals", hospitals, "--look-every", "1", "--log-file", logFile.toString());
        try (BufferedReader told = server.errorReader()) {
            assertThat(ServeTest.next(told, "not served")).contains("the hospital east is not served", "none.yaml");
            Matcher address = ADDRESS.matcher(ServeTest.next(told, "2 of 3 hospitals"));
            assertThat(address.find()).isTrue();
            String base = address.group(1);
            assertThat(get(base + "/health/ready").body())
                    .contains(
                            "\"status\":\"degraded\"",
                            "\"north\":{\"status\":\"up\"",
                            "\"silent\":[\"all\"]",
                            "\"silentRules\":{\"status\":\"not-asked\",\"folder\":{\"status\":\"refused\"",
                            "\"east\":{\"status\":\"down\"}");
            assertThat(get(base + "/south/").body()).contains("<html");
            assertThat(post(base + "/south" + SELECT).statusCode()).isEqualTo(401);
            assertThat(post(base + SELECT).statusCode()).isEqualTo(401);
            Files.writeString(folder.resolve("north.yaml"), "silent: none\n");
            while (get(base + "/north/health/ready").body().contains("\"silent\"")) {
                Thread.onSpinWait();
            }
            Files.writeString(folder.resolve("north-rules/one/more.drl"), "no rule");
            while (!Files.readString(logFile).contains("more.drl")) {
                Thread.onSpinWait();
            }
            assertThat(get(base + "/north/health/ready").body())
                    .contains("\"rulesFolder\":{\"status\":\"refused\",\"file\":\"one/more.drl\",\"code\":\"APP-");
            assertThat(get(base + "/metrics").body())
                    .contains(
                            "apposite_rules_refused{hospital=\"north\",rules=\"answering\"} 1.0",
                            "apposite_rules_refused{hospital=\"south\",rules=\"tried-out\"} 1.0");
            server.toHandle().destroy();
            assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            server.destroyForcibly();
        }
        assertThat(Files.readAllLines(logFile))
                .anyMatch(line -> isOf("south", line) && line.contains("a caller was refused"))
                .anyMatch(line -> isOf("south", line) && line.contains("rules that are tried out are not asked"))
                .anyMatch(line -> isOf("north", line) && line.contains("what is shown was changed"))
                .anyMatch(line -> isOf("north", line) && line.contains("more.drl"))
                .anyMatch(line -> isOf("east", line) && line.contains("none.yaml"))
                .noneMatch(line -> line.contains("more.drl") && !isOf("north", line));
        assertThat(folder.resolve("north-logs/decisions.jsonl"))
                .content()
                .contains("{\"event\":\"silent\"", "{\"event\":\"live\"");
        assertThat(folder.resolve("south-logs/decisions.jsonl"))
                .content()
                .doesNotContain("\"event\":\"silent\"", "\"event\":\"live\"");
    }

    private static boolean isOf(String hospital, String line) {
        return line.contains("\"hospital\":\"" + hospital + "\"");
    }

    private HttpResponse<String> post(String url) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(url))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{}"))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String url) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }
}

package org.apposite.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apposite.ClinicalRules;
import org.apposite.cds.CdsRequest;
import org.apposite.cds.CdsResponse;
import org.apposite.cds.CdsService;
import org.apposite.cds.CdsSettings;
import org.apposite.cli.commands.ExitCode;
import org.apposite.log.LogKey;
import org.apposite.log.jdbc.JdbcLogs;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two copies of a service with logs in one database, and the commands that look after these. */
class LogsInADatabaseTest {

    private static final String SELECT = "/cds-services/apposite-order-select";
    private static final Path ORDER = Path.of("../cds-hooks/src/test/resources/requests/lumbar-mri.json");

    private static final ClinicalRules RULES = ClinicalRules.bundled();

    @TempDir
    private static Path home;

    private static EmbeddedPostgres server;
    private static Path key;

    @BeforeAll
    static void migrate() throws IOException, SQLException {
        server = EmbeddedPostgres.builder()
                .setServerConfig("synchronous_commit", "on")
                .start();
        run("CREATE ROLE owner LOGIN CREATEROLE; CREATE SCHEMA north AUTHORIZATION owner");
        key = home.resolve("key");
        LogKey.create(key);
        assertThat(Session.run("log", "migrate", address("owner")))
                .isEqualTo(new Session(ExitCode.FINE, "The tables are there.\n", ""));
        assertThat(Session.run("log", "migrate", address("owner")).out()).isEqualTo("The tables are up to date.\n");
        run("CREATE ROLE service LOGIN IN ROLE north_writer; CREATE ROLE auditor LOGIN IN ROLE north_reader;"
                + " CREATE ROLE privacy LOGIN IN ROLE north_eraser");
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    private static void run(String statements) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(statements);
        }
    }

    private static String address(String user) {
        return "jdbc:postgresql://localhost:" + server.getPort() + "/postgres?user=" + user + "&currentSchema=north";
    }

    private static CdsService service() throws IOException {
        return new CdsService(
                () -> RULES,
                CdsSettings.of(URI.create("http://127.0.0.1:8080"), Clock.systemUTC())
                        .logs(JdbcLogs.at(address("service")))
                        .logKey(LogKey.read(key))
                        .keepCases()
                        .build());
    }

    private static CdsResponse post(CdsService service, String path, String body) {
        return service.handle(new CdsRequest(
                "POST", path, Map.of("Content-Type", "application/json"), body.getBytes(StandardCharsets.UTF_8)));
    }

    private static String only(String pattern, String text) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        assertThat(found.find()).as("%s in %s", pattern, text).isTrue();
        return found.group(1);
    }

    @Test
    void copies_of_a_service_share_it_and_the_commands_read_verify_and_erase() throws IOException {
        String decision;
        try (CdsService one = service();
                CdsService other = service()) {
            CdsResponse first = post(one, SELECT, Files.readString(ORDER));
            String answer = new String(first.body(), StandardCharsets.UTF_8);
            assertThat(post(other, SELECT, Files.readString(ORDER)).body())
                    .as("a client that asks the other copy, since it has not heard the first")
                    .isEqualTo(first.body());
            String feedback = "{\"feedback\":[{\"card\":\"" + only("\"uuid\":\"([^\"]+)\"", answer)
                    + "\",\"outcome\":\"overridden\",\"outcomeTimestamp\":\"2026-11-23T10:00:00Z\"}]}";
            assertThat(post(other, SELECT + "/feedback", feedback).status()).isEqualTo(200);
            assertThat(new String(
                            one.handle(new CdsRequest("GET", "/health/ready", Map.of(), new byte[0]))
                                    .body(),
                            StandardCharsets.UTF_8))
                    .contains("\"logs\":{\"status\":\"written\",\"unwritten\":0}");
            decision = only("urn:uuid:([0-9a-f-]+)", answer);
        }
        Path anchor = home.resolve("anchor");
        String[] verify = {
            "log", "verify", "--log-key", key.toString(), "--anchor", anchor.toString(), address("auditor")
        };
        assertThat(Session.run(verify).exit()).isEqualTo(ExitCode.FINE);
        assertThat(Session.run(verify).out())
                .contains("decisions: 3 lines, 3 verified", "feedback: 1 line, 1 verified");
        assertThat(Session.run("report", address("auditor")).out()).contains("1 decision, 1 shown", "1 overridden");
        assertThat(Session.run("replay", "--log-key", key.toString(), address("auditor"))
                        .out())
                .contains("1 decision: 1 the same to the last byte, 0 different");
        String[] erase = {
            "log",
            "erase",
            "--id",
            decision,
            "--reason",
            "request 17",
            "--by",
            "A. Example",
            "--log-key",
            key.toString()
        };
        assertThat(Session.run(with(erase, address("auditor"))).exit())
                .as("it may only read")
                .isEqualTo(ExitCode.NO_ANSWER);
        assertThat(Session.run(with(erase, address("privacy"))).out())
                .isEqualTo("Erased: 1 decision and 1 line of feedback.\n");
        assertThat(Session.run(verify).exit()).isEqualTo(ExitCode.FINE);
        assertThat(Session.run(
                        "log", "retain", "--retention", "decisions=1", "--log-key", key.toString(), address("privacy")))
                .isEqualTo(new Session(ExitCode.FINE, "What had outlived its time is gone.\n", ""));
        assertThat(Session.run(verify).exit()).isEqualTo(ExitCode.FINE);
    }

    private static String[] with(String[] arguments, String last) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = last;
        return all;
    }

    @Test
    void what_cannot_be_used_is_told_with_what_to_do() {
        assertThat(Session.run(
                                "log",
                                "retain",
                                "--retention",
                                "feedback=1",
                                "--log-key",
                                key.toString(),
                                address("service"))
                        .err())
                .contains("this user may not remove lines");
        assertThat(Session.run("log", "migrate", "/var/log/apposite").err()).contains("files need no tables");
        assertThat(Session.run("log", "verify", address("auditor") + "&password=secret")
                        .err())
                .contains("PGPASSFILE")
                .doesNotContain("secret");
        assertThat(Session.run("serve", "--listen", "127.0.0.1:0", "--logs", address("service"))
                        .err())
                .contains("add --log-key");
        assertThat(Session.run(
                                "serve",
                                "--listen",
                                "127.0.0.1:0",
                                "--log-key",
                                key.toString(),
                                "--logs",
                                address("service").replace("north", "public"))
                        .err())
                .contains("apposite log migrate makes it");
    }
}

package org.apposite.log.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apposite.log.LogKey;
import org.apposite.log.LogReport;
import org.apposite.log.LogVerification;
import org.apposite.log.Logs;
import org.apposite.log.Writing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A writer, or the server, is killed in the middle: with a full replay the log has the same rows as without. */
class KilledTest {

    private static final int ALL = 400;

    @TempDir
    private Path home;

    private static void assertIsWhole(Database database, LogKey key) throws IOException {
        LogReport report = new LogVerification(List.of(key))
                .of(database.logs(Database.OWNER))
                .get(0);
        assertThat(report.isProof()).isTrue();
        assertThat(report.verified()).isEqualTo(ALL);
        assertThat(database.column("SELECT id FROM decisions"))
                .containsExactlyInAnyOrderElementsOf(Written.decisions(key, ALL).stream()
                        .map(one -> one.id().toString())
                        .toList());
    }

    @Test
    void a_writer_is_killed_and_another_replays_all() throws Exception {
        Database database = Database.migrated();
        LogKey key = Written.key(home);
        for (int atLeast : new int[] {1, 120, 250}) {
            int acknowledged = acknowledgedUntilKilled(database, atLeast);
            assertThat(database.column("SELECT id FROM decisions"))
                    .containsAll(Written.decisions(key, acknowledged).stream()
                            .map(one -> one.id().toString())
                            .toList());
        }
        try (Logs logs = Written.logs(database.logs(Database.SERVICE), key, Written.NOON)) {
            Written.decisions(key, ALL).forEach(logs::decided);
        }
        assertIsWhole(database, key);
    }

    private int acknowledgedUntilKilled(Database database, int atLeast) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        database.url(Database.SERVICE),
                        home.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        int acknowledged = 0;
        try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                acknowledged += line.equals("kept;") ? 1 : 0;
                if (acknowledged == atLeast) {
                    process.toHandle().destroyForcibly();
                }
            }
            process.waitFor();
        } finally {
            process.destroyForcibly();
        }
        return acknowledged;
    }

    /** The process that is killed. */
    static final class Writer {

        private Writer() {}

        public static void main(String[] args) {
            LogKey key = Written.key(Path.of(args[1]));
            Logs logs = Written.logs(JdbcLogs.at(args[0]), key, Written.NOON);
            for (int i = 0; i < ALL; i++) {
                logs.decided(Written.decision(key, i));
                System.out.println("kept;");
            }
        }
    }

    @Test
    void the_server_is_killed_under_a_service_that_goes_on_when_it_is_there_again() throws Exception {
        Path data = home.resolve("data");
        LogKey key = Written.key(home);
        EmbeddedPostgres first = Database.started(data, 0);
        Database database = Database.emptyAt(first.getPort());
        database.migrate();
        Logs logs = Written.logs(database.logs(Database.SERVICE), key, Written.NOON);
        Written.decisions(key, ALL / 2).forEach(logs::decided);
        assertThat(database.column("SELECT count(*) FROM decisions")).containsExactly(String.valueOf(ALL / 2));
        kill(data);
        Written.decisions(key, ALL).subList(ALL / 2, ALL).forEach(logs::decided);
        assertThat(logs.writing()).isEqualTo(new Writing(0, true));
        first.close();
        try (EmbeddedPostgres again = Database.started(data, first.getPort())) {
            assertThat(again.getPort()).isEqualTo(first.getPort());
            while (logs.writing().isFailing()) {
                Thread.onSpinWait();
            }
            logs.close();
            assertThat(logs.writing()).isEqualTo(new Writing(0, false));
            assertIsWhole(database, key);
            try (Logs replay = Written.logs(database.logs(Database.SERVICE), key, Written.NOON)) {
                Written.decisions(key, ALL).forEach(replay::decided);
            }
            assertIsWhole(database, key);
        }
    }

    /** The server and all its processes at once, so that none has time to put anything in order. */
    private static void kill(Path data) throws IOException {
        long postmaster = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
        ProcessHandle server = ProcessHandle.of(postmaster).orElseThrow();
        List<ProcessHandle> all = server.descendants().toList();
        server.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
        server.onExit().join();
        all.forEach(one -> one.onExit().join());
    }
}

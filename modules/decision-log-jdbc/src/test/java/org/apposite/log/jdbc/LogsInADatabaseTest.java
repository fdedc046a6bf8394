package org.apposite.log.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apposite.log.Event;
import org.apposite.log.LogErasure;
import org.apposite.log.LogErasure.Result;
import org.apposite.log.LogKey;
import org.apposite.log.LogReport;
import org.apposite.log.LogVerification;
import org.apposite.log.Logs;
import org.apposite.log.Retention;
import org.apposite.log.Writing;
import org.apposite.log.report.DecisionReport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What files can, a database can. */
class LogsInADatabaseTest {

    @TempDir
    private Path home;

    private Database database;
    private LogKey key;

    @BeforeEach
    void migrate() throws IOException {
        database = Database.migrated();
        key = Written.key(home);
    }

    private Logs service() {
        return Written.logs(database.logs(Database.SERVICE), key, Written.NOON);
    }

    private List<LogReport> verified() throws IOException {
        return new LogVerification(List.of(key)).of(database.logs(Database.AUDITOR));
    }

    @Test
    void what_is_written_is_verified_and_reported_by_who_may_only_read() throws IOException {
        try (Logs logs = service()) {
            Written.decisions(key, 100).forEach(logs::decided);
            logs.event(new Event.Cancelled(Written.id(key, 7), "ordered twice, \u00fc\ud83e\ude7b\u0000"));
            logs.feedback(
                    List.of("{\"time\":\"2026-03-01T12:00:00Z\",\"card\":\"card-1\",\"outcome\":\"overridden\"}"));
            assertThat(logs.writing()).isEqualTo(new Writing(0, false));
        }
        assertThat(verified())
                .allSatisfy(report -> assertThat(report.isProof()).isTrue())
                .extracting(LogReport::verified)
                .containsExactly(101L, 1L);
        DecisionReport report = DecisionReport.of(List.of(), List.of(database.logs(Database.AUDITOR)), null, null);
        assertThat(report.shown().decisions()).isEqualTo(100);
        assertThat(report.lines().feedback()).isEqualTo(1);
    }

    @Test
    void a_restart_goes_on_with_the_chain_and_a_full_replay_adds_nothing() throws IOException {
        for (int from : new int[] {60, 30, 0, 0}) {
            try (Logs logs = service()) {
                Written.decisions(key, 100).subList(from, 100).forEach(logs::decided);
            }
        }
        assertThat(database.column("SELECT count(*) FROM decisions")).containsExactly("100");
        assertThat(database.column("SELECT count(DISTINCT id) FROM decisions")).containsExactly("100");
        assertThat(verified().get(0).isProof()).isTrue();
    }

    @Test
    void the_lines_of_a_patient_are_erased_while_the_service_runs() throws IOException {
        try (Logs logs = service()) {
            Written.decisions(key, 10).forEach(logs::decided);
            logs.feedback(List.of("{\"card\":\"card-3\",\"outcome\":\"accepted\"}", "{\"card\":\"card-4\"}"));
            logs.event(new Event.Cancelled(Written.id(key, 3), null));
            LogErasure erasure = new LogErasure(database.logs(Database.PRIVACY), Optional.of(key), Written.NOON);
            Set<String> ids = Set.of(Written.id(key, 3).toString());
            assertThat(erasure.erase(ids, "request 17", "A. Example")).isEqualTo(new Result(2, 1, 0));
            logs.decided(Written.decision(key, 10));
        }
        assertThat(verified()).allSatisfy(report -> assertThat(report.isProof()).isTrue());
        assertThat(verified().get(0).removed().erased()).isEqualTo(2);
        assertThat(database.column("SELECT n FROM decisions WHERE id = '" + Written.id(key, 3) + "' OR line LIKE '%"
                        + Written.id(key, 3) + "%' OR line LIKE '%order-3%'"))
                .isEmpty();
        assertThat(database.column("SELECT n FROM feedback WHERE line LIKE '%card-3%'"))
                .isEmpty();
    }

    @Test
    void without_a_key_or_its_tables_or_the_right_to_remove_it_is_told_what_to_do() throws IOException {
        assertThatThrownBy(() -> Logs.in(
                        Database.empty().logs(Database.OWNER),
                        Optional.of(key),
                        Written.NOON,
                        false,
                        Retention.FOR_EVER))
                .hasMessageContaining("apposite log migrate makes it");
        assertThatThrownBy(() -> Logs.in(
                        database.logs(Database.SERVICE), Optional.of(key), Written.NOON, false, new Retention(1, null)))
                .hasMessageContaining("apposite log retain");
        try (Logs logs =
                Logs.in(database.logs(Database.SERVICE), Optional.empty(), Written.NOON, false, Retention.FOR_EVER)) {
            assertThatThrownBy(() -> logs.feedback(List.of("{}"))).hasMessageContaining("needs a key");
        }
        List<String> wrong = new ArrayList<>(List.of(
                "jdbc:mysql://localhost/x",
                "jdbc:postgresql://localhost/x?user=y&password=secret",
                "jdbc:postgresql://y:secret@localhost/x"));
        assertThat(wrong)
                .allSatisfy(url -> assertThatThrownBy(() -> JdbcLogs.at(url))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageNotContaining("secret"));
    }
}

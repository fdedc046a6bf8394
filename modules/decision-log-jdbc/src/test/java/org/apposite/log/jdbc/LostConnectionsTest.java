package org.apposite.log.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.apposite.log.LogKey;
import org.apposite.log.LogReport;
import org.apposite.log.LogVerification;
import org.apposite.log.Logs;
import org.apposite.log.Writing;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that goes away, or does not answer, keeps nobody waiting for long, and loses nothing. */
class LostConnectionsTest {

    @TempDir
    private Path home;

    private Database database;
    private LogKey key;

    @BeforeEach
    void migrate() throws IOException {
        database = Database.migrated();
        key = Written.key(home);
    }

    private LogReport verified() throws IOException {
        return new LogVerification(List.of(key))
                .of(database.logs(Database.AUDITOR))
                .get(0);
    }

    @Test
    void a_connection_that_was_cut_is_made_anew_and_no_line_is_lost_or_there_twice() throws IOException {
        try (Logs logs = Written.logs(database.logs(Database.SERVICE), key, Written.NOON)) {
            for (int i = 0; i < 20; i++) {
                logs.decided(Written.decision(key, i));
                if (i % 5 == 0) {
                    database.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '"
                            + database.schema() + "_service'");
                }
            }
            assertThat(logs.writing()).isEqualTo(new Writing(0, false));
        }
        assertThat(verified().isProof()).isTrue();
        assertThat(verified().verified()).isEqualTo(20);
    }

    @Test
    void a_database_that_does_not_answer_is_not_waited_for_and_gets_all_in_its_order_once_it_does()
            throws IOException, SQLException {
        try (Logs logs = Written.logs(database.logs(Database.SERVICE), key, Written.NOON)) {
            try (Connection other = database.as(Database.SERVICE);
                    Statement statement = other.createStatement()) {
                other.setAutoCommit(false);
                statement.execute(Table.DECISIONS.lock());
                statement.execute(Table.FEEDBACK.lock());
                Written.decisions(key, 10).forEach(logs::decided);
                assertThat(logs.writing().isFailing()).isTrue();
                assertThatThrownBy(() -> logs.feedback(List.of("{\"card\":\"1\"}")))
                        .hasMessageContaining("does not answer");
                other.rollback();
            }
            while (logs.writing().isFailing()) {
                Thread.onSpinWait();
            }
            assertThat(logs.writing()).isEqualTo(new Writing(0, false));
        }
        assertThat(verified().isProof()).isTrue();
        assertThat(database.column("SELECT id FROM decisions ORDER BY n"))
                .containsExactlyElementsOf(Written.decisions(key, 10).stream()
                        .map(one -> one.id().toString())
                        .toList());
    }

    @Test
    void what_the_database_refuses_is_lost_and_told_and_the_next_is_written() throws IOException {
        try (Logs logs = Written.logs(database.logs(Database.SERVICE), key, Written.NOON)) {
            database.run("REVOKE INSERT ON feedback FROM %s_writer".formatted(database.schema()));
            assertThatThrownBy(() -> logs.feedback(List.of("{\"card\":\"1\"}")))
                    .hasMessageContaining("permission denied");
            assertThat(logs.writing()).isEqualTo(new Writing(1, true));
            database.run("GRANT INSERT ON feedback TO %s_writer".formatted(database.schema()));
            logs.feedback(List.of("{\"card\":\"2\"}"));
            assertThat(logs.writing()).isEqualTo(new Writing(1, false));
        }
    }
}

package org.apposite.log.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apposite.log.LogKey;
import org.apposite.log.LogReport;
import org.apposite.log.LogReport.Kind;
import org.apposite.log.LogVerification;
import org.apposite.log.Logs;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Whoever has become an administrator of the database can change all in it, but not without being found. */
class ChangedTableTest {

    @TempDir
    private static Path home;

    private static Database database;
    private static LogKey key;
    private static Path anchor;

    @BeforeAll
    static void write() throws IOException {
        database = Database.migrated();
        key = Written.key(home);
        anchor = home.resolve("anchor");
        try (Logs logs = Written.logs(database.logs(Database.SERVICE), key, Written.NOON)) {
            Written.decisions(key, 6).forEach(logs::decided);
        }
        try (Logs later = Written.logs(database.logs(Database.SERVICE), key, Written.at("2026-04-02T12:00:00Z"))) {
            Written.decisions(key, 9).forEach(later::decided);
        }
        database.run("CREATE TABLE kept AS SELECT * FROM decisions");
        verified();
        assertThat(anchor)
                .content()
                .as("the end of March stands in it, too")
                .containsPattern("decisions decisions_2026_03 6 [0-9a-f]{64}\ndecisions last 9 ");
    }

    private static LogReport verified() throws IOException {
        return new LogVerification(List.of(key))
                .of(database.logs(Database.AUDITOR), anchor)
                .get(0);
    }

    @Test
    void as_it_was_written_it_is_verified_over_the_end_of_a_month() throws IOException {
        assertThat(verified().isProof()).isTrue();
        assertThat(database.column("SELECT DISTINCT tableoid::regclass::text FROM decisions ORDER BY 1"))
                .containsExactly("decisions_2026_03", "decisions_2026_04");
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/changes.csv", numLinesToSkip = 1, delimiter = '|')
    void every_change_is_found(String change, Kind kind, String place) throws IOException {
        database.run(change);
        try {
            assertThat(verified().findings()).as(change).anySatisfy(finding -> {
                assertThat(finding.kind()).isEqualTo(kind);
                assertThat(finding.place()).isEqualTo(place);
            });
        } finally {
            database.run("DELETE FROM decisions; INSERT INTO decisions SELECT * FROM kept");
        }
        assertThat(verified().isProof()).isTrue();
    }
}

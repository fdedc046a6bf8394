package org.apposite.log.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TimeZone;
import org.apposite.log.LogKey;
import org.apposite.log.LogReport;
import org.apposite.log.LogVerification;
import org.apposite.log.Logs;
import org.apposite.log.Retention;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A month begins in UTC, wherever the service and the database think they are. */
class MonthEndsTest {

    @TempDir
    private Path home;

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/Berlin", "Asia/Kathmandu"})
    void each_line_is_in_the_partition_of_its_month_and_the_chain_goes_on(String zone) throws IOException {
        Database database = Database.migrated();
        LogKey key = Written.key(home);
        database.run("ALTER ROLE %s_service SET timezone = '%s'".formatted(database.schema(), zone));
        List<String> times = List.of(
                "2026-01-31T23:59:59.999999Z",
                "2026-02-01T00:00:00Z",
                "2026-02-28T23:59:59.999Z",
                "2026-03-01T00:00:00Z",
                "2026-10-31T23:30:00Z",
                "2026-12-31T23:59:59Z",
                "2027-01-01T00:00:00Z",
                "2028-02-29T23:59:59Z");
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        try {
            for (int i = 0; i < times.size(); i++) {
                try (Logs logs = Written.logs(database.logs(Database.SERVICE), key, Written.at(times.get(i)))) {
                    logs.decided(Written.decision(key, i));
                    // What was decided before the month ended is no other decision after it.
                    Written.decisions(key, i + 1).forEach(logs::decided);
                }
            }
        } finally {
            TimeZone.setDefault(before);
        }
        assertThat(database.column("SELECT tableoid::regclass FROM decisions ORDER BY n"))
                .containsExactlyElementsOf(times.stream()
                        .map(time -> "decisions_" + time.substring(0, 7).replace('-', '_'))
                        .toList());
        assertThat(new LogVerification(List.of(key))
                        .of(database.logs(Database.AUDITOR))
                        .get(0)
                        .isProof())
                .isTrue();
    }

    @Test
    void partitions_are_there_before_their_month_and_a_month_begins_while_the_service_runs() throws IOException {
        Database database = Database.migrated();
        LogKey key = Written.key(home);
        MovableClock clock = new MovableClock(Instant.parse("2026-11-30T23:00:00Z"));
        try (Logs logs = Written.logs(database.logs(Database.SERVICE), key, clock)) {
            logs.decided(Written.decision(key, 0));
            assertThat(partitions(database)).containsExactly("2026_11", "2026_12", "2027_01");
            clock.now = Instant.parse("2026-12-01T00:00:00Z");
            logs.decided(Written.decision(key, 1));
            clock.now = Instant.parse("2027-09-01T00:00:00Z");
            logs.decided(Written.decision(key, 2));
            // Set back: what is written is kept all the same.
            clock.now = Instant.parse("2026-06-01T00:00:00Z");
            logs.decided(Written.decision(key, 3));
        }
        assertThat(database.column("SELECT tableoid::regclass FROM decisions ORDER BY n"))
                .containsExactly("decisions_2026_11", "decisions_2026_12", "decisions_2027_09", "decisions_2026_06");
        assertThat(new LogVerification(List.of(key))
                        .of(database.logs(Database.AUDITOR))
                        .get(0)
                        .isProof())
                .isTrue();
    }

    private static List<String> partitions(Database database) {
        return database.column("SELECT right(inhrelid::regclass::text, 7) FROM pg_inherits WHERE inhparent = '"
                + database.schema() + ".decisions'::regclass ORDER BY 1");
    }

    @Test
    void months_that_have_outlived_their_time_go_and_the_chain_says_so() throws IOException {
        Database database = Database.migrated();
        LogKey key = Written.key(home);
        Path anchor = home.resolve("anchor");
        LogVerification verification = new LogVerification(List.of(key));
        int number = 0;
        for (String time : List.of("2026-01-15T00:00:00Z", "2026-02-15T00:00:00Z", "2026-03-15T00:00:00Z")) {
            try (Logs logs = Written.logs(database.logs(Database.SERVICE), key, Written.at(time))) {
                logs.decided(Written.decision(key, number++));
                logs.decided(Written.decision(key, number++));
            }
        }
        verification.of(database.logs(Database.AUDITOR), anchor);
        retain(database, key, "2026-03-30T23:59:59Z", 30);
        assertThat(database.column("SELECT n FROM decisions ORDER BY n"))
                .as("February ended 30 days ago only then")
                .hasSize(4 + 1);
        retain(database, key, "2026-03-31T00:00:00Z", 30);
        assertThat(database.column("SELECT n FROM decisions ORDER BY n")).containsExactly("5", "6", "7", "8");
        LogReport report =
                verification.of(database.logs(Database.AUDITOR), anchor).get(0);
        assertThat(report.isProof()).isTrue();
        assertThat(report.removed().cut())
                .hasValueSatisfying(cut -> assertThat(cut.to()).isEqualTo(4));
        retain(database, key, "2036-03-31T00:00:00Z", 30);
        assertThat(database.column("SELECT count(*) FROM decisions"))
                .as("what says so is the newest line, and stays")
                .containsExactly("1");
        assertThat(verification
                        .of(database.logs(Database.AUDITOR), anchor)
                        .get(0)
                        .isProof())
                .isTrue();
    }

    private static void retain(Database database, LogKey key, String time, int days) throws IOException {
        Logs.removeOutlived(database.logs(Database.PRIVACY), key, Written.at(time), new Retention(days, null));
    }

    /** A clock that a test sets. */
    private static final class MovableClock extends Clock {

        private volatile Instant now;

        MovableClock(Instant now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}

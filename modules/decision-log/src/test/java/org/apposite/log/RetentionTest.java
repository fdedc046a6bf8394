package org.apposite.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apposite.log.LogReport.Finding;
import org.apposite.log.LogReport.Kind;
import org.apposite.log.file.FileStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A log that is kept for ten days and written to for forty. */
class RetentionTest {

    private static final String LOG = "feedback";
    private static final int DAYS = 10;

    @TempDir
    private Path home;

    private Path folder;
    private LogKey key;
    private final Calendar now = new Calendar();

    /** A clock that a test moves. */
    private static final class Calendar extends Clock {

        private Instant instant = Instant.parse("2026-01-01T08:00:00Z");

        void tomorrow() {
            instant = instant.plus(Duration.ofDays(1));
        }

        @Override
        public Instant instant() {
            return instant;
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

    @BeforeEach
    void makeAKey() {
        folder = home.resolve("log");
        key = Chained.key(home, "key");
    }

    private DurableLog open(@Nullable LogKey by) throws IOException {
        return DurableLog.open(LOG, FileStore.open(folder, LOG, new FileStore.Keeping(1 << 20, true, DAYS), now), by);
    }

    private String line() {
        return "{\"time\":\"" + now.instant() + "\"}";
    }

    /** Writes three lines a day, in a process a day. */
    private void write(int days) throws IOException {
        for (int day = 0; day < days; day++) {
            try (DurableLog log = open(key)) {
                for (int i = 0; i < 3; i++) {
                    log.append(List.of(line()));
                }
            }
            now.tomorrow();
        }
    }

    private LogReport report() throws IOException {
        return new LogVerification(List.of(key)).of(folder).get(0);
    }

    @Test
    void what_is_left_is_verified_and_says_where_it_begins_and_why() throws IOException {
        write(40);
        LogReport report = report();
        assertThat(report.findings()).isEmpty();
        assertThat(report.isProof()).isTrue();
        assertThat(report.removed().isVerified()).isTrue();
        assertThat(report.removed().cut()).hasValueSatisfying(cut -> {
            assertThat(cut.days()).isEqualTo(DAYS);
            assertThat(cut.to()).isEqualTo(report.last() - report.lines());
        });
        Instant oldest = now.instant().minus(Duration.ofDays(DAYS + 2));
        assertThat(Plain.lines(folder, LOG))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(Instant.parse(line.replaceFirst(".*\"time\":\"([^\"]+)\".*", "$1")))
                        .isAfterOrEqualTo(oldest));
    }

    @Test
    void a_line_is_kept_for_all_of_its_days() throws IOException {
        write(DAYS + 1);
        assertThat(report().removed().cut()).isEmpty();
        assertThat(report().lines()).isEqualTo(3L * (DAYS + 1));
    }

    @Test
    void lines_go_although_nobody_writes_and_the_service_is_only_started() throws IOException {
        write(3);
        for (int day = 0; day < 20; day++) {
            now.tomorrow();
            open(key).close();
        }
        assertThat(Plain.lines(folder, LOG)).isNotEmpty().allMatch(line -> line.startsWith("{\"event\":\"retention\""));
        assertThat(report().findings()).isEmpty();
    }

    @Test
    void lines_go_in_a_service_that_is_never_restarted() throws IOException {
        try (DurableLog log = open(key)) {
            for (int day = 0; day < 40; day++) {
                log.append(List.of(line()));
                now.tomorrow();
            }
        }
        assertThat(report().removed().cut()).isPresent();
        assertThat(report().findings()).isEmpty();
        assertThat(report().lines()).isLessThan(30);
    }

    @Test
    void a_file_with_a_time_to_come_keeps_nothing_for_longer_than_the_one_after_it() throws IOException {
        write(5);
        Path wrong = Chained.paths(folder, LOG).get(1);
        Path toCome = folder.resolve(wrong.getFileName().toString().replaceFirst("-\\d{8}T", "-29990101T"));
        Files.move(wrong, toCome);
        write(DAYS - 5);
        assertThat(toCome).as("its lines have their days").exists();
        write(20);
        assertThat(toCome).doesNotExist();
        assertThat(Chained.paths(folder, LOG)).hasSizeLessThan(DAYS + 4);
        assertThat(report().findings()).isEmpty();
    }

    @Test
    void a_clock_that_was_set_back_removes_nothing_before_its_time() throws IOException {
        write(5);
        now.instant = now.instant.minus(Duration.ofDays(400));
        write(DAYS + 2);
        now.instant = Instant.parse("2026-01-06T08:00:00Z");
        write(1);
        assertThat(report().removed().cut()).isEmpty();
        assertThat(report().findings()).isEmpty();
    }

    @Test
    void whoever_removes_more_is_found_out_however_much_it_is() throws IOException {
        write(40);
        long from = report().last() - report().lines() + 1;
        List<List<String>> files = Chained.files(folder, LOG);
        List<Path> paths = Chained.paths(folder, LOG);
        for (int i = 0; i < paths.size() - 1; i++) {
            Files.delete(paths.get(i));
            long to = from
                    - 1
                    + files.subList(0, i + 1).stream().mapToInt(List::size).sum();
            assertThat(report().findings())
                    .as("without " + (i + 1) + " files")
                    .extracting(Finding::kind, Finding::text)
                    .containsExactly(tuple(Kind.MISSING, "lines " + from + " to " + to + " are missing before it"));
        }
    }

    @Test
    void a_removal_that_was_interrupted_after_any_file_is_none_to_complain_of_and_is_finished_later()
            throws IOException {
        write(12);
        Path copy = home.resolve("copy");
        copy(folder, copy);
        for (int day = 0; day < 5; day++) {
            now.tomorrow();
        }
        open(key).close();
        // What was to go is there again, as if nothing, or not all, had been removed yet.
        List<Path> gone = Chained.paths(copy, LOG).stream()
                .filter(file -> !Files.exists(folder.resolve(file.getFileName())))
                .toList();
        assertThat(gone).hasSizeGreaterThan(3);
        for (int from = 0; from < gone.size(); from++) {
            for (int i = from; i < gone.size(); i++) {
                Files.copy(gone.get(i), folder.resolve(gone.get(i).getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
            assertThat(report().findings()).as("from " + from).isEmpty();
            if (from > 0) {
                assertThat(report().removed().cut()).as("from " + from).isPresent();
            }
            open(key).close();
            assertThat(report().findings()).isEmpty();
            assertThat(Chained.paths(folder, LOG))
                    .doesNotContainAnyElementsOf(gone.stream()
                            .map(file -> folder.resolve(file.getFileName()))
                            .toList());
        }
    }

    @Test
    void an_anchor_of_before_still_serves() throws IOException {
        Path anchor = home.resolve("anchor");
        LogVerification verification = new LogVerification(List.of(key));
        for (int day = 0; day < 40; day++) {
            write(1);
            if (day % 7 == 0) {
                assertThat(verification.of(folder, anchor).get(0).findings())
                        .as("day " + day)
                        .isEmpty();
            }
        }
        // Longer ago than lines are kept.
        write(20);
        assertThat(verification.of(folder, anchor).get(0).findings()).isEmpty();
    }

    @Test
    void an_event_that_somebody_made_up_explains_nothing() throws IOException {
        write(5);
        List<Path> paths = Chained.paths(folder, LOG);
        Path last = paths.get(paths.size() - 1);
        String event = Files.readString(last)
                .lines()
                .findFirst()
                .orElseThrow()
                .replaceFirst(
                        "^\\{\"time",
                        "{\"event\":\"retention\",\"to\":3,\"days\":10,\"mac\":\"" + macOf(paths.get(0)) + "\",\"time");
        Files.writeString(last, Files.readString(last) + event + "\n");
        Files.delete(paths.get(0));
        assertThat(report().findings()).extracting(Finding::kind).contains(Kind.MISSING, Kind.EDITED);
    }

    private static String macOf(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        return lines.get(lines.size() - 1).replaceFirst(".*\"mac\":\"([0-9a-f]+)\".*", "$1");
    }

    @Test
    void a_log_without_a_key_is_removed_as_well_and_a_key_may_come_later() throws IOException {
        for (int day = 0; day < 20; day++) {
            try (DurableLog log = open(null)) {
                log.append(List.of(line()));
            }
            now.tomorrow();
        }
        assertThat(Plain.lines(folder, LOG)).hasSizeLessThan(25).anyMatch(line -> line.contains("\"retention\""));
        write(30);
        assertThat(report().findings()).isEmpty();
        assertThat(report().unchained()).isZero();
        assertThat(report().isProof()).isTrue();
    }

    @Test
    void without_its_key_the_removal_is_told_and_not_vouched_for() throws IOException {
        write(20);
        LogKey lost = key;
        key = Chained.key(home, "new");
        LogReport report = new LogVerification(List.of(key)).of(folder).get(0);
        assertThat(report.findings()).isEmpty();
        assertThat(report.removed().isVerified()).isFalse();
        assertThat(report.isProof()).isFalse();
        assertThat(report.withoutKey()).containsOnlyKeys(lost.id());
        // The chain goes on with the new key, and vouches for what was there.
        long last = report.last();
        try (DurableLog log = open(key)) {
            log.append(List.of(line()));
        }
        assertThat(report().findings()).isEmpty();
        assertThat(report().withoutKey().values())
                .singleElement()
                .satisfies(lines -> assertThat(lines.vouched()).containsExactly(last));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void a_log_is_kept_for_a_day_at_least(int days) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Retention(days, null));
        assertThatIllegalArgumentException().isThrownBy(() -> new Retention(null, days));
    }

    @Test
    void logs_without_a_retention_are_kept_for_ever() throws IOException {
        for (int year = 0; year < 3; year++) {
            try (Logs logs = Logs.in(Optional.of(folder), Optional.of(key), now, false)) {
                logs.feedback(List.of(line()));
            }
            now.instant = now.instant.plus(Duration.ofDays(365));
        }
        assertThat(report().lines()).isEqualTo(3);
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.list(from)) {
            all.forEach(files::add);
        }
        for (Path file : files) {
            Files.copy(file, to.resolve(file.getFileName()));
        }
    }
}

package org.apposite.authoring.reload;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apposite.authoring.TinyRules;
import org.apposite.authoring.reload.ReloadReport.Outcome;
import org.apposite.file.Looks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing that stands in a rules folder stops the watch, blinds it, or is kept from the operator. */
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class TheWatchSeesWhateverStandsInTheFolderTest {

    private static final Logger LOG = (Logger) org.slf4j.LoggerFactory.getLogger(ReloadingRules.class);

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final SetClock clock = new SetClock();

    @TempDir
    private Path all;

    private Path folder;
    private TinyRules tiny;

    @BeforeEach
    void write_version_1() throws IOException {
        folder = Files.createDirectory(all.resolve("rules"));
        tiny = TinyRules.in(folder);
        log.start();
        LOG.addAppender(log);
        LOG.setLevel(Level.INFO);
    }

    @AfterEach
    void stop() {
        LOG.detachAppender(log);
        LOG.setLevel(null);
    }

    private enum Kind {
        PIPE {
            @Override
            void put(Path file) throws Exception {
                assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor())
                        .isZero();
            }
        },
        ZEROS_WITHOUT_END {
            @Override
            void put(Path file) throws Exception {
                Files.createSymbolicLink(file, Path.of("/dev/zero"));
            }
        },
        LINK_TO_ITSELF {
            @Override
            void put(Path file) throws Exception {
                Files.createSymbolicLink(file, file.getFileName());
            }
        },
        LINK_OUT {
            @Override
            void put(Path file) throws Exception {
                Files.createSymbolicLink(file, Files.createTempFile("outside", ".yaml"));
            }
        },
        THREE_GIGABYTES {
            @Override
            void put(Path file) throws Exception {
                try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
                    sparse.setLength(3L << 30);
                }
            }
        };

        abstract void put(Path file) throws Exception;
    }

    static Stream<Arguments> kindsAndPlaces() {
        return Stream.of("more.yaml", "tiny-topic/more.drl", "tiny-topic/cases/more.yaml", "tiny-topic/notes/more.yaml")
                .flatMap(place -> Stream.of(Kind.values()).map(kind -> Arguments.of(place, kind)));
    }

    @ParameterizedTest
    @MethodSource("kindsAndPlaces")
    void a_later_change_is_seen_and_the_fault_is_told_once(String place, Kind kind) throws Exception {
        try (ReloadingRules rules = load()) {
            Files.createDirectories(folder.resolve(place).getParent());
            clock.now = Instant.EPOCH.plusSeconds(60);
            kind.put(folder.resolve(place));
            rules.poll();
            rules.poll();
            assertThat(rules.looks().lastGood()).isEqualTo(Instant.EPOCH);
            assertThat(rules.looks().failed()).isEqualTo(2);
            assertThat(rules.looks().fault().orElseThrow())
                    .startsWith(place + ": ")
                    .doesNotContain("\n", "Exception");

            tiny.write(2);
            rules.poll();
            ReloadReport report = Objects.requireNonNull(rules.poll());
            boolean isRead = place.contains("cases") || place.endsWith(".drl");
            assertThat(report.outcome()).isEqualTo(isRead ? Outcome.KEPT : Outcome.LOADED);
            assertThat(report.reasons()).hasSize(isRead ? 1 : 0).allMatch(reason -> reason.startsWith(place));

            Files.delete(folder.resolve(place));
            rules.poll();
            rules.poll();
            assertThat(TinyRules.version(rules.current())).isEqualTo(2);
            assertThat(rules.looks()).isEqualTo(new Looks(clock.now, 4, Optional.empty(), Optional.empty()));
            assertThat(told())
                    .containsExactly(
                            "Not everything in the rules folder " + folder + " can be read: ",
                            "Everything in the rules folder " + folder + " can be read again.");
        }
    }

    @ParameterizedTest
    @EnumSource
    void in_a_hidden_folder_it_is_nobodys_concern(Kind kind) throws Exception {
        kind.put(Files.createDirectories(folder.resolve(".git/cases")).resolve("x.yaml"));
        kind.put(folder.resolve("tiny-topic/.x.drl"));
        try (ReloadingRules rules = load()) {
            tiny.write(2);
            rules.poll();
            rules.poll();

            assertThat(TinyRules.version(rules.current())).isEqualTo(2);
            assertThat(rules.looks()).isEqualTo(new Looks(clock.now, 0, Optional.empty(), Optional.empty()));
        }
    }

    @Test
    void a_name_that_would_write_a_line_of_its_own_into_the_log_writes_none() throws Exception {
        Kind.PIPE.put(folder.resolve("x\n2026-11-27 ERROR all is lost\u001b[2J.yaml"));
        try (ReloadingRules rules = load()) {
            assertThat(rules.looks().fault())
                    .hasValueSatisfying(fault -> assertThat(fault)
                            .startsWith("x 2026-11-27 ERROR all is lost [2J.yaml: this is a pipe")
                            .doesNotContain("\n", "\u001b"));
        }
    }

    @Test
    void a_folder_within_itself_does_not_blind_the_watch() throws IOException {
        Files.createSymbolicLink(folder.resolve("vocabulary/round"), folder);
        try (ReloadingRules rules =
                ReloadingRules.builder(folder).gate(Gate.NONE).clock(clock).load()) {
            tiny.write(2);
            rules.poll();
            rules.poll();

            assertThat(TinyRules.version(rules.current())).isEqualTo(2);
            assertThat(rules.looks().fault()).isEmpty();
        }
    }

    @Test
    void a_config_map_that_is_exchanged_is_loaded() throws IOException {
        Path mounted = Files.createDirectory(all.resolve("mounted"));
        Files.move(folder, mounted.resolve("..1"));
        Files.createSymbolicLink(mounted.resolve("..data"), Path.of("..1"));
        for (String name : List.of("rule-set.yaml", "vocabulary", "tiny-topic")) {
            Files.createSymbolicLink(mounted.resolve(name), Path.of("..data/" + name));
        }
        try (ReloadingRules rules = ReloadingRules.builder(mounted).clock(clock).load()) {
            TinyRules.in(Files.createDirectory(mounted.resolve("..2"))).write(2);
            Files.createSymbolicLink(mounted.resolve("..data_tmp"), Path.of("..2"));
            Files.move(mounted.resolve("..data_tmp"), mounted.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
            rules.poll();
            rules.poll();

            assertThat(TinyRules.version(rules.current())).isEqualTo(2);
            assertThat(rules.looks().failed()).isZero();
        }
    }

    @Test
    void a_folder_that_is_gone_is_a_failed_look_and_is_seen_when_it_is_back() throws IOException {
        try (ReloadingRules rules = load()) {
            Path away = Files.move(folder, all.resolve("away"));
            rules.poll();
            assertThat(rules.looks().fault()).contains("there is no such folder: " + folder + ". Check its name.");
            Files.move(away, folder);
            tiny.write(2);
            rules.poll();
            rules.poll();

            assertThat(TinyRules.version(rules.current())).isEqualTo(2);
        }
    }

    @Test
    void closing_does_not_wait_for_what_the_watcher_does() throws Exception {
        CountDownLatch judging = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        CountDownLatch finished = new CountDownLatch(1);
        Gate slow = (from, candidate) -> {
            if (TinyRules.version(candidate) == 2) {
                judging.countDown();
                await(closed);
            }
            return List.of();
        };
        ReloadingRules rules = ReloadingRules.builder(folder)
                .gate(slow)
                .listener(report -> {
                    if (report.attempted().version().equals("2")) {
                        finished.countDown();
                    }
                })
                .load();
        rules.watch(Duration.ofMillis(1));
        tiny.write(2);
        judging.await();

        rules.close();

        closed.countDown();
        finished.await();
        assertThat(rules.lastReport().outcome()).isEqualTo(Outcome.LOADED);
    }

    @Test
    void a_candidate_that_never_ends_is_a_look_that_hangs_and_is_told() throws Exception {
        CountDownLatch judging = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Gate hanging = (from, candidate) -> {
            if (TinyRules.version(candidate) == 2) {
                judging.countDown();
                await(end);
            }
            return List.of();
        };
        try (ReloadingRules rules =
                ReloadingRules.builder(folder).gate(hanging).clock(clock).load()) {
            rules.watch(Duration.ofSeconds(1));
            tiny.write(2);
            judging.await();
            Instant lastGood = rules.looks().lastGood();
            clock.now = lastGood.plusSeconds(60);
            assertThat(rules.looks().fault()).isEmpty();

            clock.now = lastGood.plusSeconds(61);

            assertThat(rules.looks().fault()).contains("No look at the rules folder has ended since " + lastGood + ".");
            end.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private ReloadingRules load() {
        return ReloadingRules.builder(folder).clock(clock).load();
    }

    private List<String> told() {
        return log.list.stream()
                .map(ILoggingEvent::getFormattedMessage)
                .filter(line -> line.contains("verything in the rules folder"))
                .map(line -> line.replaceFirst("(can be read: ).*", "$1"))
                .toList();
    }

    /** A clock that is set. */
    private static final class SetClock extends Clock {

        private volatile Instant now = Instant.EPOCH;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}

package org.apposite.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apposite.log.file.FileStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableLogTest {

    private static final Clock NOON = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);
    private static final Clock ELEVEN = Clock.fixed(Instant.parse("2026-03-01T11:00:00Z"), ZoneOffset.UTC);

    @TempDir
    private Path home;

    @Test
    void whatSixteenThreadsAppendIsThereOnceAndInTheOrderOfEach() throws Exception {
        int threads = 16;
        int each = 5_000 / threads + 1;
        FileStore store = FileStore.open(folder(), "feedback", new FileStore.Keeping(20_000, true, null), NOON);
        try (DurableLog log = DurableLog.open("feedback", store, null)) {
            ExecutorService pool = Executors.newFixedThreadPool(threads);
            CyclicBarrier start = new CyclicBarrier(threads);
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                int number = thread;
                all.add(pool.submit(() -> {
                    start.await();
                    for (int i = 0; i < each; i++) {
                        log.append(List.of(line(number, i)));
                    }
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
            pool.shutdown();
        }
        List<String> lines = read();
        assertThat(lines).hasSize(threads * each);
        for (int thread = 0; thread < threads; thread++) {
            String start = "{\"thread\":" + thread + ",";
            int number = thread;
            assertThat(lines.stream().filter(line -> line.startsWith(start)))
                    .containsExactlyElementsOf(IntStream.range(0, each)
                            .mapToObj(i -> line(number, i))
                            .toList());
        }
        assertThat(store.forces()).isPositive().isLessThanOrEqualTo((long) threads * each);
    }

    @Test
    void threadsThatWaitTogetherShareOneForce() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch allWait = new CountDownLatch(1);
        Clock holdsTheWriter = new Clock() {
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
                asked.countDown();
                try {
                    allWait.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return NOON.instant();
            }
        };
        FileStore store =
                FileStore.open(folder(), "feedback", new FileStore.Keeping(1_000, true, null), holdsTheWriter);
        try (DurableLog log = DurableLog.open("feedback", store, null, Duration.ofHours(1))) {
            log.append(List.of("{\"full\":\"" + "x".repeat(980) + "\"}"));
            List<Thread> threads = new ArrayList<>();
            List<IOException> failures = new CopyOnWriteArrayList<>();
            for (int i = 0; i < 17; i++) {
                String line = line(i, 0);
                Thread thread = new Thread(() -> {
                    try {
                        log.append(List.of(line));
                    } catch (IOException e) {
                        failures.add(e);
                    }
                });
                threads.add(thread);
                thread.start();
                asked.await();
            }
            while (!threads.stream().allMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING)) {
                Thread.onSpinWait();
            }
            allWait.countDown();
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(failures).isEmpty();
            assertThat(store.forces()).isLessThanOrEqualTo(3);
        }
        assertThat(read()).hasSize(18);
    }

    @Test
    void aFileIsFilledToItsVeryLimitAndThenPutAside() throws IOException {
        try (DurableLog log = Plain.open(folder(), "feedback", 30, true, NOON)) {
            log.append(List.of("{\"a\":100}", "{\"a\":101}", "{\"a\":102}"));
            assertThat(names()).containsExactly("feedback.jsonl", "feedback.lock");
            log.append(List.of("{\"b\":1}"));
        }
        assertThat(names())
                .containsExactly("feedback-20260301T120000Z-000001.jsonl", "feedback.jsonl", "feedback.lock");
        assertThat(Files.size(folder().resolve("feedback-20260301T120000Z-000001.jsonl")))
                .isEqualTo(30);
        assertThat(read()).containsExactly("{\"a\":100}", "{\"a\":101}", "{\"a\":102}", "{\"b\":1}");
    }

    @Test
    void linesAppendedTogetherAreNeverSplitEvenWhenTheyAreMoreThanAFileTakes() throws IOException {
        try (DurableLog log = Plain.open(folder(), "feedback", 20, true, NOON)) {
            log.append(List.of("{\"a\":1}"));
            log.append(List.of("{\"b\":1}", "{\"b\":2}"));
            log.append(List.of("{\"c\":1}", "{\"c\":2}", "{\"c\":3}", "{\"c\":4}"));
            log.append(List.of("{\"d\":1}"));
        }
        assertThat(folder().resolve("feedback-20260301T120000Z-000001.jsonl")).hasContent("{\"a\":1}");
        assertThat(folder().resolve("feedback-20260301T120000Z-000002.jsonl")).hasContent("{\"b\":1}\n{\"b\":2}");
        assertThat(folder().resolve("feedback-20260301T120000Z-000003.jsonl"))
                .hasContent("{\"c\":1}\n{\"c\":2}\n{\"c\":3}\n{\"c\":4}");
        assertThat(folder().resolve("feedback.jsonl")).hasContent("{\"d\":1}");
    }

    @Test
    void theOrderIsKeptWhenTheClockIsSetBackAndTheLogOpenedAgain() throws IOException {
        for (Clock clock : List.of(NOON, ELEVEN)) {
            try (DurableLog log = Plain.open(folder(), "feedback", 8, false, clock)) {
                for (int i = 0; i < 2; i++) {
                    log.append(List.of("{\"a\":" + read().size() + "}"));
                }
            }
        }
        assertThat(read()).containsExactly("{\"a\":0}", "{\"a\":1}", "{\"a\":2}", "{\"a\":3}");
    }

    @Test
    void aLogTakesNoFileOfAnotherWhoseNameBeginsAlike() throws IOException {
        try (DurableLog one = Plain.open(folder(), "feedback", 1, true, NOON);
                DurableLog other = Plain.open(folder(), "feedback-old", 1, true, NOON)) {
            for (int i = 0; i < 2; i++) {
                one.append(List.of("{\"one\":1}"));
                other.append(List.of("{\"other\":1}"));
            }
        }
        assertThat(read()).containsExactly("{\"one\":1}", "{\"one\":1}");
    }

    @Test
    void aLineTornByACrashIsMovedAway() throws IOException {
        int number = 0;
        for (String torn :
                List.of("{\"a\":2", "{\"a\":2}", "{\"a\":2\n", "\0".repeat(8_190), "\0".repeat(20_000), "\n")) {
            Path folder = home.resolve("torn-" + ++number);
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("feedback.jsonl"), "{\"a\":1}\n" + torn);
            assertThat(read(folder)).as(torn).containsExactly("{\"a\":1}");
            try (DurableLog log = Plain.open(folder, "feedback", 1000, true)) {
                log.append(List.of("{\"a\":3}"));
            }
            assertThat(folder.resolve("feedback.jsonl")).as(torn).hasContent("{\"a\":1}\n{\"a\":3}");
            assertThat(Files.readString(folder.resolve("feedback.torn"))).isEqualTo(torn + "\n");
        }
    }

    @Test
    void tornLinesOfSeveralCrashesAreAllKept() throws IOException {
        for (int i = 0; i < 2; i++) {
            Plain.open(folder(), "feedback", 1000, true).close();
            Files.writeString(folder().resolve("feedback.jsonl"), "{\"torn\":" + i, StandardOpenOption.APPEND);
        }
        Plain.open(folder(), "feedback", 1000, true).close();
        assertThat(folder().resolve("feedback.torn")).hasContent("{\"torn\":0\n{\"torn\":1");
        assertThat(folder().resolve("feedback.jsonl")).isEmptyFile();
    }

    @Test
    void aSecondOpenerInThisProcessIsRefusedAndDoesNotLoseTheLock() throws Exception {
        try (DurableLog log = Plain.open(folder(), "feedback", 1000, true)) {
            assertThatIOException()
                    .isThrownBy(() -> Plain.open(folder(), "feedback", 1000, true))
                    .withMessageEndingWith("is open in this process already");
            log.append(List.of("{\"a\":1}"));
            assertThat(openedByAnotherProcess()).contains("java.io.IOException: ", "is in use by another process");
        }
        assertThat(openedByAnotherProcess()).isEqualTo("opened");
    }

    @Test
    void appendsFailWhileTheFolderIsGoneAndWorkAgainWhenItIsBack() throws IOException {
        try (DurableLog log = Plain.open(folder(), "feedback", 1000, true)) {
            log.append(List.of("{\"a\":1}"));
            Files.move(folder(), home.resolve("elsewhere"));
            assertThatIOException().isThrownBy(() -> log.append(List.of("{\"a\":2}")));
            Files.writeString(folder(), "a file");
            assertThatIOException().isThrownBy(() -> log.append(List.of("{\"a\":3}")));
            Files.delete(folder());
            Files.move(home.resolve("elsewhere"), folder());
            log.append(List.of("{\"a\":4}"));
            assertThat(read()).containsExactly("{\"a\":1}", "{\"a\":4}");
            Files.move(folder(), home.resolve("elsewhere"));
            Files.createDirectory(folder());
            log.append(List.of("{\"a\":5}"));
            assertThat(read()).containsExactly("{\"a\":5}");
        }
    }

    @Test
    void appendsFailWhileTheFileCannotBeThereAndWorkAgainAfterwards() throws IOException {
        Path current = folder().resolve("feedback.jsonl");
        try (DurableLog log = Plain.open(folder(), "feedback", 1000, true)) {
            Files.deleteIfExists(current);
            Files.createDirectory(current);
            assertThatIOException().isThrownBy(() -> log.append(List.of("{\"a\":1}")));
            Files.delete(current);
            log.append(List.of("{\"a\":2}"));
        }
        assertThat(read()).containsExactly("{\"a\":2}");
    }

    @Test
    void whatAFullDiskTookOfAnAppendIsCutOffAgain() throws Exception {
        Path shell = Path.of("/bin/bash");
        assumeTrue(Files.exists(shell) && Files.exists(Path.of("/proc")));
        // No file of this process may have more than 64 KiB; a write that would pass that is done in part.
        List<String> command = new ArrayList<>(List.of(shell.toString(), "-c", "ulimit -f 64; exec \"$0\" \"$@\""));
        command.addAll(java(Filler.class, "-XX:-UsePerfData"));
        assertThat(said(command)).isEqualTo("65 appended, failed, 1 appended");
        assertThat(read()).hasSize(66).last().isEqualTo("{\"small\":1}");
        assertThat(names()).containsExactly("feedback.jsonl", "feedback.lock");
        assertThat(Files.size(folder().resolve("feedback.jsonl"))).isEqualTo(65 * 1_000 + 12);
    }

    @Test
    void aFileMovedAwayByAnotherIsFollowedByANewOne() throws IOException {
        try (DurableLog log = Plain.open(folder(), "feedback", 1000, true)) {
            log.append(List.of("{\"a\":1}"));
            Files.move(folder().resolve("feedback.jsonl"), folder().resolve("saved"));
            log.append(List.of("{\"a\":2}"));
        }
        assertThat(folder().resolve("saved")).hasContent("{\"a\":1}");
        assertThat(read()).containsExactly("{\"a\":2}");
    }

    @Test
    void anInterruptedThreadAppendsAndStaysInterrupted() throws IOException {
        try (DurableLog log = Plain.open(folder(), "feedback", 1000, true)) {
            Thread.currentThread().interrupt();
            log.append(List.of("{\"a\":1}"));
            assertThat(Thread.interrupted()).isTrue();
            log.append(List.of("{\"a\":2}"));
        }
        assertThat(read()).containsExactly("{\"a\":1}", "{\"a\":2}");
    }

    @Test
    void onlyTheOwnerMayReadWhatTheLogCreates() throws IOException {
        assumeTrue(home.getFileSystem().supportedFileAttributeViews().contains("posix"));
        try (DurableLog log = Plain.open(folder(), "feedback", 1, true)) {
            log.append(List.of("{\"a\":1}"));
            log.append(List.of("{\"a\":2}"));
        }
        Files.writeString(folder().resolve("feedback.jsonl"), "torn", StandardOpenOption.APPEND);
        Plain.open(folder(), "feedback", 1, true).close();
        assertThat(permissions(folder())).isEqualTo("rwx------");
        assertThat(names()).hasSize(4);
        for (String name : names()) {
            assertThat(permissions(folder().resolve(name))).as(name).isEqualTo("rw-------");
        }
    }

    @Test
    void aLineThatWouldNotBeReadBackIsRefused() throws IOException {
        try (DurableLog log = Plain.open(folder(), "feedback", 1000, true)) {
            for (String line : List.of("{\n}", "{\r}", "", "{} ", "[]")) {
                assertThatIllegalArgumentException().isThrownBy(() -> log.append(List.of("{}", line)));
            }
            log.append(List.of());
        }
        assertThat(read()).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> Plain.open(folder(), "../up", 1, true));
        assertThatIllegalArgumentException().isThrownBy(() -> Plain.open(folder(), "a", 0, true));
    }

    @Test
    void aClosedLogTakesNothing() throws IOException {
        DurableLog log = Plain.open(folder(), "feedback", 1000, true);
        log.close();
        log.close();
        assertThatIOException().isThrownBy(() -> log.append(List.of("{}"))).withMessageEndingWith("is closed");
    }

    @Test
    void itIsReadWhileItIsWrittenAndPutAside() throws Exception {
        try (DurableLog log = Plain.open(folder(), "feedback", 200, false)) {
            ExecutorService pool = Executors.newSingleThreadExecutor();
            Future<?> writer = pool.submit(() -> {
                for (int i = 0; i < 2_000; i++) {
                    log.append(List.of(line(0, i)));
                }
                return null;
            });
            while (!writer.isDone()) {
                List<String> lines = read();
                assertThat(lines)
                        .containsExactlyElementsOf(IntStream.range(0, lines.size())
                                .mapToObj(i -> line(0, i))
                                .toList());
            }
            writer.get();
            pool.shutdown();
        }
        assertThat(read()).hasSize(2_000);
    }

    private Path folder() {
        return home.resolve("log");
    }

    private static String line(int thread, int number) {
        return "{\"thread\":" + thread + ",\"number\":" + number + "}";
    }

    private List<String> read() throws IOException {
        return read(folder());
    }

    private static List<String> read(Path folder) throws IOException {
        return Plain.lines(folder, "feedback");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private String openedByAnotherProcess() throws IOException, InterruptedException {
        return said(java(Opener.class));
    }

    private List<String> java(Class<?> main, String... options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.add(folder().toString());
        return command;
    }

    private static String said(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said.lines().collect(Collectors.joining(" "));
    }

    /** Another process that opens the log. */
    static final class Opener {

        private Opener() {}

        /** Opens the log, closes it, and says how it went. */
        public static void main(String[] args) {
            try {
                Plain.open(Path.of(args[0]), "feedback", 1000, true).close();
                System.out.println("opened");
            } catch (IOException e) {
                System.out.println(e);
            }
        }
    }

    /** Another process that appends until the disk is full. */
    static final class Filler {

        private Filler() {}

        /** Appends lines of a thousand bytes until it fails, and then a short one. */
        public static void main(String[] args) throws IOException {
            try (DurableLog log = Plain.open(Path.of(args[0]), "feedback", 1_000_000, true)) {
                int appended = 0;
                try {
                    while (appended < 1_000) {
                        log.append(List.of("{\"a\":\"" + "x".repeat(991) + "\"}"));
                        appended++;
                    }
                } catch (IOException e) {
                    System.out.println(appended + " appended, failed,");
                }
                log.append(List.of("{\"small\":1}"));
                System.out.println("1 appended");
            }
        }
    }
}

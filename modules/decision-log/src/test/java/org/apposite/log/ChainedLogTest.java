package org.apposite.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apposite.ClinicalRules;
import org.apposite.patient.PatientCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a log is chained, and the keys of hospitals. */
class ChainedLogTest {

    @TempDir
    private Path home;

    @Test
    void what_many_threads_append_is_one_chain_over_files_and_restarts() throws Exception {
        LogKey key = Chained.key(home, "key");
        int threads = 8;
        for (int start = 0; start < 3; start++) {
            try (DurableLog log = Chained.open(folder(), "feedback", key, 20_000)) {
                ExecutorService pool = Executors.newFixedThreadPool(threads);
                List<Callable<Void>> all = new ArrayList<>();
                for (int thread = 0; thread < threads; thread++) {
                    String line = "{\"thread\":" + thread + "}";
                    all.add(() -> {
                        for (int i = 0; i < 50; i++) {
                            log.append(List.of(line, line));
                        }
                        return null;
                    });
                }
                for (Future<Void> one : pool.invokeAll(all)) {
                    one.get();
                }
                pool.shutdown();
            }
        }
        LogReport report = verified(key);
        assertThat(report.findings()).isEmpty();
        assertThat(report.verified()).isEqualTo(3L * threads * 50 * 2).isEqualTo(report.last());
        assertThat(Chained.paths(folder(), "feedback")).hasSizeGreaterThan(20);
    }

    @Test
    void a_log_goes_on_after_a_crash_tore_its_last_line_and_after_its_file_was_put_aside() throws IOException {
        LogKey key = Chained.key(home, "key");
        Chained.write(folder(), "feedback", key, 1, "{\"a\":1}", "{\"a\":2}");
        Path current = folder().resolve("feedback.jsonl");
        Files.writeString(current, "{\"torn\":", StandardOpenOption.APPEND);
        LogReport torn = verified(key);
        assertThat(torn.findings()).isEmpty();
        assertThat(torn.torn()).contains("feedback.jsonl:2");
        Chained.write(folder(), "feedback", key, 1, "{\"a\":3}");
        Files.delete(current);
        Chained.write(folder(), "feedback", key, 1, "{\"a\":4}");
        assertThat(verified(key).findings())
                .extracting(LogReport.Finding::text)
                .as("what was cut off before the log went on shows against an anchor alone")
                .isEmpty();
        assertThat(verified(key).last()).isEqualTo(3);
    }

    @Test
    void what_is_cut_off_while_the_service_runs_is_missed_without_an_anchor() throws IOException {
        LogKey key = Chained.key(home, "key");
        Path current = folder().resolve("feedback.jsonl");
        try (DurableLog log = Chained.open(folder(), "feedback", key, 9_000)) {
            log.append(List.of("{\"a\":1}", "{\"a\":2}", "{\"a\":3}"));
            String first = Files.readAllLines(current).get(0);
            for (String left : List.of(first + "\n" + "{\"half", "")) {
                Files.writeString(current, left);
                log.append(List.of("{\"a\":4}"));
            }
        }
        assertThat(verified(key).findings())
                .extracting(LogReport.Finding::text)
                .containsExactly("lines 1 to 4 are missing before it");
        assertThat(folder().resolve("feedback.torn")).hasContent("{\"half");
    }

    @Test
    void lines_that_could_not_be_written_are_no_gap_in_the_chain() throws IOException {
        LogKey key = Chained.key(home, "key");
        Path current = folder().resolve("feedback.jsonl");
        try (DurableLog log = Chained.open(folder(), "feedback", key, 1_000)) {
            Files.deleteIfExists(current);
            Files.createDirectory(current);
            assertThatIOException().isThrownBy(() -> log.append(List.of("{\"a\":1}")));
            Files.delete(current);
            log.append(List.of("{\"a\":2}"));
            Files.move(folder(), home.resolve("elsewhere"));
            assertThatIOException().isThrownBy(() -> log.append(List.of("{\"a\":3}")));
            Files.move(home.resolve("elsewhere"), folder());
            log.append(List.of("{\"a\":4}", "{\"a\":5}"));
        }
        LogReport report = verified(key);
        assertThat(report.findings()).isEmpty();
        assertThat(report.last()).isEqualTo(3);
    }

    @Test
    void what_many_threads_were_told_is_kept_on_a_disk_that_filled_up_is_one_chain() throws Exception {
        Path shell = Path.of("/bin/bash");
        assumeTrue(Files.exists(shell) && Files.exists(Path.of("/proc")));
        LogKey key = Chained.key(home, "key");
        // No file of that process may have more than 64 KiB; a write that would pass that is done in part.
        Process process = new ProcessBuilder(
                        shell.toString(),
                        "-c",
                        "ulimit -f 64; exec \"$0\" \"$@\"",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:-UsePerfData",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Filler.class.getName(),
                        folder().toString(),
                        home.resolve("key").toString())
                .redirectError(home.resolve("errors").toFile())
                .start();
        List<String> acknowledged = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        process.waitFor();
        assertThat(home.resolve("errors")).isEmptyFile();
        Chained.write(folder(), "feedback", key, 1_000_000, "{\"after\":1}");
        List<String> lines = Plain.lines(folder(), "feedback").stream()
                .map(line -> line.replaceFirst(",\"salt\":.*", "}"))
                .toList();
        assertThat(acknowledged).hasSizeGreaterThan(50);
        assertThat(lines).containsAll(acknowledged).endsWith("{\"after\":1}").doesNotHaveDuplicates();
        LogReport report = verified(key);
        assertThat(report.isProof()).isTrue();
        assertThat(report.verified()).isEqualTo(lines.size());
    }

    /** Another process, eight threads of which append until the disk is full, and say what was acknowledged. */
    static final class Filler {

        private Filler() {}

        public static void main(String[] args) throws Exception {
            try (DurableLog log =
                    Chained.open(Path.of(args[0]), "feedback", LogKey.read(Path.of(args[1])), 1_000_000)) {
                List<Thread> threads = new ArrayList<>();
                for (int thread = 0; thread < 8; thread++) {
                    int number = thread;
                    threads.add(new Thread(() -> {
                        try {
                            for (int i = 0; ; i++) {
                                String line = "{\"thread\":" + number + ",\"i\":" + i + "}";
                                log.append(List.of(line));
                                System.out.println(line);
                            }
                        } catch (IOException e) {
                            // The disk is full.
                        }
                    }));
                }
                threads.forEach(Thread::start);
                for (Thread thread : threads) {
                    thread.join();
                }
            }
        }
    }

    @Test
    void a_log_that_had_no_chain_gets_one_and_its_old_lines_are_counted() throws IOException {
        LogKey key = Chained.key(home, "key");
        try (DurableLog log = Plain.open(folder(), "feedback", 10, true)) {
            log.append(List.of("{\"a\":1}"));
            log.append(List.of("{\"a\":2}"));
        }
        Chained.write(folder(), "feedback", key, 10, "{\"a\":3}");
        LogReport report = verified(key);
        assertThat(report.findings()).isEmpty();
        assertThat(report.unchained()).isEqualTo(2);
        assertThat(report.verified()).isEqualTo(1);
        assertThat(report.isProof()).isTrue();
    }

    @Test
    void lines_that_somebody_added_without_the_key_do_not_decide_how_the_log_goes_on() throws IOException {
        LogKey key = Chained.key(home, "key");
        Chained.write(folder(), "feedback", key, 9_000, "{\"a\":1}", "{\"a\":2}");
        Path current = folder().resolve("feedback.jsonl");
        String second = Files.readAllLines(current).get(1);
        String high = second.replace("\"n\":2", "\"n\":999999999999999999").replace(key.id(), "ffffffff");
        String ours = second.replace("\"n\":2", "\"n\":7");
        Files.writeString(current, high + "\n" + ours + "\nnothing\n{}\n", StandardOpenOption.APPEND);
        Chained.write(folder(), "feedback", key, 9_000, "{\"a\":3}");
        assertThat(Files.readAllLines(current).get(6))
                .contains("\"n\":3,", second.substring(second.length() - 67, second.length() - 3));
        LogReport report = verified(key);
        assertThat(report.verified()).isEqualTo(3);
        assertThat(report.withoutKey()).containsOnlyKeys("ffffffff");
        assertThat(report.findings())
                .extracting(LogReport.Finding::place)
                .contains("feedback.jsonl:4", "feedback.jsonl:5", "feedback.jsonl:6");
    }

    @Test
    void a_chained_log_is_not_opened_without_a_key() throws IOException {
        LogKey key = Chained.key(home, "key");
        Chained.write(folder(), "feedback", key, 1_000, "{\"a\":1}");
        for (int i = 0; i < 2; i++) {
            assertThatIOException()
                    .isThrownBy(() -> Plain.open(folder(), "feedback", 1_000, true))
                    .withMessageEndingWith(
                            "is chained, last with the key " + key.id() + "; it needs that key or a new one");
        }
        Chained.write(folder(), "feedback", Chained.key(home, "new"), 1_000, "{\"a\":2}");
    }

    @Test
    void the_same_case_has_one_hash_by_one_key_another_by_another_and_none_without() throws IOException {
        LogKey one = Chained.key(home, "one");
        LogKey other = Chained.key(home, "other");
        Set<String> hashes = new HashSet<>();
        for (LogKey key : List.of(one, one, other)) {
            hashes.add(decided(Optional.of(key), key.id()));
        }
        assertThat(hashes).hasSize(2);
        assertThat(decided(Optional.empty(), "none")).isEmpty();
        String plain = Files.readString(home.resolve("none").resolve("decisions.jsonl"));
        assertThat(plain).doesNotContain("Hash", "salt", "chain");
        // The digest of the rules is the only hash there is.
        assertThat(plain).containsOnlyOnce("sha256");
    }

    /** Decides on a case, and gives back the hash of it in the log. */
    private String decided(Optional<LogKey> key, String name) throws IOException {
        Path folder = home.resolve(name);
        PatientCase patient = PatientCase.builder().build();
        try (Logs logs = Logs.in(Optional.of(folder), key, Clock.systemUTC(), false)) {
            logs.decided(new Decision(
                    new UUID(1, 2),
                    new Decision.Call("order-select", "call", List.of()),
                    Decision.Told.by(List.of()),
                    new Decision.Read(patient, 0),
                    ClinicalRules.bundled().evaluate(patient)));
        }
        Matcher hash = Pattern.compile("\"inputHash\":\"hmac-sha256:([0-9a-f]{64})\"")
                .matcher(Files.readString(folder.resolve("decisions.jsonl")));
        String found = "";
        while (hash.find()) {
            found = hash.group(1);
        }
        return found;
    }

    @Test
    void two_equal_lines_have_different_hashes_since_each_has_its_salt() throws IOException {
        LogKey key = Chained.key(home, "key");
        Chained.write(folder(), "feedback", key, 9_000, "{\"a\":1}", "{\"a\":1}");
        List<String> lines = Chained.files(folder(), "feedback").get(0);
        Matcher one = Pattern.compile("\"body\":\"([0-9a-f]+)\"").matcher(lines.get(0));
        Matcher other = Pattern.compile("\"body\":\"([0-9a-f]+)\"").matcher(lines.get(1));
        assertThat(one.find() && other.find()).isTrue();
        assertThat(one.group(1)).isNotEqualTo(other.group(1));
    }

    @ParameterizedTest
    @CsvSource({
        "rw-------, true",
        "r--------, true",
        "rwx------, true",
        "rw-r-----, false",
        "rw----r--, false",
        "rw--w----, false",
        "rw-----w-, false",
        "rwx--x---, false",
        "rw-rw-rw-, false"
    })
    void a_key_is_its_owners_alone(String rights, boolean isTaken) throws IOException {
        assumeTrue(home.getFileSystem().supportedFileAttributeViews().contains("posix"));
        Path file = home.resolve("key");
        LogKey made = LogKey.create(file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
        if (isTaken) {
            assertThat(LogKey.read(file).id()).isEqualTo(made.id());
        } else {
            assertThatIOException()
                    .isThrownBy(() -> LogKey.read(file))
                    .withMessage("the key " + file + " must be its owner's alone, but has the rights " + rights
                            + "; run chmod 600 on it");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret", "0x", "00112233445566778899aabbccddeeff", "g"})
    void what_is_no_key_is_refused_and_not_repeated(String content) throws IOException {
        Path file = home.resolve("key");
        LogKey.create(file);
        Files.writeString(file, content.equals("g") ? "g".repeat(64) : content, StandardCharsets.UTF_8);
        assertThatIOException()
                .isThrownBy(() -> LogKey.read(file))
                .withMessage("the key " + file + " is not 64 hexadecimal digits; apposite log new-key makes one");
    }

    @Test
    void a_key_is_never_replaced_or_shown_and_one_that_is_not_there_is_told() throws IOException {
        Path file = home.resolve("key");
        LogKey key = LogKey.create(file);
        assertThatIOException().isThrownBy(() -> LogKey.create(file)).withMessageContaining("exists already");
        assertThat(key).hasToString("key " + key.id());
        assertThat(Files.readString(file)).doesNotContain(key.id()).hasSize(65);
        assertThatIOException()
                .isThrownBy(() -> LogKey.read(home.resolve("none")))
                .withMessageContaining("there is no such file");
        assertThatIOException()
                .isThrownBy(() -> LogKey.read(home))
                .withMessageContaining("this is a folder, not a file");
        Files.writeString(file, Files.readString(file).strip().toUpperCase(Locale.ROOT) + "\r\n");
        assertThat(LogKey.read(file).id()).isEqualTo(key.id());
    }

    @Test
    void an_anchor_that_is_none_is_refused() throws IOException {
        LogKey key = Chained.key(home, "key");
        Chained.write(folder(), "feedback", key, 1_000, "{\"a\":1}");
        Path anchor = home.resolve("anchor");
        LogVerification verification = new LogVerification(List.of(key));
        String mac = "0".repeat(64);
        for (String text : List.of("nothing", "feedback first 1 " + mac, "feedback first 0 " + mac)) {
            Files.writeString(anchor, text);
            assertThatIOException()
                    .isThrownBy(() -> verification.of(folder(), anchor))
                    .withMessageStartingWith("the anchor " + anchor);
            assertThat(anchor).hasContent(text);
        }
        Files.delete(anchor);
        assertThatIOException()
                .isThrownBy(() -> verification.of(folder(), home))
                .withMessageContaining("this is a folder, not a file");
    }

    private Path folder() {
        return home.resolve("log");
    }

    private LogReport verified(LogKey key) throws IOException {
        return new LogVerification(List.of(key)).of(folder()).get(0);
    }
}

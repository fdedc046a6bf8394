package org.apposite.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apposite.log.LogErasure.Result;
import org.apposite.log.LogReport.Finding;
import org.apposite.log.LogReport.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Decisions 0 to 29, of which each third is silent beside the one before it, with feedback to each card, in many files. */
class LogErasureTest {

    private static final int DECISIONS = 30;
    private static final int MAX_BYTES = 2_000;

    @TempDir
    private Path home;

    private Path folder;
    private LogKey key;

    @BeforeEach
    void writeLogs() throws IOException {
        folder = home.resolve("log");
        key = Chained.key(home, "key");
        write(folder, key, DECISIONS);
    }

    private static void write(Path folder, LogKey key, int decisions) throws IOException {
        Chained.write(
                folder,
                "decisions",
                key,
                MAX_BYTES,
                IntStream.range(0, decisions)
                        .mapToObj(i -> "{\"id\":\"d-" + i + "-\",\"inputHash\":\"hmac-sha256:h-" + i
                                + "-\",\"hookInstance\":\"i-" + i / 6
                                + "-\""
                                + (i % 3 == 2 ? ",\"silent\":true,\"beside\":\"d-" + (i - 1) + "-\"" : "")
                                + ",\"cards\":[{\"id\":\"c-" + i + "-\"}],\"suppressed\":[{\"id\":\"s-" + i + "-\"}]}")
                        .toArray(String[]::new));
        Chained.write(
                folder,
                "feedback",
                key,
                MAX_BYTES,
                IntStream.range(0, decisions)
                        .mapToObj(i -> "{\"card\":\"c-" + i + "-\",\"outcome\":\"overridden\"}")
                        .toArray(String[]::new));
    }

    private Result erase(String... ids) throws IOException {
        return new LogErasure(folder, Optional.of(key), Chained.NOON).erase(Set.of(ids), "request 17", "A. Example");
    }

    private List<LogReport> reports() throws IOException {
        return new LogVerification(List.of(key)).of(folder);
    }

    private List<Finding> findings() throws IOException {
        return reports().stream().flatMap(report -> report.findings().stream()).toList();
    }

    /** All that stands in any file of the folder. */
    private String everything() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }

    @ParameterizedTest
    @CsvSource({
        // what is named, decisions that go, lines of feedback that go
        "d-0-, 0, 0",
        "c-3-, 3, 3",
        "s-3-, 3, 3",
        "hmac-sha256:h-6-, 6, 6",
        "i-1-, 6 7 8 9 10 11, 6 7 8 9 10 11",
        "d-1-, 1 2, 1 2",
        "d-2-, 1 2, 1 2",
        "c-2-, 1 2, 1 2",
        "d-29- d-0-, 0 28 29, 0 28 29"
    })
    void what_is_named_goes_with_what_belongs_to_it_and_all_else_stays(String named, String decisions, String feedback)
            throws IOException {
        Path anchor = home.resolve("anchor");
        new LogVerification(List.of(key)).of(folder, anchor);

        Result result = erase(named.split(" "));

        assertThat(new LogVerification(List.of(key)).of(folder, anchor))
                .allSatisfy(report -> assertThat(report.findings()).isEmpty());
        Set<String> goneDecisions = Set.of(decisions.split(" "));
        Set<String> goneFeedback = Set.of(feedback.split(" "));
        assertThat(result).isEqualTo(new Result(goneDecisions.size(), goneFeedback.size(), 0));
        String all = everything();
        for (int i = 0; i < DECISIONS; i++) {
            boolean isGone = goneDecisions.contains("" + i);
            assertThat(all.contains("\"d-" + i + "-\",\"inputHash"))
                    .as("decision " + i)
                    .isNotEqualTo(isGone);
            assertThat(all.contains("h-" + i + "-")).as("hash " + i).isNotEqualTo(isGone);
            assertThat(all.contains("{\"card\":\"c-" + i + "-"))
                    .as("feedback " + i)
                    .isNotEqualTo(goneFeedback.contains("" + i));
        }
        List<LogReport> reports = reports();
        assertThat(reports).allSatisfy(report -> {
            assertThat(report.findings()).isEmpty();
            assertThat(report.isProof()).isTrue();
            assertThat(report.lines()).isEqualTo(DECISIONS + 1);
        });
        assertThat(reports.get(0).removed().erased()).isEqualTo(goneDecisions.size());
        assertThat(reports.get(1).removed().erased()).isEqualTo(goneFeedback.size());
        assertThat(all).contains("\"reason\":\"request 17\",\"by\":\"A. Example\"");
        // Nothing is left of it, neither its hash nor its salt.
        assertThat(Plain.lines(folder, "decisions").stream().filter(line -> line.startsWith("{\"erased\"")))
                .hasSize(goneDecisions.size())
                .allMatch(line -> line.startsWith("{\"erased\":true,\"chain\":{"));
    }

    @Test
    void all_may_be_erased_in_any_order_and_the_chain_goes_on() throws IOException {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, DECISIONS).boxed().toList());
        Collections.shuffle(order, new Random(1));
        for (int i : order) {
            if (everything().contains("\"d-" + i + "-\",\"inputHash")) {
                erase("d-" + i + "-");
                assertThat(findings()).isEmpty();
            }
        }
        assertThat(everything()).doesNotContain("d-", "c-");
        Chained.write(folder, "decisions", key, MAX_BYTES, "{\"id\":\"new\"}");
        assertThat(findings()).isEmpty();
        assertThat(reports().get(0).removed().erased()).isEqualTo(DECISIONS);
    }

    @Test
    void an_erased_line_cannot_be_changed_further_nor_another_be_passed_for_one() throws IOException {
        erase("d-0-");
        for (Path file : Chained.paths(folder, "decisions")) {
            List<String> lines = Files.readAllLines(file);
            for (int at = 0; at < lines.size(); at++) {
                List<String> changed = new ArrayList<>(lines);
                boolean isErased = lines.get(at).startsWith("{\"erased\":true,");
                changed.set(
                        at,
                        lines.get(at)
                                .replaceFirst(
                                        "^.*,\"chain\"",
                                        isErased ? "{\"erased\":false,\"chain\"" : "{\"erased\":true,\"chain\""));
                Files.write(file, changed);
                assertThat(findings())
                        .as(lines.get(at))
                        .isNotEmpty()
                        .allMatch(one -> one.kind() == Kind.EDITED || one.kind() == Kind.NOT_ERASED);
            }
            Files.write(file, lines);
        }
        assertThat(findings()).isEmpty();
    }

    @Test
    void an_unknown_id_is_named_and_nothing_is_erased() throws IOException {
        String before = everything();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> erase("d-0-", "d-99-"))
                .withMessage("there is no line with d-99-; nothing was erased");
        assertThat(everything()).isEqualTo(before);
        Path empty = Files.createDirectories(home.resolve("empty"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LogErasure(empty, Optional.of(key), Chained.NOON).erase(Set.of("x"), "r", "b"))
                .withMessage(empty + ": there is no log in this folder");
        try (Stream<Path> files = Files.list(empty)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void a_log_that_is_in_use_is_left_alone() throws IOException {
        String before = everything();
        for (String name : Logs.NAMES) {
            DurableLog used = Chained.open(folder, name, key, MAX_BYTES);
            assertThatIOException().isThrownBy(() -> erase("d-0-")).withMessageContaining("is open in this process");
            used.close();
        }
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void a_chained_log_needs_a_key_and_a_new_one_does() throws IOException {
        assertThatIOException()
                .isThrownBy(
                        () -> new LogErasure(folder, Optional.empty(), Chained.NOON).erase(Set.of("d-0-"), "r", "b"))
                .withMessageContaining("it needs that key or a new one");
        LogKey old = key;
        key = Chained.key(home, "new");
        erase("d-0-");
        for (LogReport report : new LogVerification(List.of(old, key)).of(folder)) {
            assertThat(report.findings()).isEmpty();
            assertThat(report.isProof()).isTrue();
            assertThat(report.removed().erased()).isEqualTo(1);
        }
        // The old key is lost: it is still told what was erased, by whom the chain was continued, and nothing is
        // proved.
        for (LogReport report : reports()) {
            assertThat(report.findings()).isEmpty();
            assertThat(report.removed()).isEqualTo(new LogReport.Removed(Optional.empty(), 1, true));
            assertThat(report.withoutKey().values()).singleElement().satisfies(lines -> {
                assertThat(lines.lines()).isEqualTo(DECISIONS);
                assertThat(lines.vouched()).containsExactly((long) DECISIONS);
            });
            assertThat(report.isProof()).isFalse();
        }
    }

    @Test
    void lines_without_a_chain_are_erased_as_well() throws IOException {
        folder = home.resolve("plain");
        try (DurableLog log = Plain.open(folder, "decisions", MAX_BYTES, true)) {
            log.append(List.of("{\"id\":\"d-0-\"}", "{\"id\":\"d-1-\"}"));
        }
        assertThat(new LogErasure(folder, Optional.empty(), Chained.NOON).erase(Set.of("d-0-"), "r", "b"))
                .isEqualTo(new Result(1, 0, 0));
        assertThat(Plain.lines(folder, "decisions"))
                .startsWith("{\"erased\":true}", "{\"id\":\"d-1-\"}")
                .hasSize(3);
    }

    @Test
    void a_torn_line_that_tells_of_it_goes_too() throws IOException {
        Files.writeString(folder.resolve("decisions.torn"), "{\"id\":\"d-0-\",\"ca\n{\"id\":\"other\",\n");
        erase("d-0-");
        assertThat(folder.resolve("decisions.torn")).hasContent("{\"id\":\"other\",\n");
    }

    @Test
    void an_erasure_that_was_interrupted_anywhere_leaves_whole_files_and_is_finished_by_the_next() throws IOException {
        Map<String, byte[]> before = files();
        erase("d-1-");
        Map<String, byte[]> after = files();
        List<String> changed = after.keySet().stream()
                .filter(name -> !Arrays.equals(before.get(name), after.get(name)))
                // The event comes first, and is in the newest file.
                .filter(name -> name.contains("-"))
                .sorted()
                .toList();
        assertThat(changed).hasSizeGreaterThan(1);
        for (int done = 0; done < 1 << changed.size(); done++) {
            write(after);
            for (int i = 0; i < changed.size(); i++) {
                String name = changed.get(i);
                if ((done & 1 << i) == 0) {
                    Files.write(folder.resolve(name), before.get(name));
                }
            }
            // What was being written when the end came.
            Files.write(folder.resolve("decisions.unfinished"), new byte[] {'{', '"', 'i'});
            assertThat(findings()).as("" + done).allMatch(one -> one.kind() == Kind.NOT_ERASED);
            boolean isDone = findings().isEmpty();
            if (isDone) {
                assertThatIllegalArgumentException().isThrownBy(() -> erase("d-1-"));
            } else {
                assertThat(erase("d-1-").finished()).isPositive();
            }
            assertThat(findings()).as("" + done).isEmpty();
            assertThat(everything()).doesNotContain("\"d-1-\"", "c-2-");
            assertThat(folder.resolve("decisions.unfinished")).doesNotExist();
        }
    }

    @Test
    void before_the_event_is_written_nothing_is_erased() throws IOException {
        String before = everything();
        Clock broken = new Clock() {
            @Override
            public Instant instant() {
                throw new IllegalStateException("no event without a time");
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
        assertThatIllegalStateException()
                .isThrownBy(() -> new LogErasure(folder, Optional.of(key), broken).erase(Set.of("d-1-"), "r", "b"));
        assertThat(everything()).isEqualTo(before);
    }

    private Map<String, byte[]> files() throws IOException {
        Map<String, byte[]> all = new HashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                all.put(String.valueOf(file.getFileName()), Files.readAllBytes(file));
            }
        }
        return all;
    }

    private void write(Map<String, byte[]> files) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
    }

    @Test
    void a_process_that_is_killed_while_it_erases_leaves_logs_that_verify() throws Exception {
        int decisions = 300;
        folder = home.resolve("long");
        write(folder, key, decisions);
        Random random = new Random(1);
        for (int round = 0; round < 3; round++) {
            killed(3 + random.nextInt(8));
            assertThat(findings()).as("round " + round).allMatch(one -> one.kind() == Kind.NOT_ERASED);
        }
        List<String> left = Plain.lines(folder, "decisions").stream()
                .filter(line -> line.startsWith("{\"id\":"))
                .map(LogErasureTest::id)
                .collect(Collectors.toList());
        assertThat(left).hasSizeBetween(1, decisions - 5);
        erase(left.toArray(String[]::new));
        assertThat(findings()).isEmpty();
        assertThat(everything()).doesNotContain("\"d-", "\"c-");
    }

    private static String id(String decision) {
        return decision.replaceFirst("^\\{\"id\":\"([^\"]+)\".*", "$1");
    }

    private void killed(int afterErasures) throws Exception {
        Path errors = home.resolve("errors");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Eraser.class.getName(),
                        folder.toString(),
                        home.resolve("key").toString())
                .redirectError(errors.toFile())
                .start();
        try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
            for (int i = 0; i < afterErasures && said.readLine() != null; i++) {}
            process.toHandle().destroyForcibly();
            process.waitFor();
            assertThat(errors).isEmptyFile();
        } finally {
            process.destroyForcibly();
        }
    }

    /** The process that is killed. */
    static final class Eraser {

        private Eraser() {}

        /** Erases one decision after the other until it is killed. */
        public static void main(String[] args) throws IOException {
            Path folder = Path.of(args[0]);
            LogKey key = LogKey.read(Path.of(args[1]));
            List<String> ids = Plain.lines(folder, "decisions").stream()
                    .filter(line -> line.startsWith("{\"id\":"))
                    .map(LogErasureTest::id)
                    .toList();
            for (String id : ids) {
                System.out.println(id);
                try {
                    new LogErasure(folder, Optional.of(key), Chained.NOON).erase(Set.of(id), "r", "b");
                } catch (IllegalArgumentException e) {
                    System.out.println("it went with another");
                }
            }
        }
    }
}

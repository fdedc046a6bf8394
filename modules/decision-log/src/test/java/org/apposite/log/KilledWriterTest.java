package org.apposite.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a process in the midst of writing. That shows that nothing is acknowledged before it is written, and that the
 * log is whole again after, and its chain too; what a power failure does to the disk's own memory no test on one machine shows.
 */
class KilledWriterTest {

    private static final int THREADS = 8;
    private static final int ROUNDS = 5;
    private static final int MAX_BYTES = 40_000;

    @TempDir
    private Path home;

    @Test
    void whatWasAcknowledgedBeforeTheKillStandsInTheLogExactlyOnce() throws Exception {
        Path folder = home.resolve("log");
        LogKey key = LogKey.create(home.resolve("key"));
        Random random = new Random(1);
        List<String> acknowledged = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            acknowledged.addAll(acknowledgedUntilKilled(folder, round, 2_000 + random.nextInt(1_000)));

            Chained.open(folder, "feedback", key, MAX_BYTES).close();
            LogReport report = new LogVerification(List.of(key)).of(folder).get(0);
            assertThat(report.findings()).as("round %d", round).isEmpty();
            assertThat(report.isProof()).isTrue();
            List<String> lines = lines(folder);
            Set<String> once = new HashSet<>(lines);
            assertThat(once).as("round %d", round).hasSameSizeAs(lines);
            assertThat(acknowledged.stream()
                            .filter(number ->
                                    !once.contains(line(number, "first")) || !once.contains(line(number, "second"))))
                    .as("acknowledged, but not in the log, round %d", round)
                    .isEmpty();
            // Each thread may have had one more under way, written but not acknowledged any more.
            assertThat(lines).hasSizeLessThanOrEqualTo(2 * (acknowledged.size() + THREADS * (round + 1)));
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSizeGreaterThan(20);
        }
    }

    private List<String> acknowledgedUntilKilled(Path folder, int round, int atLeast) throws Exception {
        Path errors = home.resolve("errors-" + round);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        folder.toString(),
                        home.resolve("key").toString(),
                        Integer.toString(round))
                .redirectError(errors.toFile())
                .start();
        try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
            List<String> numbers = new ArrayList<>();
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                // The last one may be torn as well.
                if (line.endsWith(";")) {
                    numbers.add(line.substring(0, line.length() - 1));
                }
                if (numbers.size() == atLeast) {
                    // Its handle, since the process itself would close its output as well, with what is still in it.
                    process.toHandle().destroyForcibly();
                }
            }
            process.waitFor();
            assertThat(errors).isEmptyFile();
            assertThat(numbers).hasSizeGreaterThanOrEqualTo(atLeast);
            return numbers;
        } finally {
            process.destroyForcibly();
        }
    }

    private static List<String> lines(Path folder) throws IOException {
        return Plain.lines(folder, "feedback").stream()
                .map(line -> line.replaceFirst(",\"salt\":.*", "}"))
                .toList();
    }

    private static String line(String number, String which) {
        return "{\"number\":\"" + number + "\",\"line\":\"" + which + "\"}";
    }

    /** The process that is killed. */
    static final class Writer {

        private Writer() {}

        /** Appends until it is killed, and says each number that was acknowledged. */
        public static void main(String[] args) throws IOException {
            DurableLog log = Chained.open(Path.of(args[0]), "feedback", LogKey.read(Path.of(args[1])), MAX_BYTES);
            for (int thread = 0; thread < THREADS; thread++) {
                String start = args[2] + "-" + thread + "-";
                new Thread(() -> {
                            for (int i = 0; ; i++) {
                                String number = start + i;
                                try {
                                    log.append(List.of(line(number, "first"), line(number, "second")));
                                } catch (IOException e) {
                                    throw new UncheckedIOException(e);
                                }
                                System.out.println(number + ";");
                            }
                        })
                        .start();
            }
        }
    }
}

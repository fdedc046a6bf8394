package org.apposite.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Starts processes in turn, one with the bundled rules and one that compiles them, and compares their CPU time. */
public final class StartRatios {

    private static final int RUNS = 9;
    private static final double NANOS_PER_SECOND = 1e9;

    private StartRatios() {}

    /**
     * Measures and prints a table.
     *
     * @param args none
     * @throws IOException when a process cannot be started
     * @throws InterruptedException when interrupted while waiting for one
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        List<Double> bundled = new ArrayList<>();
        List<Double> compiled = new ArrayList<>();
        String folder = Path.of("..", "rules-drl").toString();
        cpuSeconds("bundled");
        cpuSeconds(folder);
        for (int i = 0; i < RUNS; i++) {
            bundled.add(cpuSeconds("bundled"));
            compiled.add(cpuSeconds(folder));
        }
        System.out.println("| from start to first answer | of compiling at start | median CPU s | min to max CPU s |");
        System.out.println("|---|---|---|---|");
        row("bundled()", bundled, compiled);
        row("from(rules-drl)", compiled, compiled);
    }

    private static void row(String name, List<Double> seconds, List<Double> reference) {
        System.out.println(String.format(
                Locale.ROOT,
                "| %s | %.2f | %.2f | %.2f to %.2f |",
                name,
                median(seconds) / median(reference),
                median(seconds),
                Collections.min(seconds),
                Collections.max(seconds)));
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    private static double cpuSeconds(String rules) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        FirstAnswer.class.getName(),
                        rules)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("the process that was to be measured failed");
        }
        return Long.parseLong(printed) / NANOS_PER_SECOND;
    }
}

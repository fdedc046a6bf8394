package org.apposite.benchmarks.service;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a new process of the service costs until its first card: the time that passes, and that of the processors. */
public final class FirstCard {

    private static final Path JAR = Path.of("../../modules/cli/target/apposite.jar");
    private static final Path REQUEST = Path.of("../../docs/examples/order-select-lumbar-mri.json");
    private static final Pattern ADDRESS = Pattern.compile("answer at (http://\\S+)/ ");
    private static final int RUNS = 7;

    private FirstCard() {}

    /**
     * Measures and prints.
     *
     * @param args none
     * @throws IOException when the service cannot be started; build it first
     * @throws InterruptedException when it is stopped
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        List<Double> seconds = new ArrayList<>();
        List<Double> cpuSeconds = new ArrayList<>();
        for (int run = 0; run < RUNS; run++) {
            long start = System.nanoTime();
            Process service = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-jar",
                            JAR.toString(),
                            "serve",
                            "--listen",
                            "127.0.0.1:0")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (BufferedReader told = service.errorReader()) {
                Matcher address = ADDRESS.matcher(String.valueOf(told.readLine()));
                if (!address.find()) {
                    throw new IllegalStateException("the service did not start");
                }
                HttpRequest request = HttpRequest.newBuilder(
                                URI.create(address.group(1) + "/cds-services/apposite-order-select"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofFile(REQUEST))
                        .build();
                HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
                seconds.add((System.nanoTime() - start) / 1e9);
                cpuSeconds.add(
                        service.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3);
            } finally {
                service.destroyForcibly().waitFor();
            }
        }
        print("time", seconds);
        print("CPU", cpuSeconds);
    }

    private static void print(String what, List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        System.out.printf(
                Locale.ROOT,
                "%s to the first card: median %.2f s (from %.2f to %.2f, %d runs)%n",
                what,
                sorted.get(RUNS / 2),
                sorted.get(0),
                sorted.get(RUNS - 1),
                RUNS);
    }
}

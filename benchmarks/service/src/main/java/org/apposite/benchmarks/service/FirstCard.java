package org.apposite.benchmarks.service;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What a new process of the service costs until its first card: the time that passes, and that of the processors; and how much later
 * than others the first card comes once the service is ready.
 */
public final class FirstCard {

    private static final int RUNS = 7;

    /** Calls after the first one, of which the median is taken. */
    private static final int OTHERS = 100;

    private FirstCard() {}

    /**
     * One process.
     *
     * @param seconds from its start to the first card
     * @param cpuSeconds what the processors worked for it meanwhile
     * @param firstMillis of the call that is answered with the first card
     * @param otherMillis the median of the next ones
     */
    private record Run(double seconds, double cpuSeconds, double firstMillis, double otherMillis) {}

    /**
     * Measures and prints.
     *
     * @param args none
     * @throws IOException when the service cannot be started; build it first
     * @throws InterruptedException when it is stopped
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        System.out.print(measured(RUNS));
    }

    /** Measures some processes, one after the other, and tells what came out. */
    static String measured(int processes) throws IOException, InterruptedException {
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < processes; i++) {
            runs.add(run());
        }
        return line("time to the first card, s", runs, Run::seconds)
                + line("CPU to the first card, s", runs, Run::cpuSeconds)
                + line("first card once it is ready, ms", runs, Run::firstMillis)
                + line("median of the next " + OTHERS + ", ms", runs, Run::otherMillis)
                + line("the first in medians of the next", runs, run -> run.firstMillis / run.otherMillis);
    }

    private static Run run() throws IOException, InterruptedException {
        long start = System.nanoTime();
        try (PackagedService service = PackagedService.start()) {
            HttpRequest request = service.orderSelect(BodyPublishers.ofByteArray(PackagedService.order()));
            // The client is warm: what is measured is the service.
            service.client().send(service.live(), BodyHandlers.ofString());
            double first = millis(service.client(), request);
            double seconds = (System.nanoTime() - start) / 1e9;
            double cpu = service.cpuSeconds();
            List<Double> others = new ArrayList<>();
            for (int i = 0; i < OTHERS; i++) {
                others.add(millis(service.client(), request));
            }
            return new Run(
                    seconds, cpu, first, others.stream().sorted().toList().get(OTHERS / 2));
        }
    }

    private static double millis(HttpClient client, HttpRequest request) throws IOException, InterruptedException {
        long start = System.nanoTime();
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        if (!response.body().contains("There are 2 warnings for this order.")) {
            throw new IllegalStateException("not the answer that is to be measured: " + response.body());
        }
        return (System.nanoTime() - start) / 1e6;
    }

    private static String line(String what, List<Run> runs, ToDoubleFunction<Run> value) {
        double[] sorted = runs.stream().mapToDouble(value).sorted().toArray();
        return String.format(
                Locale.ROOT,
                "%-34s median %.2f (from %.2f to %.2f, %d processes)%n",
                what,
                sorted[sorted.length / 2],
                sorted[0],
                sorted[sorted.length - 1],
                sorted.length);
    }
}

package org.apposite.benchmarks;

import java.util.Collection;
import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/** Runs {@link IndexCaseBenchmark} and prints what matters: ratios within one run, and bytes for each answer. */
public final class IndexCaseRatios {

    private IndexCaseRatios() {}

    /**
     * Measures and prints a table.
     *
     * @param args none
     * @throws RunnerException when a measurement fails, or the answers compared are not equal
     */
    public static void main(String[] args) throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(IndexCaseBenchmark.class.getSimpleName())
                        .addProfiler(GCProfiler.class)
                        .forks(3)
                        .warmupIterations(4)
                        .warmupTime(TimeValue.seconds(2))
                        .measurementIterations(5)
                        .measurementTime(TimeValue.seconds(2))
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
        double limit = results.stream()
                .filter(result -> name(result).equals("handWritten"))
                .mapToDouble(IndexCaseRatios::median)
                .findFirst()
                .orElseThrow();
        print("| what | times hand-written | median us | min to max us | kB an answer |");
        print("|---|---|---|---|---|");
        for (RunResult result : results) {
            Statistics spread = result.getPrimaryResult().getStatistics();
            print(String.format(
                    Locale.ROOT,
                    "| %s | %.1f | %.2f | %.2f to %.2f | %.1f |",
                    name(result),
                    median(result) / limit,
                    median(result),
                    spread.getMin(),
                    spread.getMax(),
                    bytes(result) / 1000));
        }
    }

    private static String name(RunResult result) {
        return result.getPrimaryResult().getLabel();
    }

    private static double median(RunResult result) {
        return result.getPrimaryResult().getStatistics().getPercentile(50);
    }

    private static double bytes(RunResult result) {
        Result<?> allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
        return allocated == null ? Double.NaN : allocated.getScore();
    }

    private static void print(String line) {
        System.out.println(line);
    }
}

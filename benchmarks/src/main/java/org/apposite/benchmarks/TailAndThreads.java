package org.apposite.benchmarks;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/** How late the latest answers are with a heap of 64 MB, and what a second thread brings. */
public final class TailAndThreads {

    private TailAndThreads() {}

    /**
     * Measures and prints.
     *
     * @param args none
     * @throws RunnerException when a measurement fails
     */
    public static void main(String[] args) throws RunnerException {
        System.out.println(Machine.line());
        Statistics sampled = run(Mode.SampleTime, 1, "-Xmx64m")
                .iterator()
                .next()
                .getPrimaryResult()
                .getStatistics();
        double median = sampled.getPercentile(50);
        System.out.printf(
                Locale.ROOT,
                "%nHeap of 64 MB: p99 %.1f, p99.9 %.1f, p99.99 %.1f times the median of %.1f us (%d samples)%n",
                sampled.getPercentile(99) / median,
                sampled.getPercentile(99.9) / median,
                sampled.getPercentile(99.99) / median,
                median,
                sampled.getN());
        double one = median(run(Mode.Throughput, 1));
        double two = median(run(Mode.Throughput, 2));
        System.out.printf(Locale.ROOT, "%nTwo threads: %.2f times the answers of one%n", two / one);
    }

    private static double median(Collection<RunResult> results) {
        return results.iterator().next().getPrimaryResult().getStatistics().getPercentile(50);
    }

    private static Collection<RunResult> run(Mode mode, int threads, String... heap) throws RunnerException {
        List<String> arguments = Arrays.asList(heap);
        return new Runner(new OptionsBuilder()
                        .include(IndexCaseBenchmark.class.getSimpleName() + ".engine")
                        .mode(mode)
                        .threads(threads)
                        .jvmArgsAppend(arguments.toArray(String[]::new))
                        .forks(2)
                        .warmupIterations(4)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(6)
                        .measurementTime(TimeValue.seconds(1))
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
    }
}

package org.apposite.benchmarks;

import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

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
        List<Measured> measured = Measured.of(results);
        System.out.println(Machine.line());
        System.out.println();
        System.out.print(Measured.table(measured, Measured.named("handWritten", measured), "us"));
    }
}

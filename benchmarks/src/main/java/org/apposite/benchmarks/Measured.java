package org.apposite.benchmarks;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/**
 * What one run of JMH found of one benchmark.
 *
 * @param name the method, with the value of its parameter behind a slash
 * @param median the median time of one answer, in the unit of the benchmark
 * @param min the shortest iteration
 * @param max the longest
 * @param kiloBytes what one answer allocates; not a number when that was not measured
 */
public record Measured(String name, double median, double min, double max, double kiloBytes) {

    /** Reads the results of a run. */
    public static List<Measured> of(Collection<RunResult> results) {
        return results.stream().map(Measured::of).toList();
    }

    private static Measured of(RunResult result) {
        Statistics spread = result.getPrimaryResult().getStatistics();
        Result<?> allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
        String parameters = String.join(
                " ",
                result.getParams().getParamsKeys().stream()
                        .map(result.getParams()::getParam)
                        .toList());
        return new Measured(
                result.getPrimaryResult().getLabel() + (parameters.isEmpty() ? "" : "/" + parameters),
                spread.getPercentile(50),
                spread.getMin(),
                spread.getMax(),
                allocated == null ? Double.NaN : allocated.getScore() / 1000);
    }

    /** The one with a name. */
    public static Measured named(String name, List<Measured> all) {
        return all.stream().filter(one -> one.name.equals(name)).findFirst().orElseThrow();
    }

    /** A table in Markdown, with the ratio to one of them. */
    public static String table(List<Measured> all, Measured reference, String unit) {
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT,
                "| what | times %s | median %s | min to max %s | kB an answer |%n|---|---|---|---|---|%n",
                reference.name,
                unit,
                unit));
        for (Measured one : all) {
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %.2f | %.3f | %.3f to %.3f | %.1f |%n",
                    one.name,
                    one.median / reference.median,
                    one.median,
                    one.min,
                    one.max,
                    one.kiloBytes));
        }
        return table.toString().replace("\r", "");
    }
}

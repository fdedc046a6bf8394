package org.apposite.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apposite.benchmarks.Machine;
import org.apposite.benchmarks.Measured;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs {@link PeersBenchmark}, prints the ratios, and keeps them for the plot. */
public final class PeersRatios {

    /** Where the last run stands, as a table of semicolons. */
    static final Path RESULTS = Path.of("results", "peers.csv");

    private PeersRatios() {}

    /**
     * Measures, prints a table and writes the results.
     *
     * @param args none
     * @throws RunnerException when a measurement fails, or the answers compared are not equal
     * @throws IOException when the results cannot be written
     */
    public static void main(String[] args) throws RunnerException, IOException {
        List<Measured> measured = Measured.of(new Runner(new OptionsBuilder()
                        .include(PeersBenchmark.class.getName())
                        .addProfiler(GCProfiler.class)
                        .forks(2)
                        .warmupIterations(4)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(5)
                        .measurementTime(TimeValue.seconds(1))
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run());
        List<Measured> named = new ArrayList<>();
        named.add(renamed(Measured.named("apposite", measured), "Apposite, the full answer"));
        for (PeerKind kind : PeerKind.values()) {
            named.add(renamed(Measured.named("peer/" + kind.name(), measured), kind.display()));
        }
        named.sort((one, other) -> Double.compare(one.median(), other.median()));
        System.out.println(Machine.line());
        System.out.println();
        System.out.print(Measured.table(named, named.get(0), "us"));
        List<String> lines = new ArrayList<>(List.of("# " + Machine.line()));
        for (Measured one : named) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%s;%.3f;%.3f;%.3f;%.1f",
                    one.name(),
                    one.median(),
                    one.min(),
                    one.max(),
                    one.kiloBytes()));
        }
        Files.write(RESULTS, lines);
    }

    private static Measured renamed(Measured one, String name) {
        return new Measured(name, one.median(), one.min(), one.max(), one.kiloBytes());
    }
}

package org.apposite.batch;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apposite.columns.CaseColumns;
import org.apposite.columns.Tuple;
import org.apposite.patient.PatientCase;
import org.jspecify.annotations.Nullable;

/**
 * What a batch costs beside a bare loop over the same cases in memory: processor time of the process for each row. A program for a
 * person, who runs it on a machine with nothing else to do; no test.
 */
public final class CostOfABatch {

    private static final int ROUNDS = 3;

    private CostOfABatch() {}

    /**
     * Measures.
     *
     * @param arguments the number of rows, and a folder
     */
    public static void main(String... arguments) throws Exception {
        int rows = Integer.parseInt(arguments[0]);
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        Path input = Cohort.csv(folder.resolve("in.csv"), rows);
        List<PatientCase> cases = cases(input);
        for (int round = 1; round <= ROUNDS; round++) {
            double loop = cost(cases.size(), () -> {
                cases.forEach(Cohort.RULES::evaluate);
                return 0;
            });
            Path out = folder.resolve("out-" + round);
            long began = System.nanoTime();
            double batch = cost(
                    cases.size(),
                    () -> new Batch(
                                    Cohort.settings(
                                            input, TableFormat.CSV, out, TableFormat.NDJSON, 10_000, "site", "month"),
                                    Cohort.RULES,
                                    (done, rejected) -> {})
                            .run());
            double seconds = (System.nanoTime() - began) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "round %d, %d answers: loop %.0f us, batch %.0f us of processor time an answer (%.2f), %.0f rows a second%n",
                    round,
                    cases.size(),
                    loop,
                    batch,
                    batch / loop,
                    rows / seconds);
        }
    }

    private static List<PatientCase> cases(Path input) throws IOException {
        List<String> lines = Files.readAllLines(input);
        CsvHeader header = CsvHeader.of(List.of(lines.get(0).split(",")));
        CaseColumns columns = CaseColumns.bind(header.columns(), Cohort.RULES.vocabulary(), Set.of("site", "month"));
        List<PatientCase> cases = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            if (cells.length == header.names().size()) {
                List<@Nullable String> values = new ArrayList<>();
                for (String cell : cells) {
                    values.add(cell.isEmpty() ? null : cell);
                }
                Tuple row = header.row(values);
                try {
                    cases.add(columns.read(row));
                } catch (IllegalArgumentException garbage) {
                    // It has no answer in either way.
                }
            }
        }
        return cases;
    }

    private static double cost(int answers, Callable<?> work) throws Exception {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long before = system.getProcessCpuTime();
        work.call();
        return (system.getProcessCpuTime() - before) / 1e3 / answers;
    }
}

package org.apposite.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Killed by the system at whatever point, and called again: the same bytes as of a run that nobody disturbed. */
@Timeout(600)
class AKilledRunIsFinishedTest {

    private static final int ROWS = 60;
    private static final String PART_ROWS = "13";
    private static final int KILLED = 128 + 9;

    @TempDir
    Path folder;

    private Path input;
    private Map<String, String> undisturbed;

    @BeforeEach
    void prepare() throws IOException {
        input = Cohort.csv(folder.resolve("orders.csv"), ROWS);
        Path out = folder.resolve("undisturbed");
        new Batch(
                        new Batch.Settings(
                                "test",
                                input,
                                TableFormat.CSV,
                                out,
                                TableFormat.NDJSON,
                                List.of(),
                                "site",
                                "month",
                                1,
                                Integer.parseInt(PART_ROWS)),
                        Cohort.RULES,
                        (rows, rejected) -> {})
                .run();
        undisturbed = Folders.content(out);
        assertThat(undisturbed).containsKeys("answers/part-000005.ndjson", "report.html");
    }

    private int run(Path out, String point) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledRun.class.getName(),
                        input.toString(),
                        out.toString(),
                        PART_ROWS,
                        point)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile())
                .start();
        int code = process.waitFor();
        assertThat(code).as(Files.readString(folder.resolve("output.txt"))).isIn(0, KILLED);
        return code;
    }

    /** At an evaluation in each part: the first of all, the last of a part, and on the way; each run goes on where the last one was. */
    @Test
    void at_evaluations() throws Exception {
        Path out = folder.resolve("killed");
        for (String point : List.of("1", "12", "20", "7", "25", "14", "3")) {
            run(out, point);
        }
        assertThat(Folders.content(out)).isNotEqualTo(undisturbed);

        assertThat(run(out, "1000000")).isZero();

        assertThat(Folders.content(out)).isEqualTo(undisturbed);
    }

    /** When a file has just appeared: between the rejects, the answers and the count of a part, and before the reports. */
    @Test
    void at_files() throws Exception {
        Path out = folder.resolve("killed");
        int killed = 0;
        for (String point : List.of(
                "batch.json",
                "rejects/part-000001.ndjson",
                "answers/part-000001.ndjson",
                "done/part-000001.json",
                "rejects/part-000002.ndjson",
                "answers/part-000003.ndjson",
                "done/part-000004.json",
                "rejects/part-000005.ndjson",
                "report.json")) {
            killed += run(out, point) == KILLED ? 1 : 0;
        }
        assertThat(killed).isPositive();

        run(out, "1000000");

        assertThat(Folders.content(out)).isEqualTo(undisturbed);
    }

    /** What a killed run has left half written, and what somebody then finds, is taken away. */
    @Test
    void drafts_that_a_killed_run_left_are_taken_away() throws Exception {
        Path out = folder.resolve("killed");
        run(out, "20");
        Files.writeString(out.resolve("answers/.apposite-0000.new"), "half");

        run(out, "1000000");

        assertThat(Folders.content(out)).isEqualTo(undisturbed);
    }
}

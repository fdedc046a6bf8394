package org.apposite.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The heap that is still in use after a collection, at each part of a hundred thousand rows. */
@Tag("soak")
class MemoryDoesNotGrowWithRowsTest {

    private static final long MEBI = 1 << 20;

    @TempDir
    Path folder;

    @Test
    void of_a_hundred_thousand_rows() throws Exception {
        List<Long> used = new ArrayList<>();
        Path input = Cohort.csv(folder.resolve("in.csv"), 100_000);

        new Batch(
                        Cohort.settings(
                                input,
                                TableFormat.CSV,
                                folder.resolve("out"),
                                TableFormat.NDJSON,
                                10_000,
                                "site",
                                "month"),
                        Cohort.RULES,
                        (rows, rejected) -> {
                            ManagementFactory.getMemoryMXBean().gc();
                            used.add(ManagementFactory.getMemoryMXBean()
                                            .getHeapMemoryUsage()
                                            .getUsed()
                                    / MEBI);
                        })
                .run();

        System.out.println("MiB in use at each part: " + used);
        assertThat(used).hasSize(10);
        assertThat(used.get(9)).isLessThan(used.get(1) + 20);
    }
}

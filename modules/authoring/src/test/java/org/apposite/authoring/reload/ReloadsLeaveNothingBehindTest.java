package org.apposite.authoring.reload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import org.apposite.authoring.TinyRules;
import org.apposite.authoring.reload.ReloadReport.Outcome;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host that reloads for years does not grow: of rules that were replaced, nothing is kept. */
@Tag("soak")
class ReloadsLeaveNothingBehindTest {

    private static final int WARM_UP = 250;
    private static final int RELOADS = 500;

    @Test
    void five_hundred_reloads_leave_heap_metaspace_and_classes_flat(@TempDir Path folder) throws IOException {
        TinyRules tiny = TinyRules.in(folder);
        try (ReloadingRules rules = ReloadingRules.of(folder)) {
            reload(rules, tiny, 2, WARM_UP);
            Footprint before = Footprint.now();

            reload(rules, tiny, WARM_UP + 1, RELOADS);
            Footprint after = Footprint.now();

            // Measured: 6 classes, 0.3 MB of metaspace (what the machine learns of hot methods) and 0.1 MB of heap in
            // 250 reloads. One that is kept costs 7 classes and 80 kB of heap, so even one of ten would be over a line.
            assertThat(after.classes() - before.classes())
                    .as("classes: %s, then %s", before, after)
                    .isLessThan(50);
            assertThat(after.metaspace() - before.metaspace())
                    .as("metaspace: %s, then %s", before, after)
                    .isLessThan(2L << 20);
            assertThat(after.heap() - before.heap())
                    .as("heap: %s, then %s", before, after)
                    .isLessThan(2L << 20);
        }
    }

    private static void reload(ReloadingRules rules, TinyRules tiny, int from, int to) throws IOException {
        for (int version = from; version <= to; version++) {
            tiny.write(version);
            assertThat(rules.reload().outcome()).isEqualTo(Outcome.LOADED);
            assertThat(TinyRules.version(rules.current())).isEqualTo(version);
        }
    }

    /** What is in use after a collection, in bytes, and how many classes are loaded. */
    private record Footprint(long heap, long metaspace, long classes) {

        static Footprint now() {
            long heap = Long.MAX_VALUE;
            for (int i = 0; i < 3; i++) {
                ManagementFactory.getMemoryMXBean().gc();
                heap = Math.min(
                        heap,
                        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
            }
            long metaspace = ManagementFactory.getMemoryPoolMXBeans().stream()
                    .filter(pool -> pool.getType() == MemoryType.NON_HEAP
                            && pool.getName().equals("Metaspace"))
                    .mapToLong(pool -> pool.getUsage().getUsed())
                    .sum();
            return new Footprint(
                    heap, metaspace, ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
        }
    }
}

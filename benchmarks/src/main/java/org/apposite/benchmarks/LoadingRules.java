package org.apposite.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apposite.ClinicalRules;

/** What it takes to load a folder of 20, 200 and 2,000 rules beside some that are shipped, and what of it stays. */
public final class LoadingRules {

    private LoadingRules() {}

    /**
     * Measures and prints a table.
     *
     * @param args none
     * @throws IOException when a folder for made-up rules cannot be written
     * @throws InterruptedException when interrupted
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        load(20);
        System.out.println(Machine.line());
        System.out.println();
        System.out.println("| rules | CPU seconds | ms a rule | peak heap MB | heap that stays MB |");
        System.out.println("|---|---|---|---|---|");
        for (int rules = 20; rules <= 2000; rules *= 10) {
            System.out.println(load(rules));
        }
    }

    private static String load(int rules) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("apposite-load");
        MadeUpRules made = new MadeUpRules(folder).withoutShippedTopic();
        for (int topic = 1; topic <= Math.max(1, rules / 200); topic++) {
            made.addTopic(topic, 17, Math.min(rules, 200) - 2);
        }
        made.written();
        long before = Clock.liveBytes();
        heapPools().forEach(MemoryPoolMXBean::resetPeakUsage);
        long from = cpuNanos();
        ClinicalRules loaded = ClinicalRules.from(folder);
        double seconds = (cpuNanos() - from) / 1e9;
        double peak =
                heapPools().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum() / 1e6;
        double stays = (Clock.liveBytes() - before) / 1e6;
        long number = loaded.topics().stream()
                .mapToLong(topic -> topic.rules().size())
                .sum();
        MadeUpRules.delete(folder);
        return String.format(
                Locale.ROOT,
                "| %d | %.1f | %.1f | %.0f | %.1f |",
                number,
                seconds,
                seconds * 1000 / number,
                peak,
                stays);
    }

    /** Of the whole process, since the collector has threads of its own. */
    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static java.util.stream.Stream<MemoryPoolMXBean> heapPools() {
        return ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP);
    }
}

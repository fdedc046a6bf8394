package org.apposite.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processor time of the tasks and live heap, as a ratio and differences within one run of a JVM of its own. */
@Tag("soak")
@Timeout(1200)
class ManyRowsCostWhatFewDoTest {

    private static final Pattern FIGURES =
            Pattern.compile("RATIO ([0-9.]+) HEAP (-?[0-9.]+) MB, at the end (-?[0-9.]+) MB");

    @TempDir
    Path folder;

    @Test
    void of_time_for_each_row_and_of_memory() throws Exception {
        List<String> options = new ArrayList<>(List.of("-Xmx700m", "-XX:+UseSerialGC"));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("--add-opens") || option.startsWith("-Djdk.reflect"))
                .forEach(options::add);
        try (Jvm jvm = new Jvm(
                Map.of(),
                folder,
                options,
                System.getProperty("java.class.path"),
                ManyRows.class.getName(),
                System.getProperty("rows", "1000000"))) {
            String line = jvm.awaitLine("RATIO");
            System.out.println(line);
            Matcher figures = FIGURES.matcher(line);

            assertThat(figures.find()).as(line).isTrue();
            assertThat(Double.parseDouble(figures.group(1))).isLessThan(1.25);
            assertThat(Double.parseDouble(figures.group(2))).isLessThan(100);
            assertThat(Double.parseDouble(figures.group(3))).isLessThan(100);
        }
    }
}

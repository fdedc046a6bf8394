package org.apposite.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apposite.ClinicalRules;
import org.apposite.RuleSet;
import org.apposite.file.RuleSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AFolderIsOfOneBatchTest {

    @TempDir
    Path folder;

    private Path input;
    private Path out;

    @BeforeEach
    void fill() throws Exception {
        input = Cohort.csv(folder.resolve("in.csv"), 20);
        out = folder.resolve("out");
    }

    private Batch batch(Path in, int partRows, String... besides) {
        return new Batch(
                Cohort.settings(in, TableFormat.CSV, out, TableFormat.NDJSON, partRows, besides),
                Cohort.RULES,
                (rows, rejected) -> {});
    }

    @Test
    void another_input_other_rules_or_another_way_are_refused_and_nothing_is_changed() throws Exception {
        batch(input, 10, "site", "month").run();
        Map<String, String> before = Folders.content(out);
        Path other = Cohort.csv(folder.resolve("other.csv"), 21);

        assertThatThrownBy(() -> batch(other, 10, "site", "month").run())
                .isInstanceOf(BatchRefused.class)
                .hasMessageContainingAll("input was \"sha256:", "Name another folder");
        assertThatThrownBy(() -> batch(input, 11, "site", "month").run())
                .hasMessageContaining("partRows was 10, and is 11");
        assertThatThrownBy(() -> new Batch(
                                Cohort.settings(input, TableFormat.CSV, out, TableFormat.NDJSON, 10, "site", "month"),
                                ClinicalRules.from(otherRules()),
                                (rows, rejected) -> {})
                        .run())
                .hasMessageContaining("rules was \"sha256:");

        assertThat(Folders.content(out)).isEqualTo(before);
    }

    /** Those of the library by another name. */
    private RuleSource otherRules() throws Exception {
        Map<String, byte[]> files = new TreeMap<>();
        RuleSet.read(Path.of("../../rules-drl"))
                .files()
                .forEach((name, text) -> files.put(name, text.getBytes(StandardCharsets.UTF_8)));
        files.remove("rule-set.lock");
        files.computeIfPresent(
                "rule-set.yaml",
                (name, text) -> new String(text, StandardCharsets.UTF_8)
                        .replaceFirst("(?m)^name: .*$", "name: other")
                        .getBytes(StandardCharsets.UTF_8));
        return RuleSource.of(files);
    }

    @Test
    void the_same_call_once_more_changes_nothing() throws Exception {
        batch(input, 10, "site", "month").run();
        Map<String, String> before = Folders.content(out);

        batch(input, 10, "site", "month").run();

        assertThat(Folders.content(out)).isEqualTo(before);
    }

    @Test
    void a_folder_of_somebody_else_is_left_alone() throws Exception {
        Files.createDirectories(out);
        Files.writeString(out.resolve("thesis.txt"), "x");

        assertThatThrownBy(() -> batch(input, 10, "site", "month").run()).hasMessageContaining("holds other things");

        assertThat(Folders.content(out)).containsOnlyKeys("thesis.txt");
    }

    @Test
    void two_at_once_are_refused() throws Exception {
        try (Parts held = Parts.in(out)) {
            assertThat(held.isEmpty()).isTrue();
            assertThatThrownBy(() -> batch(input, 10, "site", "month").run())
                    .hasMessageContaining("another batch is writing here");
        }
    }

    @Test
    void wrong_columns_are_told_before_the_first_row() throws Exception {
        Map<String, String> wrong = Map.of(
                "complaint,nightpain\n", "Did you mean \"night_pain\"?",
                "age\n", "there is no column \"complaint\"",
                "complaint,order.stdy\n", "\"order\" has a field \"stdy\"",
                "complaint,imaging.1.study\n", "\"imaging\" has no field \"region\"",
                "complaint,imaging.study\n", "column \"imaging.study\" is no datum",
                "complaint,complaint\n", "there are two columns \"complaint\"",
                "\n", "there is no column \"complaint\"");
        wrong.forEach((header, message) -> assertThatThrownBy(
                        () -> batch(Files.writeString(folder.resolve("wrong.csv"), header + "x\n"), 10)
                                .run())
                .as(header)
                .isInstanceOf(BatchRefused.class)
                .hasMessageContaining(message));
        assertThatThrownBy(() -> batch(input, 10, "sites").run()).hasMessageContaining("no column \"sites\"");
        assertThatThrownBy(() -> batch(folder.resolve("none.csv"), 10).run()).hasMessageContaining("no such file");
        assertThatThrownBy(() -> batch(folder, 10).run()).hasMessageContaining("not a file");
        assertThatThrownBy(() -> batch(input, 10, "decision")).hasMessageContaining("cannot be carried over");

        assertThat(out).doesNotExist();
    }

    @Test
    void a_file_without_a_row_is_answered_without_a_row() throws Exception {
        assertThat(batch(Files.writeString(folder.resolve("head.csv"), "complaint\n"), 10)
                        .run()
                        .rows())
                .isZero();
        assertThat(List.copyOf(Folders.content(out).keySet()))
                .containsExactly("batch.json", "report.html", "report.json");
    }
}

package org.apposite.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apposite.batch.report.BatchReport;
import org.apposite.batch.report.BatchReport.Count;
import org.apposite.batch.report.BatchReport.Group;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TheReportCountsWhatStandsInTheFilesTest {

    @TempDir
    Path folder;

    private BatchReport run(Path input) {
        return new Batch(
                        new Batch.Settings(
                                "test",
                                input,
                                TableFormat.CSV,
                                folder.resolve("out"),
                                TableFormat.NDJSON,
                                List.of(),
                                "site",
                                "month",
                                2,
                                50),
                        Cohort.RULES,
                        (rows, rejected) -> {})
                .run();
    }

    private static Map<String, Long> map(List<Count> counts) {
        Map<String, Long> map = new TreeMap<>();
        counts.forEach(one -> map.put(one.code(), one.number()));
        return map;
    }

    @Test
    void in_sum_and_for_each_place_and_month() throws Exception {
        BatchReport report = run(Cohort.csv(folder.resolve("in.csv"), 200));

        List<JsonNode> answers = new ArrayList<>();
        for (String line : Folders.lines(folder.resolve("out/answers"))) {
            answers.add(new JsonMapper().readTree(line));
        }
        assertThat(report.answers()).isEqualTo(answers.size());
        assertThat(report.rows()).isEqualTo(200);
        assertThat(map(report.outcomes())).isEqualTo(by(answers, "/decision/outcome", any -> true));
        assertThat(report.variants().stream().mapToLong(one -> one.answers()).sum())
                .isEqualTo(answers.stream()
                        .filter(one -> !one.at("/decision/variant").isNull())
                        .count());
        assertThat(report.missing()).isNotEmpty().allSatisfy(one -> {
            assertThat(one.needed()).isEqualTo(missing(answers, one.code(), true));
            assertThat(one.couldChange()).isEqualTo(missing(answers, one.code(), false));
        });
        assertThat(report.groups().stream().mapToLong(Group::rows).sum()).isEqualTo(200);
        for (Group group : report.groups()) {
            assertThat(map(group.outcomes()))
                    .isEqualTo(by(
                            answers,
                            "/decision/outcome",
                            one -> one.get("site").asText().equals(group.site())
                                    && one.get("month").asText().equals(group.month())));
        }
        assertThat(new JsonMapper().readTree(folder.resolve("out/report.json").toFile()))
                .isEqualTo(new JsonMapper().readTree(new JsonMapper().writeValueAsString(report)));
    }

    private static Map<String, Long> by(List<JsonNode> answers, String what, Predicate<JsonNode> of) {
        Map<String, Long> counts = new TreeMap<>();
        answers.stream().filter(of).forEach(one -> counts.merge(one.at(what).asText(), 1L, Long::sum));
        return counts;
    }

    private static long missing(List<JsonNode> answers, String code, boolean blocking) {
        return answers.stream()
                .flatMap(one -> {
                    List<JsonNode> all = new ArrayList<>();
                    one.at("/decision/missing").forEach(all::add);
                    return all.stream();
                })
                .filter(one -> one.get("code").asText().equals(code)
                        && one.get("blocking").asBoolean() == blocking)
                .count();
    }

    /** Of what rows differ in only so much is told apart, and what it is called is text. */
    @Test
    void a_place_of_its_own_in_each_row_and_markup_in_its_name() throws Exception {
        List<String> lines = new ArrayList<>(List.of("complaint,site,month"));
        for (int i = 0; i < Tally.MOST_GROUPS + 100; i++) {
            lines.add("back-pain,<b>" + i + "</b>,2026-01-02");
        }

        BatchReport report = run(Files.write(folder.resolve("in.csv"), lines));

        assertThat(report.groups()).hasSize(Tally.MOST_GROUPS + 1);
        assertThat(report.groups().stream().mapToLong(Group::rows).sum()).isEqualTo(lines.size() - 1);
        assertThat(report.groups())
                .allSatisfy(group -> assertThat(group.month()).isIn("2026-01", "(others)"));
        assertThat(Files.readString(folder.resolve("out/report.html")))
                .doesNotContain("<b>")
                .contains("&lt;b&gt;");
    }
}

package org.apposite.log.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apposite.log.report.DecisionReport.Difference;
import org.apposite.log.report.DecisionReport.OverrideRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecisionReportTest {

    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

    @TempDir
    private Path home;

    private static ObjectNode decision(String id, int minute) {
        ObjectNode line = JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("time", START.plusSeconds(60L * minute).toString())
                .put("digest", "sha256:d")
                .put("outcome", "variant-matched")
                .put("topic", "one")
                .put("variant", "first");
        line.putArray("orders").addObject().put("id", "o-" + id).put("asked", "a-study");
        line.putArray("cards")
                .addObject()
                .put("id", "c-" + id)
                .put("indicator", "warning")
                .put("kind", "study");
        line.putObject("alerts").put("an-alert", "warning");
        line.putArray("preferred").add("a-study");
        line.putObject("ratings").putArray("usually-appropriate").add("a-study").add("another");
        return line;
    }

    private static ObjectNode silent(ObjectNode decision, String beside) {
        return decision.put("silent", true).put("beside", beside);
    }

    private static ObjectNode feedback(String card, String outcome, String reason) {
        ObjectNode line = JsonNodeFactory.instance
                .objectNode()
                .put("time", START.toString())
                .put("card", card)
                .put("outcome", outcome);
        line.putObject("overrideReason").put("code", reason);
        return line;
    }

    private Path file(String name, List<?> lines) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, lines.stream().map(Object::toString).toList());
    }

    private static DecisionReport of(Path... logs) throws IOException {
        return DecisionReport.of(List.of(logs), null, null);
    }

    @Test
    void cards_are_counted_with_what_became_of_them_and_for_which_orders() throws IOException {
        ObjectNode suppressed = decision("3", 2);
        suppressed
                .putArray("suppressed")
                .add(((ObjectNode) suppressed.remove("cards").get(0)).put("why", "overridden"));
        file("log/decisions.jsonl", List.of(decision("1", 0), decision("2", 1), suppressed));
        file(
                "log/feedback.jsonl",
                List.of(
                        feedback("c-1", "overridden", "disagree"),
                        feedback("c-2", "accepted", ""),
                        feedback("c-9", "accepted", "")));

        DecisionReport report = of(home.resolve("log"));

        assertThat(report.shown()).isEqualTo(new DecisionReport.Total(3, 2, 2));
        assertThat(report.silent()).isEqualTo(new DecisionReport.Total(0, 0, 0));
        assertThat(report.cards()).singleElement().satisfies(row -> {
            assertThat(row.shown()).isEqualTo(2);
            assertThat(row.accepted()).isEqualTo(1);
            assertThat(row.overridden()).isEqualTo(1);
            assertThat(row.suppressed()).containsExactly(Map.entry("overridden", 1L));
        });
        assertThat(report.overrides()).containsExactly(new OverrideRow("disagree", "study", 1));
        assertThat(report.orders()).singleElement().satisfies(row -> {
            assertThat(row.asked()).isEqualTo("a-study");
            assertThat(row.shown().withCard()).isEqualTo(2);
            assertThat(row.overridden()).isEqualTo(1);
        });
        assertThat(report.lines().feedback()).isEqualTo(2);
        assertThat(report.lines().feedbackToOthers()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            outcome   | outcome   |          | variant-matched     | data-required
            topic     | topic     |          | one                 | two
            variant   | variant   |          | first               | second
            preferred | preferred |          | a-study             | none
            ratings   | rating    | a-study  | usually-appropriate | may-be-appropriate
            ratings   | rating    | another  | usually-appropriate | none
            alerts    | alert     | an-alert | warning             | critical
            cards     | cards     |          | study (warning)     | none
            """)
    void a_pair_that_differs_in_one_thing_is_told_with_both_and_an_example(
            String member, String in, String part, String shown, String silent) throws IOException {
        ObjectNode other = silent(decision("s", 1), "1");
        switch (member) {
            case "preferred", "cards" -> other.putArray(member);
            case "ratings" -> {
                other.putObject(member)
                        .putArray("usually-appropriate")
                        .add(part.equals("another") ? "a-study" : "another");
                if (!part.equals("another")) {
                    ((ObjectNode) other.path(member)).putArray(silent).add(part);
                }
            }
            case "alerts" -> other.putObject(member).put(part, silent);
            default -> other.put(member, silent);
        }
        ObjectNode same = silent(decision("t", 1), "1");
        // The order of the lines of one call is that in which two threads came to write.
        for (List<ObjectNode> lines :
                List.of(List.of(decision("1", 0), other, same), List.of(same, other, decision("1", 0)))) {
            DecisionReport.Comparison comparison = of(file("log.jsonl", lines)).comparison();
            assertThat(comparison.pairs()).isEqualTo(2);
            assertThat(comparison.same()).isEqualTo(1);
            assertThat(comparison.differences())
                    .containsExactly(new Difference(in, part == null ? "" : part, shown, silent, 1, "s"));
            assertThat(comparison.unpaired()).isZero();
        }
    }

    @Test
    void another_variant_is_not_told_again_by_all_of_its_ratings() throws IOException {
        ObjectNode other = silent(decision("s", 1), "1").put("variant", "second");
        other.putObject("ratings");
        assertThat(of(file("log.jsonl", List.of(decision("1", 0), other)))
                        .comparison()
                        .differences())
                .extracting(Difference::in)
                .containsExactly("variant");
    }

    @Test
    void a_silent_decision_without_the_one_beside_it_is_named() throws IOException {
        DecisionReport.Comparison comparison =
                of(file("log.jsonl", List.of(silent(decision("s", 1), "gone")))).comparison();
        assertThat(comparison.pairs()).isZero();
        assertThat(comparison.unpaired()).isEqualTo(1);
        assertThat(comparison.unpairedIds()).containsExactly("s");
    }

    @Test
    void lines_of_all_versions_are_read_and_those_that_cannot_be_are_named() throws IOException {
        Path old = Path.of("src/test/resources/decisions-of-language-1.jsonl");
        List<String> lines = new ArrayList<>(Files.readAllLines(old));
        lines.add("{}");
        lines.add("no JSON");
        lines.add("{\"erased\":true}");
        lines.add(
                "{\"event\":\"withdrawn\",\"time\":\"2026-11-02T00:00:00Z\",\"part\":\"a-rule\",\"reason\":\"a recall\"}");
        Path log = file("log.jsonl", lines);
        Files.writeString(log, Files.readString(log) + "{\"id\":\"torn");

        DecisionReport report = of(log);

        assertThat(report.lines().decisions()).isEqualTo(6);
        assertThat(report.lines().unreadable()).isEqualTo(2);
        assertThat(report.lines().erased()).isEqualTo(1);
        assertThat(report.lines().places())
                .containsExactly(
                        "log.jsonl:7: cannot be read", "log.jsonl:8: cannot be read", "log.jsonl:11: is not whole");
        assertThat(report.events())
                .containsExactly(new DecisionReport.EventRow(
                        "2026-11-02T00:00:00Z", "withdrawn", "part a-rule; reason a recall"));
    }

    @Test
    void each_decision_is_of_one_of_two_times_that_follow_each_other() throws IOException {
        Path log = file(
                "log.jsonl",
                IntStream.range(0, 100).mapToObj(i -> decision("" + i, i)).toList());
        for (int minute = 1; minute < 100; minute++) {
            Instant at = START.plusSeconds(60L * minute);
            assertThat(DecisionReport.of(List.of(log), null, at).lines().decisions())
                    .isEqualTo(minute);
            assertThat(DecisionReport.of(List.of(log), at, null).lines().decisions())
                    .isEqualTo(100 - minute);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DecisionReport.of(List.of(log), START, START))
                .withMessageContaining("before it begins");
    }

    @Test
    void a_log_in_many_files_gives_the_report_of_the_log_in_one() throws IOException {
        Random random = new Random(1);
        List<ObjectNode> lines = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            ObjectNode line = decision("" + i, i).put("variant", "v" + random.nextInt(5));
            lines.add(i > 0 && random.nextBoolean() ? silent(line, "" + random.nextInt(i)) : line);
        }
        DecisionReport whole = of(file("one/decisions.jsonl", lines));
        assertThat(of(home.resolve("one"))).isEqualTo(whole);
        for (int round = 0; round < 20; round++) {
            String folder = "many-" + round;
            List<Path> files = new ArrayList<>();
            int from = 0;
            while (from < lines.size()) {
                int to = Math.min(lines.size(), from + 1 + random.nextInt(100));
                String name = to == lines.size()
                        ? "decisions.jsonl"
                        : "decisions-20261101T000000Z-%06d.jsonl".formatted(files.size() + 1);
                files.add(file(folder + "/" + name, lines.subList(from, to)));
                from = to;
            }
            assertThat(of(home.resolve(folder))).isEqualTo(whole);
            assertThat(of(files.toArray(Path[]::new))).isEqualTo(whole);
        }
    }

    @Test
    void pieces_of_a_log_that_overlap_are_refused_and_others_are_not() throws IOException {
        List<ObjectNode> lines =
                IntStream.range(0, 8).mapToObj(i -> decision("" + i, i)).toList();
        for (int from = 0; from < 8; from++) {
            for (int to = from + 1; to <= 8; to++) {
                Path one = file("one.jsonl", lines.subList(from, to));
                for (int otherFrom = 0; otherFrom < 8; otherFrom++) {
                    Path other = file("other.jsonl", lines.subList(otherFrom, 8));
                    if (otherFrom >= to) {
                        assertThat(of(one, other).lines().decisions()).isEqualTo(to - from + 8 - otherFrom);
                    } else {
                        assertThatIllegalArgumentException()
                                .isThrownBy(() -> of(one, other))
                                .withMessageContaining("hold the same lines");
                    }
                }
            }
        }
        Path log = file("log.jsonl", lines);
        assertThatIllegalArgumentException().isThrownBy(() -> of(log, log)).withMessageContaining("each log once");
    }

    /** The tests of this module have 256 MB of heap. */
    @Test
    void a_log_that_is_larger_than_the_memory_is_reported() throws IOException {
        Path log = home.resolve("decisions.jsonl");
        int count = 30_000;
        try (BufferedWriter to = Files.newBufferedWriter(log, StandardCharsets.UTF_8)) {
            String filling = "\"filling\":\"" + "x".repeat(10_000) + "\",";
            for (int i = 0; i < count; i++) {
                String line = decision(new UUID(1, i).toString(), i)
                        .put("variant", "v" + i)
                        .toString();
                to.write("{" + filling + line.substring(1) + "\n");
            }
        }
        DecisionReport report = of(log);
        assertThat(report.lines().decisions()).isEqualTo(count);
        assertThat(report.answers()).hasSizeLessThan(6_000);
        assertThat(report.answers().stream()
                        .mapToLong(row -> row.shown().decisions())
                        .sum())
                .isEqualTo(count);
    }
}

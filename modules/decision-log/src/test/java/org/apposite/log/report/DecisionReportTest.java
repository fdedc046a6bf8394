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
import java.util.Collections;
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
        line.putObject("alertTexts").put("an-alert", "a");
        line.putArray("preferred").add("a-study");
        line.putObject("ratings").putArray("usually-appropriate").add("a-study").add("another");
        return line;
    }

    private static ObjectNode triedOut(ObjectNode decision, String beside) {
        return decision.put("silent", true).put("triedOut", true).put("beside", beside);
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
            texts     | text      | an-alert | one                 | another
            cards     | cards     |          | study (warning)     | none
            """)
    void a_pair_that_differs_in_one_thing_is_told_with_both_and_an_example(
            String member, String in, String part, String live, String other) throws IOException {
        ObjectNode differs = triedOut(decision("s", 1), "1");
        switch (member) {
            case "preferred", "cards" -> differs.putArray(member);
            case "ratings" -> {
                differs.putObject(member)
                        .putArray("usually-appropriate")
                        .add(part.equals("another") ? "a-study" : "another");
                if (!part.equals("another")) {
                    ((ObjectNode) differs.path(member)).putArray(other).add(part);
                }
            }
            case "alerts" -> differs.putObject(member).put(part, other);
            case "texts" -> differs.putObject("alertTexts").put(part, "b");
            default -> differs.put(member, other);
        }
        ObjectNode same = triedOut(decision("t", 1), "1");
        // The order of the lines of one call is that in which two threads came to write.
        for (List<ObjectNode> lines :
                List.of(List.of(decision("1", 0), differs, same), List.of(same, differs, decision("1", 0)))) {
            DecisionReport.Comparison comparison = of(file("log.jsonl", lines)).comparison();
            assertThat(comparison.pairs()).isEqualTo(2);
            assertThat(comparison.same()).isEqualTo(1);
            assertThat(comparison.differences())
                    .containsExactly(
                            new Difference(in, part == null ? "" : part, live, other, 1, List.of("a-study"), "s"));
            assertThat(comparison.unpaired()).isZero();
        }
    }

    @Test
    void another_variant_is_not_told_again_by_all_of_its_ratings() throws IOException {
        ObjectNode differs = triedOut(decision("s", 1), "1").put("variant", "second");
        differs.putObject("ratings");
        assertThat(of(file("log.jsonl", List.of(decision("1", 0), differs)))
                        .comparison()
                        .differences())
                .extracting(Difference::in)
                .containsExactly("variant");
    }

    @Test
    void a_decision_without_the_one_beside_it_is_named() throws IOException {
        DecisionReport.Comparison comparison = of(file("log.jsonl", List.of(triedOut(decision("s", 1), "gone"))))
                .comparison();
        assertThat(comparison.pairs()).isZero();
        assertThat(comparison.unpaired()).isEqualTo(1);
        assertThat(comparison.unpairedIds()).containsExactly("s");
    }

    /** Whatever of the rules that answer was shown or silent: a decision of each mode, each with or without one beside it, in every order. */
    @Test
    void pairs_are_found_whether_the_decision_of_the_rules_that_answer_was_shown_or_silent() throws IOException {
        for (boolean isSilent : List.of(false, true)) {
            ObjectNode live = decision("1", 0);
            ObjectNode other = decision("2", 1);
            // With a silent topic, what was shown without it is the same decision once more.
            ObjectNode again = decision("3", 1).put("silent", true).put("beside", "2");
            if (isSilent) {
                live.put("silent", true);
            }
            ObjectNode alone = triedOut(decision("t", 2), "");
            alone.remove("beside");
            List<ObjectNode> lines = new ArrayList<>(List.of(
                    live, other, again, triedOut(decision("r", 2), "1"), triedOut(decision("s", 2), "3"), alone));
            for (int round = 0; round < lines.size(); round++) {
                DecisionReport report = of(file("log.jsonl", lines));
                DecisionReport.Comparison comparison = report.comparison();
                assertThat(comparison.live()).isEqualTo(2);
                assertThat(comparison.compared()).isEqualTo(2);
                assertThat(comparison.pairs()).isEqualTo(2);
                assertThat(comparison.same()).isEqualTo(2);
                assertThat(comparison.alone()).isEqualTo(1);
                assertThat(comparison.unpaired()).isZero();
                assertThat(report.shown().decisions()).isEqualTo(isSilent ? 1 : 2);
                assertThat(report.silent().decisions()).isEqualTo(isSilent ? 2 : 1);
                assertThat(report.triedOut().decisions()).isEqualTo(3);
                assertThat(report.cards()).singleElement().satisfies(row -> {
                    assertThat(row.shown()).isEqualTo(report.shown().cards());
                    assertThat(row.silent()).isEqualTo(report.silent().cards());
                    assertThat(row.triedOut()).isEqualTo(3);
                });
                assertThat(report.days()).singleElement().satisfies(day -> {
                    assertThat(day.cards()).isEqualTo(report.shown().cards());
                    assertThat(day.silentCards()).isEqualTo(report.silent().cards());
                    assertThat(day.triedOutCards()).isEqualTo(3);
                });
                Collections.rotate(lines, 1);
            }
        }
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
            lines.add(i > 0 && random.nextBoolean() ? triedOut(line, "" + random.nextInt(i)) : line);
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

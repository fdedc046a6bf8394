package org.apposite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apposite.model.Topic.Rule;
import org.junit.jupiter.api.Test;

/** The checklist has a row for every statement, and what its rows name exists. */
class ChecklistTest {

    private static final Path CHECKLIST = Path.of("docs", "checklist.md");
    private static final Path CASES = Path.of("rules-drl", "back-pain-child", "cases");
    private static final int STATEMENTS = 57;
    private static final int FACTS = 20;
    private static final int DECISIONS = 35;

    @Test
    void every_statement_and_fact_has_one_row_in_order() throws IOException {
        List<String> expected = Stream.of(numbered("S", STATEMENTS), numbered("F", FACTS), numbered("B", DECISIONS))
                .flatMap(rows -> rows)
                .toList();

        assertThat(found("(?m)^\\| ([SFB]\\d+) \\|")).isEqualTo(expected);
    }

    @Test
    void every_row_names_what_carries_it_or_says_that_nothing_does() throws IOException {
        assertThat(found("(?m)^(\\| [SFB]\\d+ \\|.*)$"))
                .allMatch(row -> row.matches(".*(`rule:|`case:|not carried: |`vocabulary/sources.yaml`).*"));
    }

    @Test
    void every_rule_that_it_names_is_bundled() throws IOException {
        List<String> rules = ClinicalRules.bundled().topics().stream()
                .filter(topic -> topic.id().equals("back-pain-child"))
                .flatMap(topic -> topic.rules().stream())
                .map(Rule::id)
                .toList();

        assertThat(found("`rule:([^`]*)`")).isNotEmpty().isSubsetOf(rules);
    }

    @Test
    void every_case_that_it_names_stands_beside_the_rules() throws IOException {
        assertThat(found("`case:([^`]*)`"))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(CASES.resolve(name)).isRegularFile());
    }

    private static Stream<String> numbered(String letter, int last) {
        return IntStream.rangeClosed(1, last).mapToObj(number -> letter + number);
    }

    private static List<String> found(String pattern) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(CHECKLIST))
                .results()
                .map(match -> match.group(1))
                .toList();
    }
}

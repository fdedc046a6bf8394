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
    private static final Path RULES = Path.of("rules-drl");
    /** How many statements there are, by the letter before their numbers, and whose rules and cases carry them. */
    private static final List<Numbered> NUMBERED = List.of(
            new Numbered("S", 57, "back-pain-child"),
            new Numbered("F", 20, "back-pain-child"),
            new Numbered("H", 53, "head-trauma-child"));

    private record Numbered(String letter, int statements, String topic) {}

    @Test
    void every_statement_and_fact_has_one_row_in_order() throws IOException {
        List<String> expected =
                NUMBERED.stream().flatMap(ChecklistTest::numbers).toList();

        assertThat(found("(?m)^\\| ([A-Z]\\d+) \\|")).isEqualTo(expected);
    }

    @Test
    void every_row_names_what_carries_it_or_says_that_nothing_does() throws IOException {
        assertThat(found("(?m)^(\\| [A-Z]\\d+ \\|.*)$"))
                .allMatch(row -> row.matches(".*(`rule:|`case:|not carried: |`vocabulary/sources.yaml`).*"));
    }

    @Test
    void every_rule_that_it_names_is_bundled() throws IOException {
        for (Numbered numbered : NUMBERED) {
            List<String> rules = ClinicalRules.bundled().topics().stream()
                    .filter(topic -> topic.id().equals(numbered.topic()))
                    .flatMap(topic -> topic.rules().stream())
                    .map(Rule::id)
                    .toList();

            assertThat(named(numbered, "rule")).isNotEmpty().isSubsetOf(rules);
        }
    }

    @Test
    void every_case_that_it_names_stands_beside_the_rules() throws IOException {
        for (Numbered numbered : NUMBERED) {
            Path cases = RULES.resolve(numbered.topic()).resolve("cases");

            assertThat(named(numbered, "case"))
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(cases.resolve(name)).isRegularFile());
        }
    }

    private static Stream<String> numbers(Numbered numbered) {
        return IntStream.rangeClosed(1, numbered.statements()).mapToObj(number -> numbered.letter() + number);
    }

    /** What the rows of a letter name. */
    private static List<String> named(Numbered numbered, String what) throws IOException {
        return found("(?m)^(\\| " + numbered.letter() + "\\d+ \\|.*)$").stream()
                .flatMap(row -> Pattern.compile("`" + what + ":([^`]*)`")
                        .matcher(row)
                        .results()
                        .map(match -> match.group(1)))
                .toList();
    }

    private static List<String> found(String pattern) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(CHECKLIST))
                .results()
                .map(match -> match.group(1))
                .toList();
    }
}

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The checklist has a row for every statement, and what its rows name exists. */
class ChecklistTest {

    private static final Path CHECKLIST = Path.of("docs", "checklist.md");

    /**
     * Rows of one topic.
     *
     * @param letter how their numbers begin
     * @param last the number of the last
     * @param topic the topic whose rules and cases they name
     */
    private record Rows(String letter, int last, String topic) {

        Stream<String> numbers() {
            return IntStream.rangeClosed(1, last).mapToObj(number -> letter + number);
        }

        List<String> found(String name) throws IOException {
            return ChecklistTest.found("(?m)^(\\| " + letter + "\\d+ \\|.*)$").stream()
                    .flatMap(row -> Pattern.compile(name).matcher(row).results())
                    .map(match -> match.group(1))
                    .toList();
        }
    }

    static List<Rows> rows() {
        return List.of(
                new Rows("S", 57, "back-pain-child"),
                new Rows("F", 20, "back-pain-child"),
                new Rows("B", 35, "back-pain-child"),
                new Rows("H", 53, "head-trauma-child"),
                new Rows("L", 52, "low-back-pain"));
    }

    @Test
    void every_statement_has_one_row_in_order() throws IOException {
        assertThat(found("(?m)^\\| ([A-Z]\\d+) \\|"))
                .isEqualTo(rows().stream().flatMap(Rows::numbers).toList());
    }

    @Test
    void every_row_names_what_carries_it_or_says_that_nothing_does() throws IOException {
        assertThat(found("(?m)^(\\| [A-Z]\\d+ \\|.*)$"))
                .allMatch(row -> row.matches(".*(`rule:|`case:|not carried: |`vocabulary/sources.yaml`).*"));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void every_rule_that_it_names_is_one_of_the_topic(Rows rows) throws IOException {
        assertThat(rows.found("`rule:([^`]*)`"))
                .isNotEmpty()
                .isSubsetOf(
                        Rules.topic(rows.topic).rules().stream().map(Rule::id).toList());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void every_case_that_it_names_stands_beside_the_rules(Rows rows) throws IOException {
        assertThat(rows.found("`case:([^`]*)`"))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(Rules.FOLDER
                                .resolve(rows.topic)
                                .resolve("cases")
                                .resolve(name))
                        .isRegularFile());
    }

    private static List<String> found(String pattern) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(CHECKLIST))
                .results()
                .map(match -> match.group(1))
                .toList();
    }
}

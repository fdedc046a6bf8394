package org.apposite.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apposite.model.RuleIssue;
import org.junit.jupiter.api.Test;

class FindingTextTest {

    @Test
    void every_issue_has_its_place_a_caret_below_it_and_what_to_do() {
        String text = new FindingText(false)
                .ofIssues(List.of(
                        new RuleIssue(
                                "APP-105",
                                "t/a.drl",
                                12,
                                16,
                                "\"fevr\" is no finding.",
                                "Did you mean fever?",
                                "\tPatientCase( present( \"fevr\" ) )"),
                        new RuleIssue("APP-001", "t/topic.yaml", 0, 0, "the file is missing.", null, null),
                        new RuleIssue("APP-002", "t/b.drl", 3, 0, "the rule has no source.", null, "rule \"B\"")))
                .toString();

        assertThat(text).isEqualTo("""
                t/a.drl:12:16: error APP-105 "fevr" is no finding.
                    \tPatientCase( present( "fevr" ) )
                    \t              ^
                    Did you mean fever?
                t/topic.yaml: error APP-001 the file is missing.
                t/b.drl:3: error APP-002 the rule has no source.
                    rule "B"
                """);
    }

    @Test
    void what_a_terminal_would_obey_is_shown_as_a_question_mark() {
        String text = new FindingText(false)
                .ofIssues(List.of(
                        new RuleIssue("APP-100", "a.drl", 1, 3, "no \u001b[2J here", null, "\u001b[2J\u202e rule")))
                .toString();

        assertThat(text).isEqualTo("""
                a.drl:1:3: error APP-100 no ?[2J here
                    ?[2J? rule
                      ^
                """);
    }

    @Test
    void of_a_very_long_line_the_part_round_the_place_is_shown() {
        String line = "a".repeat(1000) + "X" + "b".repeat(1000);
        String text = new FindingText(false)
                .ofIssues(List.of(new RuleIssue("APP-100", "a.drl", 1, 1001, "here", null, line)))
                .toString();

        assertThat(text)
                .isEqualTo("a.drl:1:1001: error APP-100 here\n"
                        + "    " + "a".repeat(119) + "X" + "b".repeat(120) + "\n"
                        + "    " + " ".repeat(119) + "^\n");
    }
}

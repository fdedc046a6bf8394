package org.apposite;

import static org.apposite.Hostile.listed;
import static org.apposite.Hostile.many;
import static org.apposite.Hostile.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apposite.model.RuleIssue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What no person writes but a generator may: however large or deep a folder is, it is refused in words, and soon. */
class HostileFoldersAreRefusedSoonTest {

    @TempDir
    private Path folder;

    private Hostile hostile;

    @BeforeEach
    void begin() throws IOException {
        hostile = Hostile.in(folder);
    }

    @Test
    void rules_that_build_one_on_the_next() throws IOException {
        String last = rule("s1500", "Patient( present( \"sway\" ) )", "conclude.situation( \"s1500\" );");

        assertThat(issuesWith(many(
                                1500,
                                i -> rule(
                                        "s" + i,
                                        "exists Situation( is( \"s" + (i + 1) + "\" ) )",
                                        "conclude.situation( \"s" + i + "\" );"))
                        + last))
                .contains("more than 100 rules build one on the next, and this is one of them");
    }

    @Test
    void rules_that_are_none() throws IOException {
        assertThat(issuesWith(many(20_000, i -> "rule \"a\" when then end\n"))).contains("the rule has no condition");
    }

    @Test
    void a_file_with_many_issues_tells_the_first_and_how_many_more_there_are() throws IOException {
        hostile.rules(
                many(400, i -> rule("r" + i, "Patient( present( \"nothing\" ) )", "conclude.headline( \"A.\" );")));

        assertThat(issues())
                .hasSize(101)
                .startsWith("there is no finding \"nothing\"")
                .endsWith("from here on there are 300 more issues in this file");
    }

    @Test
    void of_a_line_that_nobody_has_written_the_beginning_is_shown() throws IOException {
        String line = many(400, i -> rule("r" + i, "Patient( present( \"nothing\" ) )", "conclude.headline( \"A.\" );"))
                .replace("\n", " ");
        hostile.rules(line + "\n");

        assertThat(ClinicalRules.check(folder))
                .hasSize(101)
                .allMatch(issue -> issue.excerpt() == null || issue.excerpt().length() <= 2_000);
    }

    @Test
    void a_rule_with_many_conclusions() throws IOException {
        String conclusions = many(8000, i -> "conclude.alert( \"a\", \"info\", \"A.\" );\n");

        assertThat(issuesWith(rule("many", "Patient( present( \"sway\" ) )", conclusions)))
                .containsExactly("the rule has more than 1,000 conclusions");
    }

    @Test
    void codes_without_end() throws IOException {
        String code = "a" + "-a".repeat(100_000);

        assertThat(issuesWith(rule(code, "Patient( present( \"sway\" ) )", "conclude.headline( \"Sways.\" );")))
                .containsExactly("the id of the rule has more than 200 characters");
    }

    @Test
    void many_words_that_are_misspelt() throws IOException {
        Files.writeString(
                folder.resolve("vocabulary/regions.yaml"),
                "regions:\n  head: {}\n  foot: {}\n" + many(15_000, i -> "  r" + i + ": { of: [q" + i + "] }\n"));

        assertThat(issues()).contains("there is no region \"q1\"");
    }

    @Test
    void many_regions_of_many_parts() throws IOException {
        Files.writeString(
                folder.resolve("vocabulary/regions.yaml"),
                "regions:\n  head: {}\n  foot: {}\n"
                        + many(5000, i -> "  p" + i + ": {}\n")
                        + "  all: { of: [" + many(5000, i -> (i == 0 ? "" : ", ") + "p" + i) + "] }\n"
                        + many(5000, i -> "  r" + i + ": { of: [all] }\n"));

        assertThat(issues()).singleElement().asString().contains("more than 100000");
    }

    @Test
    void rules_that_ask_more_than_a_circuit_can_hold() throws IOException {
        int size = 700;
        hostile.findings(
                size,
                "groups:\n  all: [" + listed(size, ", ", i -> "f" + i) + "]\n"
                        + many(140, i -> "  g" + i + ": { all: all, except: [f" + i + "] }\n"));

        assertThat(issuesWith(many(
                        700,
                        i -> rule(
                                "s" + i,
                                "Patient( atLeastPresent( " + (2 + i / 140) + ", \"g" + i % 140 + "\" ) )",
                                "conclude.headline( \"Sways.\" );"))))
                .singleElement()
                .asString()
                .contains("the rules of the topic ask too much", "connections");
    }

    @Test
    void more_rules_than_a_topic_has() throws IOException {
        assertThat(issuesWith(many(
                        2501,
                        i -> rule("r" + i, "Patient( present( \"sway\" ) )", "conclude.headline( \"Sways.\" );"))))
                .containsExactly("the topic has more than 2,500 rules");
    }

    @Test
    void a_rule_with_many_arguments() throws IOException {
        String row = "conclude.rate( \"lantern-head\", \"usually-appropriate\", 7, \"none\"";

        assertThat(issuesWith(
                        rule("many", "Routing( matched( \"only\" ) )", row + ", \"book\"".repeat(16_000) + " );")))
                .containsExactly("the conclusions of the rule have more than 5,000 arguments");
    }

    @Test
    void a_rule_with_many_questions() throws IOException {
        hostile.findings(401, "");

        assertThat(issuesWith(rule(
                        "many",
                        "Patient( " + listed(401, ", ", i -> "present( \"f" + i + "\" )") + " )",
                        "conclude.headline( \"Sways.\" );")))
                .containsExactly("the rule asks more than 400 questions");
    }

    @Test
    void texts_that_grow_when_they_are_filled() throws IOException {
        hostile.procedures(1000, 300);
        String rows =
                many(1000, i -> "conclude.rate( \"p" + i + "\", \"usually-appropriate\", 7, \"none\", \"book\" );\n");
        String alert = "conclude.alert( \"a\", \"info\", \"" + "{usually-appropriate}".repeat(90) + "\" );";

        assertThat(issuesWith(rule("rows", "Routing( matched( \"only\" ) )", rows)
                        + rule("alert", "Routing( matched( \"only\" ) )", alert)))
                .containsExactly("the text can have more than 20,000 characters when its places are filled");
    }

    @Test
    void long_codes_and_texts_everywhere() throws IOException {
        String code = "a".repeat(100_000);
        Path findings = folder.resolve("vocabulary/findings.yaml");
        Rules.addBelow(
                findings,
                "findings",
                "  " + "a".repeat(201) + ": { display: a, definition: F., question: \"F?\" }\n  long: { display: "
                        + "x".repeat(2001) + ", definition: F., question: \"F?\" }\n");

        assertThat(issuesWith(rule(
                        "alert",
                        "Patient( present( \"sway\" ) )",
                        "conclude.alert( \"" + "a".repeat(201) + "\", \"info\", \"A.\" );")))
                .contains(
                        "the code has more than 200 characters",
                        "the code \"" + code.substring(0, 67) + "...\" has more than 200 characters",
                        "the text of \"display\" has more than 2,000 characters");
    }

    private List<String> issuesWith(String rules) throws IOException {
        hostile.rules(rules);
        return issues();
    }

    private List<String> issues() {
        return assertTimeoutPreemptively(Duration.ofSeconds(20), () -> ClinicalRules.check(folder)).stream()
                .map(RuleIssue::message)
                .toList();
    }
}

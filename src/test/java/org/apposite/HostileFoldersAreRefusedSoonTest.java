package org.apposite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apposite.model.RuleIssue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What no person writes but a generator may: however large or deep a folder is, it is refused in words, and soon. */
class HostileFoldersAreRefusedSoonTest {

    private static final Path BASE = Path.of("src/test/resources/wrong/base");

    @TempDir
    private Path folder;

    @BeforeEach
    void begin() throws IOException {
        Files.copy(BASE.resolve("rule-set.yaml"), folder.resolve("rule-set.yaml"));
        Rules.copy(BASE.resolve("vocabulary"), folder.resolve("vocabulary"));
        Rules.copy(BASE.resolve("bump"), folder.resolve("bump"));
    }

    @Test
    void rules_that_build_one_on_the_next() throws IOException {
        String last = rule("s3000", "Patient( present( \"sway\" ) )", "conclude.situation( \"s3000\" );");

        assertThat(issuesWith(many(
                                3000,
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
    void a_rule_with_many_conclusions() throws IOException {
        String conclusions = many(8000, i -> "conclude.alert( \"a\", \"info\", \"A.\" );\n");

        assertThat(issuesWith(rule("many", "Patient( present( \"sway\" ) )", conclusions)))
                .containsExactly("the rule has more than 1000 conclusions");
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
        Path findings = folder.resolve("vocabulary/findings.yaml");
        Rules.addBelow(
                findings,
                "findings",
                many(size, i -> "  f" + i + ": { display: f" + i + ", definition: F., question: \"F?\" }\n"));
        Path topic = folder.resolve("bump/topic.yaml");
        Files.writeString(
                topic,
                Files.readString(topic).replace("drop, wait]", "drop, wait" + many(size, i -> ", f" + i) + "]")
                        + "groups:\n  all: [" + many(size, i -> (i == 0 ? "" : ", ") + "f" + i) + "]\n"
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

    private static String many(int number, IntFunction<String> one) {
        return IntStream.range(0, number).mapToObj(one).collect(Collectors.joining());
    }

    private static String rule(String id, String when, String then) {
        return "rule \"" + id.substring(0, Math.min(id.length(), 20)) + "\"\n    @id( " + id
                + " )\n    @source( book )\nwhen\n    " + when + "\nthen\n    " + then + "\nend\n";
    }

    private List<String> issuesWith(String rules) throws IOException {
        String head = Files.readString(folder.resolve("bump/bump.drl")).replaceFirst("(?s)rule \"only\".*", "");
        Files.writeString(folder.resolve("bump/more.drl"), head + rules);
        return issues();
    }

    private List<String> issues() {
        return assertTimeoutPreemptively(Duration.ofSeconds(20), () -> ClinicalRules.check(folder)).stream()
                .map(RuleIssue::message)
                .toList();
    }
}

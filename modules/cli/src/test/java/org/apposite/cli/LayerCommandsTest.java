package org.apposite.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apposite.cli.commands.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on a hospital's layer, as its guide shows them. */
class LayerCommandsTest {

    private static final Path PROJECT = Path.of("..", "..");
    private static final Path EXAMPLE = PROJECT.resolve("docs/examples/layer");

    @TempDir
    private Path all;

    @Test
    void check_lists_what_the_example_changes_and_has_nothing_to_find_fault_with() {
        Session session = Session.run("check", EXAMPLE.toString());

        assertThat(session.out())
                .startsWith("No errors, no warnings.\n")
                .contains("What this layer changes:\n")
                .contains("  back-pain-child/changes.yaml:9: replaced in back-pain-child: rating of"
                        + " radiography-complete-spine for variant red-flags\n");
        assertThat(session.exit()).isEqualTo(ExitCode.FINE);
    }

    @Test
    void check_lists_the_changes_in_json_too() {
        assertThat(Session.run("check", EXAMPLE.toString(), "--format", "json").out())
                .contains("\"kind\" : \"replaced\"")
                .contains("\"file\" : \"back-pain-child/changes.yaml\"");
    }

    @Test
    void test_runs_the_cases_of_the_layer_and_tells_what_it_answers_otherwise() {
        Session session = Session.run(
                "test",
                EXAMPLE.toString(),
                "--topic",
                "back-pain-child",
                "--base-cases",
                PROJECT.resolve("rules-drl").toString());

        assertThat(session.out())
                .contains(
                        "Answered otherwise: Without any red flag every study is usually not appropriate, down the whole"
                                + " table\n")
                .doesNotContain("FAILED", "Rules that fired")
                .contains("3 are answered otherwise.\n")
                .contains("3 cases: all as expected\n");
        assertThat(session.exit()).isEqualTo(ExitCode.FINE);
    }

    @Test
    void what_entries_with_errors_use_is_not_told_to_be_unused() throws IOException {
        Path layer = all.resolve("layer");
        RulesCopy.copy(EXAMPLE, layer);
        // Its cases use the source as well.
        Files.move(layer.resolve("back-pain-child/cases"), all.resolve("cases"));
        Path changes = layer.resolve("back-pain-child/changes.yaml");
        Files.writeString(
                changes,
                Files.readString(changes).replace("red-flags", "red-flag").replace("elsewhere\n", "elsewher\n"));

        String told = Session.run("check", layer.toString()).out();

        assertThat(told.split("error APP-127", -1)).hasSize(5);
        assertThat(told).doesNotContain("APP-208");
    }

    @Test
    void a_brief_answer_says_what_the_rules_are_built_on() {
        assertThat(Session.run(
                                "evaluate",
                                "--rules",
                                EXAMPLE.toString(),
                                PROJECT.resolve("docs/examples/index-case.yaml").toString())
                        .out())
                .contains("Built on apposite-rules 0.2.0.")
                .contains("Rules example-hospital 1.0.0,");
    }

    @Test
    void an_answer_of_a_layer_says_what_it_is_built_on_and_which_critical_alerts_it_lowers() throws IOException {
        Path layer = all.resolve("layer");
        RulesCopy.copy(EXAMPLE, layer);
        Files.writeString(layer.resolve("back-pain-child/changes.yaml"), """
                left-out:
                  - { rule: alert-neurologic-emergency, by: Dr. A. Example, reason: "another alarm", was: NOW }
                """);
        String told = Session.run("check", layer.toString()).out();
        String digest = told.replaceFirst("(?s).*write was: ([0-9a-f]{12}).*", "$1");
        Path changes = layer.resolve("back-pain-child/changes.yaml");
        Files.writeString(changes, Files.readString(changes).replace("NOW", '"' + digest + '"'));

        for (String more : new String[] {"--full", "--format=text"}) {
            Session session = Session.run(
                    "evaluate",
                    more,
                    "--rules",
                    layer.toString(),
                    PROJECT.resolve("docs/examples/head-trauma.yaml").toString());
            assertThat(session.out().replaceAll("\\s+", " "))
                    .contains("Not told as its authors meant it: the critical alert neurologic-emergency"
                            + " (back-pain-child), by decision of Dr. A. Example: another alarm");
        }
    }
}

package org.apposite.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocsTest {

    private static final String RULES = "../../rules-drl";

    @TempDir
    private Path folder;

    @Test
    void the_format_follows_the_name_of_the_file() throws IOException {
        Path html = folder.resolve("sign-off.html");
        Path markdown = folder.resolve("sign-off.md");
        assertThat(Session.run("docs", RULES, "-o", html.toString())).isEqualTo(new Session(0, "", ""));
        assertThat(Session.run("docs", RULES, "-o", markdown.toString())).isEqualTo(new Session(0, "", ""));
        assertThat(html).content().startsWith("<!DOCTYPE html>").contains("Back pain in a child");
        assertThat(markdown).content().startsWith("# apposite-rules\n");
        assertThat(left()).containsExactly("sign-off.html", "sign-off.md");
    }

    @Test
    void the_hazard_log_is_a_page_text_or_table_by_the_name_of_its_file() throws IOException {
        for (String name : List.of("hazards.html", "hazards.md", "hazards.csv")) {
            String file = folder.resolve(name).toString();
            assertThat(Session.run("docs", RULES, "--hazards", "--no-proofs", "--topic", "low-back-pain", "-o", file))
                    .isEqualTo(new Session(0, "", ""));
        }
        assertThat(folder.resolve("hazards.html"))
                .content()
                .startsWith("<!DOCTYPE html>")
                .contains("Safety officer");
        assertThat(folder.resolve("hazards.md")).content().startsWith("# Hazard log: Low back pain in an adult\n");
        assertThat(folder.resolve("hazards.csv"))
                .content()
                .startsWith("\"rule set\",\"digest\",")
                .contains("\"cauda-equina-waits\"", "\"not run\"")
                .doesNotContain("cord-compression-waits");
    }

    @Test
    void the_hazard_log_runs_the_proofs_that_its_hazards_name() throws IOException {
        Path rules = folder.resolve("rules");
        RulesCopy.small(rules);
        Files.writeString(rules.resolve("one/hazards.yaml"), """
                hazards:
                  - id: made-up
                    harm: Something made up happens.
                    met-by: { rules: [one-young] }
                    proved-by: [one-variant]
                    residual: None.
                    sources: interpretation
                """);

        Session session = Session.run("docs", rules.toString(), "--hazards", "--format", "csv");

        assertThat(session.exit()).as(session.err()).isZero();
        assertThat(session.out()).contains("\"one-variant: proved\",\"proved\"");
    }

    @Test
    void what_belongs_to_the_other_document_is_refused() {
        for (String[] wrong : new String[][] {
            {"docs", RULES, "--hazards", "--with-cases"},
            {"docs", RULES, "--hazards", "--since", RULES},
            {"docs", RULES, "--no-proofs"},
            {"docs", RULES, "--format", "csv"}
        }) {
            Session session = Session.run(wrong);
            assertThat(session.exit()).isEqualTo(2);
            assertThat(session.err()).contains("--hazards");
            assertThat(session.out()).isEmpty();
        }
    }

    @Test
    void without_a_file_the_document_is_the_output() {
        Session session = Session.run("docs", RULES, "--format", "markdown", "--since", RULES);
        assertThat(session.exit()).isZero();
        assertThat(session.err()).isEmpty();
        assertThat(session.out()).startsWith("# apposite-rules\n").contains("Nothing changed");
    }

    @Test
    void rules_with_an_error_are_listed_and_nothing_is_written() throws IOException {
        Files.writeString(folder.resolve("rule-set.yaml"), "name: x\n");
        Path file = folder.resolve("sign-off.html");
        Session session = Session.run("docs", folder.toString(), "-o", file.toString());
        assertThat(session.exit()).isEqualTo(1);
        assertThat(session.err()).contains("APP-101", "none of them was loaded").doesNotContain("Exception");
        assertThat(left()).containsExactly("rule-set.yaml");
    }

    @Test
    void a_file_that_cannot_be_written_is_told_and_nothing_is_left_behind() throws IOException {
        Path file = folder.resolve("none").resolve("sign-off.html");
        Session session = Session.run("docs", RULES, "-o", file.toString());
        assertThat(session.exit()).isEqualTo(2);
        assertThat(session.err()).hasLineCount(1).contains(file.toString(), "cannot be written", "no such folder");
        Session onFolder = Session.run("docs", RULES, "-o", folder.toString());
        assertThat(onFolder.exit()).isEqualTo(2);
        assertThat(onFolder.err()).hasLineCount(1).contains("this is a folder");
        assertThat(left()).isEmpty();
    }

    @Test
    void a_folder_that_is_not_there_is_told() {
        Session session = Session.run("docs", folder.resolve("none").toString());
        assertThat(session.exit()).isEqualTo(2);
        assertThat(session.err()).hasLineCount(1).contains("no such folder");
    }

    private Stream<String> left() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(one -> one.getFileName().toString()).sorted().toList().stream();
        }
    }
}

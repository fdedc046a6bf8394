package org.apposite.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands {@code apposite check} and {@code apposite explain}. */
class CheckTest {

    private static final String SHIPPED = "../../rules-drl";

    @TempDir
    private Path folder;

    private Path rules;

    @BeforeEach
    void write() throws IOException {
        RulesCopy.small(folder);
        rules = folder.resolve("one/rules.drl");
    }

    @Test
    void of_the_shipped_rules_there_is_nothing_to_say_but_what_no_code_of_a_terminology_reaches() {
        Session session = Session.run("check", SHIPPED, "--on", "2026-11-30");

        assertThat(session.exit()).isZero();
        assertThat(session.err()).isEmpty();
        assertThat(session.out().lines().toList())
                .hasSize(2)
                .startsWith("No errors, no warnings.")
                .last()
                .asString()
                .startsWith("Terms without a code of a terminology")
                .contains(" night-pain,")
                .doesNotContain(" fever,");
    }

    @Test
    void a_misspelt_code_stands_with_its_place_a_caret_and_what_was_meant() throws IOException {
        edit("conclude.variant( 10, \"only\" )", "conclude.variant( 10, \"onli\" )");

        Session session = Session.run("check", folder.toString(), "--on", "2026-11-23");

        assertThat(session.exit()).isEqualTo(1);
        assertThat(session.err()).isEmpty();
        assertThat(session.out()).contains("""
                        one/rules.drl:13:27: error APP-109 there is no variant "onli"
                                conclude.variant( 10, "onli" );
                                                      ^
                            Did you mean "only"?
                        """.indent(0)).endsWith(" says more about a code.\n");
    }

    @Test
    void a_program_reads_the_same_findings_in_its_own_form() throws IOException {
        edit("\"only\" )", "\"onli\" )");
        String folderName = folder.toString();

        assertThat(Session.run("check", folderName, "--format", "json").out())
                .startsWith("{")
                .contains("\"APP-109\"");
        assertThat(Session.run("check", folderName, "--format", "sarif").out())
                .contains("\"2.1.0\"", "\"ruleId\" : \"APP-109\"");
        assertThat(Session.run("check", folderName, "--format", "github").out())
                .contains("::error file=" + folderName + "/one/rules.drl,line=13,col=27,");
    }

    @Test
    void a_day_decides_whether_a_review_is_due_and_a_level_what_fails() {
        Session due = Session.run("check", SHIPPED, "--on", "2031-01-01");
        assertThat(due.exit()).isEqualTo(1);
        assertThat(due.out()).contains("review-due");
        assertThat(Session.run("check", SHIPPED, "--on", "2031-01-01", "--fail-on", "error"))
                .isEqualTo(new Session(0, due.out(), ""));
    }

    @Test
    void what_is_no_folder_and_what_is_no_day_are_told_in_one_line() {
        assertThat(Session.run("check", folder.resolve("none").toString()))
                .isEqualTo(new Session(2, "", "apposite: check " + folder.resolve("none") + ": no such folder\n"));
        assertThat(Session.run("check", rules.toString()).err()).hasLineCount(1).contains("not a folder");
        assertThat(Session.run("check", SHIPPED, "--on", "soon").err())
                .hasLineCount(1)
                .contains("soon");
    }

    @Test
    void a_code_is_explained_in_whatever_case_it_is_written() {
        Session page = Session.run("explain", "app-109");
        assertThat(page.exit()).isZero();
        assertThat(page.out())
                .startsWith("APP-109 An unknown code\n")
                .contains("Wrong:\n", "Right:\n")
                .doesNotContain("```", "#");
        assertThat(Session.run("explain", "APP-109", "--format", "markdown").out())
                .startsWith("# APP-109 An unknown code\n");
        assertThat(Session.run("explain", "CASE-304").out()).startsWith("CASE-304");
    }

    @Test
    void without_a_code_all_are_listed_and_an_unknown_one_is_told() {
        assertThat(Session.run("explain").out())
                .contains("APP-109   An unknown code\n", "CASE-304")
                .hasLineCount(Session.run("explain").out().split("\n").length);
        assertThat(Session.run("explain", "APP-10"))
                .isEqualTo(
                        new Session(2, "", "apposite: explain: unknown code \"APP-10\". Did you mean \"APP-101\"?\n"));
    }

    @Test
    void a_line_in_another_encoding_is_named() throws IOException {
        byte[] text =
                Files.readString(rules).replace("the young", "the young \u00e9").getBytes(StandardCharsets.ISO_8859_1);
        Files.write(rules, text);

        assertThat(Session.run("check", folder.toString()).out()).contains("one/rules.drl:7", "UTF-8");
    }

    private void edit(String from, String to) throws IOException {
        String text = Files.readString(rules);
        assertThat(text).contains(from);
        Files.writeString(rules, text.replace(from, to));
    }
}

package org.apposite.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code apposite format}. */
class FormatTest {

    private static final String SHIPPED = "../../rules-drl";

    @TempDir
    private Path folder;

    private Path rules;
    private String tidy;

    @BeforeEach
    void write() throws IOException {
        RulesCopy.small(folder);
        rules = folder.resolve("one/rules.drl");
        tidy = Files.readString(rules);
    }

    @Test
    void the_shipped_rules_have_the_layout() {
        assertThat(Session.run("format", "--check", SHIPPED)).isEqualTo(new Session(0, "", ""));
    }

    @Test
    void an_untidy_file_is_named_and_laid_out() throws IOException {
        Files.writeString(
                rules,
                tidy.replace("    Patient( youngerThan( 7, \"years\" ) )", "  Patient(youngerThan(7,\"years\"))  "));

        assertThat(Session.run("format", folder.toString())).isEqualTo(new Session(0, rules + "\n", ""));
        assertThat(rules).content().isEqualTo(tidy);
        assertThat(Session.run("format", folder.toString())).isEqualTo(new Session(0, "", ""));
    }

    @Test
    void line_ends_of_windows_stay_and_of_two_kinds_the_first_counts() throws IOException {
        String windows = tidy.replace("\n", "\r\n");
        Files.writeString(rules, windows);
        assertThat(Session.run("format", "--check", folder.toString())).isEqualTo(new Session(0, "", ""));

        Files.writeString(rules, windows.replace("    Patient( ", "  Patient(").replace("when\r\n", "when\n"));
        assertThat(Session.run("format", folder.toString())).isEqualTo(new Session(0, rules + "\n", ""));
        assertThat(rules).content().isEqualTo(windows);

        Files.writeString(rules, tidy.replace("when\n", "when\r\n"));
        assertThat(Session.run("format", folder.toString())).isEqualTo(new Session(0, rules + "\n", ""));
        assertThat(rules).content().isEqualTo(tidy);
    }

    @Test
    void with_check_nothing_is_written_and_the_difference_is_shown() throws IOException {
        String untidy = tidy.replace("    Patient( youngerThan( 7, \"years\" ) )", "Patient(youngerThan(7,\"years\"))");
        Files.writeString(rules, untidy);

        assertThat(Session.run("format", "--check", folder.toString()))
                .isEqualTo(new Session(
                        1,
                        """
                --- %1$s
                +++ %1$s (formatted)
                @@ -9,5 +9,5 @@
                     @source( interpretation )
                 when
                -Patient(youngerThan(7,"years"))
                +    Patient( youngerThan( 7, "years" ) )
                 then
                     conclude.variant( 10, "only" );
                """.formatted(rules),
                        "apposite format: 1 of 1 file would change; run it without --check.\n"));
        assertThat(rules).content().isEqualTo(untidy);
    }

    @Test
    void ratings_are_sorted_and_aligned() throws IOException {
        Files.writeString(rules, tidy.replace("    conclude.variant( 10, \"only\" );", """
                    conclude.rate( "us-spine-area-of-interest", "usually-not-appropriate", 1, "none", "interpretation" );
                    conclude.rate( "mri-complete-spine-without-iv-contrast", "usually-appropriate", 8, "none", "interpretation" );""".indent(4)
                .stripTrailing()));

        Session.run("format", folder.toString());

        assertThat(rules).content().contains("""
                    conclude.rate( "mri-complete-spine-without-iv-contrast", "usually-appropriate",     8, "none", "interpretation" );
                    conclude.rate( "us-spine-area-of-interest",              "usually-not-appropriate", 1, "none", "interpretation" );
                """.indent(0));
    }

    @Test
    void a_file_that_is_no_rules_is_told_with_its_place_and_left_as_it_is() throws IOException {
        String broken = tidy.replace("then", "than");
        Files.writeString(rules, broken);
        Path other = folder.resolve("one/other.drl");
        Files.writeString(other, tidy.replace("one-young", "one-other").replace("    @id", "@id"));

        Session session = Session.run("format", folder.toString());

        assertThat(session.exit()).isEqualTo(1);
        assertThat(session.out()).isEqualTo(other + "\n");
        assertThat(session.err())
                .startsWith(rules + ":")
                .endsWith(rules + ": left as it is, since it cannot be read as rules.\n")
                .doesNotContain("Exception");
        assertThat(rules).content().isEqualTo(broken);
    }

    @Test
    void standard_input_goes_to_standard_output() {
        assertThat(Session.reading(tidy.replace("    @id", "@id"), "format", "-"))
                .isEqualTo(new Session(0, tidy, ""));
    }

    @Test
    void what_is_not_there_or_holds_no_rules_is_told_in_one_line() {
        assertThat(Session.run("format", folder.resolve("none").toString()))
                .isEqualTo(new Session(2, "", "apposite: " + folder.resolve("none") + ": no such file or folder\n"));
        assertThat(Session.run("format", folder.resolve("vocabulary").toString())
                        .err())
                .hasLineCount(1)
                .contains("the folder holds no rule files; their names end with .drl");
    }
}

package org.apposite.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AppositeTest {

    @Test
    void without_arguments_it_shows_its_usage_as_a_misuse() {
        Session session = Session.run();
        assertThat(session.exit()).isEqualTo(2);
        assertThat(session.out()).isEmpty();
        assertThat(session.err()).startsWith("Usage: apposite").contains("evaluate");
    }

    @Test
    void a_file_of_arguments_may_begin_with_a_byte_order_mark(@TempDir Path folder) throws IOException {
        Path arguments = Files.writeString(folder.resolve("arguments"), "\uFEFF--version\n");
        assertThat(Session.run("@" + arguments))
                .satisfies(session -> assertThat(session.err()).isEmpty())
                .satisfies(session -> assertThat(session.out()).startsWith("apposite "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "evaluate --help", "evaluate -h"})
    void help_has_examples_and_exit_codes_within_the_width_of_a_page(String arguments) {
        Session session = Session.run(arguments.split(" "));
        assertThat(session.exit()).isZero();
        assertThat(session.err()).isEmpty();
        assertThat(session.out())
                .startsWith("Usage: apposite")
                .contains("Examples:", "  apposite evaluate case.yaml", "Exit codes: 0 ")
                .doesNotContain("\u001b");
        assertThat(session.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    evalute case.yaml            | apposite: there is no command 'evalute'. Did you mean "evaluate"?
                    --versoin                    | apposite: there is no option '--versoin'. Did you mean "--version"?
                    evaluate --fromat json c     | apposite evaluate: there is no option '--fromat'. Did you mean "--format"?
                    evaluate --zzzzzzzz c        | apposite evaluate: there is no option '--zzzzzzzz'. See apposite
                    evaluate                     | apposite evaluate: Missing required parameter: 'FILE'.
                    evaluate --format xml c      | apposite evaluate: Invalid value for option '--format'
                    evaluate --rules no-such c   | apposite: --rules no-such: no such folder
                    evaluate c --rules           | apposite evaluate: Missing required parameter for option '--rules'
                    --rules no-such evaluate c   | apposite: Missing required argument(s): --version.
                    --debug                      | apposite: no command. See apposite --help.
                    """)
    void a_misuse_is_answered_in_one_line_that_helps(String arguments, String message) {
        Session session = Session.run(arguments.split(" "));
        assertThat(session.exit()).isEqualTo(2);
        assertThat(session.out()).isEmpty();
        assertThat(session.err()).startsWith(message).hasLineCount(1);
    }

    @Test
    void the_version_names_library_rules_and_digest() {
        Session session = Session.run("--version");
        assertThat(session.err()).isEmpty();
        assertThat(session.exit()).isZero();
        assertThat(session.out()).matches("apposite \\d+\\.\\S+\nrules \\S+ \\S+\nsha256:[0-9a-f]{64}\n");
    }

    @Test
    void the_version_of_a_folder_without_rules_is_a_finding(@TempDir Path folder) {
        Session session = Session.run("--version", "--rules", folder.toString());
        assertThat(session.exit()).isEqualTo(1);
        assertThat(session.out()).isEmpty();
        assertThat(session.err())
                .contains("in the rules; none of them was loaded.")
                .doesNotContain("\tat ");
    }
}

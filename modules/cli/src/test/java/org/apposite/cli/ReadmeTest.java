package org.apposite.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeTest {

    private static final Path PROJECT = Path.of("..", "..");
    private static final Path ANSWER = PROJECT.resolve("docs/examples/answers/index-case.txt");
    private static final String BEGIN = "<!-- index-case:begin -->\n```text\n";
    private static final String INDEX_CASE =
            PROJECT.resolve("docs/examples/index-case.yaml").toString();

    private static final String END = "```\n<!-- index-case:end -->";

    @Test
    void the_readme_shows_the_answer_to_the_index_case_word_for_word() throws IOException {
        String readme = Files.readString(PROJECT.resolve("README.md"));

        assertThat(readme.substring(readme.indexOf(BEGIN) + BEGIN.length(), readme.indexOf(END)))
                .isEqualTo(Session.run("evaluate", INDEX_CASE).out());
    }

    @Test
    void the_example_of_a_whole_answer_is_exactly_what_is_printed_for_the_index_case() throws IOException {
        assertThat(Files.readString(ANSWER))
                .as("print it anew with: ./apposite evaluate --full docs/examples/index-case.yaml >"
                        + " docs/examples/answers/index-case.txt")
                .isEqualTo(Session.run("evaluate", "--full", INDEX_CASE).out());
    }
}

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
    private static final String END = "```\n<!-- index-case:end -->";

    @Test
    void the_example_of_an_answer_is_exactly_what_is_printed_for_the_index_case() throws IOException {
        Session session = Session.run(
                "evaluate", PROJECT.resolve("docs/examples/index-case.yaml").toString());

        assertThat(Files.readString(ANSWER))
                .as("print it anew with: ./apposite evaluate docs/examples/index-case.yaml >"
                        + " docs/examples/answers/index-case.txt")
                .isEqualTo(session.out());
    }

    @Test
    void the_readme_shows_its_first_sections_word_for_word() throws IOException {
        String readme = Files.readString(PROJECT.resolve("README.md"));
        String shown = readme.substring(readme.indexOf(BEGIN) + BEGIN.length(), readme.indexOf(END));

        assertThat(shown).contains("STUDY TO DO NEXT", "RED FLAGS");
        assertThat(Files.readString(ANSWER)).startsWith(shown + "\n");
    }
}

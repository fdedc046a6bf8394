package org.apposite.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeTest {

    private static final Path PROJECT = Path.of("..", "..");
    private static final String BEGIN = "<!-- index-case:begin -->\n```text\n";
    private static final String END = "```\n<!-- index-case:end -->";

    @Test
    void the_readme_shows_the_answer_for_the_index_case_exactly_as_it_is_printed() throws IOException {
        String readme = Files.readString(PROJECT.resolve("README.md"));

        Session session = Session.run(
                "evaluate", PROJECT.resolve("docs/examples/index-case.yaml").toString());

        assertThat(readme)
                .as("print it anew with: ./apposite evaluate docs/examples/index-case.yaml")
                .contains(BEGIN + session.out() + END);
    }
}

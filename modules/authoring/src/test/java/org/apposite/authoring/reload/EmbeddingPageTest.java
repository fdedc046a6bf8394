package org.apposite.authoring.reload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The class of docs/embedding.md for rules that change in a running host compiles as it is shown there, imports included. */
class EmbeddingPageTest {

    private static final Path PAGE = Path.of("..", "..", "docs", "embedding.md");
    private static final Path SOURCE =
            Path.of("src", "test", "java", "org", "apposite", "host", "RulesThatChange.java");

    @Test
    void the_page_shows_it_without_its_package() throws IOException {
        String source = Files.readString(SOURCE).replaceFirst("package .*;\n\n", "");

        assertThat(Files.readString(PAGE))
                .contains("<!-- snippet:reload:begin -->\n```java\n" + source + "```\n<!-- snippet:reload:end -->");
    }
}

package org.apposite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apposite.host.FirstAnswer;
import org.junit.jupiter.api.Test;

/** The classes for hosts in the README and in docs/embedding.md are compiled as they are shown there, imports included. */
class ReadmeSnippetTest {

    private static final Path README = Path.of("README.md");
    private static final Path SOURCE = Path.of("src", "test", "java", "org", "apposite", "host", "FirstAnswer.java");

    @Test
    void it_prints_the_preferred_study_and_asks_what_is_missing() {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            FirstAnswer.main(new String[0]);
        } finally {
            System.setOut(before);
        }

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("info: ")
                .contains("MRI spine area of interest without and with IV contrast: USUALLY_APPROPRIATE")
                .contains("Has bowel or bladder function changed");
    }

    @Test
    void the_readme_shows_it_without_its_package() throws IOException {
        String source = Files.readString(SOURCE).replaceFirst("package .*;\n\n", "");

        assertThat(Files.readString(README))
                .contains("<!-- snippet:host:begin -->\n```java\n" + source + "```\n<!-- snippet:host:end -->");
    }

    @Test
    void the_page_on_embedding_shows_how_to_load_a_folder() throws IOException {
        String source = Files.readString(SOURCE.resolveSibling("OwnRules.java")).replaceFirst("package .*;\n\n", "");

        assertThat(Files.readString(Path.of("docs", "embedding.md"))).contains("```java\n" + source + "```\n");
    }

    @Test
    void an_answer_takes_at_most_ten_lines() throws IOException {
        String source = Files.readString(SOURCE);

        assertThat(source.substring(source.indexOf("main("), source.lastIndexOf("    }"))
                        .lines()
                        .skip(1))
                .hasSizeBetween(1, 10);
    }
}

package org.apposite.cds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The class of the README for a host with a framework of its own compiles as it is shown there, imports included. */
class ReadmeSnippetTest {

    private static final Path README = Path.of("README.md");
    private static final Path SOURCE = Path.of("src", "test", "java", "org", "apposite", "host", "OwnFramework.java");

    @Test
    void the_readme_shows_it_without_its_package() throws IOException {
        String source = Files.readString(SOURCE).replaceFirst("package .*;\n\n", "");

        assertThat(Files.readString(README)).contains("```java\n" + source + "```\n");
    }

    @Test
    void the_example_that_the_readme_posts_is_the_request_of_the_tests() throws IOException {
        assertThat(Files.readString(Path.of("../../docs/examples/cds-hooks/order-select-lumbar-mri.json")))
                .isEqualTo(Files.readString(Path.of("src/test/resources/requests/lumbar-mri.json")));
    }
}

package org.apposite.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The class of the README compiles as it is shown there, imports included. */
class ReadmeSnippetTest {

    private static final Path SOURCE = Path.of("src", "test", "java", "org", "apposite", "host", "CaseFromRecord.java");

    @Test
    void the_readme_shows_it_without_its_package() throws IOException {
        String source = Files.readString(SOURCE).replaceFirst("package .*;\n\n", "");

        assertThat(Files.readString(Path.of("README.md"))).contains("```java\n" + source + "```\n");
    }
}

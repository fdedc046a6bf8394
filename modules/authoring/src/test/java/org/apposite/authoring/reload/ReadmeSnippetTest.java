package org.apposite.authoring.reload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apposite.advice.Advice;
import org.apposite.patient.PatientCase;
import org.junit.jupiter.api.Test;

/** The lines of the README on rules that change in a running host compile, and are those below. */
class ReadmeSnippetTest {

    private static final Path README = Path.of("..", "..", "README.md");
    private static final Path THIS =
            Path.of("src", "test", "java", "org", "apposite", "authoring", "reload", "ReadmeSnippetTest.java");
    private static final PatientCase child = PatientCase.builder().build();

    @SuppressWarnings("UnusedVariable") // The README gives a name to what a host goes on with.
    static void snippet() {
        // snippet:begin
        try (ReloadingRules rules = ReloadingRules.of(Path.of("our-rules"))) {
            rules.watch(Duration.ofSeconds(30)); // or rules.reload(), when the host is told
            Advice advice = rules.evaluate(child);
            rules.rollBack(); // back to the rules before
        }
        // snippet:end
    }

    @Test
    void the_readme_shows_it() throws IOException {
        String source = Files.readString(THIS);
        String lines = source.substring(
                source.indexOf("// snippet:begin\n") + "// snippet:begin\n".length(),
                source.indexOf("        // snippet:end"));

        assertThat(Files.readString(README))
                .contains("<!-- snippet:reload:begin -->\n```java\n"
                        + lines.stripTrailing().stripIndent() + "\n```\n<!-- snippet:reload:end -->");
    }
}

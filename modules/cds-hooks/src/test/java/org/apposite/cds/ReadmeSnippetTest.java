package org.apposite.cds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apposite.ClinicalRules;
import org.apposite.cds.security.TrustedIssuer;
import org.junit.jupiter.api.Test;

/** The lines of the README for a host with a framework of its own compile, and are those below. */
class ReadmeSnippetTest {

    private static final Path README = Path.of("README.md");
    private static final Path THIS = Path.of("src", "test", "java", "org", "apposite", "cds", "ReadmeSnippetTest.java");

    static CdsResponse snippet(
            ClinicalRules rules, Clock clock, String path, Map<String, String> headers, byte[] body) {
        // snippet:begin
        CdsSettings settings = CdsSettings.of(URI.create("https://cds.hospital.example"), clock)
                .issuers(List.of(new TrustedIssuer(
                        "https://ehr.example",
                        Optional.of(URI.create("https://ehr.example/jwks.json")),
                        Optional.empty())))
                .logs(Path.of("/var/log/apposite"))
                .build();
        try (CdsService service = new CdsService(() -> rules, settings)) {
            return service.handle(new CdsRequest("POST", path, headers, body));
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
                .contains("```java\n" + lines.stripTrailing().stripIndent() + "\n```");
    }

    @Test
    void the_example_that_the_readme_posts_is_the_request_of_the_tests() throws IOException {
        assertThat(Files.readString(Path.of("../../docs/examples/cds-hooks/order-select-lumbar-mri.json")))
                .isEqualTo(Files.readString(Path.of("src/test/resources/requests/lumbar-mri.json")));
    }
}

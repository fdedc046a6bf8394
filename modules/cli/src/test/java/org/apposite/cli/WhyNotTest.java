package org.apposite.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apposite.json.format.Schemas;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command {@code apposite why-not}, and the page about all that looks at one case. */
class WhyNotTest {

    private static final Path PROJECT = Path.of("..", "..");
    private static final String INDEX_CASE =
            PROJECT.resolve("docs/examples/index-case.yaml").toString();
    private static final Pattern EXAMPLE =
            Pattern.compile("```sh\\n\\./apposite (.*)\\n```\\n\\n```text\\n([^`]*)```\\n");

    @Test
    void the_page_shows_word_for_word_what_its_commands_print() throws IOException {
        Matcher examples = EXAMPLE.matcher(Files.readString(PROJECT.resolve("docs/why-not.md")));
        int found = 0;
        while (examples.find()) {
            String[] words =
                    examples.group(1).replace("docs/", PROJECT + "/docs/").split(" ", -1);
            assertThat(examples.group(2))
                    .as(examples.group(1))
                    .isEqualTo(Session.run(words).out());
            found++;
        }
        assertThat(found).isPositive();
    }

    @Test
    void several_cases_are_told_in_a_line_of_json_each_that_passes_the_schema() throws IOException {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Schemas.whyNotSchema());
        Session session = Session.run(
                "why-not",
                "--format",
                "json",
                "no-red-flags",
                INDEX_CASE,
                PROJECT.resolve("docs/examples/low-back-pain.yaml").toString());

        assertThat(session.exit()).isZero();
        List<String> lines = session.out().lines().toList();
        assertThat(lines).hasSize(2);
        for (String line : lines) {
            assertThat(schema.validate(new JsonMapper().readTree(line))).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            chronic-overus | %s           | apposite: why-not: "chronic-overus" is neither a variant of a loaded topic nor a procedure that one rates. Did you mean "chronic-overuse"?
            6              | no-such.yaml | no-such.yaml: no such file
            6              |              | apposite why-not: Missing required parameter: 'FILE'. See apposite why-not --help.
            """)
    void what_cannot_be_told_is_said_in_one_line(String code, @Nullable String file, String message) {
        Session session = file == null
                ? Session.run("why-not", code)
                : Session.run("why-not", code, file.replace("%s", INDEX_CASE));

        assertThat(session.exit()).isEqualTo(2);
        assertThat(session.out()).isEmpty();
        assertThat(session.err().strip()).isEqualTo(message);
    }
}

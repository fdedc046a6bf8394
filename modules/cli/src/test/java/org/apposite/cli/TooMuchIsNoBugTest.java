package org.apposite.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.apposite.cli.commands.ExitCode;
import org.apposite.cli.text.Terminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What takes more memory than there is, or is nested too deep, is told in words, with what to do, and is not called a bug. */
class TooMuchIsNoBugTest {

    @Test
    void memory_that_is_not_enough() {
        assertThat(said(() -> new OutOfMemoryError("Java heap space")))
                .startsWith("apposite: this takes more memory than there is: ")
                .contains("Give it more")
                .doesNotContain("bug", "Java heap space");
    }

    @Test
    void what_is_nested_too_deep() {
        assertThat(said(StackOverflowError::new))
                .startsWith("apposite: something that was read is nested too deep.")
                .doesNotContain("bug", "StackOverflow");
    }

    @Test
    void whatever_has_been_made_of_it_on_the_way() {
        assertThat(said(() -> new LinkageError("wrapped", new IllegalStateException(new OutOfMemoryError()))))
                .startsWith("apposite: this takes more memory than there is: ");
    }

    /** Each meets another limit of the parser of JSON, and the record behind it is read all the same. */
    @ParameterizedTest
    @EnumSource(Json.class)
    void json_beyond_the_limits_of_a_parser(Json json, @TempDir Path folder) throws IOException {
        Path document = Files.writeString(folder.resolve("one.json"), json.text);
        Path lines = Files.writeString(
                folder.resolve("several.ndjson"), json.text + "\n{\"resourceType\": \"Patient\", \"id\": \"a\"}\n");
        Path mapping = Files.writeString(folder.resolve("mapping.yaml"), "");

        for (String command : List.of(
                "evaluate " + document,
                "evaluate --fhir " + document,
                "evaluate --fhir " + lines,
                "fhir check-mapping " + mapping + " --sample " + document)) {
            Session session = Session.run(command.split(" "));
            assertThat(session.exit()).as(command).isEqualTo(ExitCode.NO_ANSWER);
            assertThat(session.err())
                    .as(command)
                    .contains(command.contains("ndjson") ? lines + ":1: " : document.toString())
                    .containsAnyOf("too long", "too deep", "too large", "levels deep")
                    .hasLineCount(1)
                    .doesNotContain("bug", "Exception", "StreamReadConstraints");
            assertThat(session.out().isEmpty()).as(command).isEqualTo(!command.contains("ndjson"));
        }
    }

    private enum Json {
        LISTS("{\"a\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}"),
        OBJECTS("{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000)),
        DIGITS("{\"resourceType\": \"Patient\", \"a\": " + "9".repeat(20_000) + "}"),
        DIGITS_OF_A_FRACTION("{\"resourceType\": \"Patient\", \"a\": 0." + "9".repeat(20_000) + "}"),
        A_NAME("{\"resourceType\": \"Patient\", \"" + "n".repeat(60_000) + "\": 1}");

        private final String text;

        Json(String text) {
            this.text = text;
        }
    }

    private static String said(Supplier<Error> fault) {
        InputStream in = new InputStream() {
            @Override
            public int read() {
                throw fault.get();
            }

            @Override
            public int read(byte[] to, int from, int most) {
                throw fault.get();
            }
        };
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(in, new ByteArrayOutputStream(), err, null, false);

        assertThat(Apposite.run(terminal, "evaluate", "-")).isEqualTo(ExitCode.NO_ANSWER);

        return err.toString(StandardCharsets.UTF_8);
    }
}

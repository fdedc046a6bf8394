package org.apposite.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.apposite.cli.commands.ExitCode;
import org.apposite.cli.text.Terminal;
import org.junit.jupiter.api.Test;

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

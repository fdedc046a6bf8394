package org.apposite.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LoggingTest {

    @Test
    void a_warning_of_a_library_is_one_line_for_a_person_and_anything_less_is_silent() {
        Logger library = LoggerFactory.getLogger("some.library");
        PrintStream before = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try {
            System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
            library.info("all is well");
            library.warn("a text of\n  two lines, with a trace", new IllegalStateException("hidden"));
        } finally {
            System.setErr(before);
        }

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .isEqualTo("WARN: a text of two lines, with a trace" + System.lineSeparator());
    }
}

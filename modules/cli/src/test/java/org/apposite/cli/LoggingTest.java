package org.apposite.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apposite.cli.serve.Logging;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LoggingTest {

    @Test
    void a_warning_of_a_library_is_one_line_for_a_person_and_anything_less_is_silent() {
        // As at the start of a command; a service that was started here before logs otherwise.
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        new Logging().configure(context);
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

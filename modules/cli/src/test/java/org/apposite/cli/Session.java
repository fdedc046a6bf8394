package org.apposite.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.apposite.cli.text.Terminal;
import org.jspecify.annotations.Nullable;

/**
 * One run of the command with its streams captured.
 *
 * @param exit the exit code
 * @param out what it wrote as result
 * @param err what it wrote as messages
 */
record Session(int exit, String out, String err) {

    static Session run(String... arguments) {
        return with("", null, false, arguments);
    }

    static Session reading(String input, String... arguments) {
        return with(input, null, false, arguments);
    }

    static Session onTerminal(int columns, boolean colourUnwanted, String... arguments) {
        return with("", columns, colourUnwanted, arguments);
    }

    private static Session with(String input, @Nullable Integer columns, boolean colourUnwanted, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        ByteArrayInputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        int exit = Apposite.run(new Terminal(in, out, err, columns, colourUnwanted), arguments);
        return new Session(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}

package org.apposite.cli.evaluate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.apposite.cli.text.Terminal;
import org.apposite.json.record.CaseFormat;

/**
 * A file of the command line, or its standard input.
 *
 * @param argument what was written
 */
record InputFile(String argument) {

    private static final String STANDARD_INPUT = "-";

    /** How it is named to people. */
    String name() {
        return isStandardInput() ? "<stdin>" : argument;
    }

    /** How it is written, as far as its name tells. */
    CaseFormat format() {
        return isStandardInput() ? CaseFormat.DETECT : CaseFormat.ofFileName(argument);
    }

    private boolean isStandardInput() {
        return argument.equals(STANDARD_INPUT);
    }

    /** Has it answered; tells when it cannot be read. */
    boolean read(Answering answering, Terminal terminal) {
        try (InputStream in = isStandardInput() ? terminal.in() : open()) {
            return answering.answer(this, in);
        } catch (Terminal.OutputLost e) {
            throw e;
        } catch (IOException | UncheckedIOException | InvalidPathException e) {
            terminal.complain(name() + ": " + unreadable(e));
            return false;
        }
    }

    private InputStream open() throws IOException {
        Path path = Path.of(argument);
        if (Files.isDirectory(path)) {
            throw new IOException("a folder, not a file of cases");
        }
        return Files.newInputStream(path);
    }

    private static String unreadable(Exception fault) {
        Throwable cause = fault instanceof UncheckedIOException unchecked ? unchecked.getCause() : fault;
        if (cause instanceof NoSuchFileException) {
            return "no such file";
        }
        if (cause instanceof AccessDeniedException) {
            return "no permission to read it";
        }
        return "cannot be read: " + (cause == null ? fault.getMessage() : cause.getMessage());
    }
}

package org.apposite.cli.text;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Serial;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What the command reads from and writes to, always in UTF-8. Results go to {@code out}, messages to {@code err}. */
public final class Terminal {

    private static final int NARROWEST = 60;
    private static final int WIDEST = 100;

    private final InputStream in;
    private final OutputStream out;
    private final PrintStream err;
    private final @Nullable Integer columns;
    private final boolean colourUnwanted;

    /**
     * @param columns how wide the terminal is, null when results do not go to a terminal
     * @param colourUnwanted whether the user wants no colour anywhere
     */
    public Terminal(
            InputStream in, OutputStream out, OutputStream err, @Nullable Integer columns, boolean colourUnwanted) {
        this.in = in;
        this.out = out;
        this.err = new PrintStream(err, true, StandardCharsets.UTF_8);
        this.columns = columns;
        this.colourUnwanted = colourUnwanted;
    }

    /**
     * The terminal of this process. Java 17 cannot tell whether results go to a terminal (its console needs the input to
     * be one too), so the launcher says so, in the property {@code apposite.columns}.
     */
    public static Terminal ofProcess() {
        String noColour = System.getenv("NO_COLOR");
        return new Terminal(
                "closed".equals(System.getProperty("apposite.input")) ? new ClosedInput() : System.in,
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16),
                new FileOutputStream(FileDescriptor.err),
                Integer.getInteger("apposite.columns"),
                noColour != null && !noColour.isEmpty());
    }

    public InputStream in() {
        return in;
    }

    public PrintWriter out() {
        return new PrintWriter(out, true, StandardCharsets.UTF_8);
    }

    public PrintWriter err() {
        return new PrintWriter(err, true, StandardCharsets.UTF_8);
    }

    public int width() {
        return columns == null ? WIDEST : Math.max(NARROWEST, Math.min(WIDEST, columns));
    }

    public boolean hasColour() {
        return columns != null && !colourUnwanted;
    }

    /** Writes how far a long work has come, when somebody is there to read it. */
    public void progress(String message) {
        if (columns != null) {
            complain(message);
        }
    }

    /** Writes a result for people. */
    public void print(TextPage page) {
        write(page.toString());
    }

    /** Writes one line of a result for people. */
    public void printLine(String line) {
        TextPage page = TextPage.ofLines(false);
        page.line(0, line);
        print(page);
    }

    /** Writes a document of a format whose writer has escaped what it holds. */
    public void write(String text) {
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            throw new OutputLost(e);
        }
    }

    /** Writes one line of a message. */
    public void complain(String message) {
        err.println(StyledText.plain(message));
    }

    /** Writes a message of several lines. */
    public void complainAtLength(TextPage page) {
        err.print(page);
        err.flush();
    }

    /** The launcher found the input closed; the number of it may belong to another file of this process. */
    private static final class ClosedInput extends InputStream {

        @Override
        public int read() throws IOException {
            throw new IOException("standard input is closed");
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            return read();
        }
    }

    /** A result could not be written. */
    public static final class OutputLost extends UncheckedIOException {

        @Serial
        private static final long serialVersionUID = 1L;

        private final String reason;

        OutputLost(IOException cause) {
            super(cause);
            reason = String.valueOf(cause.getMessage());
        }

        public String reason() {
            return reason;
        }

        /** Whether nobody reads any more, as behind {@code | head}. */
        public boolean isClosedPipe() {
            return reason.contains("pipe");
        }
    }
}

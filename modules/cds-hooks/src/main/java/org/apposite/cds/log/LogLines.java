package org.apposite.cds.log;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lines of files, one file after another. */
final class LogLines extends Spliterators.AbstractSpliterator<String> {

    private static final Logger LOG = LoggerFactory.getLogger(LogLines.class);

    private final Deque<Path> files;
    private final @Nullable InputStream last;
    private final Path lastFile;
    private @Nullable InputStream in;
    private Path file;
    private boolean atLast;

    private LogLines(Deque<Path> files, @Nullable InputStream last, Path lastFile) {
        super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
        this.files = files;
        this.last = last;
        this.lastFile = lastFile;
        this.file = lastFile;
    }

    static LogLines open(Path folder, String name) throws IOException {
        Path current = LogFiles.current(folder, name);
        while (true) {
            List<Path> before = new ArrayList<>(LogFiles.aside(folder, name).values());
            InputStream last = openIfThere(current);
            // Put aside in between, the current file would be missing or there twice.
            if (before.equals(new ArrayList<>(LogFiles.aside(folder, name).values()))) {
                return new LogLines(new ArrayDeque<>(before), last, current);
            }
            if (last != null) {
                last.close();
            }
        }
    }

    private static @Nullable InputStream openIfThere(Path file) throws IOException {
        try {
            return new BufferedInputStream(
                    Channels.newInputStream(FileChannel.open(file, StandardOpenOption.READ)), 1 << 16);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    @Override
    public boolean tryAdvance(Consumer<? super String> action) {
        try {
            while (in != null || openNext()) {
                String line = line(Objects.requireNonNull(in));
                if (line == null) {
                    Objects.requireNonNull(in).close();
                    in = null;
                } else if (line.endsWith("}\n")) {
                    action.accept(line.substring(0, line.length() - 1));
                    return true;
                } else {
                    LOG.warn("{}: a torn line of {} characters is left out", file, line.length());
                }
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": " + e.getMessage(), e);
        }
    }

    private boolean openNext() throws IOException {
        Path next = files.poll();
        if (next != null) {
            file = next;
            in = new BufferedInputStream(Files.newInputStream(next), 1 << 16);
            return true;
        }
        if (atLast || last == null) {
            return false;
        }
        atLast = true;
        file = lastFile;
        in = last;
        return true;
    }

    /** The next line with its line feed, or what is there without; null at the end. */
    private static @Nullable String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        for (int next = in.read(); next >= 0; next = in.read()) {
            line.write(next);
            if (next == '\n') {
                break;
            }
        }
        return line.size() == 0 ? null : line.toString(StandardCharsets.UTF_8);
    }

    void close() {
        files.clear();
        atLast = true;
        try {
            if (in != null) {
                in.close();
                in = null;
            }
            if (last != null) {
                last.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

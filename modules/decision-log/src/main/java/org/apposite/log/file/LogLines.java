package org.apposite.log.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apposite.log.store.LogLine;
import org.jspecify.annotations.Nullable;

/** The lines of files, one file after another, whatever stands in them. */
public final class LogLines extends Spliterators.AbstractSpliterator<LogLine> {

    /** A longer line is no line of a log: a case has at most some hundred kB. */
    public static final int MOST_BYTES = 16 << 20;

    private final Deque<Path> files;
    private final @Nullable InputStream last;
    private final Path lastFile;
    private @Nullable InputStream in;
    private Path file;
    private long number;
    private boolean atLast;

    private final byte[] block = new byte[1 << 16];
    private int at;
    private int end;

    private LogLines(Deque<Path> files, @Nullable InputStream last, Path lastFile) {
        super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
        this.files = files;
        this.last = last;
        this.lastFile = lastFile;
        this.file = lastFile;
    }

    /**
     * All lines of a log, the oldest first. It may be open meanwhile, even in another process.
     *
     * @param folder the folder of the log
     * @param name its name
     * @return the lines, to be closed; reading on may throw an {@link UncheckedIOException}
     * @throws IOException if the folder cannot be read
     */
    public static Stream<LogLine> of(Path folder, String name) throws IOException {
        return stream(open(folder, name));
    }

    /** The lines of one file; as {@link #of(Path, String)}. */
    public static Stream<LogLine> of(Path file) throws IOException {
        return stream(new LogLines(new ArrayDeque<>(), opened(file), file));
    }

    private static Stream<LogLine> stream(LogLines lines) {
        return StreamSupport.stream(lines, false).onClose(lines::close);
    }

    private static LogLines open(Path folder, String name) throws IOException {
        Path current = LogFiles.current(folder, name);
        while (true) {
            List<Path> before = LogFiles.aside(folder, name);
            InputStream last = openIfThere(current);
            // Put aside in between, the current file would be missing or there twice.
            if (before.equals(LogFiles.aside(folder, name))) {
                return new LogLines(new ArrayDeque<>(before), last, current);
            }
            if (last != null) {
                last.close();
            }
        }
    }

    private static @Nullable InputStream openIfThere(Path file) throws IOException {
        try {
            return opened(file);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private static InputStream opened(Path file) throws IOException {
        if (!Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
            // To open a pipe would wait for ever.
            throw new FileSystemException(file.toString(), null, "not a file");
        }
        return Channels.newInputStream(FileChannel.open(file, StandardOpenOption.READ));
    }

    @Override
    public boolean tryAdvance(Consumer<? super LogLine> action) {
        try {
            while (in != null || openNext()) {
                LogLine line = line(Objects.requireNonNull(in));
                if (line != null) {
                    action.accept(line);
                    return true;
                }
                Objects.requireNonNull(in).close();
                in = null;
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": " + e.getMessage(), e);
        }
    }

    private boolean openNext() throws IOException {
        number = 0;
        Path next = files.poll();
        if (next != null) {
            file = next;
            in = opened(next);
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

    private @Nullable LogLine line(InputStream from) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(1 << 10);
        boolean isBegun = false;
        while (at < end || fill(from)) {
            isBegun = true;
            int stop = at;
            while (stop < end && block[stop] != '\n') {
                stop++;
            }
            line.write(block, at, Math.min(stop - at, MOST_BYTES - line.size()));
            boolean isWhole = stop < end;
            at = isWhole ? stop + 1 : stop;
            if (isWhole) {
                return new LogLine(LogFiles.name(file), ++number, line.toByteArray(), false);
            }
        }
        return isBegun ? new LogLine(LogFiles.name(file), ++number, line.toByteArray(), atLast) : null;
    }

    private boolean fill(InputStream from) throws IOException {
        at = 0;
        end = Math.max(0, from.read(block));
        return end > 0;
    }

    private void close() {
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

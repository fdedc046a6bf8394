package org.apposite.cds.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An append-only log of JSON objects, one a line, in a folder. What {@link #append} has returned for is on disk.
 * Nothing is ever deleted: a file that is full is renamed, and a line torn by a crash is moved to a file of its own.
 * Thread-safe.
 *
 * <p>One thread of its own does all the writing. So many appends share one force; and a request thread that is
 * interrupted cannot close the file under the others, as it would if it wrote itself.
 */
final class DurableLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DurableLog.class);

    /**
     * The logs open in this process. The lock of a file belongs to the process, and on POSIX is lost when any
     * channel on that file is closed; so a second opener here must be refused before it touches the lock.
     */
    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

    private static final int MOST_BYTES_AT_ONCE = 4 << 20;

    private final Path key;
    private final LogDisk disk;
    private final Thread writer;
    private final Object gate = new Object();
    private final Deque<Batch> waiting = new ArrayDeque<>();
    private boolean closing;

    private DurableLog(Path key, LogDisk disk) {
        this.key = key;
        this.disk = disk;
        this.writer = new Thread(this::writeUntilClosed, "apposite-log-" + disk.name());
        this.writer.setDaemon(true);
    }

    /**
     * Opens a log, and creates it when there is none.
     *
     * @param folder where its files are; created, for the owner alone, when it is missing
     * @param name the beginning of the names of its files, in kebab-case
     * @param maxBytesPerFile when the current file would grow beyond it, it is put aside; only lines appended
     *     together may be more
     * @param forced whether each append waits for the disk, and not only for the operating system
     * @return the log
     * @throws IOException if the folder cannot be used, or the log is open already, here or in another process
     */
    static DurableLog open(Path folder, String name, long maxBytesPerFile, boolean forced) throws IOException {
        return open(folder, name, maxBytesPerFile, forced, Clock.systemUTC());
    }

    /** As {@link #open(Path, String, long, boolean)}, with the clock that names the files put aside. */
    static DurableLog open(Path folder, String name, long maxBytesPerFile, boolean forced, Clock clock)
            throws IOException {
        if (!name.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            throw new IllegalArgumentException("name must be in kebab-case: " + name);
        }
        if (maxBytesPerFile <= 0) {
            throw new IllegalArgumentException("maxBytesPerFile must be positive: " + maxBytesPerFile);
        }
        LogFiles.createFolder(folder);
        Path real = folder.toRealPath();
        Path key = real.resolve(name);
        if (!OPEN.add(key)) {
            throw new IOException(key + " is open in this process already");
        }
        LogDisk disk = new LogDisk(real, name, maxBytesPerFile, forced, clock);
        try {
            disk.open();
            DurableLog log = new DurableLog(key, disk);
            log.writer.start();
            return log;
        } catch (Throwable e) {
            disk.closeQuietly(e);
            OPEN.remove(key);
            throw e;
        }
    }

    /**
     * Appends lines, which stay together, and returns when they are written, and on disk if the log is forced. An
     * interrupt does not end the wait, since the lines may be on disk already; the flag is kept.
     *
     * @param lines JSON objects, each without a line break
     * @throws IOException if they could not be written, or the log is closed; then they do not count, and may be
     *     appended again
     */
    void append(List<String> lines) throws IOException {
        if (lines.isEmpty()) {
            return;
        }
        Batch batch = new Batch(bytes(lines));
        synchronized (gate) {
            if (closing) {
                throw new IOException(key + " is closed");
            }
            waiting.add(batch);
            gate.notifyAll();
        }
        batch.await();
    }

    private static byte[] bytes(List<String> lines) {
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            if (line.indexOf('\n') >= 0 || line.indexOf('\r') >= 0) {
                throw new IllegalArgumentException("a line must not contain a line break: " + line);
            }
            if (!line.endsWith("}")) {
                // Otherwise the next opening would take it for a torn one.
                throw new IllegalArgumentException("a line must be a JSON object: " + line);
            }
            text.append(line).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * All lines, the oldest first. The log may be open meanwhile, even in another process. A line that no append
     * wrote whole is left out with a warning.
     *
     * @param folder the folder of the log
     * @param name its name
     * @return the lines, to be closed; reading on may throw an {@link UncheckedIOException}
     * @throws IOException if the folder cannot be read
     */
    static Stream<String> read(Path folder, String name) throws IOException {
        LogLines reader = LogLines.open(folder, name);
        return StreamSupport.stream(reader, false).onClose(reader::close);
    }

    /** How often the current file was forced to disk for appends. */
    long forces() {
        return disk.forces();
    }

    /** Writes what is waiting, and lets go of the files. A second call does nothing. */
    @Override
    public void close() throws IOException {
        synchronized (gate) {
            if (closing) {
                return;
            }
            closing = true;
            gate.notifyAll();
        }
        boolean interrupted = false;
        while (writer.isAlive()) {
            try {
                writer.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        try {
            disk.close();
        } finally {
            OPEN.remove(key);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void writeUntilClosed() {
        for (List<Batch> group = next(); !group.isEmpty(); group = next()) {
            write(group);
        }
    }

    /** All batches that wait, at least one; none at the end. */
    private List<Batch> next() {
        synchronized (gate) {
            while (waiting.isEmpty() && !closing) {
                try {
                    gate.wait();
                } catch (InterruptedException e) {
                    // The thread is the log's own: close() alone ends it.
                    LOG.debug("{}: an interrupt was ignored", key);
                }
            }
            List<Batch> group = List.copyOf(waiting);
            waiting.clear();
            return group;
        }
    }

    private void write(List<Batch> group) {
        int from = 0;
        try {
            while (from < group.size()) {
                disk.makeReady(group.get(from).bytes.length);
                int to = from + 1;
                long size = group.get(from).bytes.length;
                while (to < group.size()
                        && size + group.get(to).bytes.length <= Math.min(MOST_BYTES_AT_ONCE, disk.room())) {
                    size += group.get(to++).bytes.length;
                }
                List<Batch> together = group.subList(from, to);
                disk.write(together.stream().map(batch -> batch.bytes).toList());
                from = to;
                together.forEach(Batch::acknowledge);
            }
        } catch (Throwable e) {
            // Whatever it was, nobody may wait for ever, nor take his lines for written.
            for (Batch batch : group.subList(from, group.size())) {
                batch.fail(e);
            }
        }
    }

    /** The lines of one append, and the thread that waits for them. */
    private static final class Batch {

        private final byte[] bytes;
        private final CountDownLatch done = new CountDownLatch(1);
        private @Nullable Throwable failure;

        Batch(byte[] bytes) {
            this.bytes = bytes;
        }

        void acknowledge() {
            done.countDown();
        }

        void fail(Throwable cause) {
            failure = cause;
            done.countDown();
        }

        void await() throws IOException {
            boolean interrupted = false;
            while (true) {
                try {
                    done.await();
                    break;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            if (failure != null) {
                throw new IOException("the lines were not written: " + failure, failure);
            }
        }
    }
}

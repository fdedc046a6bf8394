package org.apposite.cds;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    private final Disk disk;
    private final Thread writer;
    private final Object gate = new Object();
    private final Deque<Batch> waiting = new ArrayDeque<>();
    private boolean closing;

    private DurableLog(Path key, Disk disk) {
        this.key = key;
        this.disk = disk;
        this.writer = new Thread(this::writeUntilClosed, "apposite-log-" + disk.name);
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
        Disk.createFolder(folder);
        Path real = folder.toRealPath();
        Path key = real.resolve(name);
        if (!OPEN.add(key)) {
            throw new IOException(key + " is open in this process already");
        }
        Disk disk = new Disk(real, name, maxBytesPerFile, forced, clock);
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
        LineReader reader = LineReader.open(folder, name);
        return StreamSupport.stream(reader, false).onClose(reader::close);
    }

    /** How often the current file was forced to disk for appends. */
    long forces() {
        return disk.forces.get();
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
                disk.write(together);
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

    /** The files of a log, for one thread at a time. */
    private static final class Disk {

        private static final DateTimeFormatter UTC =
                DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

        private final Path folder;
        private final String name;
        private final long maxBytes;
        private final boolean forced;
        private final Clock clock;
        private final Path current;
        private final AtomicLong forces = new AtomicLong();

        private @Nullable FileChannel lockChannel;
        private @Nullable Object lockKey;

        private @Nullable FileChannel channel;
        private @Nullable Object channelKey;

        /** Up to here the current file is whole lines of appends that succeeded. */
        private long good;

        /** Whether the current file may have bytes after {@link #good} that could not be cut off. */
        private boolean overhangs;

        private boolean forcesFolder;
        private boolean folderChanged;

        Disk(Path folder, String name, long maxBytes, boolean forced, Clock clock) {
            this.folder = folder;
            this.name = name;
            this.maxBytes = maxBytes;
            this.forced = forced;
            this.clock = clock;
            this.current = current(folder, name);
        }

        static Path current(Path folder, String name) {
            return folder.resolve(name + ".jsonl");
        }

        /** The files put aside, by their sequence: the clock may have been set back between two. */
        static SortedMap<Long, Path> aside(Path folder, String name) throws IOException {
            Pattern pattern = Pattern.compile(Pattern.quote(name) + "-\\d{8}T\\d{6}Z-(\\d{1,18})\\.jsonl");
            SortedMap<Long, Path> files = new TreeMap<>();
            try (Stream<Path> all = Files.list(folder)) {
                for (Path file : (Iterable<Path>) all::iterator) {
                    Matcher matcher = pattern.matcher(String.valueOf(file.getFileName()));
                    if (matcher.matches()) {
                        files.put(Long.parseLong(matcher.group(1)), file);
                    }
                }
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
            return files;
        }

        static void createFolder(Path folder) throws IOException {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder, ownerOnly(folder, "rwx------"));
            }
        }

        private static FileAttribute<?>[] ownerOnly(Path path, String permissions) {
            return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                    ? new FileAttribute<?>[] {
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                    }
                    : new FileAttribute<?>[0];
        }

        private static FileChannel open(Path file, OpenOption... options) throws IOException {
            return FileChannel.open(file, Set.of(options), ownerOnly(file, "rw-------"));
        }

        void open() throws IOException {
            try {
                forceFolder();
                forcesFolder = true;
            } catch (IOException e) {
                // Not every platform can. Where it can, a failure later on is a failure of the append.
                LOG.debug("{}: this folder cannot be forced to disk", folder, e);
            }
            reopen();
        }

        /** Bytes that the current file still takes. */
        long room() {
            return maxBytes - good;
        }

        /** Sees to it that the current file is there and takes so many bytes more. */
        void makeReady(int bytes) throws IOException {
            if (!isInPlace()) {
                reopen();
            }
            if (good > 0 && bytes > room()) {
                putAside();
                reopen();
            }
        }

        /** Whether the open file still stands under its name, as it was left: an open file can be written without. */
        private boolean isInPlace() throws IOException {
            if (channel == null || !channel.isOpen() || overhangs || folderChanged) {
                return false;
            }
            try {
                BasicFileAttributes found = Files.readAttributes(current, BasicFileAttributes.class);
                return Objects.equals(found.fileKey(), channelKey) && found.size() == good;
            } catch (NoSuchFileException e) {
                return false;
            }
        }

        private void reopen() throws IOException {
            lock();
            folderChanged |= !Files.exists(current);
            FileChannel opened =
                    open(current, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            try {
                Object found = fileKey(current);
                if (overhangs && Objects.equals(found, channelKey) && opened.size() > good) {
                    opened.truncate(good);
                }
                long whole = moveTornLineAway(opened);
                if (folderChanged && forcesFolder) {
                    forceFolder();
                }
                // Only now, since as long as it is open no other file can come to have its key.
                if (channel != null) {
                    channel.close();
                }
                folderChanged = false;
                overhangs = false;
                channel = opened;
                channelKey = found;
                good = whole;
            } catch (Throwable e) {
                try {
                    opened.close();
                } catch (IOException again) {
                    e.addSuppressed(again);
                }
                throw e;
            }
        }

        private static @Nullable Object fileKey(Path file) throws IOException {
            return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        }

        /** Locks a file of its own, which is never renamed; again, when the folder was replaced. */
        private void lock() throws IOException {
            Path file = folder.resolve(name + ".lock");
            if (lockChannel != null && Files.exists(file) && Objects.equals(fileKey(file), lockKey)) {
                return;
            }
            FileChannel opened = open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                FileLock lock = opened.tryLock();
                if (lock == null) {
                    throw new IOException(folder.resolve(name) + " is in use by another process");
                }
                Object found = fileKey(file);
                if (lockChannel != null) {
                    lockChannel.close();
                }
                lockChannel = opened;
                lockKey = found;
            } catch (Throwable e) {
                opened.close();
                throw e;
            }
        }

        private void putAside() throws IOException {
            FileChannel full = Objects.requireNonNull(channel);
            full.force(false);
            full.close();
            SortedMap<Long, Path> files = aside(folder, name);
            long sequence = files.isEmpty() ? 1 : files.lastKey() + 1;
            String target = String.format(Locale.ROOT, "%s-%s-%06d.jsonl", name, UTC.format(clock.instant()), sequence);
            // Without an option a move never replaces a file.
            Files.move(current, folder.resolve(target));
            folderChanged = true;
        }

        private void forceFolder() throws IOException {
            try (FileChannel opened = FileChannel.open(folder, StandardOpenOption.READ)) {
                opened.force(true);
            }
        }

        void write(List<Batch> batches) throws IOException {
            FileChannel file = Objects.requireNonNull(channel);
            long end = good;
            try {
                for (Batch batch : batches) {
                    end = write(file, batch.bytes, end);
                }
                if (forced) {
                    file.force(false);
                    forces.incrementAndGet();
                }
                if (!Objects.equals(fileKey(current), channelKey)) {
                    throw new IOException(current + " was moved while it was written");
                }
                good = end;
            } catch (Throwable e) {
                overhangs = true;
                try {
                    file.truncate(good);
                    overhangs = false;
                } catch (IOException again) {
                    e.addSuppressed(again);
                }
                throw e;
            }
        }

        private static long write(FileChannel file, byte[] bytes, long from) throws IOException {
            long at = from;
            for (int start = 0; start < bytes.length; ) {
                // In pieces, since the JDK keeps a buffer as large as the largest write.
                ByteBuffer piece = ByteBuffer.wrap(bytes, start, Math.min(1 << 16, bytes.length - start));
                int written = file.write(piece, at);
                start += written;
                at += written;
            }
            return at;
        }

        /** Returns the length of what is left. */
        private long moveTornLineAway(FileChannel file) throws IOException {
            long size = file.size();
            if (size == 0 || (size > 1 && at(file, size - 1) == '\n' && at(file, size - 2) == '}')) {
                return size;
            }
            long start = lineStart(file, at(file, size - 1) == '\n' ? size - 1 : size);
            Path torn = folder.resolve(name + ".torn");
            try (FileChannel to = open(torn, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                ByteBuffer buffer = ByteBuffer.allocate(1 << 13);
                for (long from = start; from < size; from += buffer.limit()) {
                    buffer.clear();
                    if (file.read(buffer, from) < 0) {
                        break;
                    }
                    buffer.flip();
                    while (buffer.hasRemaining()) {
                        to.write(buffer);
                    }
                }
                to.write(ByteBuffer.wrap(new byte[] {'\n'}));
                to.force(true);
            }
            file.truncate(start);
            file.force(true);
            LOG.warn("{}: its last line was torn; {} bytes were moved to {}", current, size - start, torn);
            return start;
        }

        /** The position after the last line feed before a position. */
        private static long lineStart(FileChannel file, long before) throws IOException {
            ByteBuffer block = ByteBuffer.allocate(1 << 13);
            long from = before;
            while (from > 0) {
                int size = (int) Math.min(block.capacity(), from);
                from -= size;
                block.clear().limit(size);
                while (block.hasRemaining()) {
                    if (file.read(block, from + block.position()) < 0) {
                        throw new IOException("the file became shorter while it was read");
                    }
                }
                for (int i = size - 1; i >= 0; i--) {
                    if (block.get(i) == '\n') {
                        return from + i + 1;
                    }
                }
            }
            return 0;
        }

        private static int at(FileChannel file, long position) throws IOException {
            ByteBuffer one = ByteBuffer.allocate(1);
            return file.read(one, position) == 1 ? one.get(0) : -1;
        }

        void close() throws IOException {
            try {
                if (channel != null && channel.isOpen()) {
                    channel.force(true);
                }
            } finally {
                try {
                    if (channel != null) {
                        channel.close();
                    }
                } finally {
                    if (lockChannel != null) {
                        lockChannel.close();
                    }
                }
            }
        }

        void closeQuietly(Throwable because) {
            try {
                close();
            } catch (IOException e) {
                because.addSuppressed(e);
            }
        }
    }

    /** The lines of files, one file after another. */
    private static final class LineReader extends Spliterators.AbstractSpliterator<String> {

        private final Deque<Path> files;
        private final @Nullable InputStream last;
        private final Path lastFile;
        private @Nullable InputStream in;
        private Path file;
        private boolean atLast;

        private LineReader(Deque<Path> files, @Nullable InputStream last, Path lastFile) {
            super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
            this.files = files;
            this.last = last;
            this.lastFile = lastFile;
            this.file = lastFile;
        }

        static LineReader open(Path folder, String name) throws IOException {
            Path current = Disk.current(folder, name);
            while (true) {
                List<Path> before = new ArrayList<>(Disk.aside(folder, name).values());
                InputStream last = openIfThere(current);
                // Put aside in between, the current file would be missing or there twice.
                if (before.equals(new ArrayList<>(Disk.aside(folder, name).values()))) {
                    return new LineReader(new ArrayDeque<>(before), last, current);
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
}

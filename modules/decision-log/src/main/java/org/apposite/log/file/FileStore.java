package org.apposite.log.file;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apposite.log.store.ErasableStore;
import org.apposite.log.store.LogLine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of a log, for one thread at a time. */
public final class FileStore implements ErasableStore {

    private static final Logger LOG = LoggerFactory.getLogger(FileStore.class);
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /**
     * The logs open in this process. The lock of a file belongs to the process, and on POSIX is lost when any
     * channel on that file is closed; so a second opener here must be refused before it touches the lock.
     */
    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

    private static final int MOST_BYTES_AT_ONCE = 4 << 20;
    private static final int PIECE = 1 << 16;

    /** How often it is looked for files that have outlived their time. */
    private static final Duration LOOK = Duration.ofHours(1);

    private final Path folder;
    private final String name;
    private final Keeping keeping;
    private final Clock clock;
    private final Path current;
    private final AtomicLong forces = new AtomicLong();

    private @Nullable FileChannel lockChannel;
    private @Nullable Object lockKey;

    private @Nullable FileChannel channel;
    private @Nullable Object channelKey;

    /** The day on which the current file was begun, as far as its lines tell. */
    private @Nullable LocalDate begun;

    private @Nullable Instant looked;

    private KnownIds known = new KnownIds();

    /** Up to here the current file is whole lines of appends that succeeded. */
    private long good;

    /** Whether the current file may have bytes after {@link #good} that could not be cut off. */
    private boolean overhangs;

    private boolean forcesFolder;
    private boolean folderChanged;

    /**
     * How lines are kept.
     *
     * @param maxBytes when the current file would grow beyond it, it is put aside; only one batch may be more
     * @param forced whether each append waits for the disk, and not only for the operating system
     * @param days for how many days a line is kept at least, and at most a day longer; null for ever
     */
    public record Keeping(
            long maxBytes, boolean forced, @Nullable Integer days) {

        /** Checks the figures. */
        public Keeping {
            if (maxBytes <= 0 || (days != null && days <= 0)) {
                throw new IllegalArgumentException("must be positive: " + maxBytes + ", " + days);
            }
        }
    }

    private FileStore(Path folder, String name, Keeping keeping, Clock clock) {
        this.folder = folder;
        this.name = name;
        this.keeping = keeping;
        this.clock = clock;
        this.current = LogFiles.current(folder, name);
    }

    /**
     * Opens the files of a log, and makes them when there are none.
     *
     * @param folder where they are; created, for the owner alone, when it is missing
     * @param name the beginning of their names, in kebab-case
     * @param keeping how lines are kept
     * @param clock the time in the names of files put aside, and by which they outlive their time
     * @throws IOException if the folder cannot be used, or the log is open already, here or in another process
     */
    public static FileStore open(Path folder, String name, Keeping keeping, Clock clock) throws IOException {
        if (!name.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            throw new IllegalArgumentException("name must be in kebab-case: " + name);
        }
        LogFiles.createFolder(folder);
        Path real = folder.toRealPath();
        FileStore store = new FileStore(real, name, keeping, clock);
        if (!OPEN.add(store.current)) {
            throw new IOException(real.resolve(name) + " is open in this process already");
        }
        try {
            store.open();
            return store;
        } catch (Throwable e) {
            try {
                store.close();
            } catch (IOException again) {
                e.addSuppressed(again);
            }
            throw e;
        }
    }

    private void open() throws IOException {
        try {
            LogFiles.force(folder);
            forcesFolder = true;
        } catch (IOException e) {
            // Not every platform can. Where it can, a failure later on is a failure of the append.
            LOG.debug("{}: this folder cannot be forced to disk", folder, e);
        }
        Files.deleteIfExists(unfinished());
        reopen();
        KnownIds.Reader reader = new KnownIds.Reader();
        try {
            newest(reader::take);
        } catch (IOException e) {
            // What cannot be read must not keep what is to come from being written.
            LOG.warn("{}: what is repeated of older lines will be written again: {}", current, e.getMessage());
        }
        known = reader.ids();
    }

    /** How often the current file was forced to disk. */
    public long forces() {
        return forces.get();
    }

    @Override
    public String toString() {
        return folder.resolve(name).toString();
    }

    /** It looks into the current file and the newest one that was put aside. */
    @Override
    public Optional<byte[]> newest(Predicate<byte[]> condition) throws IOException {
        Optional<byte[]> found = newest(Objects.requireNonNull(channel), condition);
        List<Path> aside = LogFiles.aside(folder, name);
        if (found.isPresent() || aside.isEmpty()) {
            return found;
        }
        try (FileChannel file = LogFiles.open(aside.get(aside.size() - 1), StandardOpenOption.READ)) {
            return newest(file, condition);
        }
    }

    private static Optional<byte[]> newest(FileChannel file, Predicate<byte[]> condition) throws IOException {
        for (long end = file.size(); end > 0; ) {
            long start = TornLine.lineStart(file, end - 1);
            byte[] line = TornLine.read(file, start, (int) Math.min(end - 1 - start, LogLines.MOST_BYTES));
            if (condition.test(line)) {
                return Optional.of(line);
            }
            end = start;
        }
        return Optional.empty();
    }

    /** It knows the newest lines by their ids: a call that is repeated is repeated soon. */
    @Override
    public int append(Batches batches) throws IOException {
        List<List<Line>> all = batches.after(known.all(), Optional.empty());
        long size = bytes(all.get(0));
        makeReady(size);
        int count = 1;
        while (count < all.size() && size + bytes(all.get(count)) <= Math.min(MOST_BYTES_AT_ONCE, room())) {
            size += bytes(all.get(count++));
        }
        List<Line> lines = all.subList(0, count).stream().flatMap(List::stream).toList();
        if (!lines.isEmpty()) {
            write(lines);
            known.add(lines);
        }
        return count;
    }

    private static long bytes(List<Line> batch) {
        return batch.stream().mapToLong(line -> line.bytes().length).sum();
    }

    /** Bytes that the current file still takes. */
    private long room() {
        return keeping.maxBytes - good;
    }

    /** Sees to it that the current file is there and takes so many bytes more. */
    private void makeReady(long bytes) throws IOException {
        if (!isInPlace()) {
            reopen();
        }
        if (good > 0 && (bytes > room() || isOfAnEarlierDay())) {
            putAside();
            reopen();
        }
    }

    /** Where lines are not kept for ever, a file has those of one day, since it is removed as a whole. */
    private boolean isOfAnEarlierDay() throws IOException {
        if (keeping.days == null) {
            return false;
        }
        if (begun == null) {
            begun = LogFiles.begun(current);
        }
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        begun = begun == null ? today : begun;
        return begun.isBefore(today);
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
                LogFiles.open(current, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            Object found = key(current);
            if (overhangs && Objects.equals(found, channelKey) && opened.size() > good) {
                opened.truncate(good);
            }
            long whole = TornLine.moveAway(opened, current, tornFile());
            if (folderChanged && forcesFolder) {
                LogFiles.force(folder);
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
            begun = null;
        } catch (Throwable e) {
            try {
                opened.close();
            } catch (IOException again) {
                e.addSuppressed(again);
            }
            throw e;
        }
    }

    /** Locks a file of its own, which is never renamed; again, when the folder was replaced. */
    private void lock() throws IOException {
        Path file = folder.resolve(name + ".lock");
        if (lockChannel != null && Files.exists(file) && Objects.equals(key(file), lockKey)) {
            return;
        }
        FileChannel opened = LogFiles.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = opened.tryLock();
            if (lock == null) {
                throw new IOException(folder.resolve(name) + " is in use by another process; stop it first");
            }
            Object found = key(file);
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
        long sequence = LogFiles.lastSequence(folder, name) + 1;
        String target = String.format(Locale.ROOT, "%s-%s-%06d.jsonl", name, UTC.format(clock.instant()), sequence);
        // Without an option a move never replaces a file.
        Files.move(current, folder.resolve(target));
        folderChanged = true;
    }

    @Override
    public Optional<Outlived> outlived() throws IOException {
        Integer days = keeping.days;
        if (days == null) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        if (looked != null && looked.plus(LOOK).isAfter(now)) {
            return Optional.empty();
        }
        looked = now;
        if (isInPlace() && good > 0 && isOfAnEarlierDay()) {
            putAside();
            reopen();
        }
        List<String> files = outlived(LogFiles.aside(folder, name), now.minus(Duration.ofDays(days)), now).stream()
                .map(LogFiles::name)
                .toList();
        return files.isEmpty() ? Optional.empty() : Optional.of(new Outlived(files, days, now));
    }

    /**
     * The clock may have been set back: what was written before a file that is kept is kept as well. And it may have been wrong: a file
     * with a time to come in its name keeps nothing, and goes with the one after it.
     */
    private List<Path> outlived(List<Path> aside, Instant newest, Instant now) {
        int outlived = 0;
        for (int i = 0; i < aside.size(); i++) {
            String at = LogFiles.putAsideAt(aside.get(i), name);
            if (at.compareTo(UTC.format(newest)) < 0) {
                outlived = i + 1;
            } else if (at.compareTo(UTC.format(now)) <= 0) {
                break;
            }
        }
        return List.copyOf(aside.subList(0, outlived));
    }

    @Override
    public Optional<byte[]> newest(String file, Predicate<byte[]> condition) throws IOException {
        try (FileChannel opened = LogFiles.open(folder.resolve(file), StandardOpenOption.READ)) {
            return newest(opened, condition);
        }
    }

    @Override
    public void remove(List<String> files) throws IOException {
        for (String name : files) {
            Path file = folder.resolve(name);
            Files.deleteIfExists(file);
            LOG.info("{}: removed after {} days", file, keeping.days);
        }
        if (forcesFolder) {
            LogFiles.force(folder);
        }
    }

    @Override
    public void replace(String part, Map<Long, byte[]> lines) throws IOException {
        Path file = folder.resolve(part);
        Path unfinished = unfinished();
        Files.deleteIfExists(unfinished);
        try (InputStream from =
                        new BufferedInputStream(Channels.newInputStream(LogFiles.open(file, StandardOpenOption.READ)));
                FileChannel to = LogFiles.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(to));
            copy(from, lines, out);
            out.flush();
            to.force(true);
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        if (forcesFolder) {
            LogFiles.force(folder);
        }
    }

    private static void copy(InputStream from, Map<Long, byte[]> lines, OutputStream out) throws IOException {
        long number = 1;
        byte[] other = lines.get(number);
        for (int next = from.read(); next >= 0; next = from.read()) {
            boolean isEnd = next == '\n';
            if (other == null) {
                out.write(next);
            } else if (isEnd && other.length > 0) {
                out.write(other);
                out.write(next);
            }
            if (isEnd) {
                other = lines.get(++number);
            }
        }
    }

    private Path unfinished() {
        return folder.resolve(name + ".unfinished");
    }

    @Override
    public Stream<LogLine> torn() throws IOException {
        return Files.exists(tornFile()) ? LogLines.of(tornFile()) : Stream.empty();
    }

    private Path tornFile() {
        return folder.resolve(name + ".torn");
    }

    /** Writes lines, all or none. */
    private void write(List<Line> lines) throws IOException {
        FileChannel file = Objects.requireNonNull(channel);
        long end = good;
        try {
            for (byte[] piece : pieces(lines)) {
                end = write(file, piece, end);
            }
            if (keeping.forced) {
                file.force(false);
                forces.incrementAndGet();
            }
            if (!Objects.equals(key(current), channelKey)) {
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

    /** Many short lines as few pieces. */
    private static List<byte[]> pieces(List<Line> lines) {
        List<byte[]> pieces = new ArrayList<>();
        ByteArrayOutputStream piece = new ByteArrayOutputStream();
        for (Line line : lines) {
            piece.writeBytes(line.bytes());
            if (piece.size() >= PIECE) {
                pieces.add(piece.toByteArray());
                piece.reset();
            }
        }
        pieces.add(piece.toByteArray());
        return pieces;
    }

    private static long write(FileChannel file, byte[] bytes, long from) throws IOException {
        long at = from;
        for (int start = 0; start < bytes.length; ) {
            // In pieces, since the JDK keeps a buffer as large as the largest write.
            ByteBuffer piece = ByteBuffer.wrap(bytes, start, Math.min(PIECE, bytes.length - start));
            int written = file.write(piece, at);
            start += written;
            at += written;
        }
        return at;
    }

    /** What tells a file from another that takes its name. */
    private static @Nullable Object key(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    @Override
    public void close() throws IOException {
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
                try {
                    if (lockChannel != null) {
                        lockChannel.close();
                    }
                } finally {
                    OPEN.remove(current);
                }
            }
        }
    }
}

package org.apposite.cds.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of a log, for one thread at a time. */
final class LogDisk {

    private static final Logger LOG = LoggerFactory.getLogger(LogDisk.class);
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

    LogDisk(Path folder, String name, long maxBytes, boolean forced, Clock clock) {
        this.folder = folder;
        this.name = name;
        this.maxBytes = maxBytes;
        this.forced = forced;
        this.clock = clock;
        this.current = LogFiles.current(folder, name);
    }

    void open() throws IOException {
        try {
            LogFiles.force(folder);
            forcesFolder = true;
        } catch (IOException e) {
            // Not every platform can. Where it can, a failure later on is a failure of the append.
            LOG.debug("{}: this folder cannot be forced to disk", folder, e);
        }
        reopen();
    }

    String name() {
        return name;
    }

    /** How often the current file was forced to disk. */
    long forces() {
        return forces.get();
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
                LogFiles.open(current, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            Object found = key(current);
            if (overhangs && Objects.equals(found, channelKey) && opened.size() > good) {
                opened.truncate(good);
            }
            long whole = TornLine.moveAway(opened, current, folder.resolve(name + ".torn"));
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
                throw new IOException(folder.resolve(name) + " is in use by another process");
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
        SortedMap<Long, Path> files = LogFiles.aside(folder, name);
        long sequence = files.isEmpty() ? 1 : files.lastKey() + 1;
        String target = String.format(Locale.ROOT, "%s-%s-%06d.jsonl", name, UTC.format(clock.instant()), sequence);
        // Without an option a move never replaces a file.
        Files.move(current, folder.resolve(target));
        folderChanged = true;
    }

    /** Writes pieces of whole lines, all or none. */
    void write(List<byte[]> pieces) throws IOException {
        FileChannel file = Objects.requireNonNull(channel);
        long end = good;
        try {
            for (byte[] piece : pieces) {
                end = write(file, piece, end);
            }
            if (forced) {
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

    /** What tells a file from another that takes its name. */
    private static @Nullable Object key(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
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

package org.apposite.log.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Where the lines of a log are kept. For one thread at a time. */
public interface LogStore extends Closeable {

    /**
     * The newest line of which something holds, without its line break. A store need not look further back than it must to
     * be sure that the newest lines are among those it tried.
     */
    Optional<byte[]> newest(Predicate<byte[]> condition) throws IOException;

    /**
     * Appends the first of some batches of whole lines, as many as it takes at once and at least one, all or none of them.
     * They are kept when this returns.
     *
     * @return how many batches it took
     */
    int append(List<byte[]> batches) throws IOException;

    /**
     * Files that have outlived their time.
     *
     * @param files the files, the oldest first
     * @param days how long lines are kept, in days
     * @param now when it was looked
     */
    record Outlived(List<Path> files, int days, Instant now) {}

    /** What has outlived its time; empty when nothing has, or it is not yet to be looked for again. */
    Optional<Outlived> outlived() throws IOException;

    /** The newest line of a file of which something holds, without its line break. */
    Optional<byte[]> newest(Path file, Predicate<byte[]> condition) throws IOException;

    /** Removes files. */
    void remove(List<Path> files) throws IOException;
}

package org.apposite.log.store;

import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Where the lines of a log are kept, for a writer. For one thread at a time, but for {@link #giveUp}. */
public interface LogStore extends Closeable {

    /**
     * A line as it is written.
     *
     * @param bytes what it is, with its line break
     * @param n its number in the chain, 0 when it has none
     * @param id the id by which a repetition of it is known, null when none can be
     */
    record Line(byte[] bytes, long n, @Nullable UUID id) {}

    /** Batches of lines that are to be appended, of which each is kept as a whole or not at all. */
    interface Batches {

        /** The ids of their lines. */
        Set<UUID> ids();

        /** Whether the chain may go on after a line, which somebody without the key may have put there. */
        boolean mayFollow(byte[] line);

        /**
         * The batches as they are to be written; it may be asked more than once.
         *
         * @param known ids of lines that the store has already: these are left out, which may leave a batch empty
         * @param newest the newest line that may be followed, without its line break; empty where nobody else writes
         */
        List<List<Line>> after(Set<UUID> known, Optional<byte[]> newest);
    }

    /**
     * The newest line of which something holds, without its line break. A store need not look further back than it must to
     * be sure that the newest lines are among those it tried.
     */
    Optional<byte[]> newest(Predicate<byte[]> condition) throws IOException;

    /**
     * Appends the first of some batches, as many as it takes at once and at least one, all or none of them. They are kept when this
     * returns.
     *
     * @return how many batches it took
     */
    int append(Batches batches) throws IOException;

    /**
     * Parts of a log that have outlived their time, such as files.
     *
     * @param parts their names, the oldest first
     * @param days how long lines are kept, in days
     * @param now when it was looked
     */
    record Outlived(List<String> parts, int days, Instant now) {}

    /** What has outlived its time; empty when nothing has, or it is not yet to be looked for again. */
    Optional<Outlived> outlived() throws IOException;

    /** The newest line of a part of which something holds, without its line break. */
    Optional<byte[]> newest(String part, Predicate<byte[]> condition) throws IOException;

    /** Removes parts. */
    void remove(List<String> parts) throws IOException;

    /** Nobody waits any more for what the store has not kept yet: one that tries again and again ends that. By any thread. */
    default void giveUp() {}
}

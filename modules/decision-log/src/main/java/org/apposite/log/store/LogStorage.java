package org.apposite.log.store;

import java.io.IOException;
import java.time.Clock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where the logs of a service are kept: a folder of files, or a database. Its text names it to people, without a password. Thread-safe. */
public interface LogStorage {

    /**
     * How the lines of a log are kept.
     *
     * @param isForced whether what is appended must outlive a crash of the machine, and not only of the process
     * @param days for how many days a line is kept at least; null for ever
     */
    record Keeping(boolean isForced, @Nullable Integer days) {}

    /**
     * Opens a log for a writer.
     *
     * @param name the name of the log
     * @param clock the time by which lines outlive their time
     * @throws IOException when it cannot be used, or somebody else uses it who must be alone
     */
    LogStore open(String name, Keeping keeping, Clock clock) throws IOException;

    /**
     * Opens a log for the erasure of lines.
     *
     * @throws IOException as {@link #open}
     */
    ErasableStore openForErasure(String name, Clock clock) throws IOException;

    /** Whether the parts of a log are months, the ends of which an anchor holds as well. */
    default boolean hasMonths() {
        return false;
    }

    /** Whether there is a log of this name. */
    boolean has(String name) throws IOException;

    /**
     * All lines of a log, the oldest first. It may be written meanwhile.
     *
     * @return the lines, to be closed; reading on may throw an {@link java.io.UncheckedIOException}
     */
    Stream<LogLine> lines(String name) throws IOException;

    /** Where the rules are kept by which the decisions of these logs were made. */
    default RuleStore rules() {
        return RuleStore.NONE;
    }
}

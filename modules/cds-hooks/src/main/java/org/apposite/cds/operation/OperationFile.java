package org.apposite.cds.operation;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small file that says how a service is operated, and is looked at again and again. One that is wrong changes nothing. Thread-safe.
 *
 * <pre>
 * silent:
 *   topics: [back-pain-child]
 * repeat: once-per-encounter
 * override: silences
 * by: who changed it
 * reason: why
 * </pre>
 */
public final class OperationFile implements OperationSource, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OperationFile.class);

    private final Path file;
    private final Supplier<Set<String>> topics;
    private final Set<String> issuers;
    private volatile Operation current;
    private volatile Optional<String> fault = Optional.empty();
    private @Nullable Watcher watcher;

    /**
     * Reads a file.
     *
     * @param file the file
     * @param topics the topics that may be silent, asked at every look
     * @param issuers the issuers that may be
     * @throws SettingsException when it cannot be read, or anything in it is wrong
     */
    public OperationFile(Path file, Supplier<Set<String>> topics, Set<String> issuers) {
        this.file = file;
        this.topics = topics;
        this.issuers = Set.copyOf(issuers);
        this.current = read();
    }

    private Operation read() {
        return Setting.read(file, one -> Operation.read(one, topics.get(), issuers));
    }

    @Override
    public Operation current() {
        return current;
    }

    @Override
    public Optional<String> fault() {
        return fault;
    }

    /** Looks at the file once. What is wrong is logged once. */
    public synchronized void look() {
        try {
            Operation read = read();
            if (!read.equals(current)) {
                current = read;
            }
            fault.ifPresent(any -> LOG.info("{} is in order again", file));
            fault = Optional.empty();
        } catch (SettingsException e) {
            String wrong = String.join("\n", e.problems());
            if (!fault.equals(Optional.of(wrong))) {
                LOG.error("what was said before goes on, since the file of the operation is wrong: {}", wrong);
            }
            fault = Optional.of(wrong);
        }
    }

    /**
     * Begins to look at the file again and again, in a daemon thread.
     *
     * @param interval the time between two looks, positive
     * @param changed called after each change, in this thread
     */
    public synchronized void watch(Duration interval, Runnable changed) {
        watcher = new Watcher(interval, () -> {
            Operation before = current;
            look();
            if (!current.equals(before)) {
                changed.run();
            }
        });
    }

    /** Ends the watch. */
    @Override
    public synchronized void close() {
        if (watcher != null) {
            watcher.close();
        }
    }
}

package org.apposite.log;

import java.io.IOException;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apposite.log.Link.Body;
import org.apposite.log.Link.Chained;
import org.apposite.log.Link.Mark;
import org.apposite.log.store.LogStore;
import org.apposite.log.store.LogStore.Line;
import org.apposite.log.store.LogStore.Outlived;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An append-only log of JSON objects, one a line; with a key, each is chained to the one before. What {@link #append} has
 * returned for is kept. Thread-safe.
 *
 * <p>One thread of its own does all the writing. So many appends share one force; lines have the order of their chain; and a
 * request thread that is interrupted cannot close the file under the others, as it would if it wrote itself.
 */
final class DurableLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DurableLog.class);

    /** More than any log ever has. */
    private static final long MOST_LINES = 1_000_000_000_000_000L;

    /** So long a caller waits for a store that does not answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** How long the end is waited for then. */
    private static final long MOST_MILLIS_OF_ENDING = 5_000;

    /** What may wait for such a store. */
    private static final long MOST_WAITING_CHARACTERS = 8L << 20;

    /** An hour, in which a log to which nobody writes may outlive its time. */
    private static final long MOST_MILLIS_OF_WAITING = 3_600_000;

    private final String name;
    private final LogStore store;
    private final @Nullable LogKey key;
    private final long patienceMillis;
    private final Thread writer;
    private final Object gate = new Object();
    private final Deque<Batch> waiting = new ArrayDeque<>();
    private long waitingCharacters;
    private boolean closing;
    private long unwritten;

    /** Whether the store has taken longer than anybody waits, or refused what it was given last. */
    private volatile boolean isFailing;

    private volatile boolean isSlow;

    /** Why lines that have outlived their time were not removed when that was tried last; null when they were. */
    private volatile @Nullable String unremoved;

    /** The newest line that is kept; of the writer alone. */
    private Mark end;

    private DurableLog(String name, LogStore store, @Nullable LogKey key, Duration patience, Mark end) {
        this.patienceMillis = patience.toMillis();
        this.name = name;
        this.store = store;
        this.key = key;
        this.end = end;
        this.writer = new Thread(this::writeUntilClosed, "apposite-log-" + name);
        this.writer.setDaemon(true);
    }

    /**
     * Opens a log in a store, which it closes at its own end.
     *
     * @param name the name of the log
     * @param store where it is kept
     * @param key the key by which lines are chained, or none
     * @return the log
     * @throws IOException if the store cannot be read, or the log is chained and there is no key
     */
    static DurableLog open(String name, LogStore store, @Nullable LogKey key) throws IOException {
        return open(name, store, key, PATIENCE);
    }

    /**
     * Opens a log, as {@link #open(String, LogStore, LogKey)}.
     *
     * @param patience how long a caller waits for a store that does not answer
     */
    static DurableLog open(String name, LogStore store, @Nullable LogKey key, Duration patience) throws IOException {
        try {
            Optional<Link> newest = newest(store::newest, key);
            if (key == null && newest.isPresent()) {
                throw new IOException(store + " is chained, last with the key "
                        + newest.get().key() + "; it needs that key or a new one");
            }
            Mark end = newest.map(Link::mark).orElse(Mark.START);
            if (key != null) {
                LOG.info("{}: goes on after line {} with the mac {}, by {}", name, end.n(), end.mac(), key);
            }
            DurableLog log = new DurableLog(name, store, key, patience, end);
            log.writer.start();
            return log;
        } catch (Throwable e) {
            try {
                store.close();
            } catch (IOException again) {
                e.addSuppressed(again);
            }
            throw e;
        }
    }

    private interface Search {
        Optional<byte[]> newest(Predicate<byte[]> condition) throws IOException;
    }

    private static Optional<Link> newest(Search search, @Nullable LogKey key) throws IOException {
        return search.newest(line ->
                        Link.of(line).filter(link -> mayGoOnAfter(link, key)).isPresent())
                .flatMap(Link::of);
    }

    /** What somebody without the key may have added to the log must not decide how it goes on. */
    private static boolean mayGoOnAfter(Link link, @Nullable LogKey key) {
        return link.n() < MOST_LINES && (key == null || !link.key().equals(key.id()) || link.isBy(key));
    }

    /**
     * Appends lines, which stay together, and returns when they are kept. An interrupt does not end the wait, since the
     * lines may be on disk already; the flag is kept.
     *
     * @param lines JSON objects, each without a line break
     * @throws IOException if they could not be written, or the log is closed; then they do not count, and may be
     *     appended again
     * @throws LateException if the store does not answer within two seconds, or has not since somebody waited so long for it: no
     *     caller is to hang with a disk. They are written once it does
     */
    void append(List<String> lines) throws IOException {
        if (!lines.isEmpty()) {
            append(batch(lines, null));
        }
    }

    /**
     * Appends a line unless one with its id is kept already, as {@link #append(List)} does.
     *
     * @param id its id; without a key none is known again
     */
    void append(String line, UUID id) throws IOException {
        append(batch(List.of(line), id));
    }

    private void append(Batch batch) throws IOException {
        synchronized (gate) {
            if (closing) {
                throw new IOException(store + " is closed");
            }
            if (waitingCharacters + batch.characters > MOST_WAITING_CHARACTERS) {
                unwritten += batch.lines.size();
                throw new IOException(store + " does not answer, and too much waits for it");
            }
            waiting.add(batch);
            waitingCharacters += batch.characters;
            gate.notifyAll();
        }
        if (!batch.isDoneWithin(isSlow ? 0 : patienceMillis)) {
            isSlow = true;
            isFailing = true;
            throw new LateException(store + " does not answer; the lines are written once it does");
        }
    }

    /** Lines are not written yet, and nobody knows when they will be. */
    static final class LateException extends IOException {

        @Serial
        private static final long serialVersionUID = 1L;

        LateException(String message) {
            super(message);
        }
    }

    /** How the writing fares. */
    Writing writing() {
        synchronized (gate) {
            return new Writing(unwritten, isFailing);
        }
    }

    /** Why lines that have outlived their time are still there, as far as that was tried; null when they are not. */
    @Nullable
    String unremoved() {
        return unremoved;
    }

    private static void check(List<String> lines) {
        for (String line : lines) {
            if (line.indexOf('\n') >= 0 || line.indexOf('\r') >= 0) {
                throw new IllegalArgumentException("a line must not contain a line break");
            }
            if (!line.startsWith("{") || !line.endsWith("}")) {
                // Otherwise the next opening would take it for a torn one.
                throw new IllegalArgumentException("a line must be a JSON object");
            }
        }
    }

    /**
     * Writes what is waiting, and lets go of the store, unless that does not answer for five seconds: then it is left as it is. A second
     * call does nothing.
     */
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
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MOST_MILLIS_OF_ENDING);
        for (long left = MOST_MILLIS_OF_ENDING; writer.isAlive() && left > 0; left = millisUntil(end)) {
            try {
                writer.join(left);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        try {
            if (writer.isAlive()) {
                store.giveUp();
                throw new LateException(store + " does not answer; what waited for it is not written");
            }
            store.close();
            if (key != null) {
                LOG.info("{}: ends with line {} with the mac {}", name, this.end.n(), this.end.mac());
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static long millisUntil(long nanoTime) {
        return TimeUnit.NANOSECONDS.toMillis(nanoTime - System.nanoTime());
    }

    private Batch batch(List<String> lines, @Nullable UUID id) {
        check(lines);
        LogKey by = key;
        return new Batch(
                lines.stream().mapToLong(String::length).sum(),
                lines.stream()
                        .map(line -> by == null
                                ? new Body((line + "\n").getBytes(StandardCharsets.UTF_8), "")
                                : Link.body(line, by))
                        .toList(),
                by == null ? null : id);
    }

    private void writeUntilClosed() {
        removeOutlived();
        for (Optional<List<Batch>> group = next(); group.isPresent(); group = next()) {
            write(group.get());
            removeOutlived();
        }
    }

    /** The batches that wait; none after an hour without any; empty at the end. */
    @SuppressWarnings("WaitNotInLoop") // woken for nothing, it goes round once for nothing
    private Optional<List<Batch>> next() {
        synchronized (gate) {
            if (waiting.isEmpty() && !closing) {
                try {
                    gate.wait(MOST_MILLIS_OF_WAITING);
                } catch (InterruptedException e) {
                    // The thread is the log's own: close() alone ends it.
                    LOG.debug("{}: an interrupt was ignored", name);
                }
            }
            if (waiting.isEmpty() && closing) {
                return Optional.empty();
            }
            List<Batch> group = List.copyOf(waiting);
            waiting.clear();
            waitingCharacters = 0;
            return Optional.of(group);
        }
    }

    /** Removes what has outlived its time, after a line has said so: then the log shows that nobody else removed it. */
    private void removeOutlived() {
        try {
            Optional<Outlived> outlived = store.outlived();
            if (outlived.isPresent()) {
                List<String> parts = outlived.get().parts();
                Optional<Mark> last = Optional.empty();
                for (int at = parts.size() - 1; at >= 0 && last.isEmpty(); at--) {
                    String part = parts.get(at);
                    last = newest(condition -> store.newest(part, condition), key)
                            .map(Link::mark);
                }
                Batch event = batch(
                        List.of(EventLine.retention(outlived.get(), last.orElse(Mark.START))
                                .toString()),
                        null);
                write(List.of(event));
                // The writer itself has written it, or failed to.
                event.isDoneWithin(0);
                store.remove(parts);
            }
            unremoved = null;
        } catch (IOException | RuntimeException e) {
            unremoved = String.valueOf(e.getMessage());
            LOG.error("{}: lines that have outlived their time were not removed: {}", name, e.toString());
        }
    }

    private void write(List<Batch> group) {
        int from = 0;
        try {
            while (from < group.size()) {
                Chaining chaining = new Chaining(group.subList(from, group.size()));
                int to = from + store.append(chaining);
                end = chaining.ends.get(to - from - 1);
                isSlow = false;
                isFailing = false;
                group.subList(from, to).forEach(Batch::acknowledge);
                from = to;
            }
        } catch (Throwable e) {
            // Whatever it was, nobody may wait for ever, nor take his lines for written.
            List<Batch> lost = group.subList(from, group.size());
            synchronized (gate) {
                isSlow = false;
                isFailing = true;
                unwritten +=
                        lost.stream().mapToLong(batch -> batch.lines.size()).sum();
            }
            if (lost.stream().filter(batch -> batch.fail(e)).count() > 0) {
                LOG.error("{}: lines for which nobody waited any more could not be written: {}", name, e.toString());
            }
        }
    }

    /** Batches that become lines as soon as it is known after which line they come. */
    private final class Chaining implements LogStore.Batches {

        private final List<Batch> batches;

        /** The newest line after each of them. */
        private final List<Mark> ends = new ArrayList<>();

        Chaining(List<Batch> batches) {
            this.batches = batches;
        }

        @Override
        public Set<UUID> ids() {
            return batches.stream()
                    .flatMap(batch -> Stream.ofNullable(batch.id))
                    .collect(Collectors.toSet());
        }

        @Override
        public boolean mayFollow(byte[] line) {
            return Link.of(line).filter(link -> mayGoOnAfter(link, key)).isPresent();
        }

        @Override
        public List<List<Line>> after(Set<UUID> known, Optional<byte[]> newest) {
            // What was cut off at the end since this log knows it is missed as any other line.
            Mark last = newest.flatMap(Link::of)
                    .map(Link::mark)
                    .filter(mark -> mark.n() > end.n())
                    .orElse(end);
            Set<UUID> seen = new HashSet<>();
            List<List<Line>> all = new ArrayList<>(batches.size());
            ends.clear();
            for (Batch batch : batches) {
                List<Line> lines = new ArrayList<>(batch.lines.size());
                if (batch.id == null || (!known.contains(batch.id) && seen.add(batch.id))) {
                    for (Body body : batch.lines) {
                        last = chain(body, batch.id, last, lines);
                    }
                }
                all.add(lines);
                ends.add(last);
            }
            return all;
        }

        private Mark chain(Body body, @Nullable UUID id, Mark before, List<Line> lines) {
            LogKey by = key;
            if (by == null) {
                lines.add(new Line(body.bytes(), 0, id));
                return before;
            }
            Chained line = Link.chain(body, name, by, before);
            lines.add(new Line(line.bytes(), line.mark().n(), id));
            return line.mark();
        }
    }

    /** The lines of one append, plain or to be chained, and the thread that waits for them. */
    private static final class Batch {

        private final long characters;
        private final List<Body> lines;
        private final @Nullable UUID id;
        private final CountDownLatch done = new CountDownLatch(1);
        private @Nullable Throwable failure;
        private boolean isGivenUp;

        Batch(long characters, List<Body> lines, @Nullable UUID id) {
            this.characters = characters;
            this.lines = lines;
            this.id = id;
        }

        void acknowledge() {
            done.countDown();
        }

        /** Whether nobody waits for it any more. */
        synchronized boolean fail(Throwable cause) {
            failure = cause;
            done.countDown();
            return isGivenUp;
        }

        /** Whether it is written; if not within so many milliseconds, nobody waits for it any more. */
        boolean isDoneWithin(long millis) throws IOException {
            boolean interrupted = false;
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
            while (true) {
                try {
                    done.await(millisUntil(end), TimeUnit.MILLISECONDS);
                    break;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            synchronized (this) {
                isGivenUp = done.getCount() > 0;
                if (failure != null) {
                    throw new IOException("the lines were not written: " + failure, failure);
                }
                return !isGivenUp;
            }
        }
    }
}

package org.apposite.authoring.reload;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apposite.file.Looks;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Looks at a folder, again and again if wanted, and keeps how that fares. Thread-safe. No lock is held during a look, which may
 * last as long as the system pleases.
 */
final class FolderWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReloadingRules.class);

    /** Whoever has not come back from so many intervals, and from a minute, hangs. */
    private static final int INTERVALS_OF_PATIENCE = 12;

    private static final Duration LEAST_PATIENCE = Duration.ofMinutes(1);

    private final Path folder;
    private final Clock clock;
    private final Runnable onLook;

    private volatile Looks looks;

    /** How old the last good look may become; none while nobody watches. */
    private volatile Optional<Duration> patience = Optional.empty();

    // Guarded by this.
    private @Nullable ScheduledExecutorService watcher;
    private boolean closed;

    /**
     * A watch that has not begun.
     *
     * @param folder the folder
     * @param clock tells when a look was a good one
     * @param onLook what to do at each interval; it is to call {@link #look}
     */
    FolderWatch(Path folder, Clock clock, Runnable onLook) {
        this.folder = folder;
        this.clock = clock;
        this.onLook = onLook;
        this.looks = new Looks(clock.instant(), 0, Optional.empty(), Optional.empty());
    }

    /** How the looks fare. One that does not end, since a file or what it holds keeps it, is a fault, too. */
    Looks looks() {
        Looks last = looks;
        boolean hangs = last.fault().isEmpty()
                && patience.filter(most -> last.lastGood().plus(most).isBefore(clock.instant()))
                        .isPresent();
        return hangs
                ? new Looks(
                        last.lastGood(),
                        last.failed(),
                        Optional.of("No look at the rules folder has ended since " + last.lastGood() + "."),
                        last.refusal())
                : last;
    }

    /** The digest of what the folder holds now. */
    String look() {
        FolderLook look = FolderLook.at(folder);
        tell(look.fault());
        return look.digest();
    }

    /** Keeps how a look went, and logs it when that is something new. */
    synchronized void tell(Optional<String> fault) {
        Looks before = looks;
        Instant lastGood = fault.isEmpty() ? clock.instant() : before.lastGood();
        looks = new Looks(lastGood, before.failed() + (fault.isEmpty() ? 0 : 1), fault, Optional.empty());
        if (fault.equals(before.fault())) {
            return;
        }
        fault.ifPresentOrElse(
                why -> LOG.warn(
                        "Not everything in the rules folder {} can be read: {} This is told once; it is still watched.",
                        folder,
                        why),
                () -> LOG.info("Everything in the rules folder {} can be read again.", folder));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // once() lets no fault out
    synchronized void every(Duration interval) {
        if (interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException("the interval must be positive, but is " + interval);
        }
        if (closed || watcher != null) {
            throw new IllegalStateException(closed ? "closed" : "the folder is already being watched");
        }
        Duration many = interval.multipliedBy(INTERVALS_OF_PATIENCE);
        patience = Optional.of(many.compareTo(LEAST_PATIENCE) < 0 ? LEAST_PATIENCE : many);
        // Lines of the log have the words that those of the host have, such as whose rules they are.
        Map<String, String> whose = MDC.getCopyOfContextMap();
        watcher = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(
                    () -> {
                        if (whose != null) {
                            MDC.setContextMap(whose);
                        }
                        task.run();
                    },
                    "apposite-rules-watcher");
            thread.setDaemon(true);
            return thread;
        });
        watcher.scheduleWithFixedDelay(this::once, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** A fault must not end the watch: what was reported stays reported, and the next content may be valid. */
    private void once() {
        try {
            onLook.run();
        } catch (Error | RuntimeException e) {
            LOG.error("Checking the rules folder {} failed; it is still being watched.", folder, e);
        }
    }

    /** No interrupt: a build under way is finished or refused as always. */
    @Override
    public synchronized void close() {
        closed = true;
        patience = Optional.empty();
        if (watcher != null) {
            watcher.shutdown();
            watcher = null;
        }
    }
}

package org.apposite.cds.operation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** One thread for what nobody waits for, which is left out when there is too much of it. Thread-safe. */
public final class Aside implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Aside.class);
    private static final int MOST_WAITING = 256;
    private static final int IDLE_SECONDS = 30;
    private static final Duration END = Duration.ofSeconds(10);

    /** So long must nothing have been left out, before that is over. */
    private static final Duration CALM = Duration.ofMinutes(1);

    private final ThreadPoolExecutor thread;
    private final Clock clock;

    // Guarded by this.
    private long leftOut;
    private long told;
    private Instant lastLeftOut = Instant.MIN;

    /**
     * A thread that does nothing yet.
     *
     * @param clock tells when tasks were left out
     */
    public Aside(Clock clock) {
        this.clock = clock;
        thread = new ThreadPoolExecutor(
                1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), task -> {
                    Thread aside = new Thread(task, "apposite-aside");
                    aside.setDaemon(true);
                    return aside;
                });
        thread.allowCoreThreadTimeOut(true);
    }

    /**
     * Does something later, with the same words in the lines of the log as now.
     *
     * @param task what to do; it lets no fault out
     * @return false when there is too much to do already
     */
    public boolean later(Runnable task) {
        Map<String, String> whose = MDC.getCopyOfContextMap();
        try {
            thread.execute(() -> {
                if (whose != null) {
                    MDC.setContextMap(whose);
                }
                try {
                    tellCalm();
                    task.run();
                } finally {
                    MDC.clear();
                }
            });
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /** Counts a task that was left out, and logs the first of many. */
    public synchronized void leaveOut() {
        if (leftOut == told) {
            LOG.warn(
                    "more calls come than the rules that are tried out can be asked about: some are left out. This is told once,"
                            + " and when it is over");
        }
        leftOut++;
        lastLeftOut = clock.instant();
    }

    /** Logs that nothing has been left out for a while, if anything was before. */
    private synchronized void tellCalm() {
        if (leftOut > told && !clock.instant().isBefore(lastLeftOut.plus(CALM))) {
            LOG.warn("the rules that are tried out are asked about every call again; {} were left out", leftOut - told);
            told = leftOut;
        }
    }

    /**
     * Whether tasks are left out now, or were within the last minute.
     *
     * @return whether they are
     */
    public synchronized boolean isLeavingOut() {
        tellCalm();
        return leftOut > told;
    }

    /**
     * How many tasks were left out.
     *
     * @return how many since the start
     */
    public synchronized long leftOut() {
        return leftOut;
    }

    /** Does what is left, for ten seconds at most, and ends. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(END.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("what was to be done besides was not finished in time");
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

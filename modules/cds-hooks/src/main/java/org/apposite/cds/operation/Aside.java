package org.apposite.cds.operation;

import java.time.Duration;
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

    private final ThreadPoolExecutor thread;

    /** A thread that does nothing yet. */
    public Aside() {
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

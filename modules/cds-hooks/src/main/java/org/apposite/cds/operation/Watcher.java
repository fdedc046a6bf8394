package org.apposite.cds.operation;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Does something again and again, in a daemon thread whose lines in the log have the words that those of its maker had. */
public final class Watcher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Watcher.class);

    private final ScheduledExecutorService thread;

    /**
     * Begins after the interval.
     *
     * @param interval the time between two times, positive
     * @param look what to do; a fault is logged, and does not end it
     */
    @SuppressWarnings("FutureReturnValueIgnored") // no fault is let out
    public Watcher(Duration interval, Runnable look) {
        Map<String, String> whose = MDC.getCopyOfContextMap();
        thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread watching = new Thread(
                    () -> {
                        if (whose != null) {
                            MDC.setContextMap(whose);
                        }
                        task.run();
                    },
                    "apposite-watcher");
            watching.setDaemon(true);
            return watching;
        });
        thread.scheduleWithFixedDelay(
                () -> {
                    try {
                        look.run();
                    } catch (Error | RuntimeException e) {
                        LOG.error("a look failed, and is tried again", e);
                    }
                },
                interval.toNanos(),
                interval.toNanos(),
                TimeUnit.NANOSECONDS);
    }

    /** Ends, without waiting for what is being done. */
    @Override
    public void close() {
        thread.shutdown();
    }
}

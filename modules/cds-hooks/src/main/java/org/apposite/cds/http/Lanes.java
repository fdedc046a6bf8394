package org.apposite.cds.http;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads that work for several, of whom none can keep the others from theirs: each has a queue of its own, the queues have their
 * turns, and of several none has more than half of the threads. Thread-safe.
 */
public final class Lanes {

    private static final int IDLE_SECONDS = 30;
    private static final int LEAST_WAITING = 16;

    private final ThreadPoolExecutor threads;
    private final int atOnce;
    private final int next;

    // Guarded by this.
    private final Map<String, Lane> byName = new LinkedHashMap<>();
    private List<Lane> all = List.of();
    private int free;
    private int turn;

    private static final class Lane {
        private final Deque<Runnable> waiting = new ArrayDeque<>();
        private int working;

        boolean isIdle() {
            return working == 0 && waiting.isEmpty();
        }
    }

    /**
     * Threads, none of which runs yet.
     *
     * @param names of those for whom they work, one or more
     * @param threads how many work at a time
     * @param waiting how much may wait, of all together; each of many has 16
     */
    public Lanes(Collection<String> names, int threads, int waiting) {
        this.atOnce = threads;
        this.next = waiting;
        this.free = threads;
        workFor(names);
        this.threads = new ThreadPoolExecutor(
                threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Lanes::thread);
        this.threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Says for whom the threads work from now on. Whoever is gone, and of whom something runs or waits, has it done.
     *
     * @param names one or more
     */
    public synchronized void workFor(Collection<String> names) {
        byName.entrySet()
                .removeIf(one -> !names.contains(one.getKey()) && one.getValue().isIdle());
        all = List.copyOf(byName.values());
        names.forEach(this::lane);
    }

    private Lane lane(String name) {
        Lane known = byName.get(name);
        if (known != null) {
            return known;
        }
        Lane lane = new Lane();
        byName.put(name, lane);
        all = List.copyOf(byName.values());
        return lane;
    }

    private int mostWorking() {
        return all.size() == 1 ? atOnce : Math.max(1, atOnce / 2);
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "apposite-answer");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Does something, at once or when its turn comes.
     *
     * @param name for whom; of somebody new it is the first
     * @param task what to do
     * @return false when too much waits, or all has ended
     */
    public synchronized boolean run(String name, Runnable task) {
        Lane lane = lane(name);
        if (threads.isShutdown()) {
            return false;
        }
        if (free > 0 && lane.working < mostWorking()) {
            begin(lane, task);
            return true;
        }
        return lane.waiting.size() < Math.max(LEAST_WAITING, next / all.size()) && lane.waiting.add(task);
    }

    private void begin(Lane lane, Runnable task) {
        free--;
        lane.working++;
        threads.execute(() -> {
            try {
                task.run();
            } finally {
                ended(lane);
            }
        });
    }

    private synchronized void ended(Lane of) {
        free++;
        of.working--;
        for (int i = 0; i < all.size() && !threads.isShutdown(); i++) {
            turn = (turn + 1) % all.size();
            Lane lane = all.get(turn);
            if (!lane.waiting.isEmpty() && lane.working < mostWorking()) {
                begin(lane, lane.waiting.remove());
                return;
            }
        }
    }

    /** Ends: what waits is dropped, and what runs is interrupted. */
    public synchronized void end() {
        threads.shutdownNow();
    }
}

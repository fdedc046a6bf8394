package org.apposite.cds;

import java.util.concurrent.atomic.AtomicLong;
import org.apposite.cds.request.Refused;

/**
 * How many bytes of requests may be in memory at once, by the heap that the process has. Thread-safe.
 *
 * <p>There are two: of bodies as they come, which take little more than their bytes, and of those that are read and answered,
 * which take many times as much.
 */
final class MemoryBudget {

    /** What arrives may take an eighth of the heap, and is held twice for a moment. */
    private static final int ARRIVING_SHARE = 8;

    /** Measured: what is read of a byte takes up to 60 bytes while it is read and answered. */
    private static final int READ_BYTES_OF_ONE = 80;

    private final long all;
    private final AtomicLong left;

    private MemoryBudget(long bytes) {
        this.all = Math.max(1, bytes);
        this.left = new AtomicLong(all);
    }

    static MemoryBudget ofArriving() {
        return new MemoryBudget(Runtime.getRuntime().maxMemory() / ARRIVING_SHARE);
    }

    static MemoryBudget ofReading() {
        // A quarter of the heap is for all else.
        return new MemoryBudget(Runtime.getRuntime().maxMemory() / 4 * 3 / READ_BYTES_OF_ONE);
    }

    /** Takes bytes, if there are as many. */
    boolean tryTake(long bytes) {
        return left.getAndUpdate(now -> now >= bytes ? now - bytes : now) >= bytes;
    }

    void give(long bytes) {
        left.addAndGet(bytes);
    }

    /** What is done while bytes are held. */
    interface Work<T> {
        T done();
    }

    /**
     * Does something with a body. One that is larger than the whole budget has it for itself.
     *
     * @throws Refused at once when too many bytes are being read
     */
    <T> T reading(long bytes, Work<T> work) {
        long taken = Math.min(bytes, all);
        if (!tryTake(taken)) {
            throw Refused.tooBusy("as many and as large requests as fit into memory are being answered");
        }
        try {
            return work.done();
        } finally {
            give(taken);
        }
    }
}

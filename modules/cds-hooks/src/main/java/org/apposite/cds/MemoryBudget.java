package org.apposite.cds;

import java.util.ArrayList;
import java.util.List;
import org.apposite.cds.request.Refused;

/**
 * How many bytes of requests may be in memory at once, by the heap that the process has. Thread-safe.
 *
 * <p>There are three: of bodies as they come, which take little more than their bytes; of those that are read and answered, which
 * take many times as much; and of those that are kept for a while after that. Each is for one or for several, who may come and go.
 * Of several, each has a part of its own that no other can take: one half is divided evenly among them, the other is for whoever
 * comes.
 */
final class MemoryBudget {

    /** What arrives may take an eighth of the heap, and is held twice for a moment. */
    private static final int ARRIVING_SHARE = 8;

    private static final int ASIDE_SHARE = 16;

    /** Measured: what is read of a byte takes up to 60 bytes while it is read and answered. */
    private static final int READ_BYTES_OF_ONE = 80;

    private final long bytes;

    // Guarded by this.
    private final List<Share> shares = new ArrayList<>();

    private MemoryBudget(long bytes) {
        this.bytes = bytes;
    }

    static MemoryBudget ofArriving() {
        return new MemoryBudget(Runtime.getRuntime().maxMemory() / ARRIVING_SHARE);
    }

    static MemoryBudget ofReading() {
        // A quarter of the heap is for all else.
        return new MemoryBudget(Runtime.getRuntime().maxMemory() / 4 * 3 / READ_BYTES_OF_ONE);
    }

    /** Of what was read and waits, when it has been answered, to be asked about once more. */
    static MemoryBudget ofAside() {
        return new MemoryBudget(Runtime.getRuntime().maxMemory() / 4 * 3 / READ_BYTES_OF_ONE / ASIDE_SHARE);
    }

    /** One share more; those that there are become smaller. */
    synchronized Share share() {
        Share share = new Share();
        shares.add(share);
        return share;
    }

    private synchronized void end(Share share) {
        shares.remove(share);
    }

    /** What several have in common. */
    private long common() {
        return shares.size() <= 1 ? 0 : bytes / 2;
    }

    private long own() {
        return Math.max(1, (bytes - common()) / Math.max(1, shares.size()));
    }

    private long beyondOwn(long taken) {
        return Math.max(0, taken - own());
    }

    /** What is done while bytes are held. */
    interface Work<T> {
        T done();
    }

    /** What is held of a share until it is closed. */
    static final class Held implements AutoCloseable {

        private final Share share;
        private long bytes;
        private boolean isClosed;

        private Held(Share share) {
            this.share = share;
        }

        /** Takes bytes more, if there are as many. */
        synchronized boolean tryTake(long more) {
            boolean isTaken = !isClosed && share.tryTake(more);
            bytes += isTaken ? more : 0;
            return isTaken;
        }

        synchronized long bytes() {
            return bytes;
        }

        @Override
        public synchronized void close() {
            isClosed = true;
            share.give(bytes);
            bytes = 0;
        }
    }

    /** What one of those may take. */
    final class Share {

        private long taken;

        private Share() {}

        /** As many as it can have when nobody else has any. */
        long most() {
            synchronized (MemoryBudget.this) {
                return own() + common();
            }
        }

        /** Takes bytes, if there are as many. */
        boolean tryTake(long more) {
            synchronized (MemoryBudget.this) {
                long beyond = beyondOwn(taken + more);
                for (Share other : shares) {
                    // Of what another holds when shares became smaller nothing is taken back.
                    beyond += beyond == 0 || other == this ? 0 : beyondOwn(other.taken);
                }
                if (beyond > common()) {
                    return false;
                }
                taken += more;
                return true;
            }
        }

        void give(long back) {
            synchronized (MemoryBudget.this) {
                taken -= back;
            }
        }

        /** Whoever had it is gone: the others have more. */
        void end() {
            MemoryBudget.this.end(this);
        }

        /** Bytes that are taken one after the other, and given back together. */
        Held held() {
            return new Held(this);
        }

        /**
         * Does something with a body. One that is larger than all that a share can have has that for itself.
         *
         * @throws Refused at once when too many bytes are being read
         */
        <T> T reading(long bytes, Work<T> work) {
            long held = Math.min(bytes, most());
            if (!tryTake(held)) {
                throw Refused.tooBusy("as many and as large requests as fit into memory are being answered");
            }
            try {
                return work.done();
            } finally {
                give(held);
            }
        }
    }
}

package org.apposite.cds.security;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;

/** The tokens that were accepted and could be sent again. */
final class SeenTokens {

    private final int most;
    private final Set<String> ids = new HashSet<>();
    private final Queue<Entry> byEnd = new PriorityQueue<>(Comparator.comparing(Entry::end));

    SeenTokens(int most) {
        this.most = most;
    }

    synchronized void add(String jti, Instant end, Clock clock) throws RefusedCaller {
        // The time is asked for again: an entry that another call has just dropped for its age
        // must not make room for the same token, checked a moment before.
        Instant now = clock.instant();
        if (!now.isBefore(end)) {
            throw new RefusedCaller("expired");
        }
        for (Entry first = byEnd.peek(); first != null && !now.isBefore(first.end()); first = byEnd.peek()) {
            byEnd.remove();
            ids.remove(first.jti());
        }
        if (ids.contains(jti)) {
            throw new RefusedCaller("replayed");
        }
        if (ids.size() >= most) {
            throw new RefusedCaller("too-many-tokens");
        }
        ids.add(jti);
        byEnd.add(new Entry(jti, end));
    }

    private record Entry(String jti, Instant end) {}
}

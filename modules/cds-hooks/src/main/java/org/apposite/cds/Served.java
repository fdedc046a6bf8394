package org.apposite.cds;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a {@link CdsServer} serves. Thread-safe. */
abstract sealed class Served permits CdsService, Hospitals {

    /** What must be heard when all else is busy. */
    static final Set<String> PROBES = Set.of("/health/live", "/health/ready", "/metrics");

    /** Answers a request, and throws for nothing that a client sent. */
    public abstract CdsResponse handle(CdsRequest request);

    /** Says that it is about to end. */
    public abstract void stopping();

    /** The settings of the server: addresses, connections, sizes. */
    abstract CdsSettings settings();

    /**
     * For whom it answers: each has a share of threads and memory that no other can take. The same object as long as they are the
     * same.
     */
    abstract List<String> lanes();

    /** In which of the lanes a request is, as its head says it, before anything is checked. */
    abstract String laneOf(String path, Optional<String> authorization);

    /** Whether a path is one of {@link #PROBES}, of all or of one. */
    abstract boolean isProbe(String path);
}

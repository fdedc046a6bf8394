package org.apposite.cds.operation;

import java.util.Optional;

/** Tells at every request how a service is operated now. Thread-safe, and never waits. */
public interface OperationSource {

    /** How it is operated now. */
    Operation current();

    /**
     * Why what somebody wants of it now could not be taken, so that what was wanted before goes on.
     *
     * @return empty when there is nothing of the kind
     */
    default Optional<String> fault() {
        return Optional.empty();
    }
}

package org.apposite.log.store;

import java.io.IOException;
import java.util.Optional;

/** Where the rules are kept by which the decisions of a log were made, so that they can be made again. Thread-safe. */
public interface RuleStore {

    /** Where none are kept. */
    RuleStore NONE = new RuleStore() {
        @Override
        public boolean keep(String digest, byte[] rules) {
            return false;
        }

        @Override
        public Optional<byte[]> find(String digest) {
            return Optional.empty();
        }
    };

    /**
     * Keeps rules; what is kept of this digest already is replaced.
     *
     * @param digest the digest of the rules
     * @param rules the rules as bytes
     * @return whether they are kept
     * @throws IOException when they cannot be
     */
    boolean keep(String digest, byte[] rules) throws IOException;

    /**
     * The rules of a digest.
     *
     * @param digest their digest
     * @return the bytes; empty when they are not kept
     * @throws IOException when they cannot be read
     */
    Optional<byte[]> find(String digest) throws IOException;
}

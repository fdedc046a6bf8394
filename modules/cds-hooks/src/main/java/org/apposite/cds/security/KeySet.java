package org.apposite.cds.security;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The keys for signatures of a set that was read, and when it was last known to be the right one. */
record KeySet(List<JWK> keys, Instant at) {

    /** Before anything was read. */
    static final KeySet NONE = new KeySet(List.of(), Instant.MIN);

    /** How long keys outlive the place they came from. */
    private static final Duration LONGEST_USE = Duration.ofHours(1);

    static KeySet parse(byte[] text, Instant at) throws ParseException {
        try {
            List<JWK> keys = JWKSet.parse(new String(text, StandardCharsets.UTF_8)).getKeys().stream()
                    .filter(KeySet::forSignatures)
                    .toList();
            return new KeySet(keys, at);
        } catch (RuntimeException e) {
            throw new ParseException("not a key set", 0);
        }
    }

    private static boolean forSignatures(JWK key) {
        return (key.getKeyUse() == null || KeyUse.SIGNATURE.equals(key.getKeyUse()))
                && (key.getKeyOperations() == null
                        || key.getKeyOperations().isEmpty()
                        || key.getKeyOperations().contains(KeyOperation.VERIFY));
    }

    boolean has(String kid, Instant now) {
        return usable(now) && keys.stream().anyMatch(key -> kid.equals(key.getKeyID()));
    }

    List<JWK> withId(String kid, Instant now) throws RefusedCaller {
        if (!usable(now)) {
            throw new RefusedCaller("keys-unavailable");
        }
        return keys.stream().filter(key -> kid.equals(key.getKeyID())).toList();
    }

    private boolean usable(Instant now) {
        return now.isBefore(at.plus(LONGEST_USE));
    }
}

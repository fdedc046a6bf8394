package org.apposite.cds;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A set that was read, and when it was last known to be the right one. */
record KeySet(List<JWK> keys, Instant at) {

    /** How long keys outlive the place they came from. */
    private static final Duration LONGEST_USE = Duration.ofHours(1);

    static List<JWK> parse(byte[] text) throws ParseException {
        try {
            return JWKSet.parse(new String(text, StandardCharsets.UTF_8)).getKeys().stream()
                    .filter(KeySet::forSignatures)
                    .toList();
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

    boolean usable(Instant now) {
        return now.isBefore(at.plus(LONGEST_USE));
    }

    List<JWK> withId(String kid) {
        return keys.stream().filter(key -> kid.equals(key.getKeyID())).toList();
    }
}

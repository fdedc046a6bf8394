package org.apposite.cds.security;

import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * A CDS client that may call, and where its public keys are. Immutable.
 *
 * <p>With both places given, a token that names the address is checked by the keys there, and one that names none by
 * those in the file.
 *
 * @param iss what the client calls itself in its tokens, compared exactly
 * @param jku the address of its key set, empty when it has none
 * @param jwks a file with its key set, empty when there is none; it is read again when it was changed
 */
public record TrustedIssuer(String iss, Optional<URI> jku, Optional<Path> jwks) {

    /** Checks that there is a place for the keys. */
    public TrustedIssuer {
        Objects.requireNonNull(jku, "jku");
        Objects.requireNonNull(jwks, "jwks");
        if (iss.isBlank()) {
            throw new IllegalArgumentException("A trusted issuer must have a name");
        }
        if (jku.isEmpty() && jwks.isEmpty()) {
            throw new IllegalArgumentException(
                    "The trusted issuer " + iss + " needs the address of its keys, or a file with them");
        }
    }
}

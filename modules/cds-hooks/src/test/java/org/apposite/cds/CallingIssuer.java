package org.apposite.cds;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apposite.cds.security.TrustedIssuer;

/**
 * A client of a hospital, which signs its calls.
 *
 * @param iss what it calls itself
 * @param key its key
 */
record CallingIssuer(String iss, ECKey key) {

    static CallingIssuer of(String iss) {
        try {
            return new CallingIssuer(
                    iss, new ECKeyGenerator(Curve.P_384).keyID("key").generate());
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    TrustedIssuer trusted(Path folder) throws IOException {
        Path file = folder.resolve("keys-" + Integer.toHexString(iss.hashCode()) + ".json");
        Files.writeString(file, new JWKSet(key).toString());
        return new TrustedIssuer(iss, Optional.empty(), Optional.of(file));
    }

    /** A token for an address, as another issuer if it lies. */
    String token(String audience, String asIssuer) {
        Instant now = Requests.CLOCK.instant();
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES384)
                        .type(JOSEObjectType.JWT)
                        .keyID("key")
                        .build(),
                new JWTClaimsSet.Builder()
                        .issuer(asIssuer)
                        .audience(audience)
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(60)))
                        .jwtID(UUID.randomUUID().toString())
                        .build());
        try {
            token.sign(new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }

    /** A request with a token for the address that it calls. */
    CdsRequest signed(CdsRequest request) {
        return signed(request, Requests.BASE + request.path(), iss);
    }

    CdsRequest signed(CdsRequest request, String audience, String asIssuer) {
        return new CdsRequest(
                request.method(),
                request.path(),
                Map.of("Content-Type", "application/json", "Authorization", "Bearer " + token(audience, asIssuer)),
                request.body());
    }
}

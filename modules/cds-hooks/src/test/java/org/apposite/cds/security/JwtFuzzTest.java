package org.apposite.cds.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whatever is sent as the Authorization header, nobody gets in without a key, and nothing breaks. The keys are made
 * anew each time and their private halves are not used, so that no input can be a good token.
 */
class JwtFuzzTest {

    private static final String ENDPOINT = "https://cds.example/cds-services/imaging";

    private static final CallerCheck CHECK = check();

    /** Bytes as a header. */
    @FuzzTest
    void any_header_is_refused(byte[] data) {
        assertRefused(new String(data, StandardCharsets.ISO_8859_1));
    }

    /** The parts of a token before they are encoded, divided by line breaks: this gets further than bytes do. */
    @FuzzTest
    void any_token_is_refused(byte[] data) {
        StringBuilder header = new StringBuilder("Bearer ");
        for (String part : new String(data, StandardCharsets.ISO_8859_1).split("\n", -1)) {
            header.append(Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(part.getBytes(StandardCharsets.ISO_8859_1)))
                    .append('.');
        }
        header.setLength(header.length() - 1);
        assertRefused(header.toString());
    }

    private static void assertRefused(String header) {
        assertThatThrownBy(() -> CHECK.check(Optional.of(header), ENDPOINT))
                .isInstanceOf(RefusedCaller.class)
                .hasNoCause();
        assertThatThrownBy(() -> CHECK.check(Optional.of("Bearer " + header), ENDPOINT))
                .isInstanceOf(RefusedCaller.class)
                .satisfies(e -> assertThat(((RefusedCaller) e).reason()).matches("[a-z-]+"));
    }

    private static CallerCheck check() {
        try {
            KeyPairGenerator curves = KeyPairGenerator.getInstance("EC");
            curves.initialize(new ECGenParameterSpec("secp384r1"));
            KeyPair curve = curves.generateKeyPair();
            KeyPairGenerator primes = KeyPairGenerator.getInstance("RSA");
            primes.initialize(2048);
            KeyPair prime = primes.generateKeyPair();
            Path file = Files.createTempFile("jwks", ".json");
            file.toFile().deleteOnExit();
            JWKSet keys = new JWKSet(List.of(
                    new ECKey.Builder(Curve.P_384, (ECPublicKey) curve.getPublic())
                            .keyID("ec")
                            .build(),
                    new RSAKey.Builder((RSAPublicKey) prime.getPublic())
                            .keyID("rsa")
                            .build()));
            Files.writeString(file, keys.toString());
            return new CallerCheck(
                    List.of(new TrustedIssuer("https://ehr.example", Optional.empty(), Optional.of(file))),
                    new OutgoingReads(Set.of(), Duration.ofSeconds(1), 1),
                    Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

package org.apposite.cds.security;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Keys, and tokens in the making: of one issuer, for one endpoint, at one time. */
public final class Tokens {

    /** The issuer of the tokens. */
    public static final String EHR = "https://ehr.example";

    static final KeyPair P384 = curve("secp384r1");
    static final KeyPair OTHER_P384 = curve("secp384r1");
    static final KeyPair NEW_P384 = curve("secp384r1");
    static final KeyPair P256 = curve("secp256r1");
    static final KeyPair P521 = curve("secp521r1");
    static final KeyPair RSA = rsa(2048);
    static final KeyPair SMALL_RSA = rsa(1024);

    static final JWK EC_KEY = new ECKey.Builder(Curve.P_384, (ECPublicKey) P384.getPublic())
            .keyID("ec")
            .build();

    /** No id is given twice, by whatever instance. */
    private static final AtomicInteger JTIS = new AtomicInteger();

    private final String endpoint;
    private final Instant now;

    public Tokens(String endpoint, Instant now) {
        this.endpoint = endpoint;
        this.now = now;
    }

    /** The keys of the issuer, with some that must not count. */
    static JWK[] keys() {
        return new JWK[] {
            EC_KEY,
            new RSAKey.Builder((RSAPublicKey) RSA.getPublic())
                    .keyID("rsa")
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS384)
                    .build(),
            new RSAKey.Builder((RSAPublicKey) SMALL_RSA.getPublic())
                    .keyID("small-rsa")
                    .build(),
            new ECKey.Builder(Curve.P_256, (ECPublicKey) P256.getPublic())
                    .keyID("p256")
                    .build(),
            new ECKey.Builder(Curve.P_521, (ECPublicKey) P521.getPublic())
                    .keyID("p521")
                    .build(),
            new ECKey.Builder(Curve.P_384, (ECPublicKey) P384.getPublic())
                    .keyID("for-encryption")
                    .keyUse(KeyUse.ENCRYPTION)
                    .build(),
            new ECKey.Builder(Curve.P_384, (ECPublicKey) P384.getPublic())
                    .keyID("for-deriving")
                    .keyOperations(Set.of(KeyOperation.DERIVE_KEY))
                    .build(),
            new RSAKey.Builder((RSAPublicKey) RSA.getPublic())
                    .keyID("for-rs256")
                    .algorithm(JWSAlgorithm.RS256)
                    .build(),
            new OctetSequenceKey.Builder(new byte[48]).keyID("secret").build(),
            new ECKey.Builder(Curve.P_384, (ECPublicKey) OTHER_P384.getPublic())
                    .keyID("twice")
                    .build(),
            new ECKey.Builder(Curve.P_384, (ECPublicKey) P384.getPublic())
                    .keyID("twice")
                    .build()
        };
    }

    /** The keys of the issuer, as they are served. */
    public static byte[] served() {
        return set(keys());
    }

    static byte[] set(JWK... keys) {
        // With the secret ones, too: the set is made of public keys but for the one that must not count.
        return new JWKSet(List.of(keys)).toString(false).getBytes(StandardCharsets.UTF_8);
    }

    /** A token that is good, and another each time. */
    public String good() {
        return es(0).token();
    }

    String endpoint() {
        return endpoint;
    }

    Draft es(int seconds) {
        return new Draft("ES384", "ec", signer("SHA384withECDSAinP1363Format", P384))
                .claim("iss", EHR)
                .claim("aud", endpoint)
                .claim("iat", at(seconds - 10))
                .claim("exp", at(seconds + 50))
                .claim("jti", "id-" + JTIS.incrementAndGet());
    }

    Draft rs() {
        Draft draft = new Draft("RS384", "rsa", signer("SHA384withRSA", RSA));
        draft.claims.putAll(es(0).claims);
        return draft;
    }

    long at(int seconds) {
        return now.getEpochSecond() + seconds;
    }

    private static KeyPair curve(String name) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(name));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair rsa(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    interface Signer {
        byte[] sign(byte[] content) throws GeneralSecurityException;
    }

    static Signer signer(String algorithm, KeyPair keys) {
        return content -> {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(keys.getPrivate());
            signature.update(content);
            return signature.sign();
        };
    }

    static Signer hmac(String algorithm, byte[] secret) {
        return content -> {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret, algorithm));
            return mac.doFinal(content);
        };
    }

    /** A token in the making; signed without the library, which would not sign most of these. */
    static final class Draft {

        private final Map<String, Object> header = new HashMap<>();
        final Map<String, Object> claims = new HashMap<>();
        private Signer signer;
        private String payload = "";
        private String headers = "";

        Draft(String algorithm, String kid, Signer signer) {
            header.putAll(Map.of("alg", algorithm, "kid", kid, "typ", "JWT"));
            this.signer = signer;
        }

        Draft header(String name, @Nullable Object value) {
            return put(header, name, value);
        }

        Draft claim(String name, @Nullable Object value) {
            return put(claims, name, value);
        }

        private Draft put(Map<String, Object> map, String name, @Nullable Object value) {
            if (value == null) {
                map.remove(name);
            } else {
                map.put(name, value);
            }
            return this;
        }

        Draft by(Signer other) {
            signer = other;
            return this;
        }

        Draft headers(String text) {
            headers = text;
            return this;
        }

        Draft payload(String text) {
            payload = text;
            return this;
        }

        String token() {
            String content = Base64URL.encode(headers.isEmpty() ? JSONObjectUtils.toJSONString(header) : headers) + "."
                    + Base64URL.encode(payload.isEmpty() ? JSONObjectUtils.toJSONString(claims) : payload);
            try {
                return content + "." + Base64URL.encode(signer.sign(content.getBytes(StandardCharsets.US_ASCII)));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}

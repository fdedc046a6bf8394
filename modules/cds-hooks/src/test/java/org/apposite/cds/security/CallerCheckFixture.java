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
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apposite.cds.security.CallerCheck.Caller;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A check of callers whose time can be moved, a server and a file with keys, and tokens in the making. */
abstract class CallerCheckFixture {

    static final String ENDPOINT = "https://cds.example/cds-services/imaging";
    static final String EHR = "https://ehr.example";
    static final String OTHER_EHR = "https://other-ehr.example";
    static final String FILE_EHR = "https://file-ehr.example";
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

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

    final Movable clock = new Movable(NOW);
    final ExecutorService threads = Executors.newCachedThreadPool();
    final AtomicInteger served = new AtomicInteger();
    final AtomicInteger jtis = new AtomicInteger();
    final CountDownLatch end = new CountDownLatch(1);
    volatile byte[] jwks = new byte[0];
    volatile int status = 200;
    volatile boolean stuck;

    @TempDir
    Path folder;

    HttpServer server;
    URI jku;
    Path file;
    OutgoingReads reads;
    CallerCheck check;

    @BeforeEach
    void start() throws IOException {
        serve(
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
                        .build());
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/ehr/jwks", exchange -> {
            try (exchange) {
                served.incrementAndGet();
                if (stuck) {
                    await(end);
                }
                byte[] body = jwks;
                exchange.getResponseHeaders().set("Location", "/elsewhere");
                exchange.sendResponseHeaders(status, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.createContext("/other", exchange -> {
            try (exchange) {
                byte[] body = set(new ECKey.Builder(Curve.P_384, (ECPublicKey) OTHER_P384.getPublic())
                        .keyID("other")
                        .build());
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
        jku = at("/ehr/jwks");
        file = folder.resolve("jwks.json");
        Files.write(file, set(EC_KEY));
        reads = new OutgoingReads(Set.of(at("/ehr"), at("/other")), Duration.ofSeconds(20), 20_000);
        check = new CallerCheck(issuers(), reads, clock);
    }

    List<TrustedIssuer> issuers() {
        return List.of(
                new TrustedIssuer(EHR, Optional.of(jku), Optional.empty()),
                new TrustedIssuer(OTHER_EHR, Optional.of(at("/other")), Optional.empty()),
                new TrustedIssuer(FILE_EHR, Optional.empty(), Optional.of(file)));
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    Caller caller(Draft draft) throws RefusedCaller {
        return check.check(Optional.of("Bearer " + draft.token()), ENDPOINT);
    }

    String reason(String token) {
        try {
            check.check(Optional.of("Bearer " + token), ENDPOINT);
            return "accepted";
        } catch (RefusedCaller e) {
            return e.reason();
        }
    }

    String later(int seconds) {
        return later(seconds, fresh -> fresh);
    }

    String later(int seconds, UnaryOperator<Draft> change) {
        clock.now = NOW.plusSeconds(seconds);
        return reason(change.apply(es(seconds)).token());
    }

    Draft es() {
        return es(0);
    }

    Draft es(int seconds) {
        return new Draft("ES384", "ec", signer("SHA384withECDSAinP1363Format", P384))
                .claim("iss", EHR)
                .claim("aud", ENDPOINT)
                .claim("iat", at(seconds - 10))
                .claim("exp", at(seconds + 50))
                .claim("jti", "id-" + jtis.incrementAndGet());
    }

    Draft rs() {
        Draft draft = new Draft("RS384", "rsa", signer("SHA384withRSA", RSA));
        draft.claims.putAll(es().claims);
        return draft;
    }

    static long at(int seconds) {
        return NOW.getEpochSecond() + seconds;
    }

    URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    void serve(JWK... keys) {
        jwks = set(keys);
    }

    static byte[] set(JWK... keys) {
        // With the secret ones, too: the set is made of public keys but for the one that must not count.
        return new JWKSet(List.of(keys)).toString(false).getBytes(StandardCharsets.UTF_8);
    }

    void write(byte[] content, int age) throws IOException {
        Files.write(file, content);
        Files.setLastModifiedTime(file, FileTime.from(NOW.plusSeconds(age)));
    }

    static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    <T> List<T> onThreads(int count, Callable<T> task) throws Exception {
        List<T> outcomes = new ArrayList<>();
        for (Future<T> future :
                threads.invokeAll(IntStream.range(0, count).mapToObj(i -> task).toList())) {
            outcomes.add(future.get());
        }
        return outcomes;
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

    static final class Movable extends Clock {

        volatile Instant now;

        Movable(Instant now) {
            this.now = now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}

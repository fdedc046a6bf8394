package org.apposite.cds.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apposite.cds.security.CallerCheck.Caller;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class CallerCheckTest {

    private static final String ENDPOINT = "https://cds.example/cds-services/imaging";
    private static final String EHR = "https://ehr.example";
    private static final String OTHER_EHR = "https://other-ehr.example";
    private static final String FILE_EHR = "https://file-ehr.example";
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static final KeyPair P384 = curve("secp384r1");
    private static final KeyPair OTHER_P384 = curve("secp384r1");
    private static final KeyPair NEW_P384 = curve("secp384r1");
    private static final KeyPair P256 = curve("secp256r1");
    private static final KeyPair P521 = curve("secp521r1");
    private static final KeyPair RSA = rsa(2048);
    private static final KeyPair SMALL_RSA = rsa(1024);

    private static final JWK EC_KEY = new ECKey.Builder(Curve.P_384, (ECPublicKey) P384.getPublic())
            .keyID("ec")
            .build();

    private final Movable clock = new Movable(NOW);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger served = new AtomicInteger();
    private final AtomicInteger jtis = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile byte[] jwks = new byte[0];
    private volatile int status = 200;
    private volatile boolean stuck;

    @TempDir
    private Path folder;

    private HttpServer server;
    private URI jku;
    private Path file;
    private OutgoingReads reads;
    private CallerCheck check;

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

    private List<TrustedIssuer> issuers() {
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

    // What is accepted

    @TestFactory
    Stream<DynamicTest> accepted() {
        return Stream.of(
                yes("a token signed by ES384", es()),
                yes("a token signed by RS384 with a key of 2048 bits", rs()),
                yes("a token that names the address of the keys", es().header("jku", jku.toString())),
                yes("a token of an issuer whose keys are in a file", es().claim("iss", FILE_EHR)),
                yes(
                        "a token for several services, this one among them",
                        es().claim("aud", List.of("https://a.example", ENDPOINT))),
                yes("a token that names its tenant", es().claim("tenant", "ward 7")),
                yes(
                        "a token that ended 59 seconds ago",
                        es().claim("iat", at(-200)).claim("exp", at(-59))),
                yes(
                        "a token issued in 60 seconds by the clock of the issuer",
                        es().claim("iat", at(60)).claim("exp", at(90))),
                yes("a token that lives five minutes", es().claim("iat", at(0)).claim("exp", at(300))),
                yes("a token with fractions of seconds", es().claim("exp", at(60) + 0.5)),
                yes("a token that begins in a minute", es().claim("nbf", at(60))),
                yes("a token signed by one of two keys with the same id", es().header("kid", "twice")),
                yes("a token with claims nobody knows", es().claim("fhirContext", Map.of("a", List.of(1, 2)))),
                yes("a token with the hash of a certificate", es().header("x5t", "aGFzaA")),
                yes("a token of nearly 8 kB", es().claim("padding", "x".repeat(5500))));
    }

    private DynamicTest yes(String name, Draft draft) {
        return DynamicTest.dynamicTest(
                name,
                () -> assertThat(caller(draft))
                        .isEqualTo(new Caller(
                                String.valueOf(draft.claims.get("iss")),
                                Optional.ofNullable(draft.claims.get("tenant")).map(Object::toString))));
    }

    @Test
    void the_scheme_is_read_in_any_case() throws Exception {
        assertThat(check.check(Optional.of("bEARER " + es().token()), ENDPOINT).iss())
                .isEqualTo(EHR);
    }

    // What is refused

    @TestFactory
    Stream<DynamicTest> refused_headers() {
        String token = es().token();
        String[] parts = token.split("\\.", -1);
        return Stream.of(
                header("no header at all", "no-token", null),
                header("an empty header", "no-token", ""),
                header("the scheme alone", "no-token", "Bearer"),
                header("the scheme and a space", "malformed", "Bearer "),
                header("a token without a scheme", "no-token", token),
                header("a token with another scheme", "no-token", "Basic " + token),
                header("a scheme that only begins like the right one", "no-token", "BearerX " + token),
                header("a space before the scheme", "no-token", " Bearer " + token),
                header("two spaces after the scheme", "malformed", "Bearer  " + token),
                header("a tab after the scheme", "no-token", "Bearer\t" + token),
                header("a space after the token", "malformed", "Bearer " + token + " "),
                header("a line break after the token", "malformed", "Bearer " + token + "\n"),
                header("two tokens", "malformed", "Bearer " + token + "," + token),
                header("a token in quotes", "malformed", "Bearer \"" + token + "\""),
                header("a token without its signature", "malformed", "Bearer " + parts[0] + "." + parts[1]),
                header("a token with an empty signature", "malformed", "Bearer " + parts[0] + "." + parts[1] + "."),
                header("a token with an empty payload", "malformed", "Bearer " + parts[0] + ".." + parts[2]),
                header("a token of five parts, as if encrypted", "malformed", "Bearer " + token + ".a.a"),
                header("a token with padding", "malformed", "Bearer " + token + "="),
                header("a token in the other base64", "malformed", "Bearer " + token + "+/"),
                header(
                        "a token with letters that are skipped by careless readers",
                        "malformed",
                        "Bearer " + token + "\u00e4"),
                header(
                        "a token that is too long",
                        "too-long",
                        "Bearer " + es().claim("padding", "x".repeat(6200)).token()),
                header("megabytes of dots", "too-long", "Bearer " + ".".repeat(2_000_000)),
                header("a header that is no JSON", "malformed", "Bearer AAAA." + parts[1] + "." + parts[2]),
                header(
                        "a header that is a list of pairs",
                        "malformed",
                        "Bearer " + Base64URL.encode("[[\"alg\",\"ES384\"],[\"kid\",\"ec\"],[\"typ\",\"JWT\"]]") + "."
                                + parts[1] + "." + parts[2]),
                header(
                        "deeply nested JSON",
                        "malformed",
                        "Bearer " + Base64URL.encode("[".repeat(5000)) + "." + parts[1] + "." + parts[2]));
    }

    @TestFactory
    Stream<DynamicTest> refused_tokens() {
        byte[] rsaDer = RSA.getPublic().getEncoded();
        String rsaPem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(rsaDer) + "\n-----END PUBLIC KEY-----\n";
        return Stream.of(
                // The algorithm
                no("no algorithm", "malformed", es().header("alg", null)),
                no("the algorithm none", "malformed", es().header("alg", "none")),
                no("the algorithm NONE", "algorithm", es().header("alg", "NONE")),
                no("a number as algorithm", "malformed", es().header("alg", 384)),
                no("the algorithm in small letters", "algorithm", es().header("alg", "es384")),
                no(
                        "HS256 with a guessed secret",
                        "algorithm",
                        es().header("alg", "HS256").by(hmac("HmacSHA256", new byte[48]))),
                no(
                        "HS384 with the RSA public key as secret",
                        "algorithm",
                        rs().header("alg", "HS384").by(hmac("HmacSHA384", rsaDer))),
                no(
                        "HS384 with the text of the RSA public key as secret",
                        "algorithm",
                        rs().header("alg", "HS384").by(hmac("HmacSHA384", rsaPem.getBytes(StandardCharsets.US_ASCII)))),
                no(
                        "HS384 with a secret from the key set",
                        "algorithm",
                        es().header("alg", "HS384").header("kid", "secret").by(hmac("HmacSHA384", new byte[48]))),
                no(
                        "ES384 with a secret from the key set",
                        "key",
                        es().header("kid", "secret").by(hmac("HmacSHA384", new byte[48]))),
                no("RS384 with the RSA public key as secret", "signature", rs().by(hmac("HmacSHA384", rsaDer))),
                no("RS256", "algorithm", rs().header("alg", "RS256").by(signer("SHA256withRSA", RSA))),
                no("RS512", "algorithm", rs().header("alg", "RS512").by(signer("SHA512withRSA", RSA))),
                no("PS384", "algorithm", rs().header("alg", "PS384")),
                no(
                        "ES256",
                        "algorithm",
                        es().header("alg", "ES256")
                                .header("kid", "p256")
                                .by(signer("SHA256withECDSAinP1363Format", P256))),
                no(
                        "ES512",
                        "algorithm",
                        es().header("alg", "ES512")
                                .header("kid", "p521")
                                .by(signer("SHA512withECDSAinP1363Format", P521))),
                no("EdDSA", "algorithm", es().header("alg", "EdDSA")),
                no("a JWE algorithm", "algorithm", es().header("alg", "RSA-OAEP")),
                // The key
                no(
                        "ES384 with a P-256 key",
                        "key",
                        es().header("kid", "p256").by(signer("SHA384withECDSAinP1363Format", P256))),
                no(
                        "ES384 with a P-521 key",
                        "key",
                        es().header("kid", "p521").by(signer("SHA384withECDSAinP1363Format", P521))),
                no(
                        "RS384 with a key of 1024 bits",
                        "key",
                        rs().header("kid", "small-rsa").by(signer("SHA384withRSA", SMALL_RSA))),
                no("RS384 with the id of an elliptic key", "key", rs().header("kid", "ec")),
                no("ES384 with the id of an RSA key", "key", es().header("kid", "rsa")),
                no("a key for encryption", "unknown-key", es().header("kid", "for-encryption")),
                no("a key for deriving keys", "unknown-key", es().header("kid", "for-deriving")),
                no("a key for another algorithm", "key", rs().header("kid", "for-rs256")),
                no("a key nobody knows", "unknown-key", es().header("kid", "nobody")),
                no("no key id", "no-kid", es().header("kid", null)),
                no("an empty key id", "no-kid", es().header("kid", "")),
                no("a number as key id", "malformed", es().header("kid", 7)),
                no(
                        "the key of another trusted issuer",
                        "unknown-key",
                        es().header("kid", "other").by(signer("SHA384withECDSAinP1363Format", OTHER_P384))),
                no(
                        "the id of a key with the signature of another",
                        "signature",
                        es().by(signer("SHA384withECDSAinP1363Format", OTHER_P384))),
                // Keys brought along
                no(
                        "a key in the token that fits the signature",
                        "header",
                        es().header(
                                        "jwk",
                                        new ECKey.Builder(Curve.P_384, (ECPublicKey) OTHER_P384.getPublic())
                                                .build()
                                                .toJSONObject())
                                .by(signer("SHA384withECDSAinP1363Format", OTHER_P384))),
                no("the right key in the token", "header", es().header("jwk", EC_KEY.toJSONObject())),
                no(
                        "a private key in the token",
                        "malformed",
                        es().header(
                                        "jwk",
                                        new ECKey.Builder(Curve.P_384, (ECPublicKey) P384.getPublic())
                                                .privateKey(P384.getPrivate())
                                                .build()
                                                .toJSONObject())),
                no("a certificate in the token", "header", es().header("x5c", List.of("AAAA"))),
                no("the address of a certificate", "header", es().header("x5u", jku.toString())),
                no(
                        "something critical",
                        "header",
                        es().header("crit", List.of("exp")).header("exp", 1)),
                no("a payload that is not encoded", "header", es().header("b64", false)),
                no("a payload that is packed", "header", es().header("zip", "DEF")),
                no("another address of keys", "jku", es().header("jku", "https://evil.example/jwks")),
                no(
                        "the address of the keys of another trusted issuer",
                        "jku",
                        es().header("jku", at("/other").toString())),
                no("the address of the keys with a query", "jku", es().header("jku", jku + "?")),
                no(
                        "the address of the keys with a dot",
                        "jku",
                        es().header("jku", at("/ehr/./jwks").toString())),
                no(
                        "the address of the keys with a letter encoded",
                        "jku",
                        es().header("jku", at("/ehr/%6awks").toString())),
                no(
                        "the address of the keys with its scheme in capitals",
                        "jku",
                        es().header("jku", jku.toString().replace("http", "HTTP"))),
                no("an empty address of keys", "jku", es().header("jku", "")),
                no("an address of keys that is none", "malformed", es().header("jku", "not an address")),
                no(
                        "an address of keys for an issuer that has a file only",
                        "jku",
                        es().claim("iss", FILE_EHR).header("jku", jku.toString())),
                // The type
                no("no type", "type", es().header("typ", null)),
                no("a type in small letters", "type", es().header("typ", "jwt")),
                no("another type of token", "type", es().header("typ", "at+jwt")),
                // The issuer
                no("no issuer", "issuer", es().claim("iss", null)),
                no("an issuer nobody knows", "issuer", es().claim("iss", "https://evil.example")),
                no("an issuer with a slash more", "issuer", es().claim("iss", EHR + "/")),
                no("an issuer in capitals", "issuer", es().claim("iss", "https://EHR.example")),
                no("several issuers", "issuer", es().claim("iss", List.of(EHR))),
                no("another trusted issuer with the key of this one", "unknown-key", es().claim("iss", OTHER_EHR)),
                // The audience
                no("no audience", "audience", es().claim("aud", null)),
                no("another service", "audience", es().claim("aud", "https://cds.example/cds-services/other")),
                no("the server instead of the service", "audience", es().claim("aud", "https://cds.example")),
                no("the service with a slash more", "audience", es().claim("aud", ENDPOINT + "/")),
                no(
                        "the service in capitals",
                        "audience",
                        es().claim("aud", ENDPOINT.replace("cds.example", "CDS.example"))),
                no(
                        "an address that begins like the service",
                        "audience",
                        es().claim("aud", ENDPOINT + ".evil.example")),
                no(
                        "several services without this one",
                        "audience",
                        es().claim("aud", List.of("https://a.example", ENDPOINT + "/"))),
                no("an audience of nobody", "audience", es().claim("aud", List.of())),
                no("the service one list too deep", "audience", es().claim("aud", List.of(List.of(ENDPOINT)))),
                no("an object as audience", "audience", es().claim("aud", Map.of(ENDPOINT, ENDPOINT))),
                // The times
                no("no end", "no-exp", es().claim("exp", null)),
                no("no time of issue", "no-iat", es().claim("iat", null)),
                no("an end in text", "malformed", es().claim("exp", String.valueOf(at(60)))),
                no("an end out of this world", "malformed", es().claim("exp", 1e300)),
                no("an end before time began", "expired", es().claim("exp", -5)),
                no(
                        "a token that ended a minute ago",
                        "expired",
                        es().claim("iat", at(-200)).claim("exp", at(-60))),
                no(
                        "a token of yesterday",
                        "expired",
                        es().claim("iat", at(-86_400)).claim("exp", at(-86_340))),
                no(
                        "a token issued in 61 seconds",
                        "issued-in-future",
                        es().claim("iat", at(61)).claim("exp", at(90))),
                no(
                        "a token that lives longer than five minutes",
                        "lifetime",
                        es().claim("iat", at(0)).claim("exp", at(301))),
                no(
                        "a token that ends before it was issued",
                        "lifetime",
                        es().claim("iat", at(30)).claim("exp", at(20))),
                no("a token that begins in more than a minute", "not-yet-valid", es().claim("nbf", at(61))),
                no("a beginning in text", "malformed", es().claim("nbf", "now")),
                // The id and the tenant
                no("no id", "no-jti", es().claim("jti", null)),
                no("an empty id", "jti", es().claim("jti", "")),
                no("a number as id", "malformed", es().claim("jti", 7)),
                no("an id without end", "jti", es().claim("jti", "x".repeat(257))),
                no("a number as tenant", "malformed", es().claim("tenant", 7)),
                // The signature
                no("a signature of zeros", "signature", es().by(content -> new byte[96])),
                no("a signature in the form of certificates", "signature", es().by(signer("SHA384withECDSA", P384))),
                no(
                        "half a signature",
                        "signature",
                        es().by(content -> Arrays.copyOf(
                                signer("SHA384withECDSAinP1363Format", P384).sign(content), 48))),
                no(
                        "a signature of another text",
                        "signature",
                        es().by(content ->
                                signer("SHA384withECDSAinP1363Format", P384).sign(new byte[5]))),
                no("a signature over another hash", "signature", rs().by(signer("SHA256withRSA", RSA))),
                no("an RSA signature of zeros", "signature", rs().by(content -> new byte[256])),
                no("an RSA signature that is longer than the key", "signature", rs().by(content -> new byte[257])),
                // The form
                no("a payload that is a list", "malformed", es().payload("[]")),
                no(
                        "a payload that is a list of pairs",
                        "malformed",
                        es().payload("[[\"iss\",\"" + EHR + "\"],[\"aud\",\"" + ENDPOINT + "\"],[\"exp\"," + at(60)
                                + "],[\"iat\"," + at(0) + "],[\"jti\",\"a\"]]")),
                no("a payload that begins with a space", "malformed", es().payload(" {}")),
                no("a payload that is no JSON", "malformed", es().payload("exp=1")),
                no("a payload that is null", "malformed", es().payload("null")),
                no(
                        "a payload that says the audience twice",
                        "malformed",
                        es().payload("{\"iss\":\"" + EHR + "\",\"aud\":\"" + ENDPOINT + "\",\"aud\":\"" + ENDPOINT
                                + "\",\"exp\":" + at(60) + ",\"iat\":" + at(0) + ",\"jti\":\"a\"}")));
    }

    private DynamicTest no(String name, String reason, Draft draft) {
        return header(name, reason, "Bearer " + draft.token());
    }

    private DynamicTest header(String name, String reason, @Nullable String header) {
        return DynamicTest.dynamicTest(
                name,
                () -> assertThatThrownBy(() -> check.check(Optional.ofNullable(header), ENDPOINT))
                        .isInstanceOf(RefusedCaller.class)
                        .hasMessage("The caller could not be authenticated")
                        .hasNoCause()
                        .extracting(e -> ((RefusedCaller) e).reason())
                        .isEqualTo(reason));
    }

    @Test
    void a_claim_changed_after_signing_is_refused() {
        String[] mine = es().claim("tenant", "a").token().split("\\.", -1);
        String[] other = es().claim("tenant", "b").token().split("\\.", -1);

        assertThat(reason(mine[0] + "." + other[1] + "." + mine[2])).isEqualTo("signature");
    }

    @Test
    void nothing_is_read_for_a_token_that_can_be_refused_without() {
        reason(es().claim("iss", "https://evil.example").token());
        reason(es().header("jku", "https://evil.example/jwks").token());
        reason(es().claim("exp", at(-90)).token());
        reason(es().claim("aud", "https://evil.example").token());
        reason(es().header("alg", "HS384").token());

        assertThat(served).hasValue(0);
    }

    // Replays

    @Test
    void a_token_is_accepted_once_and_refused_until_it_has_ended_for_good() throws Exception {
        Draft draft = es().claim("exp", at(100));
        String token = draft.token();

        check.check(Optional.of("Bearer " + token), ENDPOINT);

        assertThat(reason(token)).isEqualTo("replayed");
        clock.now = NOW.plusSeconds(159);
        assertThat(reason(token)).isEqualTo("replayed");
        assertThat(reason(draft.claim("tenant", "b").token())).isEqualTo("replayed");
        clock.now = NOW.plusSeconds(160);
        assertThat(reason(token)).isEqualTo("expired");
    }

    @Test
    void an_id_may_be_used_again_after_the_end_and_by_another_issuer() throws Exception {
        caller(es().claim("jti", "one"));
        caller(es().claim("jti", "one").claim("iss", FILE_EHR));
        clock.now = NOW.plusSeconds(120);
        caller(es().claim("jti", "one").claim("iat", at(120)).claim("exp", at(180)));

        assertThat(reason(es().claim("jti", "one").token())).isEqualTo("expired");
    }

    @Test
    void a_refused_token_does_not_use_up_an_id() throws Exception {
        assertThat(reason(es().claim("jti", "one").by(content -> new byte[96]).token()))
                .isEqualTo("signature");

        assertThat(caller(es().claim("jti", "one")).iss()).isEqualTo(EHR);
    }

    @Test
    void of_eight_threads_with_the_same_token_one_is_accepted() throws Exception {
        for (int round = 0; round < 20; round++) {
            String token = es().token();
            CyclicBarrier together = new CyclicBarrier(8);

            List<String> outcomes = onThreads(8, () -> {
                together.await();
                return reason(token);
            });

            assertThat(outcomes).containsOnly("accepted", "replayed").containsOnlyOnce("accepted");
        }
        assertThat(served).hasValue(1);
    }

    @Test
    void when_no_more_tokens_can_be_remembered_new_ones_are_refused_and_none_is_forgotten() throws Exception {
        check = new CallerCheck(issuers(), reads, clock, Duration.ofMinutes(5), 2);
        String first = es().claim("exp", at(60)).token();
        assertThat(reason(first)).isEqualTo("accepted");
        assertThat(reason(es().claim("exp", at(30)).token())).isEqualTo("accepted");

        assertThat(reason(es().token())).isEqualTo("too-many-tokens");
        assertThat(reason(first)).isEqualTo("replayed");
        assertThat(caller(es().claim("iss", FILE_EHR)).iss()).isEqualTo(FILE_EHR);

        clock.now = NOW.plusSeconds(90);
        assertThat(reason(es().claim("exp", at(120)).token())).isEqualTo("accepted");
        assertThat(reason(es().claim("exp", at(120)).token())).isEqualTo("too-many-tokens");
        assertThat(reason(first)).isEqualTo("replayed");
    }

    @Test
    void the_longest_life_is_a_setting() {
        check = new CallerCheck(issuers(), reads, clock, Duration.ofMinutes(1), 2);

        assertThat(reason(es().claim("iat", at(0)).claim("exp", at(60)).token()))
                .isEqualTo("accepted");
        assertThat(reason(es().claim("iat", at(0)).claim("exp", at(61)).token()))
                .isEqualTo("lifetime");
    }

    // Keys at an address

    @Test
    void keys_are_read_again_after_ten_minutes() {
        assertThat(later(0)).isEqualTo("accepted");
        assertThat(later(599)).isEqualTo("accepted");
        assertThat(served).hasValue(1);
        assertThat(later(600)).isEqualTo("accepted");
        assertThat(served).hasValue(2);
    }

    @Test
    void a_new_key_is_found_by_its_id_and_a_withdrawn_one_is_refused() throws Exception {
        assertThat(later(0)).isEqualTo("accepted");
        serve(new ECKey.Builder(Curve.P_384, (ECPublicKey) NEW_P384.getPublic())
                .keyID("new")
                .build());

        assertThat(later(30, fresh -> fresh.header("kid", "new").by(signer("SHA384withECDSAinP1363Format", NEW_P384))))
                .isEqualTo("accepted");
        assertThat(later(31)).isEqualTo("unknown-key");
        assertThat(served).hasValue(2);
    }

    @Test
    void a_withdrawn_key_is_refused_after_ten_minutes_at_the_latest() {
        assertThat(later(0)).isEqualTo("accepted");
        serve();

        assertThat(later(599)).isEqualTo("accepted");
        assertThat(later(600)).isEqualTo("unknown-key");
    }

    @Test
    void unknown_keys_cause_one_read_in_thirty_seconds() {
        for (int second = 0; second <= 90; second++) {
            int kid = second;
            assertThat(later(second, fresh -> fresh.header("kid", "unknown-" + kid)))
                    .isEqualTo("unknown-key");
        }

        assertThat(served).hasValue(4);
    }

    @Test
    void unknown_keys_on_many_threads_cause_one_read() throws Exception {
        CyclicBarrier together = new CyclicBarrier(8);
        List<String> outcomes = onThreads(8, () -> {
            String token = es().header("kid", "unknown").token();
            together.await();
            return reason(token);
        });

        assertThat(outcomes).containsOnly("unknown-key");
        assertThat(served).hasValue(1);
    }

    @Test
    void in_an_outage_the_last_good_keys_are_used_for_an_hour() {
        assertThat(later(0)).isEqualTo("accepted");
        status = 503;

        assertThat(later(600)).isEqualTo("accepted");
        assertThat(later(610)).isEqualTo("accepted");
        assertThat(served).hasValue(2);
        assertThat(later(630)).isEqualTo("accepted");
        assertThat(served).hasValue(3);
        assertThat(later(3599)).isEqualTo("accepted");
        assertThat(later(3600)).isEqualTo("keys-unavailable");

        status = 200;
        assertThat(later(3628)).isEqualTo("keys-unavailable");
        assertThat(later(3629)).isEqualTo("accepted");
    }

    @Test
    void a_server_that_breaks_its_keys_counts_as_an_outage() {
        assertThat(later(0)).isEqualTo("accepted");
        int second = 600;
        for (String broken : List.of(
                "",
                "{",
                "[]",
                "{}",
                "null",
                "{\"keys\":7}",
                "{\"keys\":[7]}",
                "{\"keys\":[{\"kty\":\"EC\"}]}",
                "[".repeat(9000),
                "\u0000")) {
            jwks = broken.getBytes(StandardCharsets.UTF_8);
            assertThat(later(second)).as(broken).isEqualTo("accepted");
            second += 30;
        }
        assertThat(served).hasValue(11);
        assertThat(later(3600)).isEqualTo("keys-unavailable");
    }

    @Test
    void a_redirect_of_the_keys_off_the_list_is_not_followed() {
        server.createContext("/elsewhere", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, jwks.length);
                exchange.getResponseBody().write(jwks);
            }
        });
        status = 302;

        assertThat(later(0)).isEqualTo("keys-unavailable");
    }

    @Test
    void a_key_set_that_is_too_long_is_not_read() {
        jwks = (new String(jwks, StandardCharsets.UTF_8) + " ".repeat(20_000)).getBytes(StandardCharsets.UTF_8);

        assertThat(later(0)).isEqualTo("keys-unavailable");
    }

    @Test
    void a_slow_key_server_does_not_hold_up_calls_whose_key_is_known() throws Exception {
        assertThat(later(0)).isEqualTo("accepted");
        stuck = true;
        clock.now = NOW.plusSeconds(700);
        String one = es(700).token();
        Future<String> waiting = threads.submit(() -> reason(one));
        while (served.get() < 2) {
            Thread.onSpinWait();
        }

        assertThat(later(700)).isEqualTo("accepted");
        assertThat(waiting).isNotDone();
        end.countDown();
        assertThat(waiting.get()).isEqualTo("accepted");
    }

    @Test
    void a_key_server_slower_than_the_time_limit_is_an_outage() {
        reads = new OutgoingReads(Set.of(at("/ehr"), at("/other")), Duration.ofMillis(300), 20_000);
        check = new CallerCheck(issuers(), reads, clock);
        stuck = true;

        assertThat(later(0)).isEqualTo("keys-unavailable");
    }

    // Keys in a file

    @Test
    void a_file_is_read_again_when_it_was_changed() throws Exception {
        caller(es().claim("iss", FILE_EHR));
        write(
                set(new ECKey.Builder(Curve.P_384, (ECPublicKey) NEW_P384.getPublic())
                        .keyID("ec")
                        .build()),
                1);

        assertThat(reason(es().claim("iss", FILE_EHR).token())).isEqualTo("signature");
        caller(es().claim("iss", FILE_EHR).by(signer("SHA384withECDSAinP1363Format", NEW_P384)));
    }

    @Test
    void a_file_that_was_broken_or_taken_away_is_used_as_it_was_for_an_hour() throws Exception {
        assertThat(later(0, fresh -> fresh.claim("iss", FILE_EHR))).isEqualTo("accepted");
        write(new byte[] {'{'}, 1);
        assertThat(later(5, fresh -> fresh.claim("iss", FILE_EHR))).isEqualTo("accepted");
        write(new byte[2 << 20], 2);
        assertThat(later(6, fresh -> fresh.claim("iss", FILE_EHR))).isEqualTo("accepted");
        Files.delete(file);
        assertThat(later(3599, fresh -> fresh.claim("iss", FILE_EHR))).isEqualTo("accepted");
        assertThat(later(3600, fresh -> fresh.claim("iss", FILE_EHR))).isEqualTo("keys-unavailable");
    }

    @Test
    void a_file_that_does_not_change_is_good_for_ever() {
        assertThat(later(0, fresh -> fresh.claim("iss", FILE_EHR))).isEqualTo("accepted");
        assertThat(later(90_000, fresh -> fresh.claim("iss", FILE_EHR))).isEqualTo("accepted");
    }

    @Test
    void with_both_places_the_token_says_which() throws Exception {
        Files.write(
                file,
                set(new ECKey.Builder(Curve.P_384, (ECPublicKey) NEW_P384.getPublic())
                        .keyID("ec")
                        .build()));
        check = new CallerCheck(List.of(new TrustedIssuer(EHR, Optional.of(jku), Optional.of(file))), reads, clock);

        assertThat(reason(es().header("jku", jku.toString()).token())).isEqualTo("accepted");
        assertThat(reason(es().token())).isEqualTo("signature");
        assertThat(reason(es().by(signer("SHA384withECDSAinP1363Format", NEW_P384))
                        .token()))
                .isEqualTo("accepted");
    }

    // Settings

    @Test
    void settings_that_cannot_work_are_refused_at_once() {
        assertThatThrownBy(() -> new TrustedIssuer(EHR, Optional.empty(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(EHR);
        assertThatThrownBy(() -> new TrustedIssuer(" ", Optional.of(jku), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
        TrustedIssuer off = new TrustedIssuer(EHR, Optional.of(at("/elsewhere")), Optional.empty());
        assertThatThrownBy(() -> new CallerCheck(List.of(off), reads, clock))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("may not be read");
        TrustedIssuer twice = issuers().get(0);
        assertThatThrownBy(() -> new CallerCheck(List.of(twice, twice), reads, clock))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("twice");
    }

    // Tokens

    private Caller caller(Draft draft) throws RefusedCaller {
        return check.check(Optional.of("Bearer " + draft.token()), ENDPOINT);
    }

    private String reason(String token) {
        try {
            check.check(Optional.of("Bearer " + token), ENDPOINT);
            return "accepted";
        } catch (RefusedCaller e) {
            return e.reason();
        }
    }

    private String later(int seconds) {
        return later(seconds, fresh -> fresh);
    }

    private String later(int seconds, UnaryOperator<Draft> change) {
        clock.now = NOW.plusSeconds(seconds);
        return reason(change.apply(es(seconds)).token());
    }

    private Draft es() {
        return es(0);
    }

    private Draft es(int seconds) {
        return new Draft("ES384", "ec", signer("SHA384withECDSAinP1363Format", P384))
                .claim("iss", EHR)
                .claim("aud", ENDPOINT)
                .claim("iat", at(seconds - 10))
                .claim("exp", at(seconds + 50))
                .claim("jti", "id-" + jtis.incrementAndGet());
    }

    private Draft rs() {
        Draft draft = new Draft("RS384", "rsa", signer("SHA384withRSA", RSA));
        draft.claims.putAll(es().claims);
        return draft;
    }

    private static long at(int seconds) {
        return NOW.getEpochSecond() + seconds;
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private void serve(JWK... keys) {
        jwks = set(keys);
    }

    private static byte[] set(JWK... keys) {
        // With the secret ones, too: the set is made of public keys but for the one that must not count.
        return new JWKSet(List.of(keys)).toString(false).getBytes(StandardCharsets.UTF_8);
    }

    private void write(byte[] content, int age) throws IOException {
        Files.write(file, content);
        Files.setLastModifiedTime(file, FileTime.from(NOW.plusSeconds(age)));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private <T> List<T> onThreads(int count, Callable<T> task) throws Exception {
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

    private interface Signer {
        byte[] sign(byte[] content) throws GeneralSecurityException;
    }

    private static Signer signer(String algorithm, KeyPair keys) {
        return content -> {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(keys.getPrivate());
            signature.update(content);
            return signature.sign();
        };
    }

    private static Signer hmac(String algorithm, byte[] secret) {
        return content -> {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret, algorithm));
            return mac.doFinal(content);
        };
    }

    /** A token in the making; signed without the library, which would not sign most of these. */
    private static final class Draft {

        private final Map<String, Object> header = new HashMap<>();
        private final Map<String, Object> claims = new HashMap<>();
        private Signer signer;
        private String payload = "";

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

        Draft payload(String text) {
            payload = text;
            return this;
        }

        String token() {
            String content = Base64URL.encode(JSONObjectUtils.toJSONString(header)) + "."
                    + Base64URL.encode(payload.isEmpty() ? JSONObjectUtils.toJSONString(claims) : payload);
            try {
                return content + "." + Base64URL.encode(signer.sign(content.getBytes(StandardCharsets.US_ASCII)));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static final class Movable extends Clock {

        private volatile Instant now;

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

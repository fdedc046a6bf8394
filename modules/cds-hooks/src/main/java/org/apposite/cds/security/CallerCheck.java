package org.apposite.cds.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.KeyConverter;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.proc.JWSVerifierFactory;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.security.Key;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who calls, from the signed token that CDS Hooks has callers send. Thread-safe.
 *
 * <p>What the token itself says about keys counts for nothing but the choice between those of its issuer. All that
 * can be told without keys is checked first, so that only tokens of trusted issuers make us read anything.
 */
public final class CallerCheck {

    private static final int MOST_CHARACTERS = 8 * 1024;
    private static final int MOST_JTI_CHARACTERS = 256;
    private static final Duration SKEW = Duration.ofSeconds(60);
    private static final Duration LONGEST_LIFE = Duration.ofMinutes(5);
    private static final int MOST_SEEN = 100_000;

    private static final String SCHEME = "Bearer ";

    /** Stricter than the library, which skips what is no base64url: a token can be written in one way only. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

    /** Headers that bring a key along, or change what the signature is about. */
    private static final Set<String> REFUSED_HEADERS = Set.of("jwk", "x5c", "x5u", "crit", "b64", "zip");

    /** The algorithms that a token may be signed by, and the keys that are for each. */
    private static final Map<JWSAlgorithm, JWKMatcher> ALGORITHMS = Map.of(
            JWSAlgorithm.ES384,
            new JWKMatcher.Builder()
                    .algorithms(JWSAlgorithm.ES384, null)
                    .curve(Curve.P_384)
                    .build(),
            JWSAlgorithm.RS384,
            new JWKMatcher.Builder()
                    .algorithms(JWSAlgorithm.RS384, null)
                    .keyType(KeyType.RSA)
                    .minKeySize(2048)
                    .build());

    private static final JWSVerifierFactory VERIFIERS = new DefaultJWSVerifierFactory();

    private final Map<String, Issuer> issuers = new HashMap<>();
    private final Clock clock;
    private final Duration longestLife;

    /**
     * Makes the check.
     *
     * @param trusted who may call
     * @param reads must allow the addresses of their keys
     * @param clock the time
     * @throws IllegalArgumentException when an issuer is given twice, or the address of its keys may not be read
     */
    public CallerCheck(List<TrustedIssuer> trusted, OutgoingReads reads, Clock clock) {
        this(trusted, reads, clock, LONGEST_LIFE, MOST_SEEN);
    }

    /**
     * As {@link #CallerCheck(List, OutgoingReads, Clock)}, with limits.
     *
     * @param trusted who may call
     * @param reads must allow the addresses of their keys
     * @param clock the time
     * @param longestLife from the time a token was issued to its end
     * @param mostSeen how many tokens are remembered for each issuer; one that has more in use at a time is refused,
     *     and cannot take the place of the others
     */
    CallerCheck(List<TrustedIssuer> trusted, OutgoingReads reads, Clock clock, Duration longestLife, int mostSeen) {
        this.clock = clock;
        this.longestLife = longestLife;
        for (TrustedIssuer one : trusted) {
            Optional<IssuerKeys> fromAddress = one.jku().map(jku -> {
                if (!reads.allows(jku)) {
                    throw new IllegalArgumentException("The address of the keys of " + one.iss() + " may not be read");
                }
                return new AddressKeys(one.iss(), jku, reads, clock);
            });
            Optional<IssuerKeys> fromFile = one.jwks().map(file -> new FileKeys(one.iss(), file, clock));
            Issuer issuer = new Issuer(one.jku(), fromAddress, fromFile, new SeenTokens(mostSeen));
            if (issuers.put(one.iss(), issuer) != null) {
                throw new IllegalArgumentException("The trusted issuer " + one.iss() + " is given twice");
            }
        }
    }

    /**
     * The issuer that a token names, before anything of it is checked: good for choosing who is to check it, and for nothing else.
     *
     * @param authorizationHeader as it was sent
     * @return the issuer
     * @throws RefusedCaller when there is no token, or it names no issuer
     */
    public static String claimedIssuer(Optional<String> authorizationHeader) throws RefusedCaller {
        Map<String, Object> claims =
                parsed(text(authorizationHeader)).getPayload().toJSONObject();
        if (claims == null || !(claims.get("iss") instanceof String iss)) {
            throw new RefusedCaller("issuer");
        }
        return iss;
    }

    /**
     * Checks a call to a service at one address, as {@link #check(Optional, Set)} does.
     *
     * @param authorizationHeader as it was sent
     * @param endpointUrl the address that was called, as callers know it
     * @return who calls
     * @throws RefusedCaller in any other case
     */
    public Caller check(Optional<String> authorizationHeader, String endpointUrl) throws RefusedCaller {
        return check(authorizationHeader, Set.of(endpointUrl));
    }

    /**
     * Checks a call. A token is accepted once only.
     *
     * @param authorizationHeader as it was sent
     * @param endpointUrls the addresses of what was called, as callers know it; the token is for one of them
     * @return who calls
     * @throws RefusedCaller in any other case
     */
    public Caller check(Optional<String> authorizationHeader, Set<String> endpointUrls) throws RefusedCaller {
        SignedJWT token = parsed(text(authorizationHeader));
        JWSHeader header = token.getHeader();
        String kid = acceptableHeader(header);
        Map<String, Object> claims = token.getPayload().toJSONObject();
        if (claims == null) {
            throw new RefusedCaller("malformed");
        }
        if (!(claims.get("iss") instanceof String iss) || !issuers.containsKey(iss)) {
            throw new RefusedCaller("issuer");
        }
        Issuer issuer = issuers.get(iss);
        if (!names(claims.get("aud"), endpointUrls)) {
            throw new RefusedCaller("audience");
        }
        Instant end = checkedTimes(claims);
        String jti = text(claims, "jti").orElseThrow(() -> new RefusedCaller("no-jti"));
        if (jti.isEmpty() || jti.length() > MOST_JTI_CHARACTERS) {
            throw new RefusedCaller("jti");
        }
        Optional<String> tenant = text(claims, "tenant");
        checkSignature(token, issuer.keys(header.getJWKURL()).withId(kid));
        // Last, so that only what the issuer signed is remembered.
        issuer.seen().add(jti, end.plus(SKEW), clock);
        return new Caller(iss, tenant);
    }

    private static String text(Optional<String> authorizationHeader) throws RefusedCaller {
        String header = authorizationHeader.orElseThrow(() -> new RefusedCaller("no-token"));
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new RefusedCaller("no-token");
        }
        if (header.length() - SCHEME.length() > MOST_CHARACTERS) {
            throw new RefusedCaller("too-long");
        }
        String token = header.substring(SCHEME.length());
        if (!TOKEN.matcher(token).matches()) {
            throw new RefusedCaller("malformed");
        }
        return token;
    }

    private static SignedJWT parsed(String token) throws RefusedCaller {
        SignedJWT parsed;
        try {
            parsed = SignedJWT.parse(token);
        } catch (ParseException | RuntimeException e) {
            // The library throws both; whatever it cannot read is no token.
            throw new RefusedCaller("malformed");
        }
        // The library takes a list of pairs for an object.
        if (!parsed.getHeader().toBase64URL().decodeToString().startsWith("{")
                || !parsed.getPayload().toString().startsWith("{")) {
            throw new RefusedCaller("malformed");
        }
        return parsed;
    }

    /** Checks the header, and returns the id of the key. */
    private static String acceptableHeader(JWSHeader header) throws RefusedCaller {
        if (!ALGORITHMS.containsKey(header.getAlgorithm())) {
            throw new RefusedCaller("algorithm");
        }
        // By what was written: the library forgets what is empty or says the usual.
        if (!Collections.disjoint(written(header).keySet(), REFUSED_HEADERS)) {
            throw new RefusedCaller("header");
        }
        JOSEObjectType type = header.getType();
        if (type == null || !type.getType().equals("JWT")) {
            throw new RefusedCaller("type");
        }
        String kid = header.getKeyID();
        if (kid == null || kid.isEmpty()) {
            throw new RefusedCaller("no-kid");
        }
        return kid;
    }

    private static Map<String, Object> written(JWSHeader header) throws RefusedCaller {
        try {
            return JSONObjectUtils.parse(header.toBase64URL().decodeToString());
        } catch (ParseException e) {
            throw new RefusedCaller("malformed");
        }
    }

    private static boolean names(@Nullable Object audience, Set<String> endpointUrls) {
        return (audience instanceof List<?> several ? several : Collections.singletonList(audience))
                .stream().anyMatch(one -> one instanceof String url && endpointUrls.contains(url));
    }

    /** Checks the times, and returns the end of the token. */
    private Instant checkedTimes(Map<String, Object> claims) throws RefusedCaller {
        Instant now = clock.instant();
        Instant end = time(claims, "exp").orElseThrow(() -> new RefusedCaller("no-exp"));
        Instant issued = time(claims, "iat").orElseThrow(() -> new RefusedCaller("no-iat"));
        if (!now.isBefore(end.plus(SKEW))) {
            throw new RefusedCaller("expired");
        }
        if (issued.isAfter(now.plus(SKEW))) {
            throw new RefusedCaller("issued-in-future");
        }
        if (!end.isAfter(issued) || Duration.between(issued, end).compareTo(longestLife) > 0) {
            throw new RefusedCaller("lifetime");
        }
        Optional<Instant> begin = time(claims, "nbf");
        if (begin.isPresent() && begin.get().isAfter(now.plus(SKEW))) {
            throw new RefusedCaller("not-yet-valid");
        }
        return end;
    }

    private static Optional<Instant> time(Map<String, Object> claims, String name) throws RefusedCaller {
        Object value = claims.get(name);
        if (value == null) {
            return Optional.empty();
        }
        // Up to the year 5138; more would be too much for the arithmetic.
        if (!(value instanceof Number number) || !(Math.abs(number.doubleValue()) < 1e11)) {
            throw new RefusedCaller("malformed");
        }
        return Optional.of(Instant.ofEpochMilli((long) (number.doubleValue() * 1000)));
    }

    private static Optional<String> text(Map<String, Object> claims, String name) throws RefusedCaller {
        Object value = claims.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof String text)) {
            throw new RefusedCaller("malformed");
        }
        return Optional.of(text);
    }

    private static void checkSignature(SignedJWT token, List<JWK> keys) throws RefusedCaller {
        if (keys.isEmpty()) {
            throw new RefusedCaller("unknown-key");
        }
        JWKMatcher fits =
                Objects.requireNonNull(ALGORITHMS.get(token.getHeader().getAlgorithm()));
        List<JWK> fitting = keys.stream().filter(fits::matches).toList();
        if (fitting.isEmpty()) {
            throw new RefusedCaller("key");
        }
        if (KeyConverter.toJavaKeys(fitting).stream().noneMatch(key -> verified(token, key))) {
            throw new RefusedCaller("signature");
        }
    }

    private static boolean verified(SignedJWT token, Key key) {
        try {
            return token.verify(VERIFIERS.createJWSVerifier(token.getHeader(), key));
        } catch (JOSEException | RuntimeException e) {
            // Signatures of the wrong form end in either.
            return false;
        }
    }

    /**
     * Who calls, after the check of the token.
     *
     * @param iss the issuer, as on the list of the trusted ones
     * @param tenant the part of the issuer that calls, when the token names one
     */
    public record Caller(String iss, Optional<String> tenant) {}

    private record Issuer(
            Optional<URI> jku, Optional<IssuerKeys> fromAddress, Optional<IssuerKeys> fromFile, SeenTokens seen) {

        IssuerKeys keys(@Nullable URI named) throws RefusedCaller {
            // The keys in a file are the hospital's own choice, wherever a token says that there are some.
            if (named == null || jku.isEmpty()) {
                return fromFile.or(() -> fromAddress).orElseThrow(() -> new RefusedCaller("keys-unavailable"));
            }
            // By the text: two addresses may be equal as such, and yet be written differently.
            if (!jku.get().toString().equals(named.toString())) {
                throw new RefusedCaller("jku");
            }
            return fromAddress.orElseThrow(() -> new RefusedCaller("jku"));
        }
    }
}

package org.apposite.cds;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out who calls, from the signed token that CDS Hooks has callers send. Thread-safe.
 *
 * <p>What the token itself says about keys counts for nothing but the choice between those of its issuer. All that
 * can be told without keys is checked first, so that only tokens of trusted issuers make us read anything.
 */
final class CallerCheck {

    private static final Logger LOG = LoggerFactory.getLogger(CallerCheck.class);

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

    private final Map<String, Issuer> issuers = new HashMap<>();
    private final Clock clock;
    private final Duration longestLife;

    CallerCheck(List<TrustedIssuer> trusted, OutgoingReads reads, Clock clock) {
        this(trusted, reads, clock, LONGEST_LIFE, MOST_SEEN);
    }

    /**
     * Makes the check.
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
            Optional<Keys> fromAddress = one.jku().map(jku -> {
                if (!reads.allows(jku)) {
                    throw new IllegalArgumentException("The address of the keys of " + one.iss() + " may not be read");
                }
                return new AddressKeys(one.iss(), jku, reads, clock);
            });
            Optional<Keys> fromFile = one.jwks().map(file -> new FileKeys(one.iss(), file, clock));
            Issuer issuer = new Issuer(one.jku(), fromAddress, fromFile, new Seen(mostSeen));
            if (issuers.put(one.iss(), issuer) != null) {
                throw new IllegalArgumentException("The trusted issuer " + one.iss() + " is given twice");
            }
        }
    }

    /**
     * Checks a call. A token is accepted once only.
     *
     * @param authorizationHeader as it was sent
     * @param endpointUrl the address that was called, as callers know it
     * @return who calls
     * @throws RefusedCallerException in any other case
     */
    Caller check(Optional<String> authorizationHeader, String endpointUrl) throws RefusedCallerException {
        SignedJWT token = parsed(text(authorizationHeader));
        JWSHeader header = token.getHeader();
        String kid = acceptableHeader(header);
        Map<String, Object> claims = token.getPayload().toJSONObject();
        if (claims == null) {
            throw new RefusedCallerException("malformed");
        }
        if (!(claims.get("iss") instanceof String iss) || !issuers.containsKey(iss)) {
            throw new RefusedCallerException("issuer");
        }
        Issuer issuer = issuers.get(iss);
        if (!names(claims.get("aud"), endpointUrl)) {
            throw new RefusedCallerException("audience");
        }
        Instant end = checkedTimes(claims);
        String jti = text(claims, "jti").orElseThrow(() -> new RefusedCallerException("no-jti"));
        if (jti.isEmpty() || jti.length() > MOST_JTI_CHARACTERS) {
            throw new RefusedCallerException("jti");
        }
        Optional<String> tenant = text(claims, "tenant");
        checkSignature(token, issuer.keys(header.getJWKURL()).withId(kid));
        // Last, so that only what the issuer signed is remembered.
        issuer.seen().add(jti, end.plus(SKEW), clock);
        return new Caller(iss, tenant);
    }

    private static String text(Optional<String> authorizationHeader) throws RefusedCallerException {
        String header = authorizationHeader.orElseThrow(() -> new RefusedCallerException("no-token"));
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new RefusedCallerException("no-token");
        }
        if (header.length() - SCHEME.length() > MOST_CHARACTERS) {
            throw new RefusedCallerException("too-long");
        }
        String token = header.substring(SCHEME.length());
        if (!TOKEN.matcher(token).matches()) {
            throw new RefusedCallerException("malformed");
        }
        return token;
    }

    private static SignedJWT parsed(String token) throws RefusedCallerException {
        SignedJWT parsed;
        try {
            parsed = SignedJWT.parse(token);
        } catch (ParseException | RuntimeException e) {
            // The library throws both; whatever it cannot read is no token.
            throw new RefusedCallerException("malformed");
        }
        // The library takes a list of pairs for an object.
        if (!parsed.getHeader().toBase64URL().decodeToString().startsWith("{")
                || !parsed.getPayload().toString().startsWith("{")) {
            throw new RefusedCallerException("malformed");
        }
        return parsed;
    }

    /** Checks the header, and returns the id of the key. */
    private static String acceptableHeader(JWSHeader header) throws RefusedCallerException {
        JWSAlgorithm algorithm = header.getAlgorithm();
        if (!JWSAlgorithm.ES384.equals(algorithm) && !JWSAlgorithm.RS384.equals(algorithm)) {
            throw new RefusedCallerException("algorithm");
        }
        for (String name : header.getIncludedParams()) {
            if (REFUSED_HEADERS.contains(name)) {
                throw new RefusedCallerException("header");
            }
        }
        JOSEObjectType type = header.getType();
        if (type == null || !type.getType().equals("JWT")) {
            throw new RefusedCallerException("type");
        }
        String kid = header.getKeyID();
        if (kid == null || kid.isEmpty()) {
            throw new RefusedCallerException("no-kid");
        }
        return kid;
    }

    private static boolean names(@Nullable Object audience, String endpointUrl) {
        return audience instanceof List<?> several ? several.contains(endpointUrl) : endpointUrl.equals(audience);
    }

    /** Checks the times, and returns the end of the token. */
    private Instant checkedTimes(Map<String, Object> claims) throws RefusedCallerException {
        Instant now = clock.instant();
        Instant end = time(claims, "exp").orElseThrow(() -> new RefusedCallerException("no-exp"));
        Instant issued = time(claims, "iat").orElseThrow(() -> new RefusedCallerException("no-iat"));
        if (!now.isBefore(end.plus(SKEW))) {
            throw new RefusedCallerException("expired");
        }
        if (issued.isAfter(now.plus(SKEW))) {
            throw new RefusedCallerException("issued-in-future");
        }
        if (!end.isAfter(issued) || Duration.between(issued, end).compareTo(longestLife) > 0) {
            throw new RefusedCallerException("lifetime");
        }
        Optional<Instant> begin = time(claims, "nbf");
        if (begin.isPresent() && begin.get().isAfter(now.plus(SKEW))) {
            throw new RefusedCallerException("not-yet-valid");
        }
        return end;
    }

    private static Optional<Instant> time(Map<String, Object> claims, String name) throws RefusedCallerException {
        Object value = claims.get(name);
        if (value == null) {
            return Optional.empty();
        }
        // Up to the year 5138; more would be too much for the arithmetic.
        if (!(value instanceof Number number) || !(Math.abs(number.doubleValue()) < 1e11)) {
            throw new RefusedCallerException("malformed");
        }
        return Optional.of(Instant.ofEpochMilli((long) (number.doubleValue() * 1000)));
    }

    private static Optional<String> text(Map<String, Object> claims, String name) throws RefusedCallerException {
        Object value = claims.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof String text)) {
            throw new RefusedCallerException("malformed");
        }
        return Optional.of(text);
    }

    private static void checkSignature(SignedJWT token, List<JWK> keys) throws RefusedCallerException {
        String reason = "unknown-key";
        for (JWK key : keys) {
            Optional<JWSVerifier> verifier = verifier(token.getHeader().getAlgorithm(), key);
            if (verifier.isPresent()) {
                if (verified(token, verifier.get())) {
                    return;
                }
                reason = "signature";
            } else {
                reason = "key";
            }
        }
        throw new RefusedCallerException(reason);
    }

    private static boolean verified(SignedJWT token, JWSVerifier verifier) {
        try {
            return token.verify(verifier);
        } catch (JOSEException | RuntimeException e) {
            // Signatures of the wrong form end in either.
            return false;
        }
    }

    /** What checks a signature by the key, empty when the key is not one for the algorithm. */
    private static Optional<JWSVerifier> verifier(JWSAlgorithm algorithm, JWK key) {
        if (key.getAlgorithm() != null && !key.getAlgorithm().equals(algorithm)) {
            return Optional.empty();
        }
        try {
            if (JWSAlgorithm.ES384.equals(algorithm)
                    && key instanceof ECKey curved
                    && Curve.P_384.equals(curved.getCurve())) {
                return Optional.of(new ECDSAVerifier(curved.toECPublicKey()));
            }
            if (JWSAlgorithm.RS384.equals(algorithm) && key instanceof RSAKey rsa && rsa.size() >= 2048) {
                return Optional.of(new RSASSAVerifier(rsa.toRSAPublicKey()));
            }
            return Optional.empty();
        } catch (JOSEException e) {
            return Optional.empty();
        }
    }

    private record Issuer(Optional<URI> jku, Optional<Keys> fromAddress, Optional<Keys> fromFile, Seen seen) {

        Keys keys(@Nullable URI named) throws RefusedCallerException {
            if (named == null) {
                return fromFile.or(() -> fromAddress).orElseThrow(() -> new RefusedCallerException("keys-unavailable"));
            }
            // By the text: two addresses may be equal as such, and yet be written differently.
            if (jku.isEmpty() || !jku.get().toString().equals(named.toString())) {
                throw new RefusedCallerException("jku");
            }
            return fromAddress.orElseThrow(() -> new RefusedCallerException("jku"));
        }
    }

    /** The tokens that were accepted and could be sent again. */
    private static final class Seen {

        private final int most;
        private final Set<String> ids = new HashSet<>();
        private final Queue<Entry> byEnd = new PriorityQueue<>(Comparator.comparing(Entry::end));

        Seen(int most) {
            this.most = most;
        }

        synchronized void add(String jti, Instant end, Clock clock) throws RefusedCallerException {
            // The time is asked for again: an entry that another call has just dropped for its age
            // must not make room for the same token, checked a moment before.
            Instant now = clock.instant();
            if (!now.isBefore(end)) {
                throw new RefusedCallerException("expired");
            }
            for (Entry first = byEnd.peek(); first != null && !now.isBefore(first.end()); first = byEnd.peek()) {
                byEnd.remove();
                ids.remove(first.jti());
            }
            if (ids.contains(jti)) {
                throw new RefusedCallerException("replayed");
            }
            if (ids.size() >= most) {
                throw new RefusedCallerException("too-many-tokens");
            }
            ids.add(jti);
            byEnd.add(new Entry(jti, end));
        }

        private record Entry(String jti, Instant end) {}
    }

    private interface Keys {

        /** The keys with the id that are for signatures; more than one when the issuer was careless. */
        List<JWK> withId(String kid) throws RefusedCallerException;
    }

    /** A set that was read, and when it was last known to be the right one. */
    private record GoodSet(List<JWK> keys, Instant at) {

        /** How long keys outlive the place they came from. */
        private static final Duration LONGEST_USE = Duration.ofHours(1);

        static List<JWK> parse(byte[] text) throws ParseException {
            try {
                return JWKSet.parse(new String(text, StandardCharsets.UTF_8)).getKeys().stream()
                        .filter(GoodSet::forSignatures)
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

    /** Keys at an address. Calls whose key is known wait for no read that another call began. */
    private static final class AddressKeys implements Keys {

        private static final Duration FRESH = Duration.ofMinutes(10);
        private static final Duration BETWEEN_READS = Duration.ofSeconds(30);

        private final String iss;
        private final URI jku;
        private final OutgoingReads reads;
        private final Clock clock;
        private final ReentrantLock reading = new ReentrantLock();
        private volatile @Nullable GoodSet last;
        private volatile Instant lastTry = Instant.MIN;

        AddressKeys(String iss, URI jku, OutgoingReads reads, Clock clock) {
            this.iss = iss;
            this.jku = jku;
            this.reads = reads;
            this.clock = clock;
        }

        @Override
        public List<JWK> withId(String kid) throws RefusedCallerException {
            if (due(kid)) {
                if (found(kid).isEmpty()) {
                    reading.lock();
                    readIfDue(kid);
                } else if (reading.tryLock()) {
                    readIfDue(kid);
                }
            }
            GoodSet known = last;
            if (known == null || !known.usable(clock.instant())) {
                throw new RefusedCallerException("keys-unavailable");
            }
            return known.withId(kid);
        }

        private List<JWK> found(String kid) {
            GoodSet known = last;
            return known != null && known.usable(clock.instant()) ? known.withId(kid) : List.of();
        }

        private boolean due(String kid) {
            Instant now = clock.instant();
            GoodSet known = last;
            boolean fresh = known != null && now.isBefore(known.at().plus(FRESH));
            // The pause also holds after a failure: callers must not be able to make us ask without end.
            return (!fresh || found(kid).isEmpty()) && !now.isBefore(lastTry.plus(BETWEEN_READS));
        }

        /** The caller has taken the lock; whoever held it before may have read already. */
        private void readIfDue(String kid) {
            try {
                if (due(kid)) {
                    read(clock.instant());
                }
            } finally {
                reading.unlock();
            }
        }

        private void read(Instant now) {
            try {
                last = new GoodSet(GoodSet.parse(reads.get(jku, Map.of("Accept", "application/json"))), now);
            } catch (OutgoingException e) {
                LOG.warn("The keys of {} could not be read: {}", iss, e.getMessage());
            } catch (ParseException e) {
                LOG.warn("What is at the address of the keys of {} is not a key set", iss);
            } finally {
                // Not before: until then, calls that need this read have to wait for it.
                lastTry = now;
            }
        }
    }

    /** Keys in a file. A broken file is treated as an address that does not answer. */
    private static final class FileKeys implements Keys {

        private static final long MOST_BYTES = 1 << 20;

        private final String iss;
        private final Path file;
        private final Clock clock;
        private @Nullable GoodSet last;
        private String lastVersion = "";

        FileKeys(String iss, Path file, Clock clock) {
            this.iss = iss;
            this.file = file;
            this.clock = clock;
        }

        @Override
        public synchronized List<JWK> withId(String kid) throws RefusedCallerException {
            Instant now = clock.instant();
            try {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                String version = attributes.lastModifiedTime() + " " + attributes.size() + " " + attributes.fileKey();
                GoodSet known = last;
                if (known != null && version.equals(lastVersion)) {
                    last = new GoodSet(known.keys(), now);
                } else if (attributes.size() > MOST_BYTES) {
                    LOG.warn("The file with the keys of {} is too long for a key set", iss);
                } else {
                    last = new GoodSet(GoodSet.parse(Files.readAllBytes(file)), now);
                    lastVersion = version;
                }
            } catch (IOException e) {
                LOG.warn("The file with the keys of {} cannot be read", iss);
            } catch (ParseException e) {
                LOG.warn("The file with the keys of {} is not a key set", iss);
            }
            GoodSet known = last;
            if (known == null || !known.usable(now)) {
                throw new RefusedCallerException("keys-unavailable");
            }
            return known.withId(kid);
        }
    }
}

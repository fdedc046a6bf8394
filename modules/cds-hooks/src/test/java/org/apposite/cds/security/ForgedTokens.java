package org.apposite.cds.security;

import static org.apposite.cds.security.Tokens.EC_KEY;
import static org.apposite.cds.security.Tokens.EHR;
import static org.apposite.cds.security.Tokens.OTHER_P384;
import static org.apposite.cds.security.Tokens.P256;
import static org.apposite.cds.security.Tokens.P384;
import static org.apposite.cds.security.Tokens.P521;
import static org.apposite.cds.security.Tokens.RSA;
import static org.apposite.cds.security.Tokens.SMALL_RSA;
import static org.apposite.cds.security.Tokens.hmac;
import static org.apposite.cds.security.Tokens.signer;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apposite.cds.security.Tokens.Draft;
import org.jspecify.annotations.Nullable;

/** Tokens that are refused, and why. */
public final class ForgedTokens {

    /** Another issuer that is trusted. */
    static final String OTHER_EHR = "https://other-ehr.example";

    private final Tokens tokens;
    private final URI jku;
    private final URI others;

    /**
     * A header that must not let anybody in.
     *
     * @param name what is wrong with it
     * @param reason the code of the reason
     * @param header the header, null where none is sent
     */
    public record Forged(
            String name, String reason, @Nullable String header) {}

    private ForgedTokens(Tokens tokens, URI jku, URI others) {
        this.tokens = tokens;
        this.jku = jku;
        this.others = others;
    }

    /** All of them, where the keys of the issuer are at one address and those of another issuer at another. */
    public static List<Forged> all(Tokens tokens, URI jku, URI others) {
        ForgedTokens forged = new ForgedTokens(tokens, jku, others);
        return Stream.concat(forged.headers(), forged.drafts()).toList();
    }

    private Stream<Forged> headers() {
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

    private Stream<Forged> drafts() {
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
                no("nothing critical, but told as such", "header", es().header("crit", List.of())),
                no("something critical that is no list", "malformed", es().header("crit", "b64")),
                no(
                        "something critical that is null",
                        "header",
                        es().headers("{\"alg\":\"ES384\",\"kid\":\"ec\",\"typ\":\"JWT\",\"crit\":null}")),
                no(
                        "a payload that is not encoded, which is critical",
                        "header",
                        es().header("crit", List.of("b64")).header("b64", false)),
                no("a payload that is not encoded", "header", es().header("b64", false)),
                no("a payload that is encoded, and says so", "header", es().header("b64", true)),
                no("an encoding of the payload that is no truth", "malformed", es().header("b64", "false")),
                no("a payload that is packed", "header", es().header("zip", "DEF")),
                no("another address of keys", "jku", es().header("jku", "https://evil.example/jwks")),
                no("the address of the keys of another trusted issuer", "jku", es().header("jku", others.toString())),
                no("the address of the keys with a query", "jku", es().header("jku", jku + "?")),
                no(
                        "the address of the keys with a dot",
                        "jku",
                        es().header("jku", jku.resolve("/ehr/").toString() + "./jwks")),
                no(
                        "the address of the keys with a letter encoded",
                        "jku",
                        es().header("jku", jku.resolve("%6awks").toString())),
                no(
                        "the address of the keys with its scheme in capitals",
                        "jku",
                        es().header("jku", jku.toString().replace("http", "HTTP"))),
                no("an empty address of keys", "jku", es().header("jku", "")),
                no("an address of keys that is none", "malformed", es().header("jku", "not an address")),
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
                no("the service with a slash more", "audience", es().claim("aud", tokens.endpoint() + "/")),
                no(
                        "the service in capitals",
                        "audience",
                        es().claim("aud", tokens.endpoint().replace("cds.example", "CDS.example"))),
                no(
                        "an address that begins like the service",
                        "audience",
                        es().claim("aud", tokens.endpoint() + ".evil.example")),
                no(
                        "several services without this one",
                        "audience",
                        es().claim("aud", List.of("https://a.example", tokens.endpoint() + "/"))),
                no("an audience of nobody", "audience", es().claim("aud", List.of())),
                no("the service one list too deep", "audience", es().claim("aud", List.of(List.of(tokens.endpoint())))),
                no(
                        "an object as audience",
                        "audience",
                        es().claim("aud", Map.of(tokens.endpoint(), tokens.endpoint()))),
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
                        es().payload("[[\"iss\",\"" + EHR + "\"],[\"aud\",\"" + tokens.endpoint() + "\"],[\"exp\","
                                + at(60) + "],[\"iat\"," + at(0) + "],[\"jti\",\"a\"]]")),
                no("a payload that begins with a space", "malformed", es().payload(" {}")),
                no("a payload that is no JSON", "malformed", es().payload("exp=1")),
                no("a payload that is null", "malformed", es().payload("null")),
                no(
                        "a payload that says the audience twice",
                        "malformed",
                        es().payload("{\"iss\":\"" + EHR + "\",\"aud\":\"" + tokens.endpoint() + "\",\"aud\":\""
                                + tokens.endpoint() + "\",\"exp\":" + at(60) + ",\"iat\":" + at(0)
                                + ",\"jti\":\"a\"}")));
    }

    private static Forged no(String name, String reason, Draft draft) {
        return header(name, reason, "Bearer " + draft.token());
    }

    private static Forged header(String name, String reason, @Nullable String header) {
        return new Forged(name, reason, header);
    }

    private Draft es() {
        return tokens.es(0);
    }

    private Draft rs() {
        return tokens.rs();
    }

    private long at(int seconds) {
        return tokens.at(seconds);
    }
}

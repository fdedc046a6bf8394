package org.apposite.cds.security;

import static org.apposite.cds.security.Tokens.EHR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apposite.cds.security.CallerCheck.Caller;
import org.apposite.cds.security.Tokens.Draft;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who is let in, and with which settings. */
class CallerCheckTest extends CallerCheckFixture {

    @TestFactory
    Stream<DynamicTest> accepted() {
        return Stream.of(
                yes("a token signed by ES384", es()),
                yes("a token signed by RS384 with a key of 2048 bits", rs()),
                yes("a token that names the address of the keys", es().header("jku", jku.toString())),
                yes("a token of an issuer whose keys are in a file", es().claim("iss", FILE_EHR)),
                yes(
                        "a token of such an issuer that names an address of keys",
                        es().claim("iss", FILE_EHR).header("jku", "https://ehr.example/jwks")),
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
}

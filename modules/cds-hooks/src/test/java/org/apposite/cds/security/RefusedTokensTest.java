package org.apposite.cds.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Tokens that are refused, each for its own reason. */
class RefusedTokensTest extends CallerCheckFixture {

    @TestFactory
    Stream<DynamicTest> forged_tokens_are_refused_and_the_caller_is_not_told_why() {
        return ForgedTokens.all(tokens, jku, at("/other")).stream()
                .map(forged -> DynamicTest.dynamicTest(
                        forged.name(),
                        () -> assertThatThrownBy(() -> check.check(Optional.ofNullable(forged.header()), ENDPOINT))
                                .isInstanceOf(RefusedCaller.class)
                                .hasMessage("The caller could not be authenticated")
                                .hasNoCause()
                                .extracting(e -> ((RefusedCaller) e).reason())
                                .isEqualTo(forged.reason())));
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
}

package org.apposite.cds.security;

import static org.apposite.cds.security.Tokens.EHR;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import org.apposite.cds.security.Tokens.Draft;
import org.junit.jupiter.api.Test;

/** A token works once. */
class ReplayedTokensTest extends CallerCheckFixture {

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
}

package org.apposite.cds.security;

import static org.apposite.cds.security.Tokens.NEW_P384;
import static org.apposite.cds.security.Tokens.signer;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** When keys are read from their address, and what holds while they cannot be read. */
class KeysAtAnAddressTest extends CallerCheckFixture {

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
}

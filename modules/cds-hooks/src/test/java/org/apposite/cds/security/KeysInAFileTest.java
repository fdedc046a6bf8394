package org.apposite.cds.security;

import static org.apposite.cds.security.Tokens.EHR;
import static org.apposite.cds.security.Tokens.NEW_P384;
import static org.apposite.cds.security.Tokens.set;
import static org.apposite.cds.security.Tokens.signer;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import java.nio.file.Files;
import java.security.interfaces.ECPublicKey;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When a file with keys is read, and what holds while it cannot be read. */
class KeysInAFileTest extends CallerCheckFixture {

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
}

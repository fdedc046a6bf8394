package org.apposite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apposite.patient.PatientCase;
import org.apposite.withdrawal.Part;
import org.apposite.withdrawal.Withdrawal;
import org.apposite.withdrawal.WithdrawalFile;
import org.apposite.withdrawal.WithdrawalFile.Lifted;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules that are kept as bytes answer as they did, whatever became of their files. */
class WhatAnsweredOnceCanAnswerAgainTest {

    private static final Instant AT = Instant.parse("2026-11-27T14:30:00.123456789Z");

    @TempDir
    private static Path folder;

    private static List<ClinicalRules> rules = List.of();

    @BeforeAll
    static void write() throws IOException {
        rules = List.of(Rules.BUNDLED, Rules.ofFolder(), layer(), withdrawn());
    }

    static List<ClinicalRules> rules() {
        return rules;
    }

    private static ClinicalRules layer() throws IOException {
        return ClinicalRules.from(Layer.in(folder.resolve("layer"), """
                === rule-set.yaml
                name: our-rules
                version: 1.0.0
                language: 2
                notice: Rules of our hospital.
                extends: apposite-rules 0.2.0
                === back-pain-child/changes.yaml
                left-out:
                  - rule: alert-neurologic-emergency
                    by: A. Person
                    reason: another alarm covers it
                    was: NOW
                """));
    }

    private static ClinicalRules withdrawn() throws IOException {
        Path rules = folder.resolve("withdrawn");
        Rules.copy(Rules.FOLDER, rules);
        Files.writeString(
                rules.resolve(WithdrawalFile.NAME),
                WithdrawalFile.write(
                        List.of(
                                withdrawal("low-back-pain"),
                                withdrawal("back-pain-child/rf-fever"),
                                withdrawal("head-trauma-child/very-low-risk/arteriography-cerebral")),
                        List.of(new Lifted(withdrawal("back-pain-child/rf-gait-disturbance"), "B. Person", AT))));
        return ClinicalRules.from(rules);
    }

    private static Withdrawal withdrawal(String part) {
        return new Withdrawal(Part.of(part).orElseThrow(), "The dose was wrong", "A. Person", AT);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void kept_rules_are_the_same_rules(ClinicalRules rules) {
        ClinicalRules kept = ClinicalRules.ofBytes(rules.toBytes());

        assertThat(kept.digest()).isEqualTo(rules.digest());
        assertThat(kept.layers()).isEqualTo(rules.layers());
        assertThat(kept.withdrawals()).isEqualTo(rules.withdrawals());
        assertThat(kept.liftedWithdrawals()).isEqualTo(rules.liftedWithdrawals());
        assertThat(kept.toBytes()).isEqualTo(rules.toBytes());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void kept_rules_give_the_same_answers(ClinicalRules rules) {
        ClinicalRules kept = ClinicalRules.ofBytes(rules.toBytes());

        for (PatientCase patient : (Iterable<PatientCase>)
                Stream.concat(BaseCases.all().values().stream(), RandomCases.some(rules, Sweep.of(60), 29))::iterator) {
            assertThat(kept.evaluate(patient)).isEqualTo(rules.evaluate(patient));
        }
    }

    @Test
    void bytes_that_are_cut_off_or_changed_are_refused() {
        byte[] kept = Rules.BUNDLED.toBytes();
        for (int length = 0; length < kept.length; length = length < 200 ? length + 1 : length + 997) {
            refused(Arrays.copyOf(kept, length));
        }
        for (int at = 0; at < kept.length; at = at < 200 ? at + 1 : at + 997) {
            byte[] changed = kept.clone();
            changed[at] ^= 1;
            refused(changed);
        }
        refused("name: apposite-rules\n".getBytes(StandardCharsets.UTF_8));
    }

    private static void refused(byte[] bytes) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClinicalRules.ofBytes(bytes))
                .withMessageStartingWith("these ");
    }

    @Test
    void what_another_version_kept_is_refused_and_the_version_named() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF("apposite rules");
            out.writeUTF("apposite 9.0.0, drools 99.0.0");
        }

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClinicalRules.ofBytes(bytes.toByteArray()))
                .withMessageMatching(
                        "these rules were kept by apposite 9.0.0, drools 99.0.0, and this is apposite .*: use that"
                                + " version, which alone answers as it did then");
    }
}

package org.apposite.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.apposite.ClinicalRules;
import org.apposite.patient.PatientCase;
import org.junit.jupiter.api.Test;

/**
 * Fails when an answer has become far more expensive than it was with content 0.2.0. The margins are wide, since machines are noisy; ratios of
 * CPU time within one run, never absolute times.
 */
class FarOffTest {

    private static final PatientCase PATIENT = IndexCase.patientCase();
    private static final ClinicalRules RULES = ClinicalRules.bundled().withBlockingQuestionsOnly();

    @Test
    void an_answer_allocates_no_more_than_half_as_much_again_as_was_recorded() {
        for (int i = 0; i < 2_000; i++) {
            RULES.evaluate(PATIENT);
        }
        assertThat(Clock.bytes(() -> RULES.evaluate(PATIENT)) / 1000.0).isBetween(5.0, 140.0);
    }

    @Test
    void an_answer_takes_no_more_than_three_times_what_was_recorded() {
        HandWrittenAdvice limit = new HandWrittenAdvice(RULES, PATIENT);

        double ratio = Clock.micros(() -> RULES.evaluate(PATIENT)) / Clock.micros(() -> limit.advise(PATIENT));

        assertThat(ratio).isBetween(1.0, 120.0);
    }
}

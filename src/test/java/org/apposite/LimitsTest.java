package org.apposite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.apposite.advice.Advice;
import org.apposite.patient.Age;
import org.apposite.patient.PatientCase;
import org.junit.jupiter.api.Test;

class LimitsTest {

    private static final ClinicalRules RULES = ClinicalRules.bundled();
    private static final PatientCase CASE = PatientCase.builder()
            .complaint("back-pain")
            .age(Age.ofYears(9))
            .present("fever")
            .build();

    @Test
    void meeting_the_limit_of_firings_gives_no_answer_and_names_the_rule() {
        assertThatThrownBy(() -> RULES.withLimits(1, Duration.ofSeconds(10)).evaluate(CASE))
                .isInstanceOf(EvaluationAborted.class)
                .hasMessageMatching("no answer: the limit of 1 firings was met at the rule [a-z0-9-]+");
    }

    @Test
    void meeting_the_deadline_gives_no_answer_and_names_the_rule() {
        assertThatThrownBy(() -> RULES.withLimits(10_000, Duration.ofNanos(1)).evaluate(CASE))
                .isInstanceOf(EvaluationAborted.class)
                .hasMessageMatching("no answer: the deadline was met at the rule [a-z0-9-]+");
    }

    @Test
    void an_aborted_evaluation_leaves_nothing_behind() {
        Advice before = RULES.evaluate(CASE);
        for (int limit = 1; limit < 20; limit++) {
            ClinicalRules limited = RULES.withLimits(limit, Duration.ofSeconds(10));
            assertThatThrownBy(() -> limited.evaluate(CASE)).isInstanceOf(EvaluationAborted.class);
        }

        assertThat(RULES.evaluate(CASE)).isEqualTo(before);
    }

    @Test
    void limits_that_allow_nothing_are_refused() {
        assertThatThrownBy(() -> RULES.withLimits(0, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("maxFirings 0");
        assertThatThrownBy(() -> RULES.withLimits(1, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("deadline PT0S");
    }
}

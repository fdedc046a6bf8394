package org.apposite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.apposite.advice.Advice;
import org.apposite.advice.Alert;
import org.apposite.advice.Alert.Severity;
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
                .hasMessageMatching("no answer: the limit of 1 firings was reached at the rule [a-z0-9-]+");
    }

    @Test
    void meeting_the_deadline_gives_no_answer_and_says_where() {
        assertThatThrownBy(() -> RULES.withLimits(10_000, Duration.ofNanos(1)).evaluate(CASE))
                .isInstanceOf(EvaluationAborted.class)
                .hasMessageMatching("no answer: the deadline passed (at the rule [a-z0-9-]+|while .+)")
                .extracting(aborted -> ((EvaluationAborted) aborted).reason())
                .isEqualTo(EvaluationAborted.Reason.DEADLINE);
    }

    @Test
    void an_aborted_evaluation_leaves_nothing_behind() {
        Advice before = RULES.evaluate(CASE);
        for (int limit = 1; limit < before.trace().steps().size(); limit++) {
            ClinicalRules limited = RULES.withLimits(limit, Duration.ofSeconds(10));
            assertThatThrownBy(() -> limited.evaluate(CASE)).isInstanceOf(EvaluationAborted.class);
        }

        assertThat(RULES.evaluate(CASE)).isEqualTo(before);
    }

    @Test
    void an_emergency_stands_whatever_limit_is_met() {
        PatientCase emergency = CASE.toBuilder()
                .present("neurologic-deficit", "bowel-bladder-dysfunction")
                .build();
        Advice answer = RULES.evaluate(emergency);
        List<String> critical = answer.alerts().stream()
                .filter(alert -> alert.severity() == Severity.CRITICAL)
                .map(Alert::code)
                .toList();
        assertThat(critical).isNotEmpty();
        for (int limit = 1; limit < answer.trace().steps().size(); limit++) {
            ClinicalRules limited = RULES.withLimits(limit, Duration.ofSeconds(10));
            assertThatThrownBy(() -> limited.evaluate(emergency))
                    .isInstanceOfSatisfying(EvaluationAborted.class, none -> {
                        assertThat(none.isDifference()).isFalse();
                        assertThat(none.emergencies()).extracting(Alert::code).isEqualTo(critical);
                        assertThat(Sent.of(none, EvaluationAborted.class).emergencies())
                                .isEqualTo(none.emergencies());
                    });
        }
    }

    @Test
    void a_deadline_may_be_as_far_as_a_duration_can_tell() {
        assertThat(RULES.withLimits(Integer.MAX_VALUE, Duration.ofSeconds(Long.MAX_VALUE))
                        .evaluate(CASE))
                .isEqualTo(RULES.evaluate(CASE));
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

package org.apposite.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apposite.ClinicalRules;
import org.apposite.EvaluationAborted;
import org.apposite.patient.PatientCase;
import org.junit.jupiter.api.Test;

class EvaluationsAreCountedTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ClinicalRules rules =
            ClinicalRules.bundled().only("back-pain-child").withListener(new EvaluationMetrics(registry));

    @Test
    void answers_by_topic_and_outcome() {
        rules.evaluate(PatientCase.builder().complaint("back-pain").build());
        rules.evaluate(PatientCase.builder()
                .complaint("back-pain")
                .present("neurologic-deficit", "bowel-bladder-dysfunction")
                .build());

        assertThat(registry.get("apposite.evaluations")
                        .tags("topic", "back-pain-child", "outcome", "data-required")
                        .timer())
                .satisfies(timer -> assertThat(timer.count()).isEqualTo(2))
                .satisfies(timer ->
                        assertThat(timer.totalTime(TimeUnit.NANOSECONDS)).isPositive());
        assertThat(count("apposite.critical")).isEqualTo(1);
    }

    @Test
    void evaluations_without_an_answer_and_cases_that_are_refused() {
        assertThat(count("apposite.withheld", "reason", "limit")).isZero();
        assertThat(count("apposite.withheld", "reason", "difference")).isZero();
        assertThat(count("apposite.refused")).isZero();

        assertThatThrownBy(() -> rules.withLimits(1, Duration.ofSeconds(10))
                        .evaluate(PatientCase.builder()
                                .complaint("back-pain")
                                .present("fever", "night-pain")
                                .build()))
                .isInstanceOf(EvaluationAborted.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rules.evaluate(
                        PatientCase.builder().present("no-such-finding").build()));

        assertThat(count("apposite.withheld", "reason", "limit")).isEqualTo(1);
        assertThat(count("apposite.refused")).isEqualTo(1);
    }

    private double count(String name, String... tags) {
        return registry.get(name).tags(tags).counter().count();
    }
}

package org.apposite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apposite.advice.Advice;
import org.apposite.patient.Age;
import org.apposite.patient.PatientCase;
import org.junit.jupiter.api.Test;

/** Hosts measure, trace and audit without a word about the patient, unless they ask for it. */
class AListenerIsToldOfEveryEvaluationTest {

    private static final PatientCase EMERGENCY = PatientCase.builder()
            .complaint("back-pain")
            .age(Age.ofYears(9))
            .present("neurologic-deficit", "bowel-bladder-dysfunction")
            .build();

    private final List<String> heard = new ArrayList<>();

    private final EvaluationListener listener = new EvaluationListener() {
        @Override
        public void started() {
            heard.add("started");
        }

        @Override
        public void answered(Answered answer) {
            heard.add(answer.topic() + " " + answer.outcome().code() + " " + answer.criticalAlerts() + " critical");
            assertThat(answer.elapsed()).isPositive();
        }

        @Override
        public void aborted(Aborted aborted) {
            heard.add((aborted.isDifference() ? "difference " : "limit ") + aborted.emergencies() + " emergencies");
            assertThat(aborted.elapsed()).isPositive();
        }

        @Override
        public void refused(Duration elapsed) {
            heard.add("refused");
            assertThat(elapsed).isPositive();
        }

        @Override
        public void failed(Duration elapsed) {
            heard.add("failed");
            assertThat(elapsed).isPositive();
        }
    };

    private final ClinicalRules rules = Rules.BUNDLED.withListener(listener);

    @Test
    void of_an_answer() {
        Advice advice = rules.evaluate(EMERGENCY);

        assertThat(advice).isEqualTo(Rules.BUNDLED.evaluate(EMERGENCY));
        assertThat(heard).containsExactly("started", "back-pain-child variant-matched 1 critical");
    }

    @Test
    void of_each_complaint_and_by_every_view() {
        rules.withBlockingQuestionsOnly()
                .withoutAnswerCheck()
                .only("back-pain-child")
                .evaluateEach(EMERGENCY);

        assertThat(heard).hasSize(2);
    }

    @Test
    void of_an_evaluation_without_an_answer() {
        assertThatThrownBy(() -> rules.withLimits(1, Duration.ofSeconds(10)).evaluate(EMERGENCY))
                .isInstanceOf(EvaluationAborted.class);

        assertThat(heard).containsExactly("started", "limit 1 emergencies");
    }

    @Test
    void of_a_case_that_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rules.evaluate(
                        PatientCase.builder().complaint("no-such-complaint").build()));

        assertThat(heard).containsExactly("started", "refused");
    }

    @Test
    void of_a_fault() {
        Listeners listeners = Listeners.NONE.and(listener);

        assertThatThrownBy(() -> listeners.around(EMERGENCY, () -> {
                    throw new IllegalStateException("a fault");
                }))
                .hasMessage("a fault");

        assertThat(heard).containsExactly("started", "failed");
    }

    @Test
    void with_the_patient_when_it_asks_for_that() {
        List<Object> audited = new ArrayList<>();
        Advice advice = Rules.BUNDLED
                .withListener(new EvaluationListener() {
                    @Override
                    public void answered(PatientCase patient, Advice answer) {
                        audited.add(patient);
                        audited.add(answer);
                    }
                })
                .evaluate(EMERGENCY);

        assertThat(audited).containsExactly(EMERGENCY, advice);
    }

    @Test
    void and_a_fault_of_its_own_does_not_cost_the_answer() {
        ClinicalRules heardByTwo = Rules.BUNDLED
                .withListener(new EvaluationListener() {
                    @Override
                    public void started() {
                        throw new IllegalStateException("the listener is broken");
                    }
                })
                .withListener(listener);

        assertThat(heardByTwo.evaluate(EMERGENCY)).isEqualTo(Rules.BUNDLED.evaluate(EMERGENCY));
        assertThat(heard).hasSize(2);
    }
}

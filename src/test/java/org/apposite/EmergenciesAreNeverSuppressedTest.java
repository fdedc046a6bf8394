package org.apposite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apposite.advice.Advice;
import org.apposite.advice.Advice.Outcome;
import org.apposite.advice.Alert;
import org.apposite.advice.Alert.Severity;
import org.apposite.patient.Age;
import org.apposite.patient.PatientCase;
import org.apposite.patient.Presence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A deficit, or bowel or bladder dysfunction, is an emergency in every answer, whatever else it says. */
class EmergenciesAreNeverSuppressedTest {

    private static final ClinicalRules RULES = Rules.BUNDLED.withBlockingQuestionsOnly();

    /** What makes a neurologic deficit, or bowel or bladder dysfunction, of a child. */
    private static final List<String> SIGNS = List.of(
            "neurologic-deficit",
            "bowel-bladder-dysfunction",
            "urinary-retention",
            "incontinence",
            "saddle-anaesthesia",
            "sphincter-loss",
            "progressive-deficit",
            "bilateral-deficit",
            "long-tract-signs",
            "cauda-equina-suspected");

    private static void assertEmergency(Advice advice) {
        assertThat(advice.alerts())
                .as("alerts of %s", BaseCases.end(advice))
                .filteredOn(alert -> alert.severity() == Severity.CRITICAL)
                .extracting(Alert::code)
                .contains("neurologic-emergency");
        assertThat(advice.alerts().get(0).severity())
                .as("the most severe comes first")
                .isEqualTo(Severity.CRITICAL);
    }

    private static PatientCase with(String sign, PatientCase patient) {
        return patient.toBuilder()
                .finding(sign, Presence.UNKNOWN)
                .finding(sign, Presence.PRESENT)
                .build();
    }

    /** A child, or a patient who may be one. */
    private static boolean mayBeAChild(PatientCase patient) {
        return patient.age()
                .map(age -> age.from().compareTo(Age.ofYears(18)) < 0)
                .orElse(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"neurologic-deficit", "bowel-bladder-dysfunction"})
    void it_stands_in_every_outcome(String sign) {
        Set<Outcome> seen = EnumSet.noneOf(Outcome.class);
        RandomCases.some(Sweep.of(100), 4)
                .filter(EmergenciesAreNeverSuppressedTest::mayBeAChild)
                .forEach(patient -> {
                    Advice advice = RULES.evaluate(with(sign, patient));
                    seen.add(advice.outcome());
                    assertEmergency(advice);
                });
        assertThat(seen).containsExactlyInAnyOrder(Outcome.values());
    }

    @ParameterizedTest
    @ValueSource(strings = {"neurologic-deficit", "bowel-bladder-dysfunction"})
    void it_stands_where_the_topic_does_not_apply(String sign) {
        BaseCases.ofExclusions().forEach((exclusion, patient) -> {
            Advice advice = Rules.CHILD.evaluate(with(sign, patient));
            assertEmergency(advice);
            if (!exclusion.equals("radiograph-finding")) {
                assertThat(BaseCases.end(advice)).isEqualTo(exclusion);
            }
        });
    }

    @Test
    void it_stands_when_nothing_else_is_stated() {
        assertEmergency(RULES.evaluate(
                PatientCase.builder().present("bowel-bladder-dysfunction").build()));
        assertEmergency(RULES.evaluate(PatientCase.builder()
                .present("neurologic-deficit")
                .age(Age.ofYears(70))
                .build()));
    }

    @Test
    void it_stands_when_several_topics_are_loaded_and_none_claims_the_complaint() {
        ClinicalRules two = SecondTopic.besideTheFirst();

        for (PatientCase patient : List.of(
                PatientCase.builder()
                        .complaint("other")
                        .present("neurologic-deficit")
                        .build(),
                PatientCase.builder().present("neurologic-deficit").build())) {
            Advice advice = two.evaluate(patient);
            assertEmergency(advice);
            assertThat(advice.outcome())
                    .isEqualTo(patient.complaint().isPresent() ? Outcome.NOT_APPLICABLE : Outcome.DATA_REQUIRED);
        }
    }

    @Test
    void no_other_case_is_called_one() {
        Stream<PatientCase> without = RandomCases.some(Sweep.of(50), 5)
                .filter(patient ->
                        SIGNS.stream().allMatch(sign -> patient.findings().get(sign) != Presence.PRESENT));

        assertThat(without)
                .allSatisfy(patient -> assertThat(RULES.evaluate(patient).alerts())
                        .extracting(Alert::code)
                        .doesNotContain("neurologic-emergency"));
    }
}

package org.apposite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.apposite.advice.Advice;
import org.apposite.advice.Advice.Outcome;
import org.apposite.advice.Alert;
import org.apposite.advice.Alert.Severity;
import org.apposite.patient.Age;
import org.apposite.patient.PatientCase;
import org.apposite.patient.PatientCaseBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Back pain of a child and of an adult share a complaint: a flag in the words of either topic counts at any age, once. */
class FlagsOfAnyAgeTest {

    private static final List<String> OF_BLADDER =
            List.of("urinary-retention", "incontinence", "saddle-anaesthesia", "sphincter-loss");
    private static final List<String> OF_NERVES =
            List.of("progressive-deficit", "bilateral-deficit", "long-tract-signs", "cauda-equina-suspected");

    static Stream<String> flagsOfAdults() {
        return Stream.concat(OF_BLADDER.stream(), OF_NERVES.stream());
    }

    private static PatientCaseBuilder aged(int years) {
        return PatientCase.builder().age(Age.ofYears(years)).durationDays(7);
    }

    private static List<String> emergencies(Advice advice) {
        return advice.alerts().stream()
                .filter(alert -> alert.severity() == Severity.CRITICAL)
                .map(Alert::code)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("flagsOfAdults")
    void a_child_with_a_flag_of_adults_has_the_emergency_of_children_in_every_outcome_and_no_other(String flag) {
        for (int years : List.of(1, 9, 17)) {
            for (PatientCaseBuilder child : List.of(
                    aged(years),
                    aged(years).complaint("other"),
                    aged(years).complaint("back-pain"),
                    aged(years).complaint("back-pain").region("lumbar").allOtherRedFlagsAbsent(),
                    aged(years).complaint("back-pain").region("thoracic").present("trauma"),
                    aged(years).complaint("neck-pain").suspected("infection").imaging())) {
                Advice advice = Rules.BUNDLED.evaluate(child.present(flag).build());

                assertThat(emergencies(advice))
                        .as("%s at %s years", flag, years)
                        .containsExactly("neurologic-emergency");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("flagsOfAdults")
    void while_the_age_is_open_both_emergencies_stand(String flag) {
        Advice advice = Rules.BUNDLED.evaluate(
                PatientCase.builder().complaint("back-pain").present(flag).build());

        assertThat(advice.outcome()).isEqualTo(Outcome.DATA_REQUIRED);
        assertThat(emergencies(advice)).hasSize(2).contains("neurologic-emergency");
    }

    @ParameterizedTest
    @CsvSource({
        "urinary-retention, cauda-equina-emergency",
        "incontinence, cauda-equina-emergency",
        "saddle-anaesthesia, cauda-equina-emergency",
        "sphincter-loss, cauda-equina-emergency",
        "bilateral-deficit, cauda-equina-emergency",
        "cauda-equina-suspected, cauda-equina-emergency",
        "progressive-deficit, progressive-deficit-emergency",
        "long-tract-signs, cord-signs",
        "bowel-bladder-dysfunction, cauda-equina-emergency"
    })
    void an_adult_with_a_flag_of_either_topic_has_the_emergency_of_adults_in_every_outcome_and_no_other(
            String flag, String emergency) {
        for (int years : List.of(18, 45, 90)) {
            for (PatientCaseBuilder adult : List.of(
                    aged(years),
                    aged(years).complaint("other"),
                    aged(years).complaint("neck-pain"),
                    aged(years).complaint("back-pain"),
                    aged(years).complaint("back-pain").region("thoracic"),
                    aged(years).complaint("back-pain").region("lumbar").present("high-velocity-trauma"),
                    aged(years)
                            .complaint("back-pain")
                            .region("lumbar")
                            .allOtherRedFlagsAbsent()
                            .suspected())) {
                Advice advice = Rules.BUNDLED.evaluate(adult.present(flag).build());

                assertThat(emergencies(advice))
                        .as("%s at %s years", flag, years)
                        .containsExactly(emergency);
                assertThat(advice.alerts()).extracting(Alert::code).doesNotContain("no-imaging-needed");
            }
        }
    }

    @Test
    void a_deficit_of_an_adult_is_an_emergency_unless_low_back_pain_may_explain_it() {
        for (PatientCaseBuilder adult : List.of(
                aged(45),
                aged(45).complaint("other"),
                aged(45).complaint("neck-pain"),
                aged(45).complaint("back-pain").region("thoracic"))) {
            Advice advice =
                    Rules.BUNDLED.evaluate(adult.present("neurologic-deficit").build());

            assertThat(emergencies(advice)).containsExactly("neurologic-emergency");
        }
        Advice sciatica = Rules.BUNDLED.evaluate(aged(45).complaint("back-pain")
                .region("lumbar")
                .present("neurologic-deficit")
                .build());
        assertThat(emergencies(sciatica)).isEmpty();
        assertThat(sciatica.alerts())
                .filteredOn(alert -> alert.code().equals("unknown-red-flags"))
                .extracting(Alert::severity)
                .containsExactly(Severity.WARNING);
    }

    @Test
    void each_of_the_two_topics_answers_its_own_patients_in_one_call() {
        assertThat(Rules.BUNDLED
                        .evaluate(aged(17).complaint("back-pain").build())
                        .topic())
                .isEqualTo("back-pain-child");
        assertThat(Rules.BUNDLED
                        .evaluate(aged(18).complaint("back-pain").build())
                        .topic())
                .isEqualTo("low-back-pain");
    }

    @Test
    void a_host_that_names_one_topic_gets_an_exclusion_that_names_the_other() {
        Advice adult = Rules.BUNDLED
                .only("back-pain-child")
                .evaluate(aged(18).complaint("back-pain").build());
        Advice child = Rules.BUNDLED
                .only("low-back-pain")
                .evaluate(aged(17).complaint("back-pain").build());

        assertThat(adult.exclusion())
                .isNotNull()
                .satisfies(exclusion -> assertThat(exclusion.seeInstead()).contains("low-back-pain"));
        assertThat(child.exclusion())
                .isNotNull()
                .satisfies(exclusion -> assertThat(exclusion.seeInstead()).contains("back-pain-child"));
    }
}

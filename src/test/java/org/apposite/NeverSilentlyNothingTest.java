package org.apposite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apposite.advice.Advice;
import org.apposite.advice.Advice.Outcome;
import org.apposite.advice.MissingDatum;
import org.apposite.advice.Trace;
import org.apposite.patient.PatientCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every answer is a variant, an exclusion or questions: exactly one of the three. */
class NeverSilentlyNothingTest {

    private static final ClinicalRules RULES = Rules.BUNDLED.withBlockingQuestionsOnly();
    private static final ClinicalRules CHILD = Rules.CHILD.withBlockingQuestionsOnly();

    static Stream<Map.Entry<String, PatientCase>> ends() {
        Map<String, PatientCase> cases = BaseCases.ofVariants();
        cases.putAll(BaseCases.ofExclusions());
        cases.put(BaseCases.DATA_REQUIRED, BaseCases.backPain(9).build());
        return cases.entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("ends")
    void every_end_of_the_routing_is_reached(Map.Entry<String, PatientCase> end) {
        assertThat(BaseCases.end(CHILD.evaluate(end.getValue()))).isEqualTo(end.getKey());
    }

    @Test
    void each_case_of_a_sweep_ends_in_exactly_one_way() {
        Map<Outcome, Integer> seen = new EnumMap<>(Outcome.class);
        RandomCases.some(Sweep.of(300), 3).forEach(patient -> {
            Advice advice = RULES.evaluate(patient);
            seen.merge(advice.outcome(), 1, Integer::sum);

            List<Outcome> fitting = new ArrayList<>();
            if (advice.variant() != null) {
                fitting.add(Outcome.VARIANT_MATCHED);
            }
            if (advice.exclusion() != null) {
                fitting.add(Outcome.NOT_APPLICABLE);
            }
            if (advice.missing().stream().anyMatch(MissingDatum::blocking)) {
                fitting.add(Outcome.DATA_REQUIRED);
            }
            assertThat(fitting).as("%s of %s", advice.outcome(), patient).containsExactly(advice.outcome());
            assertThat(advice.recommendations().isEmpty())
                    .as("ratings stand with a variant only: %s", patient)
                    .isEqualTo(advice.outcome() != Outcome.VARIANT_MATCHED);
        });
        assertThat(seen).containsOnlyKeys(Outcome.values());
        assertThat(seen.values()).allMatch(number -> number > Sweep.of(20));
    }

    @Test
    void an_empty_record_gets_the_question_that_comes_first() {
        Advice advice = RULES.evaluate(PatientCase.builder().build());

        assertThat(advice.outcome()).isEqualTo(Outcome.DATA_REQUIRED);
        assertThat(advice.missing()).first().extracting(MissingDatum::code).isEqualTo("complaint");
    }

    @Test
    void an_exclusion_says_where_to_look_instead() {
        BaseCases.ofExclusions()
                .values()
                .forEach(patient -> assertThat(CHILD.evaluate(patient).exclusion())
                        .isNotNull()
                        .satisfies(
                                exclusion -> assertThat(exclusion.seeInstead()).isNotBlank()));
    }

    /** Rules whose authors forgot every question. */
    private static ClinicalRules withoutQuestions() {
        return Rules.CHILD.supposing(Rules.backPain()
                .withRules(Rules.backPain().rules().stream()
                        .filter(rule -> !rule.then().get(0).verb().equals("ask"))
                        .toList()));
    }

    @Test
    void where_rules_forgot_to_ask_an_unknown_still_does_not_pass_for_an_absence() {
        Advice advice = withoutQuestions()
                .withBlockingQuestionsOnly()
                .evaluate(BaseCases.backPain(9)
                        .durationDays(14)
                        .absent(Rules.redFlagFindings().stream()
                                .filter(flag -> !flag.equals("fever"))
                                .toArray(String[]::new))
                        .imaging()
                        .build());

        assertThat(advice.outcome()).isEqualTo(Outcome.DATA_REQUIRED);
        assertThat(advice.missing())
                .filteredOn(MissingDatum::blocking)
                .extracting(MissingDatum::code)
                .contains("fever");
        assertThat(advice.trace().steps()).last().satisfies(step -> {
            assertThat(step.rule()).isEqualTo(Trace.ASKED_BY_NO_RULE);
            assertThat(step.file()).isEqualTo("back-pain-child/topic.yaml");
        });
    }

    @Test
    void that_nothing_fits_is_said_only_when_nothing_is_open() {
        ClinicalRules rules = withoutQuestions().withBlockingQuestionsOnly();

        assertThat(RandomCases.some(Sweep.of(30), 5).map(rules::evaluate))
                .filteredOn(advice ->
                        advice.exclusion() != null && advice.exclusion().id().equals("no-variant-matched"))
                .isEmpty();
    }
}

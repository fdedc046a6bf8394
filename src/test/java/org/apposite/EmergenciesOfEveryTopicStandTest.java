package org.apposite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apposite.advice.Advice;
import org.apposite.advice.Advice.Outcome;
import org.apposite.advice.Alert;
import org.apposite.advice.Alert.Severity;
import org.apposite.advice.NextStep;
import org.apposite.advice.Recommendation;
import org.apposite.model.Topic;
import org.apposite.patient.PatientCase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** An emergency does not depend on who answers: it stands whatever the complaint is and whatever topic answers it. */
class EmergenciesOfEveryTopicStandTest {

    private static final String CALM = "complaint bumped-head; age 30 years; absent dizzy glassy-eyes humming;"
            + "chosen mechanism push; wakefulness 15;";

    private static Advice evaluate(String stated) {
        return MadeUp.topics().evaluate(Statements.patient(stated));
    }

    private static Set<String> emergencies(Advice advice) {
        return advice.alerts().stream()
                .filter(alert -> alert.severity() == Severity.CRITICAL)
                .map(Alert::code)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gnome-head | VARIANT_MATCHED | complaint bumped-head; present dizzy",
                "gnome-head | DATA_REQUIRED | complaint bumped-head",
                "gnome-belly-old | VARIANT_MATCHED | complaint belly-ache; age 80 years; absent hard-belly; chosen mechanism push",
                "gnome-limb | VARIANT_MATCHED | complaint sore-limb; region foot; present blue-toe; suspected curse",
                "gnome-limb | NOT_APPLICABLE | complaint sore-limb; region foot; present blue-toe wooden-leg",
                " | DATA_REQUIRED | complaint belly-ache",
                " | NOT_APPLICABLE | complaint other",
                " | DATA_REQUIRED | present raining",
            })
    void it_stands_with_its_rule_in_every_outcome_of_every_topic(
            @Nullable String topic, Outcome outcome, String stated) {
        Advice without = evaluate(stated);
        Advice advice = evaluate(stated + "; present cold-foot");

        assertThat(without.topic()).isEqualTo(topic);
        assertThat(without.outcome()).isEqualTo(outcome);
        assertThat(emergencies(without)).isEmpty();
        assertThat(advice.topic()).isEqualTo(topic);
        assertThat(advice.outcome()).isEqualTo(outcome);
        assertThat(emergencies(advice)).containsExactly("cold-foot");
        assertThat(advice.trace().steps())
                .filteredOn(step -> step.rule().equals("limb-emergency"))
                .singleElement()
                .satisfies(step -> {
                    assertThat(step.file()).isEqualTo("gnome-limb/limb.drl");
                    assertThat(step.reasons()).containsExactly("a cold foot is present");
                    assertThat(step.conclusions()).containsExactly("alert cold-foot");
                });
    }

    @Test
    void what_it_rests_on_is_concluded_in_its_own_topic_through_both_levels_and_whoever_the_topic_answers() {
        Advice advice = evaluate(CALM + "present hard-belly; stew 2 [lb_av]; stew 1.2 kg");

        assertThat(BaseCases.end(advice)).isEqualTo("calm");
        assertThat(emergencies(advice)).containsExactly("old-belly-emergency", "young-belly-emergency");
        assertThat(emergencies(evaluate(CALM + "present hard-belly; stew 2 [lb_av]; stew 1 kg")))
                .isEmpty();
    }

    @Test
    void so_is_a_situation_that_rests_on_a_red_flag() {
        Advice advice = evaluate("complaint sore-limb; region foot; absent cold-foot blue-toe; present glassy-eyes;"
                + "chosen mechanism fall; drop 4 [ft_i]");

        assertThat(advice.topic()).isEqualTo("gnome-limb");
        assertThat(emergencies(advice)).containsExactly("head-danger");
        assertThat(advice.redFlags())
                .as("red flags are those of the topic that answers")
                .isEmpty();
        assertThat(advice.alerts().get(0).text())
                .isEqualTo("Hold a lantern to the head now. Present: glassy eyes, danger.");
    }

    @Test
    void nothing_routine_stands_beside_it_and_the_preference_heeds_it() {
        Advice calm = evaluate(CALM);
        assertThat(calm.nextSteps()).extracting(NextStep::code).containsExactly("go-home");
        assertThat(calm.preferred()).isEmpty();

        Advice cold = evaluate(CALM + "present cold-foot");
        assertThat(cold.nextSteps()).extracting(NextStep::code).containsExactly("stay");
        assertThat(cold.preferred()).extracting(Recommendation::procedure).containsExactly("lantern-head");
    }

    @Test
    void an_examination_sees_it_too() {
        assertThat(MadeUp.topics()
                        .examine(Statements.patient(CALM + "present cold-foot"))
                        .rules())
                .filteredOn(rule -> Set.of("head-stay", "head-go-home").contains(rule.rule()))
                .extracting(rule -> rule.rule() + " " + rule.fired())
                .containsExactlyInAnyOrder("head-stay true", "head-go-home false");
    }

    @Test
    void the_emergencies_of_all_topics_together_are_those_of_each_by_itself() {
        List<ClinicalRules> each = MadeUp.topics().topics().stream()
                .map(Topic::id)
                .map(id -> MadeUp.topics().only(id).withBlockingQuestionsOnly())
                .toList();
        ClinicalRules all = MadeUp.topics().withBlockingQuestionsOnly();

        assertThat(RandomCases.some(all, Sweep.of(50), 11))
                .allSatisfy(patient -> assertThat(emergencies(all.evaluate(patient)))
                        .containsExactlyElementsOf(each.stream()
                                .flatMap(one -> emergencies(one.evaluate(patient)).stream())
                                .collect(Collectors.toCollection(TreeSet::new))));
    }

    @Test
    void without_some_topics_the_emergencies_are_those_of_the_others() {
        Set<String> silent = Set.of("gnome-limb", "gnome-head", "no-such-topic");
        ClinicalRules left = MadeUp.topics().without(silent);
        assertThat(left.digest()).isEqualTo(MadeUp.topics().digest());
        List<ClinicalRules> each = left.topics().stream()
                .map(Topic::id)
                .map(id -> MadeUp.topics().only(id).withBlockingQuestionsOnly())
                .toList();
        assertThat(each).hasSize(MadeUp.topics().topics().size() - 2);

        assertThat(RandomCases.some(MadeUp.topics(), Sweep.of(50), 11))
                .allSatisfy(patient -> assertThat(emergencies(left.evaluate(patient)))
                        .containsExactlyElementsOf(each.stream()
                                .flatMap(one -> emergencies(one.evaluate(patient)).stream())
                                .collect(Collectors.toCollection(TreeSet::new))));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> left.without(left.topics().stream().map(Topic::id).collect(Collectors.toSet())))
                .withMessageContaining("no topic is left");
    }

    /** Whatever it is that an emergency rests on: that it is stated wakes the topic, and nothing else has to. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvFileSource(resources = "/yes-to.csv", delimiter = '|')
    void whatever_is_asked_an_emergency_that_rests_on_it_alone_stands(
            String about, @Nullable String stated, @Nullable String yes) {
        // In the topic of questions the glow is the only flag; another topic has to be told so.
        String ofAnyTopic = (stated == null ? "" : stated).replace("all-other-red-flags-absent", "absent glow");
        PatientCase patient = Statements.patient("complaint bumped-head; " + ofAnyTopic);
        for (String code : (yes == null ? "" : yes).split(", *", -1)) {
            if (!code.isEmpty()) {
                Advice advice = resting("q-" + about + "-" + code).evaluate(patient);

                assertThat(advice.topic()).isEqualTo("gnome-head");
                assertThat(emergencies(advice)).containsExactly(about + "-" + code);
            }
        }
    }

    /** "All other red flags are absent" was said of the flags of the topic that answers. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "complaint bumped-head | glow-absent | false",
                "complaint bumped-head | glow-unknown | true",
                "complaint bumped-head; absent glow | glow-absent | true",
                "complaint bumped-head | dizzy-absent | true",
                "complaint bumped-head; present dizzy | dizzy-absent | false",
                "complaint belly-ache | glow-absent | false",
                "complaint belly-ache | glow-unknown | true",
                "present raining | glow-absent | false",
                "present raining | glow-unknown | true",
                "complaint other | glow-absent | true",
                "complaint other | glow-unknown | false",
            })
    void that_all_other_flags_are_absent_says_nothing_of_the_flags_of_another_topic(
            String stated, String code, boolean stands) {
        assertThat(emergencies(
                        resting("q-" + code).evaluate(Statements.patient(stated + "; all-other-red-flags-absent"))))
                .isEqualTo(stands ? Set.of(code) : Set.of());
    }

    /** The rules whose only emergency is that of one rule of the topic of questions. */
    private static ClinicalRules resting(String rule) {
        Topic questions = MadeUp.headBesideEmergencies().topics().stream()
                .filter(topic -> topic.id().equals("questions"))
                .findFirst()
                .orElseThrow();
        return MadeUp.headBesideEmergencies()
                .withBlockingQuestionsOnly()
                .supposing(questions.withRules(questions.rules().stream()
                        .filter(one ->
                                Stream.of(rule, "q-derived", "q-derived-absent").anyMatch(one.id()::equals))
                        .toList()));
    }
}

package org.apposite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apposite.advice.Advice;
import org.apposite.advice.Advice.Outcome;
import org.apposite.advice.MissingDatum;
import org.apposite.advice.MissingDatum.Effect;
import org.apposite.model.RuleIssue;
import org.apposite.model.RuleSetException;
import org.apposite.patient.PatientCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom each of two topics with one complaint answers stands in their files, and can never be the same patient. */
class TwoTopicsCanShareAComplaintTest {

    private static final String BELLY = "complaint belly-ache; absent hard-belly; chosen mechanism push;";

    @TempDir
    private Path folder;

    private static Advice evaluate(String stated) {
        return MadeUp.topics().evaluate(Statements.patient(stated));
    }

    @Test
    void each_answers_its_own_patients() {
        Advice young = evaluate(BELLY + "age 59 years");
        Advice old = evaluate(BELLY + "age 60 years");

        assertThat(young.topic()).isEqualTo("gnome-belly-young");
        assertThat(BaseCases.end(young)).isEqualTo("young-pushed");
        assertThat(old.topic()).isEqualTo("gnome-belly-old");
        assertThat(BaseCases.end(old)).isEqualTo("old-pushed");
        assertThat(young.trace().steps()).allMatch(step -> step.file().startsWith("gnome-belly-young/"));
    }

    @ParameterizedTest
    @CsvSource({"''", "age 50 years to 70 years"})
    void while_it_is_undecided_what_decides_is_a_blocking_question_and_no_topic_answers(String age) {
        Advice advice = evaluate(BELLY + age);

        assertThat(advice.topic()).isNull();
        assertThat(advice.outcome()).isEqualTo(Outcome.DATA_REQUIRED);
        assertThat(advice.missing())
                .containsExactly(new MissingDatum("age", "How old is the gnome?", true, List.of(Effect.VARIANT)));
    }

    @Test
    void what_is_known_in_part_is_enough_when_it_decides() {
        assertThat(evaluate(BELLY + "age 50 years to 59 years").topic()).isEqualTo("gnome-belly-young");
        assertThat(evaluate(BELLY + "age 60 years to 90 years").topic()).isEqualTo("gnome-belly-old");
    }

    @Test
    void one_of_them_alone_refuses_the_others_patients_and_says_whom_it_answers() {
        ClinicalRules old = MadeUp.topics().only("gnome-belly-old");

        Advice advice = old.evaluate(Statements.patient(BELLY + "age 30 years"));

        assertThat(advice.topic()).isNull();
        assertThat(advice.outcome()).isEqualTo(Outcome.NOT_APPLICABLE);
        assertThat(advice.exclusion()).isNotNull().satisfies(exclusion -> {
            assertThat(exclusion.id()).isEqualTo("patient-not-covered");
            assertThat(exclusion.text())
                    .isEqualTo("No loaded topic answers this complaint for this patient: \"Belly ache of an old gnome"
                            + " (made up for tests)\" answers patients from 60 years of age.");
            assertThat(exclusion.seeInstead()).isEqualTo("The belly of a young gnome.");
        });
    }

    @Test
    void a_topic_that_may_not_apply_asks_what_decides_and_nothing_that_cannot_matter_before() {
        ClinicalRules young = MadeUp.topics().only("gnome-belly-young");

        Advice advice = young.evaluate(Statements.patient(BELLY));

        assertThat(advice.topic()).isEqualTo("gnome-belly-young");
        assertThat(advice.missing())
                .containsExactly(new MissingDatum(
                        "age", "How old is the gnome?", true, List.of(Effect.VARIANT, Effect.URGENCY)));
    }

    @Test
    void a_complaint_that_no_topic_has_is_refused_without_a_question() {
        for (ClinicalRules rules : List.of(MadeUp.topics(), MadeUp.topics().only("gnome-limb"))) {
            Advice advice = rules.evaluate(Statements.patient("complaint other"));

            assertThat(advice.topic()).isNull();
            assertThat(advice.outcome()).isEqualTo(Outcome.NOT_APPLICABLE);
            assertThat(advice.exclusion()).isNotNull();
            assertThat(advice.missing()).noneMatch(MissingDatum::blocking);
        }
    }

    @Test
    void an_examination_is_of_the_topic_that_answers() {
        PatientCase young = Statements.patient(BELLY + "age 59 years");

        assertThat(MadeUp.topics().examine(young).rules())
                .hasSameSizeAs(MadeUp.topic("gnome-belly-young").rules())
                .allMatch(rule -> rule.rule().startsWith("young-"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ younger-than: 60 years } | { at-least: 60 years }",
                "{ younger-than: 18 months } | { at-least: 2 years }",
                "{ sex: female } | { sex: male }",
                "{ present: [raining] } | { absent: [raining] }",
                "{ at-least: 60 years, sex: male } | { at-least: 60 years, sex: female }",
                "{ younger-than: 60 years, present: [glow] } | { absent: [glow] }",
            })
    void two_that_cannot_both_apply_are_loaded(String young, String old) throws IOException {
        write(young, old);

        assertThat(ClinicalRules.check(folder)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ younger-than: 61 years } | { at-least: 60 years } | , for example for a patient of 60 years of age",
                "{ younger-than: 61 years } | { at-least: 60 years, sex: female, present: [glow] }"
                        + " | , for example for a patient of 60 years of age, sex female, glow present",
                "{ sex: female } | { absent: [glow] } | , for example for a patient of 0 days of age, sex female",
                "{ } | { } | ''",
            })
    void two_that_can_are_refused_with_a_patient(String young, String old, String patient) throws IOException {
        write(young, old);

        assertThat(ClinicalRules.check(folder))
                .extracting(RuleIssue::toString)
                .containsExactly(
                        "gnome-belly-young/topic.yaml: APP-122 the complaint \"belly-ache\" is already answered"
                                + " by the topic gnome-belly-old" + patient
                                + ". Say in \"applies\" which patients each of the two answers,"
                                + " so that no patient is answered by both; or load only one of them, by name.");
        assertThatThrownBy(() -> ClinicalRules.from(folder)).isInstanceOf(RuleSetException.class);
        assertThat(ClinicalRules.from(folder, "gnome-belly-old").topics()).hasSize(1);
    }

    private void write(String young, String old) throws IOException {
        MadeUp.writeVocabulary(folder);
        writeTopic("gnome-belly-young", young);
        writeTopic("gnome-belly-old", old);
    }

    private void writeTopic(String topic, String applies) throws IOException {
        Rules.copy(MadeUp.FOLDER.resolve(topic), folder.resolve(topic));
        Path file = folder.resolve(topic).resolve("topic.yaml");
        Files.writeString(
                file,
                Files.readString(file)
                        .replaceAll("(?m)^applies: .*$", "applies: " + applies)
                        .replace("asks:\n", "asks:\n  - sex\n  - raining\n  - glow\n"));
    }
}

package org.apposite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Set;
import org.apposite.advice.Advice.Outcome;
import org.apposite.model.RuleSetException;
import org.apposite.patient.Age;
import org.apposite.patient.Contrast;
import org.apposite.patient.ImagingOrder;
import org.apposite.patient.Measurement;
import org.apposite.patient.PatientCase;
import org.apposite.patient.PatientCaseBuilder;
import org.apposite.patient.Presence;
import org.apposite.patient.PriorImaging;
import org.apposite.patient.Range;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a host does wrong is refused where it is done, with the name and the value. */
class MisuseIsRefusedAtOnceTest {

    private static PatientCaseBuilder builder() {
        return PatientCase.builder();
    }

    private static void assertRefused(ThrowingCallable misuse, String... words) {
        assertThatIllegalArgumentException()
                .isThrownBy(misuse)
                .satisfies(refused -> assertThat(refused.getMessage()).contains(words));
    }

    @Test
    @SuppressWarnings("NullAway") // what a host in plain Java may do
    void nothing_instead_of_a_case_or_a_folder() {
        assertThatNullPointerException()
                .isThrownBy(() -> Rules.BUNDLED.evaluate(null))
                .withMessage("patient");
        assertThatNullPointerException()
                .isThrownBy(() -> ClinicalRules.from((Path) null))
                .withMessage("folder");
        assertThatNullPointerException()
                .isThrownBy(() -> ClinicalRules.check(null))
                .withMessage("folder");
    }

    @Test
    @SuppressWarnings("NullAway") // what a host in plain Java may do
    void nothing_instead_of_a_value() {
        assertThatNullPointerException()
                .isThrownBy(() -> builder().age((Age) null))
                .withMessage("age");
        assertThatNullPointerException()
                .isThrownBy(() -> builder().age((Range<Age>) null))
                .withMessage("age");
        assertThatNullPointerException()
                .isThrownBy(() -> builder().duration((Duration) null))
                .withMessage("duration");
        assertThatNullPointerException()
                .isThrownBy(() -> builder().measured("egfr", null))
                .withMessage("measurement");
        assertThatNullPointerException()
                .isThrownBy(() -> builder().region(null))
                .withMessage("region");
        assertThatNullPointerException()
                .isThrownBy(() -> builder().complaint(null))
                .withMessage("complaint");
        assertThatNullPointerException()
                .isThrownBy(() -> builder().present("fever", null))
                .withMessage("finding");
        assertThatNullPointerException()
                .isThrownBy(() -> builder().finding("fever", null))
                .withMessage("presence");
        assertThatNullPointerException()
                .isThrownBy(() -> builder().present((String[]) null))
                .withMessage("codes");
        assertThatNullPointerException()
                .isThrownBy(() -> builder().absent((String[]) null))
                .withMessage("codes");
        assertThatNullPointerException()
                .isThrownBy(() -> builder().suspected((String[]) null))
                .withMessage("codes");
        assertThatNullPointerException()
                .isThrownBy(() -> builder().conditions((String[]) null))
                .withMessage("codes");
        assertThatNullPointerException()
                .isThrownBy(() -> builder().imaging((PriorImaging) null))
                .withMessage("study");
        assertThatNullPointerException()
                .isThrownBy(() -> builder().imaging((PriorImaging[]) null))
                .withMessage("studies");
        assertThatNullPointerException()
                .isThrownBy(() -> ImagingOrder.of(null, "lumbar"))
                .withMessage("study");
    }

    @Test
    void a_folder_without_rules(@TempDir Path empty) {
        assertThatThrownBy(() -> ClinicalRules.from(empty))
                .isInstanceOf(RuleSetException.class)
                .hasMessageContaining("rule-set.yaml");
        assertThatThrownBy(() -> ClinicalRules.from(empty.resolve("nowhere")))
                .isInstanceOf(RuleSetException.class)
                .hasMessageContainingAll("there is no such folder", "nowhere");
    }

    @Test
    void all_that_the_vocabulary_does_not_have_is_told_at_once() {
        PatientCase patient = builder()
                .complaint("bak-pain")
                .present("fevr", "night-pain")
                .absent("wait-loss")
                .suspected("infecton")
                .imaging(PriorImaging.of("mrt", "thoracic", "negative"), PriorImaging.of("mri", "thoraxic", "negative"))
                .build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rules.BUNDLED.evaluate(patient))
                .satisfies(refused -> assertThat(
                                String.valueOf(refused.getMessage()).lines())
                        .hasSize(6)
                        .anySatisfy(line -> assertThat(line).contains("\"bak-pain\""))
                        .anySatisfy(line -> assertThat(line).contains("\"fevr\""))
                        .anySatisfy(line -> assertThat(line).contains("\"wait-loss\""))
                        .anySatisfy(line -> assertThat(line).contains("\"infecton\""))
                        .anySatisfy(line -> assertThat(line).contains("\"mrt\""))
                        .anySatisfy(line -> assertThat(line).contains("\"thoraxic\"")));
    }

    @ParameterizedTest
    @CsvSource({
        "finding,   fevr,      fever",
        "complaint, bak-pain,  back-pain",
        "suspicion, infecton,  infection",
        "condition, pregnancie, pregnancy"
    })
    void a_code_that_the_vocabulary_does_not_have(String name, String written, String meant) {
        PatientCaseBuilder patient = builder();
        switch (name) {
            case "finding" -> patient.present(written);
            case "complaint" -> patient.complaint(written);
            case "suspicion" -> patient.suspected(written);
            default -> patient.conditions(written);
        }
        PatientCase built = patient.build();

        assertRefused(
                () -> Rules.BUNDLED.evaluate(built), name, "\"" + written + "\"", "Did you mean \"" + meant + "\"?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "girth 12 cm; girth 30 cm | girth is stated as 12 cm and as 30 cm",
                "girth 30 cm; girth 5 [in_i]; girth 12 cm | girth is stated as 12 cm and as 30 cm",
                "stew 1 kg; stew 900 g | stew is stated as 900 g and as 1 kg",
                "warmth 38; warmth > 37 | warmth is stated as more than 37 and as 38",
            })
    void two_values_of_a_quantity_of_which_the_latest_counts(String stated, String told) {
        assertRefused(
                () -> MadeUp.topics().evaluate(Statements.patient(stated)),
                told,
                "Only the latest counts, and a case has no times: state only that one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "-1e99999999", "1e-999999999", "0e999999999"})
    void a_number_beyond_all_measure(String number) {
        assertRefused(
                () -> Measurement.of(new BigDecimal(number), "m"),
                "at most 400 digits before the point",
                number.substring(0, 1));
    }

    @Test
    void a_code_without_end() {
        assertRefused(() -> builder().present("a" + "-a".repeat(200_000) + "-"), "a code is lower case letters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-999999999-01-01", "-0001-12-31", "+10000-01-01"})
    void a_day_beyond_all_calendars(String day) {
        assertRefused(() -> builder().asOf(LocalDate.parse(day)), "date of the case, " + day, "a year is 0 to 9999");
    }

    @Test
    void a_code_in_the_place_of_another_kind() {
        assertRefused(() -> Rules.BUNDLED.evaluate(builder().complaint("fever").build()), "complaint", "\"fever\"");
        assertRefused(
                () -> Rules.BUNDLED.evaluate(builder().present("infection").build()), "finding", "\"infection\"");
        assertRefused(() -> Rules.BUNDLED.evaluate(builder().conditions("fever").build()), "condition", "\"fever\"");
        assertRefused(() -> Rules.BUNDLED.evaluate(builder().absent("egfr").build()), "finding", "\"egfr\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Fever", "night pain", "night_pain", "", " fever", "-fever", "fever-", "night--pain", "fièvre"})
    void a_code_that_cannot_be_one(String code) {
        assertRefused(() -> builder().present(code), "finding \"" + code + "\"");
        assertRefused(() -> builder().complaint(code), "complaint \"" + code + "\"");
        assertRefused(() -> builder().suspected(code), "suspicion \"" + code + "\"");
        assertRefused(() -> builder().conditions(code), "condition \"" + code + "\"");
    }

    @Test
    void a_finding_that_is_both_present_and_absent() {
        assertRefused(() -> builder().present("fever").absent("fever"), "\"fever\"", "both present and absent");
        assertRefused(
                () -> builder().conditions("pregnancy").absent("pregnancy").build(),
                "\"pregnancy\"",
                "both present and absent");
        assertRefused(
                () -> Rules.BUNDLED.evaluate(
                        builder().conditions().present("pregnancy").build()),
                "\"pregnancy\"",
                "does not name it");
    }

    @Test
    void a_contradiction_leaves_the_first_statement_standing() {
        PatientCaseBuilder patient = builder().present("fever");
        assertRefused(() -> patient.absent("fever"), "fever");

        assertThat(patient.build().findings()).containsEntry("fever", Presence.PRESENT);
    }

    @Test
    void numbers_out_of_range() {
        assertRefused(() -> Age.ofYears(131), "131 years");
        assertRefused(() -> Age.ofMonths(-1), "-1 months");
        assertRefused(() -> builder().durationDays(-1), "-1 days");
        assertRefused(() -> builder().durationDays(Integer.MAX_VALUE), "2147483647 days");
        assertRefused(() -> builder().measured("egfr", Double.NaN), "measurement of NaN", "finite");
        assertRefused(() -> builder().measured("egfr", Double.POSITIVE_INFINITY), "measurement of Infinity", "finite");
        for (double rate : new double[] {-0.1, 300.1}) {
            refusedAtEvaluation(builder().measured("egfr", rate), "egfr of " + rate, "0 to 300 mL/min/{1.73_m2}");
        }
        for (double rate : new double[] {0, 300}) {
            assertThat(Rules.BUNDLED.evaluate(builder().measured("egfr", rate).build()))
                    .isNotNull();
        }
    }

    @Test
    void pain_that_is_older_than_the_patient() {
        assertRefused(() -> builder().age(Age.ofMonths(2)).durationDays(94).build(), "94 days", "2 months");
        assertThat(builder().age(Age.ofMonths(2)).durationDays(93).build().duration())
                .hasValue(Range.exactly(Duration.ofDays(93)));
    }

    @Test
    void a_study_that_comes_after_the_case() {
        LocalDate day = LocalDate.of(2026, 11, 20);
        PriorImaging film = PriorImaging.of("radiography", "lumbar", "negative");

        assertRefused(
                () -> builder().asOf(day).imaging(film.on(day.plusDays(1))).build(), "2026-11-21", "2026-11-20");
        assertThat(builder().asOf(day).imaging(film.on(day)).build().imaging()).isPresent();
        assertThat(builder().imaging(film.on(day)).build().imaging()).isPresent();
    }

    @Test
    void pain_in_a_region_that_only_a_study_has() {
        for (String region : Set.of("complete-spine", "chest", "hip")) {
            refusedAtEvaluation(builder().region(region), "region \"" + region + "\"", "lumbar");
            refusedAtEvaluation(builder().examinedAt(region), "examination region \"" + region + "\"");
        }
    }

    @Test
    void a_number_of_what_can_only_be_zero() {
        refusedAtEvaluation(
                builder().chosen("loss-of-consciousness", "none").measured("loc-duration", Measurement.of(5, "s")),
                "loc-duration of 5 s contradicts loss-of-consciousness \"none\"");
        assertThat(Rules.BUNDLED.evaluate(builder()
                        .chosen("loss-of-consciousness", "present")
                        .measured("loc-duration", Measurement.of(5, "s"))
                        .build()))
                .isNotNull();
        assertThat(Rules.BUNDLED.evaluate(builder()
                        .chosen("loss-of-consciousness", "none")
                        .measured("loc-duration", Measurement.of(0, "s"))
                        .build()))
                .isNotNull();
    }

    @Test
    void a_region_a_study_or_a_result_that_nobody_knows() {
        refusedAtEvaluation(builder().region("thoraxic"), "region \"thoraxic\"", "Did you mean \"thoracic\"?");
        refusedAtEvaluation(
                builder().order(ImagingOrder.of("mir", "lumbar", Contrast.WITHOUT)),
                "study \"mir\"",
                "Did you mean \"mri\"?");
        refusedAtEvaluation(
                builder().order(ImagingOrder.of("us", "lumber")), "region \"lumber\"", "Did you mean \"lumbar\"?");
        refusedAtEvaluation(
                builder().imaging(PriorImaging.of("radiography", "lumbar", "negativ")),
                "result of radiography \"negativ\"",
                "Did you mean \"negative\"?");
        assertRefused(() -> PriorImaging.of("MRI", "lumbar", "negative"), "study \"MRI\"");
        assertRefused(() -> PriorImaging.of("mri", "Lumbar", "negative"), "region \"Lumbar\"");
        assertRefused(() -> PriorImaging.of("mri", "lumbar", "Negative"), "result \"Negative\"");
    }

    @Test
    void statements_that_contradict_each_other() {
        refusedAtEvaluation(
                builder().complaint("neck-pain").region("lumbar"), "region \"lumbar\"", "\"neck-pain\"", "cervical");
        refusedAtEvaluation(
                builder().examinedAt("thoracic").absent("neurologic-deficit", "bowel-bladder-dysfunction"),
                "examination region \"thoracic\"",
                "neurologic-deficit, bowel-bladder-dysfunction");
    }

    @Test
    void a_level_of_signs_that_are_not_all_denied_is_taken() {
        assertThat(Rules.BUNDLED
                        .evaluate(builder()
                                .examinedAt("thoracic")
                                .absent("neurologic-deficit")
                                .build())
                        .outcome())
                .isEqualTo(Outcome.DATA_REQUIRED);
    }

    @Test
    void results_that_a_study_cannot_have() {
        refused(PriorImaging.of("mri", "lumbar", "suspicious"), "MRI", "\"suspicious\"");
        refused(PriorImaging.of("radiography", "lumbar", "disc"), "radiography", "\"disc\"");
        refused(PriorImaging.of("us", "lumbar", "disc"), "ultrasound", "\"disc\"");
        refused(
                PriorImaging.of("radiography", "lumbar", "negative").showing("fracture"),
                "\"negative\"",
                "\"fracture\"");
        refused(PriorImaging.of("ct", "lumbar", "positive").at("bony"), "CT", "\"bony\"");
    }

    private static void refused(PriorImaging study, String... words) {
        refusedAtEvaluation(builder().imaging(study), words);
    }

    private static void refusedAtEvaluation(PatientCaseBuilder patient, String... words) {
        PatientCase built = patient.build();
        assertRefused(() -> Rules.BUNDLED.evaluate(built), words);
    }

    @Test
    void an_order_with_a_contrast_that_has_none_to_state() {
        refusedAtEvaluation(
                builder().order(ImagingOrder.of("radiography", "lumbar", Contrast.WITH)), "radiography", "contrast");
    }

    @Test
    void limits_that_allow_nothing() {
        assertRefused(() -> Rules.BUNDLED.withLimits(0, Duration.ofSeconds(1)), "maxFirings 0");
        assertRefused(() -> Rules.BUNDLED.withLimits(1, Duration.ZERO), "deadline PT0S");
    }

    @Test
    void a_limit_that_is_met_gives_no_answer_and_leaves_the_rules_fit_for_the_next() {
        PatientCase patient = BaseCases.of("red-flags");
        ClinicalRules one = Rules.BUNDLED.withLimits(1, Duration.ofMinutes(1));
        ClinicalRules noTime = Rules.BUNDLED.withLimits(10_000, Duration.ofNanos(1));

        assertThatThrownBy(() -> one.evaluate(patient))
                .isInstanceOf(EvaluationAborted.class)
                .hasMessageContaining("limit of 1 firings");
        assertThatThrownBy(() -> noTime.evaluate(patient))
                .isInstanceOf(EvaluationAborted.class)
                .hasMessageContaining("deadline");
        assertThat(BaseCases.end(Rules.BUNDLED.evaluate(patient))).isEqualTo("red-flags");
    }
}

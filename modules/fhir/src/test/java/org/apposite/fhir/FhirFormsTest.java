package org.apposite.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.apposite.fhir.questionnaire.FilledCase;
import org.apposite.fhir.questionnaire.StatedAnswer;
import org.apposite.patient.Age;
import org.apposite.patient.ImagingOrder;
import org.apposite.patient.PatientCase;
import org.apposite.patient.PatientCaseBuilder;
import org.apposite.patient.Presence;
import org.apposite.patient.PriorImaging;
import org.apposite.patient.Range;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Type;
import org.junit.jupiter.api.Test;

/** A case on a form, and answers laid over it. */
class FhirFormsTest {

    private static final FhirForms FORMS = new FhirForms(Records.VOCABULARY, FhirMapping.bundled(Records.VOCABULARY));
    private static final LocalDate DAY = LocalDate.of(2026, 11, 23);
    private static final PriorImaging FILMS =
            PriorImaging.of("radiography", "thoracic", "negative").on(DAY.minusDays(21));
    private static final PriorImaging OLD_FILMS =
            PriorImaging.of("radiography", "cervical", "negative").on(DAY.minusDays(60));

    private static PatientCaseBuilder patient() {
        return PatientCase.builder()
                .asOf(DAY)
                .age(Age.ofYears(9))
                .complaint("back-pain")
                .region("thoracic")
                .present("fever");
    }

    private static FilledCase filled(PatientCase patient, QuestionnaireResponse answers) {
        return FORMS.filled(patient, Set.of(), answers);
    }

    private static QuestionnaireResponse answers(Object... linkIdsAndAnswers) {
        QuestionnaireResponse response = new QuestionnaireResponse();
        for (int i = 0; i < linkIdsAndAnswers.length; i += 2) {
            QuestionnaireResponse.QuestionnaireResponseItemComponent item =
                    response.addItem().setLinkId((String) linkIdsAndAnswers[i]);
            if (linkIdsAndAnswers[i + 1] instanceof Type answer) {
                item.addAnswer().setValue(answer);
            } else {
                assertThat(linkIdsAndAnswers[i + 1]).isEqualTo(EMPTY);
            }
        }
        return response;
    }

    private static final String EMPTY = "left empty";

    private static Coding own(String list, String code) {
        return new Coding("https://apposite.org/fhir/CodeSystem/" + list, code, null);
    }

    @Test
    void what_no_form_can_express_is_shown_in_words_and_stays() {
        PatientCase stated = PatientCase.builder()
                .age(new Range<>(Age.ofYears(9), Age.ofYears(10)))
                .complaint("back-pain")
                .region("thoracic")
                .imaging(OLD_FILMS, FILMS)
                .order(new ImagingOrder("mri", null, "lumbar", null, null))
                .build();

        List<StatedAnswer> shown = FORMS.stated(stated, Set.of());

        assertThat(shown)
                .filteredOn(one -> one.answer() == null)
                .extracting(one -> one.linkId() + ": " + one.value())
                .containsExactly(
                        "age: 9 years to 10 years",
                        "radiographs: also: cervical, 2026-09-24, negative",
                        "order: MRI, lumbar");
        assertThat(filled(stated, answers("fever", new BooleanType(true))).patient())
                .isEqualTo(stated.toBuilder().present("fever").build());
    }

    @Test
    void an_answer_about_a_study_is_about_the_one_that_the_form_shows() {
        PatientCase stated = patient().imaging(OLD_FILMS, FILMS).build();

        FilledCase filled = filled(
                stated, answers("radiographs.result", own("imaging-result", "suspicious"), "radiographs.date", EMPTY));

        assertThat(filled.patient())
                .isEqualTo(patient()
                        .imaging(OLD_FILMS, PriorImaging.of("radiography", "thoracic", "suspicious"))
                        .build());
        assertThat(filled.changes())
                .extracting(FilledCase.Change::linkId)
                .contains("radiographs.result", "radiographs.date");
    }

    @Test
    void a_study_that_was_not_done_after_all_leaves_those_of_other_areas() {
        PatientCase stated = patient().imaging(OLD_FILMS, FILMS).build();
        assertThat(filled(stated, answers("radiographs", new BooleanType(false)))
                        .patient())
                .isEqualTo(patient().imaging(OLD_FILMS).build());
    }

    @Test
    void where_nothing_was_said_of_studies_an_answer_to_one_leaves_the_others_open() {
        PatientCase filled = filled(patient().build(), answers("radiographs", new BooleanType(false)))
                .patient();
        assertThat(filled.imaging().orElseThrow())
                .extracting(PriorImaging::study)
                .contains("mri", "ct")
                .doesNotContain("radiography");
        assertThat(filled.imaging().orElseThrow()).allMatch(one -> one.region().equals("unknown"));
    }

    @Test
    void a_study_of_the_area_is_no_study_of_another_area_and_none_there_is_not_known() {
        PatientCase stated = patient().imaging(FILMS).build();

        PatientCase moved =
                filled(stated, answers("region", own("region", "cervical"))).patient();

        assertThat(moved.imaging().orElseThrow())
                .contains(FILMS)
                .anySatisfy(open -> assertThat(open)
                        .returns("radiography", PriorImaging::study)
                        .returns("unknown", PriorImaging::region));
        assertThat(filled(patient().imaging().build(), answers("region", own("region", "cervical")))
                        .patient()
                        .imaging())
                .as("that nothing was done at all is so of every area")
                .contains(List.of());
    }

    @Test
    void what_was_done_is_open_where_a_no_is_taken_back() {
        PatientCase filled = filled(patient().imaging().build(), answers("radiographs", EMPTY))
                .patient();
        assertThat(filled.imaging().orElseThrow())
                .isNotEmpty()
                .allMatch(
                        one -> one.study().equals("radiography") && one.region().equals("unknown"));
    }

    @Test
    void of_a_list_that_is_exhaustive_one_answer_leaves_the_others_as_the_list_says() {
        PatientCase stated = patient().conditions("pregnancy").build();
        PatientCase filled = filled(stated, answers("acute-kidney-injury", own("presence", "present")))
                .patient();
        assertThat(filled.conditions()).isEmpty();
        assertThat(filled.findings())
                .containsEntry("pregnancy", Presence.PRESENT)
                .containsEntry("acute-kidney-injury", Presence.PRESENT)
                .containsEntry("malignancy", Presence.ABSENT);
    }

    @Test
    void none_is_suspected_only_when_that_was_said_of_each() {
        PatientCase stated = patient().suspected("infection").build();
        assertThat(filled(stated, answers("infection", EMPTY)).patient().suspected())
                .isEmpty();
        assertThat(filled(stated, answers("neoplasm", new BooleanType(true)))
                        .patient()
                        .suspected())
                .contains(Set.of("infection", "neoplasm"));
        assertThat(filled(patient().suspected().build(), answers("infection", EMPTY))
                        .patient()
                        .suspected())
                .isEmpty();
    }

    @Test
    void of_all_other_red_flags_one_that_is_taken_back_is_open_and_the_others_stay_absent() {
        PatientCase stated = patient().allOtherRedFlagsAbsent().build();
        Set<String> flags = Set.of("fever", "night-pain", "weight-loss");
        assertThat(FORMS.stated(stated, flags))
                .filteredOn(one -> one.value().equals("absent"))
                .extracting(StatedAnswer::linkId)
                .containsExactlyInAnyOrder("night-pain", "weight-loss");
        PatientCase filled =
                FORMS.filled(stated, flags, answers("night-pain", EMPTY)).patient();
        assertThat(filled).isEqualTo(patient().absent("weight-loss").build());
    }

    @Test
    void what_contradicts_an_answer_gives_way_and_is_told() {
        PatientCase stated = patient()
                .durationDays(400)
                .present("neurologic-deficit")
                .examinedAt("lumbar")
                .build();
        FilledCase younger = filled(stated, answers("age", months(2)));
        assertThat(younger.patient().age()).contains(Range.exactly(Age.ofMonths(2)));
        assertThat(younger.patient().duration()).isEmpty();
        assertThat(younger.notes()).singleElement().asString().startsWith("the duration of the pain: ");
        assertThat(younger.patient().findings()).isEqualTo(stated.findings());
    }

    @Test
    void answers_that_contradict_each_other_are_refused_with_the_reason() {
        QuestionnaireResponse future = answers(
                "radiographs",
                new BooleanType(true),
                "radiographs.region",
                own("region", "thoracic"),
                "radiographs.result",
                own("imaging-result", "negative"),
                "radiographs.date",
                new DateType("2026-12-24"));
        PatientCase stated = patient().build();
        assertThatThrownBy(() -> filled(stated, future))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2026-12-24 is after the date of the case, 2026-11-23");
    }

    @Test
    void an_answer_that_cannot_be_read_changes_nothing_and_is_told() {
        PatientCase stated = patient().measured("egfr", 40).build();
        FilledCase filled = filled(stated, answers("egfr", new DecimalType(9000)));
        assertThat(filled.patient()).isEqualTo(stated);
        assertThat(filled.changes()).isEmpty();
        assertThat(filled.notes()).singleElement().asString().contains("out of range");
    }

    private static Quantity months(int number) {
        return new Quantity()
                .setValue(number)
                .setUnit("months")
                .setSystem("http://unitsofmeasure.org")
                .setCode("mo");
    }
}

package org.apposite.patient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A host that goes through a record states one study, suspicion or condition after the other: none replaces another. */
class ListsAreAddedToTest {

    private static final PriorImaging FILMS = PriorImaging.of("radiography", "thoracic", "negative");
    private static final PriorImaging MRI = PriorImaging.of("mri", "thoracic", "infection");

    @Test
    void a_loop_over_a_record_states_all_of_it() {
        PatientCaseBuilder builder = PatientCase.builder();
        for (PriorImaging study : List.of(FILMS, MRI)) {
            builder.imaging(study);
        }
        for (String code : List.of("infection", "neoplasm")) {
            builder.suspected(code);
        }
        for (String code : List.of("malignancy", "immunocompromise")) {
            builder.conditions(code);
        }

        PatientCase patient = builder.build();

        assertThat(patient.imaging()).hasValue(List.of(FILMS, MRI));
        assertThat(patient.suspected().orElseThrow()).containsExactlyInAnyOrder("infection", "neoplasm");
        assertThat(patient.conditions().orElseThrow()).containsExactlyInAnyOrder("malignancy", "immunocompromise");
    }

    static Stream<Arguments> lists() {
        return Stream.of(
                list("imaging", builder -> builder.imaging(), builder -> builder.imaging(FILMS)),
                list("imaging", builder -> builder.imaging(List.of()), builder -> builder.imaging(List.of(MRI))),
                list("suspected", builder -> builder.suspected(), builder -> builder.suspected("infection")),
                list("conditions", builder -> builder.conditions(), builder -> builder.conditions("malignancy")));
    }

    private static Arguments list(
            String name, UnaryOperator<PatientCaseBuilder> none, UnaryOperator<PatientCaseBuilder> one) {
        return Arguments.of(name, none, one);
    }

    @ParameterizedTest
    @MethodSource("lists")
    void none_and_one_contradict_each_other_in_either_order(
            String name, UnaryOperator<PatientCaseBuilder> none, UnaryOperator<PatientCaseBuilder> one) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> one.apply(none.apply(PatientCase.builder())))
                .withMessageStartingWith(name + ": it is stated both that there is none and ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> none.apply(one.apply(PatientCase.builder())))
                .withMessageStartingWith(name + ": it is stated both that there is none and ");
    }

    @Test
    void a_list_that_is_taken_back_can_be_stated_anew() {
        PatientCase patient =
                PatientCase.builder().imaging(FILMS).suspected().conditions("malignancy").build().toBuilder()
                        .imagingNotStated()
                        .imaging(MRI)
                        .notStated("suspected")
                        .suspected("infection")
                        .conditionsNotStated()
                        .conditions()
                        .build();

        assertThat(patient.imaging()).hasValue(List.of(MRI));
        assertThat(patient.suspected().orElseThrow()).containsExactly("infection");
        assertThat(patient.conditions().orElseThrow()).isEmpty();
    }
}

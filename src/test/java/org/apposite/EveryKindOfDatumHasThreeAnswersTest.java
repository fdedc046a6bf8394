package org.apposite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apposite.advice.Alert;
import org.apposite.language.Answer;
import org.apposite.language.Examination.RuleAnswers;
import org.apposite.patient.PatientCase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * A choice, a number, an age, a duration, a group, a score and a study are each known, known in part or unknown, and no
 * question takes one for another.
 */
class EveryKindOfDatumHasThreeAnswersTest {

    private static final ClinicalRules RULES = MadeUp.questions().withBlockingQuestionsOnly();

    @ParameterizedTest(name = "{0}: {1}")
    @CsvFileSource(resources = "/yes-to.csv", delimiter = '|')
    void the_questions_of_the_table_and_no_others_are_answered_with_yes(
            String about, @Nullable String stated, @Nullable String yes) {
        List<String> answered = RULES.evaluate(patient(stated)).alerts().stream()
                .map(Alert::code)
                .filter(code -> code.startsWith(about + "-"))
                .map(code -> code.substring(about.length() + 1))
                .toList();

        assertThat(answered)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(text(yes).split(", *", -1))
                        .filter(code -> !code.isEmpty())
                        .toList());
    }

    @ParameterizedTest(name = "{0} of {1}: {2}")
    @CsvFileSource(resources = "/answers.csv", delimiter = '|')
    void an_answer_is_unknown_only_while_it_can_still_become_yes(
            String question, @Nullable String stated, String answer) {
        assertThat(RULES.examine(patient(stated)).rules())
                .filteredOn(rule -> rule.rule().equals("q-" + question))
                .flatExtracting(RuleAnswers::questions)
                .containsExactly(Answer.valueOf(answer.toUpperCase(Locale.ROOT)));
    }

    private static PatientCase patient(@Nullable String stated) {
        return Statements.patient("complaint other; " + text(stated));
    }

    private static String text(@Nullable String cell) {
        return cell == null ? "" : cell;
    }
}

package org.apposite.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import org.apposite.ClinicalRules;
import org.apposite.advice.Advice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdviceReaderTest {

    private static final Path FOLDER = Path.of("..", "..", "rules-drl");

    @Test
    void the_answer_to_every_case_is_read_as_it_was_written() {
        ClinicalRules rules = ClinicalRules.bundled();
        List<Advice> answers = RuleCase.in(FOLDER, rules.vocabulary()).stream()
                .flatMap(one -> one.stated().patientCase().stream())
                .map(rules::evaluate)
                .toList();

        assertThat(answers).isNotEmpty().allSatisfy(AdviceReaderTest::assertWrittenAndRead);
    }

    @Test
    void what_an_answer_does_not_state_is_read_as_not_stated() {
        for (Advice one : List.of(Examples.matched(), Examples.notApplicable())) {
            assertWrittenAndRead(one);
        }
    }

    private static void assertWrittenAndRead(Advice one) {
        Advice compact = AdviceReader.read(AdviceJson.compact(one));
        Advice pretty = AdviceReader.read(AdviceJson.pretty(one));

        assertThat(List.of(compact, pretty)).containsOnly(one);
        assertThat(AdviceJson.compact(compact)).isEqualTo(AdviceJson.compact(one));
        assertThat(AdviceJson.pretty(pretty)).isEqualTo(AdviceJson.pretty(one));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ | this is not well-formed JSON",
                "{} {} | this is not well-formed JSON",
                "[] | a list was found where an answer is expected",
                "{} | an answer has no \"schemaVersion\", which it needs",
                "{\"outcom\": 1} | \"outcom\" is not a key of an answer"
            })
    void what_is_no_answer_is_refused(String json, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AdviceReader.read(json))
                .withMessageContaining(message);
    }

    @Test
    void an_answer_of_another_version_is_refused() {
        String old = AdviceJson.compact(Examples.matched()).replace("\"schemaVersion\":2", "\"schemaVersion\":1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AdviceReader.read(old))
                .withMessage("schemaVersion 1 is not known to this release; it reads version 2");
    }
}

package org.apposite.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apposite.fhir.in.FhirCase;
import org.apposite.fhir.in.FhirRecord;
import org.apposite.patient.Presence;
import org.apposite.patient.Range;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is unambiguous in a response is taken, the latest answer counts question by question, and nothing is lost unsaid. */
class AnswersOfFormsTest {

    private static final String URL = "https://apposite.org/fhir/Questionnaire/back-pain-child";
    private static final String YES =
            "{\"valueCoding\":{\"system\":\"https://apposite.org/fhir/CodeSystem/presence\",\"code\":\"present\"}}";
    private static final String NO = YES.replace("present\"}", "absent\"}");
    private static final String NOT_KNOWN = YES.replace("present\"}", "unknown\"}");
    private static final String UNREADABLE = "{\"valueString\":\"it hurts\"}";

    private static String response(String id, String questionnaire, String authored, String... items) {
        return """
                {"resourceType":"QuestionnaireResponse","id":"%s","status":"completed","authored":"%s","questionnaire":"%s",
                "item":[%s]}
                """.formatted(id, authored, questionnaire, String.join(",", items));
    }

    private static String item(String linkId, String... answers) {
        return "{\"linkId\":\"%s\",\"answer\":[%s]}".formatted(linkId, String.join(",", answers));
    }

    private static FhirCase read(String... responses) {
        return Records.CASES.read(
                FhirRecord.of(Stream.of(responses).map(Records::resource).toList()));
    }

    /** The deficit as it comes out of answers to it, the oldest response first; an empty one does not ask. */
    private static Optional<Presence> deficit(List<String> oldestFirst) {
        List<String> responses = new ArrayList<>();
        for (String answers : oldestFirst) {
            responses.add(response(
                    "r" + responses.size(),
                    URL,
                    "2026-11-2" + responses.size() + "T09:00:00+01:00",
                    answers.isEmpty() ? item("fever", NO) : item("neurologic-deficit", answers.split("&"))));
        }
        return Optional.ofNullable(
                read(responses.toArray(String[]::new)).patient().findings().get("neurologic-deficit"));
    }

    @Test
    void what_is_unambiguous_is_taken() {
        for (String yes : List.of(
                YES,
                "{\"valueBoolean\":true}",
                "{\"valueCoding\":{\"code\":\"present\"}}",
                YES + "&" + YES,
                YES + "&{\"valueBoolean\":true}")) {
            assertThat(deficit(List.of(yes))).as(yes).contains(Presence.PRESENT);
        }
        for (String no :
                List.of(NO, "{\"valueBoolean\":false}", "{\"valueCoding\":{\"code\":\"absent\"}}", NO + "&" + NO)) {
            assertThat(deficit(List.of(no))).as(no).contains(Presence.ABSENT);
        }
        FhirCase read = read(response(
                "r",
                URL,
                "2026-11-22",
                item("complaint", "{\"valueCoding\":{\"code\":\"back-pain\"}}"),
                item("region", "{\"valueCoding\":{\"code\":\"lumbar\"}}")));
        assertThat(read.patient().complaint()).contains("back-pain");
        assertThat(read.patient().region()).contains("lumbar");
    }

    @Test
    void what_is_ambiguous_is_unknown_with_a_note_by_its_link_id() {
        for (String answers : List.of(
                YES + "&" + NO,
                YES + "&" + UNREADABLE,
                UNREADABLE,
                "{}",
                "{\"valueCoding\":{\"system\":\"http://snomed.info/sct\",\"code\":\"present\"}}")) {
            FhirCase read = read(response("r", URL, "2026-11-22", item("neurologic-deficit", answers.split("&"))));
            assertThat(read.patient().findings()).as(answers).isEmpty();
            assertThat(Records.told(read))
                    .as(answers)
                    .anyMatch(told -> told.contains("(neurologic-deficit) is out of range or cannot be read"));
        }
    }

    @Test
    void an_answer_to_a_question_that_is_not_known_has_a_note() {
        assertThat(Records.told(read(response("r", URL, "2026-11-22", item("mood", YES), item("<b>", YES)))))
                .containsExactly(
                        "! QuestionnaireResponse/r: the answer is out of range or cannot be read; it stays unknown",
                        "! QuestionnaireResponse/r: the answer (mood) is out of range or cannot be read; it stays unknown");
    }

    /** Of every two responses: what the older says of a question, what the newer does, and what counts. */
    @Test
    void the_latest_answer_counts_question_by_question_and_a_yes_is_never_lost_to_a_form_that_does_not_answer() {
        Map<String, Optional<Presence>> answers = Map.of(
                "",
                Optional.empty(),
                YES,
                Optional.of(Presence.PRESENT),
                NO,
                Optional.of(Presence.ABSENT),
                NOT_KNOWN,
                Optional.empty(),
                UNREADABLE,
                Optional.empty());
        answers.forEach((older, then) -> answers.forEach((newer, now) -> {
            boolean doesNotAsk = newer.isEmpty();
            Optional<Presence> expected =
                    now.isPresent() ? now : doesNotAsk ? then : then.filter(Presence.PRESENT::equals);
            assertThat(deficit(List.of(older, newer)))
                    .as(older + " then " + newer)
                    .isEqualTo(expected);
            assertThat(deficit(List.of(older, newer, "")))
                    .as(older + " then " + newer + " then none")
                    .isEqualTo(expected);
        }));
    }

    @Test
    void two_responses_of_one_time_that_differ_are_a_contradiction() {
        String yes = response("a", URL, "2026-11-22T09:00:00+01:00", item("fever", YES));
        String no = response("b", URL, "2026-11-22T08:00:00Z", item("fever", NO));
        String ofTheDay = response("b", URL, "2026-11-22", item("fever", NO));
        assertThat(Records.told(read(yes, no)))
                .isEqualTo(Records.told(read(no, yes)))
                .isEqualTo(Records.told(read(yes, ofTheDay)))
                .containsExactly(
                        "fever = present (QuestionnaireResponse/a)",
                        "! QuestionnaireResponse/b: denies fever, which QuestionnaireResponse/a states; it counts as present");
    }

    @ParameterizedTest
    @CsvSource({
        "back-pain-child, true",
        "back-pain-child|0.1.0, true",
        "back-pain-child|, true",
        "back-pain-child/of-somebody-else, false",
        "back-pain-child?x=1, false",
        "back-pain-child#x, false",
        "'', false"
    })
    void a_questionnaire_is_matched_as_a_whole(String end, boolean isOwn) {
        String questionnaire = URL.replace("back-pain-child", "") + end;
        assertThat(read(response("r", questionnaire, "2026-11-22", item("fever", YES)))
                        .patient()
                        .findings()
                        .isEmpty())
                .isNotEqualTo(isOwn);
    }

    @Test
    void a_response_to_no_questionnaire_is_not_read_and_breaks_nothing() {
        String other = response("g", "", "2026-11-22", item("1", "{\"valueDecimal\":4}"))
                .replace(
                        "\"questionnaire\":\"\"",
                        "\"_questionnaire\":{\"extension\":[{\"url\":\"http://example.org/uri\",\"valueUri\":\"https://example.org/f.pdf\"}]}");
        assertThat(read(other, response("r", URL, "2026-11-22", item("fever", YES)))
                        .patient()
                        .findings())
                .isEqualTo(Map.of("fever", Presence.PRESENT));
    }

    @Test
    void how_long_a_complaint_has_lasted_grows_while_the_answers_stand() {
        String weeks = item(
                "duration",
                "{\"valueQuantity\":{\"value\":3,\"system\":\"http://unitsofmeasure.org\",\"code\":\"wk\"}}");
        String hours = weeks.replace("\"wk\"", "\"h\"");
        assertThat(read(response("r", URL, "2026-11-21T09:00:00+01:00", weeks))
                        .patient()
                        .duration())
                .contains(Range.exactly(Duration.ofDays(23)));
        assertThat(read(response("r", URL, "2026-11-23T09:00:00+01:00", hours))
                        .patient()
                        .duration())
                .contains(Range.exactly(Duration.ofHours(6)));
    }
}

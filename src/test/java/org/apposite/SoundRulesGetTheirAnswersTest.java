package org.apposite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The check of answers takes nothing for a difference that rules may say, however it looks like what the library says. */
class SoundRulesGetTheirAnswersTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void begin() throws IOException {
        Rules.copy(MadeUp.FOLDER, folder);
    }

    private ClinicalRules with(String rules) throws IOException {
        Files.writeString(folder.resolve("gnome-belly-young/more.drl"), """
                package gnome_belly_young;
                import org.apposite.language.Patient;
                global org.apposite.language.Conclude conclude;
                """ + rules);
        return ClinicalRules.from(folder);
    }

    private static String rule(String id, String when, String then) {
        return """
                rule "%1$s"
                    @id( %1$s )
                    @source( book-of-gnomes )
                when
                    Patient( %2$s )
                then
                    conclude.%3$s;
                end
                """.formatted(id, when, then);
    }

    private static void answers(ClinicalRules rules) {
        List.of(rules, rules.only("gnome-belly-young"))
                .forEach(some -> assertThat(RandomCases.some(some, 400, 3))
                        .allSatisfy(patient ->
                                assertThatCode(() -> some.evaluate(patient)).doesNotThrowAnyException()));
    }

    @Test
    void an_alert_may_have_the_code_of_a_contradiction() throws IOException {
        answers(with(rule(
                        "own-a",
                        "present( \"hard-belly\" )",
                        "alert( \"contradicting-statements\", \"warning\", \"Glows.\" )")
                + rule(
                        "own-b",
                        "absent( \"hard-belly\" )",
                        "alert( \"contradicting-statements\", \"info\", \"No.\" )")));
    }

    @Test
    void an_exclusion_may_have_the_code_of_what_the_library_says() throws IOException {
        answers(with(List.of("no-variant-matched", "complaint-not-covered", "patient-not-covered").stream()
                .map(code -> rule(
                        "own-" + code,
                        "present( \"hard-belly\" )",
                        "exclude( 1, \"" + code + "\", \"Glows.\", \"Nowhere.\" )"))
                .reduce("", String::concat)));
    }

    @Test
    void words_of_other_languages_may_stand_in_names_ids_comments_and_texts_as_often_as_anyone_likes()
            throws IOException {
        StringBuilder rules = new StringBuilder();
        for (String word : List.of("from", "over", "and", "or", "not", "exists", "eval", "forall", "collect", "when")) {
            for (int i = 0; i < 12; i++) {
                rules.append("// ").append(word).append(" here ").append(word).append(" there\n");
                rules.append(rule(
                        "own-" + word + "-" + i + "-" + word,
                        "present( \"hard-belly\" )",
                        "headline( \"It comes " + word + " there, " + word + " not.\" )"));
            }
        }

        answers(with(rules.toString()));
    }

    private void points(String most, String least) throws IOException {
        Path topic = folder.resolve("gnome-belly-young/topic.yaml");
        Files.writeString(
                topic,
                Files.readString(topic)
                        .replace("points: 2 }", "points: " + most + " }")
                        .replace("points: 1 }", "points: " + least + " }"));
    }

    @Test
    void points_may_be_large_and_small() throws IOException {
        points("-999999999", "0.000001");

        answers(with(rule("own-some", "scoreAtLeast( \"stew-score\", 0.0005 )", "headline( \"Some.\" )")
                + rule("own-all", "scoreBelow( \"stew-score\", 99999 )", "headline( \"Not all.\" )")));
    }

    @Test
    void points_that_cannot_be_summed_are_refused() throws IOException {
        points("100000000000", "0.0000000001");

        assertThat(ClinicalRules.check(folder))
                .hasSize(2)
                .allSatisfy(issue -> assertThat(issue.message()).contains("at most 9 digits before the point"));
    }

    @Test
    void notes_may_lie_beside_the_vocabulary() throws IOException {
        Files.writeString(folder.resolve("vocabulary/README.md"), "What the words mean.\n");

        assertThat(ClinicalRules.check(folder)).isEmpty();
    }
}

package org.apposite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apposite.advice.Advice;
import org.apposite.advice.Advice.Outcome;
import org.apposite.advice.MissingDatum;
import org.apposite.advice.Radiation;
import org.apposite.advice.Recommendation;
import org.apposite.advice.RedFlag;
import org.apposite.model.RuleSetException;
import org.apposite.model.Topic;
import org.apposite.patient.PatientCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine knows no topic: another one is a folder of rules and the words that they use. */
class ASecondTopicNeedsAFolderOnlyTest {

    @Test
    void both_topics_answer_their_own_complaint() {
        ClinicalRules two = SecondTopic.besideTheFirst();
        assertThat(two.topics()).extracting(Topic::id).contains("back-pain-child", "made-up-topic");

        Advice gnome = two.evaluate(PatientCase.builder()
                .complaint("glowing-nose")
                .present("purple-glow")
                .build());
        assertThat(gnome.matched()).get().satisfies(variant -> {
            assertThat(variant.topic()).isEqualTo("made-up-topic");
            assertThat(variant.id()).isEqualTo("purple-nose");
        });
        assertThat(gnome.redFlags()).extracting(RedFlag::code).containsExactly("purple-glow");
        assertThat(gnome.preferred())
                .extracting(Recommendation::procedure)
                .containsExactly("us-spine-area-of-interest");
        assertThat(gnome.recommendations().get(1).radiation())
                .as("the radiation of its own scale, that of adults")
                .isEqualTo(new Radiation(Radiation.Level.LEVEL_4, 10.0, 30.0));
        assertThat(gnome.trace().steps()).allMatch(step -> step.file().equals("made-up-topic/glow.drl"));

        BaseCases.ofVariants()
                .forEach((variant, patient) ->
                        assertThat(BaseCases.end(two.evaluate(patient))).isEqualTo(variant));
    }

    @Test
    void its_own_questions_are_asked() {
        Advice advice = SecondTopic.besideTheFirst()
                .evaluate(PatientCase.builder().complaint("glowing-nose").build());

        assertThat(advice.outcome()).isEqualTo(Outcome.DATA_REQUIRED);
        assertThat(advice.missing())
                .filteredOn(MissingDatum::blocking)
                .extracting(MissingDatum::question)
                .containsExactly("Does the nose glow purple in the dark?");
    }

    @Test
    void a_complaint_that_none_answers_gets_no_topic_and_one_that_is_not_stated_is_asked() {
        ClinicalRules two = SecondTopic.besideTheFirst();

        Advice other = two.evaluate(PatientCase.builder().complaint("other").build());
        assertThat(other.outcome()).isEqualTo(Outcome.NOT_APPLICABLE);
        assertThat(other.exclusion()).isNotNull();

        Advice unstated = two.evaluate(
                PatientCase.builder().present("purple-glow", "fever").build());
        assertThat(unstated.outcome()).isEqualTo(Outcome.DATA_REQUIRED);
        assertThat(unstated.missing()).extracting(MissingDatum::code).containsExactly("complaint");
    }

    @Test
    void two_topics_that_claim_one_complaint_are_refused_unless_the_host_names_one(@TempDir Path folder)
            throws IOException {
        Path topic = SecondTopic.write(folder).resolve("topic.yaml");
        Files.writeString(
                topic,
                Files.readString(topic)
                        .replace("complaints: [glowing-nose]", "complaints: [glowing-nose, head-trauma]"));

        assertThatThrownBy(() -> ClinicalRules.from(folder))
                .isInstanceOfSatisfying(
                        RuleSetException.class,
                        refused -> assertThat(refused.issues()).singleElement().satisfies(issue -> {
                            assertThat(issue.file()).isEqualTo("made-up-topic/topic.yaml");
                            assertThat(issue.message()).contains("head-trauma", "head-trauma-child");
                        }));

        ClinicalRules one = ClinicalRules.from(folder, "made-up-topic");
        assertThat(one.topics()).extracting(Topic::id).containsExactly("made-up-topic");
        assertThat(BaseCases.end(one.evaluate(PatientCase.builder()
                        .complaint("head-trauma")
                        .absent("purple-glow")
                        .build())))
                .isEqualTo("plain-nose");
    }

    @Test
    void a_topic_that_is_not_there_is_refused_with_the_one_that_was_meant() {
        assertThatThrownBy(() -> ClinicalRules.from(Rules.FOLDER, "back-pain-chid"))
                .isInstanceOf(RuleSetException.class)
                .hasMessageContainingAll("back-pain-chid", "back-pain-child");
    }
}

package org.apposite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apposite.advice.Advice;
import org.apposite.advice.Provenance;
import org.apposite.model.Topic;
import org.apposite.patient.Age;
import org.apposite.patient.PatientCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each answer says how far its own topic has come, and what was withdrawn answers nothing. */
class TheStatusIsHonouredAndShownTest {

    private static final PatientCase BACK =
            PatientCase.builder().complaint("back-pain").age(Age.ofYears(9)).build();
    private static final PatientCase NOSE =
            PatientCase.builder().complaint("glowing-nose").build();

    @Test
    void each_answer_shows_the_status_of_its_own_topic(@TempDir Path folder) throws IOException {
        SecondTopic.write(folder);
        status(folder, "back-pain-child", Provenance.Status.REVIEWED);
        status(folder, "made-up-topic", Provenance.Status.DRAFT);

        ClinicalRules rules = ClinicalRules.from(folder);

        assertThat(status(rules.evaluate(BACK))).isEqualTo(Provenance.Status.REVIEWED);
        assertThat(status(rules.evaluate(NOSE))).isEqualTo(Provenance.Status.DRAFT);
        assertThat(status(Rules.BUNDLED.evaluate(BACK)))
                .isEqualTo(Rules.backPain().status());
    }

    @Test
    void an_answer_that_no_topic_gives_claims_no_more_than_the_least_approved(@TempDir Path folder) throws IOException {
        SecondTopic.write(folder);
        status(folder, "back-pain-child", Provenance.Status.ACTIVE);
        status(folder, "made-up-topic", Provenance.Status.DRAFT);

        Advice advice =
                ClinicalRules.from(folder).evaluate(PatientCase.builder().build());

        assertThat(advice.topic()).isNull();
        assertThat(status(advice)).isEqualTo(Provenance.Status.DRAFT);
    }

    @Test
    void a_retired_topic_is_read_but_not_loaded(@TempDir Path folder) throws IOException {
        SecondTopic.write(folder);
        status(folder, "back-pain-child", Provenance.Status.RETIRED);
        status(folder, "made-up-topic", Provenance.Status.ACTIVE);

        RuleSet read = RuleSet.read(folder);
        ClinicalRules rules = ClinicalRules.of(read);

        assertThat(read.files()).containsKey("back-pain-child/topic.yaml");
        assertThat(rules.topics())
                .extracting(Topic::id)
                .contains("made-up-topic")
                .doesNotContain("back-pain-child");
        assertThat(status(rules.evaluate(NOSE))).isEqualTo(Provenance.Status.ACTIVE);
        assertThat(rules.evaluate(BACK).matched()).isEmpty();
    }

    @Test
    void a_folder_of_retired_topics_only_is_refused(@TempDir Path folder) throws IOException {
        TinyTopic.in(folder);
        status(folder, "tiny-topic", Provenance.Status.RETIRED);

        assertThat(ClinicalRules.check(folder)).singleElement().satisfies(issue -> {
            assertThat(issue.message()).isEqualTo("the folder holds no topic that can be loaded");
            assertThat(issue.suggestion())
                    .isEqualTo("A topic is a folder with a topic.yaml, whose status is not retired.");
        });
    }

    private static Provenance.Status status(Advice advice) {
        return advice.provenance().status();
    }

    private static void status(Path folder, String topic, Provenance.Status status) throws IOException {
        Path file = folder.resolve(topic).resolve("topic.yaml");
        Files.writeString(file, Files.readString(file).replaceFirst("(?m)^status: .*$", "status: " + status.code()));
    }
}

package org.apposite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apposite.advice.Advice;
import org.apposite.patient.PatientCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Only the rules of the topic that answers are asked, so other topics beside it cost nothing and change nothing. */
class CostIsFlatTest {

    private static final int OTHERS = 30;

    @Test
    void thirty_topics_beside_it_leave_the_answer_as_it_is(@TempDir Path temporary) throws IOException {
        Path folder = temporary.resolve("rules");
        Rules.copy(Rules.FOLDER, folder);
        for (int number = 1; number <= OTHERS; number++) {
            addTopic(folder, number);
        }
        ClinicalRules many = ClinicalRules.from(folder);
        assertThat(many.topics()).hasSize(Rules.BUNDLED.topics().size() + OTHERS);

        for (PatientCase patient : BaseCases.ofVariants().values()) {
            Advice alone = Rules.BUNDLED.evaluate(patient);
            Advice among = many.evaluate(patient);

            assertThat(among)
                    .usingRecursiveComparison()
                    .ignoringFields("provenance.digest")
                    .isEqualTo(alone);
            assertThat(among.trace().steps())
                    .isNotEmpty()
                    .allMatch(step -> step.file().startsWith("back-pain-child/"));
        }

        Advice other = many.evaluate(
                PatientCase.builder().complaint("itch-7").present("fever").build());
        assertThat(BaseCases.end(other)).isEqualTo("itch-with-fever");
        assertThat(other.trace().steps())
                .isNotEmpty()
                .allMatch(step -> step.file().startsWith("made-up-7/"));
    }

    private static void addTopic(Path folder, int number) throws IOException {
        Rules.addBelow(folder.resolve("vocabulary/findings.yaml"), "complaints", """
                  itch-%1$d:
                    display: itch number %1$d
                    definition: Made up for a test.
                    question: Is the complaint itch number %1$d?
                """.formatted(number));
        Path topic = Files.createDirectory(folder.resolve("made-up-" + number));
        Files.writeString(topic.resolve("topic.yaml"), """
                title: Itch number %1$d, made up for a test
                owner: Nobody
                edition: None
                status: draft
                last-reviewed: 2026-11-23
                review-due: 2027-11-23
                purpose: A test.
                use: In the test.
                misuse: Everywhere else.
                radiation-scale: adult
                complaints: [itch-%1$d]
                variants:
                  - { id: itch-with-fever, number: 1, title: An itch with fever }
                red-flags: [fever]
                asks: [fever]
                """.formatted(number));
        Files.writeString(topic.resolve("rules.drl"), """
                package made_up_%1$d;

                import org.apposite.language.Patient;

                global org.apposite.language.Conclude conclude;

                rule "Made up %1$d: an itch with fever"
                    @id( made-up-%1$d )
                    @source( interpretation )
                when
                    Patient( present( "fever" ) )
                then
                    conclude.variant( 10, "itch-with-fever" );
                end
                """.formatted(number));
    }
}

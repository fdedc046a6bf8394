package org.apposite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apposite.advice.Alert;
import org.apposite.patient.PatientCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a rule asks the routing besides the variant that matched. */
class WhereTheRoutingLedCanBeAskedTest {

    private static final String RULES = """
            package tiny_topic;

            import org.apposite.language.Patient;
            import org.apposite.language.Routing;

            global org.apposite.language.Conclude conclude;

            rule "Another variant, at an earlier step"
                @id( tiny-earlier )
                @source( interpretation )
            when
                Patient( present( "fever" ) )
            then
                conclude.variant( 5, "feverish" );
            end

            rule "No topic for pain at night"
                @id( tiny-exclusion )
                @source( interpretation )
            when
                Patient( present( "night-pain" ) )
            then
                conclude.exclude( 1, "at-night", "It is night.", "Look at the day." );
            end

            rule "The first variant holds too"
                @id( tiny-also )
                @source( interpretation )
            when
                Routing( alsoMatching( "tiny" ) )
            then
                conclude.alert( "also-matching", "info", "The first variant holds too." );
            end

            rule "It is excluded"
                @id( tiny-excluded )
                @source( interpretation )
            when
                Routing( excluded( "at-night" ) )
            then
                conclude.alert( "excluded", "info", "It is excluded." );
            end

            rule "It does not apply"
                @id( tiny-not-applicable )
                @source( interpretation )
            when
                Routing( notApplicable() )
            then
                conclude.alert( "not-applicable", "info", "It does not apply." );
            end
            """;

    @TempDir
    private Path folder;

    private List<String> alerts(String... present) throws IOException {
        TinyTopic.in(folder);
        Path topic = folder.resolve("tiny-topic/topic.yaml");
        String variant = "  - { id: tiny, number: 1, title: The only variant }\n";
        Files.writeString(
                topic,
                Files.readString(topic)
                        .replace(variant, variant + "  - { id: feverish, number: 2, title: With a fever }\n"));
        Files.writeString(folder.resolve("tiny-topic/more.drl"), RULES);
        return ClinicalRules.from(folder)
                .evaluate(PatientCase.builder()
                        .complaint("back-pain")
                        .present(present)
                        .build())
                .alerts()
                .stream()
                .map(Alert::code)
                .sorted()
                .toList();
    }

    @Test
    void a_variant_that_matches_too() throws IOException {
        assertThat(alerts("fever")).containsExactly("also-matching");
    }

    @Test
    void a_variant_that_matches_is_not_one_that_matches_too() throws IOException {
        assertThat(alerts()).isEmpty();
    }

    @Test
    void a_topic_that_does_not_apply_and_why() throws IOException {
        assertThat(alerts("night-pain")).containsExactly("excluded", "not-applicable");
    }
}

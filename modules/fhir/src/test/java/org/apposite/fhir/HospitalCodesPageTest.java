package org.apposite.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page for hospitals tells what is so. */
class HospitalCodesPageTest {

    private static final Path PAGE = Path.of("../../docs/hospital-codes.md");
    private static final String BEGIN = "<!-- terms-without-code:begin -->\n";
    private static final String END = "<!-- terms-without-code:end -->";

    @Test
    void its_example_is_a_mapping_that_adds_changes_and_replaces() throws IOException {
        String page = Files.readString(PAGE);
        String example = page.substring(page.indexOf("```yaml\n") + 8, page.indexOf("```\n\nCodes are added"));

        MappingReview review = FhirMapping.withText(Records.VOCABULARY, "hospital.yaml", example)
                .review();

        assertThat(review.added())
                .contains(
                        "local NP1: night-pain, the term itself",
                        "local URO-: bowel-bladder-dysfunction, a kind of it",
                        "local CONTRAST-ALLERGY: prior-gadolinium-reaction, a hint",
                        "cpt 72148: mri, lumbar, without contrast",
                        "the conclusion \"No acute osseous abnormality.\" of radiography: negative");
        assertThat(review.changed()).containsExactly("weight-loss, within: was 90 days; is 60 days");
        assertThat(review.lost()).allMatch(line -> line.contains("weight-loss"));
    }

    @Test
    void its_list_of_terms_without_a_code_is_that_of_the_mapping() throws IOException {
        String page = Files.readString(PAGE);
        String listed = page.substring(page.indexOf(BEGIN) + BEGIN.length(), page.indexOf(END));

        assertThat(listed)
                .isEqualTo(FhirMapping.bundled(Records.VOCABULARY).termsWithoutOutsideCode().stream()
                        .map(code -> "- `" + code + "`: "
                                + Objects.requireNonNull(
                                                Records.VOCABULARY.terms().get(code))
                                        .display() + "\n")
                        .collect(Collectors.joining()));
    }
}

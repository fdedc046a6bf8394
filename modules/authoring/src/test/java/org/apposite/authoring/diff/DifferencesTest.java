package org.apposite.authoring.diff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apposite.ClinicalRules;
import org.apposite.authoring.RulesFolder;
import org.apposite.patient.PatientCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of the differences of two rule sets beside the changes. */
class DifferencesTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final ClinicalRules SHIPPED = ClinicalRules.from(RulesFolder.SHIPPED);

    @TempDir
    private Path folder;

    private void replace(String file, String before, String after) throws IOException {
        Path path = folder.resolve(file);
        String text = Files.readString(path);
        assertThat(text).contains(before);
        Files.writeString(path, text.replace(before, after));
    }

    private static Difference between(ClinicalRules before, ClinicalRules after, List<PatientCase> cohort) {
        return Differences.between(before, after, List.of(), Optional.of(cohort), 10, step -> {});
    }

    @Test
    void json_is_valid_by_the_published_schema() throws IOException {
        RulesFolder.copyShipped(folder);
        replace(
                "head-trauma-child/ratings.drl",
                "\"ct-head-without-iv-contrast\",           \"may-be-appropriate\",     ",
                "\"ct-head-without-iv-contrast\",           \"usually-appropriate\",    ");

        Difference difference = between(
                SHIPPED,
                ClinicalRules.from(folder),
                List.of(PatientCase.builder().complaint("head-trauma").build()));

        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(MAPPER.readTree(Files.readString(Path.of("../../docs/schema/difference.schema.json"))));
        assertThat(difference.changes()).isNotEmpty();
        assertThat(schema.validate(MAPPER.readTree(DifferenceJson.of(difference))))
                .isEmpty();
        assertThat(difference.cohort()).isEqualTo(1);
        assertThat(difference.touched()).isZero();
    }

    @Test
    void a_code_that_only_one_vocabulary_has_is_told_and_patients_with_it_are_compared() throws IOException {
        RulesFolder.copyShipped(folder);
        replace(
                "vocabulary/findings.yaml",
                "  fever:\n",
                "  made-up-sign:\n    display: a made-up sign\n    definition: Made up.\n    question: Is there a made-up sign?\n  fever:\n");
        replace(
                "low-back-pain/variants.drl",
                "Patient( anyPresent( \"fracture-risks\" ) )",
                "Patient( anyPresent( \"fracture-risks\" ) || present( \"made-up-sign\" ) )");
        replace("low-back-pain/topic.yaml", "\nasks:\n", "\nasks:\n  - made-up-sign\n");
        ClinicalRules after = ClinicalRules.from(folder);

        Difference difference = between(SHIPPED, after, List.of());
        Difference back = between(after, SHIPPED, List.of());

        assertThat(difference.vocabulary()).containsExactly("made-up-sign is new");
        assertThat(back.vocabulary()).containsExactly("made-up-sign is gone");
        assertThat(difference.changes())
                .allSatisfy(change -> assertThat(change.example().confirmed())
                        .as(change.sentence())
                        .isTrue())
                .anySatisfy(change -> assertThat(change.example().stated()).contains("made-up sign present"));
        assertThat(back.isEquivalent()).isFalse();
    }
}

package org.apposite.authoring.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apposite.ClinicalRules;
import org.apposite.authoring.RulesFolder;
import org.apposite.patient.PatientCase;
import org.apposite.patient.PriorImaging;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An excerpt of the rules as they were in language 1, and what it has to become. */
class MigrationTest {

    private static final Path RESOURCES = Path.of("src/test/resources/migrate");

    @TempDir
    private Path temporary;

    private Path folder;

    @BeforeEach
    void copy() throws IOException {
        folder = temporary.resolve("rules");
        RulesFolder.copy(RESOURCES.resolve("language-1"), folder);
    }

    @Test
    void a_folder_of_language_1_becomes_the_same_rules_in_language_2() throws IOException {
        Migration migration = Migration.of(folder);

        assertThat(migration.issues()).isEmpty();
        assertThat(texts(folder)).isEqualTo(texts(RESOURCES.resolve("language-1")));
        migration.write();
        assertThat(texts(folder)).isEqualTo(texts(RESOURCES.resolve("language-2")));
        assertThat(migration.changes())
                .containsOnlyKeys(
                        "back-pain/alerts.drl",
                        "back-pain/topic.yaml",
                        "back-pain/variants.drl",
                        "rule-set.yaml",
                        "vocabulary/findings.yaml",
                        "vocabulary/procedures.yaml",
                        "vocabulary/quantities.yaml",
                        "vocabulary/regions.yaml",
                        "vocabulary/studies.yaml");
    }

    @Test
    void what_was_migrated_is_loaded_and_answers() throws IOException {
        Migration.of(folder).write();

        ClinicalRules rules = ClinicalRules.from(folder);
        PatientCase patient = PatientCase.builder()
                .complaint("neck-pain")
                .present("fever")
                .imaging(PriorImaging.of("mri", "cervical", "infection-with-abscess")
                        .at("epidural"))
                .build();
        assertThat(rules.evaluate(patient).alerts())
                .filteredOn(alert -> alert.code().equals("abscess"))
                .singleElement()
                .satisfies(alert -> assertThat(alert.text()).contains("An abscess in cervical"));
    }

    @Test
    void a_person_is_told_what_only_a_person_can_judge() throws IOException {
        Files.writeString(folder.resolve("rule-set.lock"), "any");

        assertThat(Migration.of(folder).toLookAt())
                .containsExactly(
                        "back-pain/alerts.drl:10: the comment mentions \"PatientCase\"",
                        "vocabulary/procedures.yaml:2: the comment mentions \"area:\"",
                        "vocabulary/regions.yaml: what language 1 had built in; remove what no topic needs",
                        "vocabulary/studies.yaml: what language 1 had built in; remove what no topic needs",
                        "vocabulary/quantities.yaml: what language 1 had built in; remove what no topic needs",
                        "the rule files: run apposite format, since lines have become shorter or longer",
                        "rule-set.yaml: raise the version, then run apposite lock");
    }

    @Test
    void what_nobody_was_asked_for_is_not_asked_for_afterwards() throws IOException {
        edit("vocabulary/findings.yaml", "(?s)  # The confirmed LOINC.*", "");
        edit("vocabulary/findings.yaml", "(?s)  mri:\n.*", "");
        edit("back-pain/topic.yaml", "mri, egfr", "overuse");
        Files.delete(folder.resolve("back-pain/alerts.drl"));

        Migration migration = Migration.of(folder);

        assertThat(migration.issues()).isEmpty();
        assertThat(migration.changes()).doesNotContainKey("vocabulary/quantities.yaml");
        assertThat(migration.changes().get("vocabulary/studies.yaml"))
                .contains("code: radiographs")
                .doesNotContain("code: mri");
    }

    @Test
    void what_is_wrong_with_the_rules_is_told_with_its_place() throws IOException {
        edit("back-pain/variants.drl", "\"fever\" \\) \\)", "\"feever\" ) )");

        assertThat(Migration.of(folder).issues()).singleElement().satisfies(issue -> {
            assertThat(issue.code()).isEqualTo("APP-109");
            assertThat(issue.file()).isEqualTo("back-pain/variants.drl");
        });
    }

    @Test
    void a_folder_is_migrated_once() throws IOException {
        Migration.of(folder).write();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Migration.of(folder))
                .withMessage("the rules are in language 2 already");
    }

    @Test
    void a_folder_that_holds_no_rules_of_language_1_is_refused() throws IOException {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Migration.of(temporary))
                .withMessage("the folder holds no rule-set.yaml");
        Files.writeString(folder.resolve("vocabulary/studies.yaml"), "studies: {}\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Migration.of(folder))
                .withMessageStartingWith("vocabulary/studies.yaml exists already");
    }

    @Test
    void when_one_file_cannot_be_written_none_is() throws IOException {
        Migration migration = Migration.of(folder);
        Files.createDirectory(folder.resolve("vocabulary/studies.yaml"));

        assertThatIOException().isThrownBy(migration::write);
        assertThat(texts(folder)).isEqualTo(texts(RESOURCES.resolve("language-1")));
    }

    private void edit(String file, String from, String to) throws IOException {
        String text = Files.readString(folder.resolve(file));
        assertThat(text).containsPattern(from);
        Files.writeString(folder.resolve(file), text.replaceAll(from, to));
    }

    private static SortedMap<String, String> texts(Path from) throws IOException {
        SortedMap<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                texts.put(from.relativize(file).toString(), Files.readString(file));
            }
        }
        return texts;
    }
}

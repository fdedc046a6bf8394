package org.apposite.authoring.check;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.apposite.RuleSet;
import org.apposite.authoring.RulesFolder;
import org.apposite.authoring.version.ContentLock;
import org.apposite.model.RuleIssue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A file that cannot be read is told once, and not by everything that is missing without it. */
class ABrokenFileIsToldOnceTest {

    private static final List<String> FILES = List.of(
            "rule-set.yaml",
            "vocabulary/findings.yaml",
            "vocabulary/procedures.yaml",
            "vocabulary/quantities.yaml",
            "vocabulary/radiation.yaml",
            "vocabulary/regions.yaml",
            "vocabulary/sources.yaml",
            "vocabulary/studies.yaml",
            "tiny-topic/topic.yaml",
            "tiny-topic/ratings.drl",
            "tiny-topic/variants.drl");

    private static final List<String> FAULTS =
            List.of("empty", "blank", "Latin-1", "UTF-16", "UTF-16 without its mark", "an unfinished merge");

    @TempDir
    private Path folder;

    @BeforeEach
    void rules_that_are_right() throws IOException {
        RulesFolder.copy(Path.of("src/test/resources/check/base"), folder);
        ContentLock.refresh(RuleSet.read(folder), folder);
        assertThat(found()).isEmpty();
    }

    private static byte[] broken(String fault, String text) {
        return switch (fault) {
            case "empty" -> new byte[0];
            case "blank" -> " \n\n".getBytes(ISO_8859_1);
            case "Latin-1" -> (text + "# caf\u00e9\n").getBytes(ISO_8859_1);
            case "UTF-16" -> text.getBytes(UTF_16);
            case "UTF-16 without its mark" -> text.getBytes(UTF_16LE);
            default -> ("<<<<<<< ours\n" + text + "=======\n" + text + ">>>>>>> theirs\n").getBytes(ISO_8859_1);
        };
    }

    static Stream<Arguments> faults() {
        return FILES.stream().flatMap(file -> FAULTS.stream().map(fault -> Arguments.of(file, fault)));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void a_file_that_cannot_be_read_is_the_only_finding(String file, String fault) throws IOException {
        Path path = folder.resolve(file);
        Files.write(path, broken(fault, Files.readString(path)));

        assertThat(found()).singleElement().satisfies(issue -> {
            assertThat(issue.file()).isEqualTo(file);
            assertThat(issue.code()).isEqualTo("APP-101");
        });
    }

    @ParameterizedTest
    @MethodSource("cut")
    void a_file_that_was_saved_by_half_is_the_only_finding(String file, String lastWords) throws IOException {
        Path path = folder.resolve(file);
        String text = Files.readString(path);
        Files.writeString(path, text.substring(0, text.indexOf(lastWords) + lastWords.length()));

        assertThat(found()).singleElement().satisfies(issue -> {
            assertThat(issue.file()).isEqualTo(file);
            assertThat(issue.code()).isIn("APP-101", "APP-112");
        });
    }

    static List<Arguments> cut() {
        return List.of(
                Arguments.of("rule-set.yaml", "name: "),
                Arguments.of("vocabulary/findings.yaml", "findings:\n  fever:\n    display"),
                Arguments.of("vocabulary/findings.yaml", "night-pain:\n    display: night pain"),
                Arguments.of("vocabulary/findings.yaml", "weight-loss:\n    display: weight loss\n    definition: M"),
                Arguments.of("vocabulary/findings.yaml", "infection:\n    display: infection\n    definition: Made up"),
                Arguments.of("vocabulary/procedures.yaml", "film:\n    display: Film\n    study: radio"),
                Arguments.of("vocabulary/procedures.yaml", "study: radiography\n    region: area-of-interest"),
                Arguments.of("vocabulary/regions.yaml", "  cervical: {"),
                Arguments.of("vocabulary/studies.yaml", "    datum:\n      code: radiographs"),
                Arguments.of("tiny-topic/topic.yaml", "radiation-scale: paed"),
                Arguments.of("tiny-topic/topic.yaml", "title: The first variant\n  - id: second"),
                Arguments.of("tiny-topic/topic.yaml", "asks: [complaint, age, "),
                Arguments.of("tiny-topic/ratings.drl", "matched( \"second\""),
                Arguments.of("tiny-topic/ratings.drl", "    conclude.rate( \"film"),
                Arguments.of("tiny-topic/variants.drl", "rule \"The rule variant-second"),
                Arguments.of("tiny-topic/variants.drl", "conclude.variant( 20, \"second\" );"));
    }

    @Test
    void a_code_that_the_vocabulary_lost_is_not_told_of_each_case() throws IOException {
        Path findings = folder.resolve("vocabulary/findings.yaml");
        String text = Files.readString(findings);
        Files.writeString(findings, text.replace("  infection:\n    display: infection\n", "  infektion:\n"));

        assertThat(found()).extracting(RuleIssue::code).contains("APP-112").doesNotContain("APP-214");
    }

    @Test
    void a_last_line_without_a_line_break_is_fine_when_nothing_is_missing() throws IOException {
        for (String file : FILES) {
            Path path = folder.resolve(file);
            Files.writeString(path, Files.readString(path).stripTrailing());
        }
        ContentLock.refresh(RuleSet.read(folder), folder);

        assertThat(found()).extracting(RuleIssue::code).containsOnly("APP-221");
    }

    @Test
    void a_misspelt_code_is_told_as_such_although_the_file_of_its_kind_has_no_last_line_break() throws IOException {
        Path findings = folder.resolve("vocabulary/findings.yaml");
        Files.writeString(findings, Files.readString(findings).stripTrailing());
        Path variants = folder.resolve("tiny-topic/variants.drl");
        Files.writeString(variants, Files.readString(variants).replace("present( \"fever\" )", "present( \"fevre\" )"));

        assertThat(found())
                .filteredOn(issue -> !issue.code().equals("APP-221"))
                .extracting(RuleIssue::code, RuleIssue::suggestion)
                .containsExactly(tuple("APP-109", "Did you mean \"fever\"?"));
    }

    private List<RuleIssue> found() {
        return RuleCheck.check(folder, LocalDate.of(2026, 11, 24)).stream()
                .map(finding -> finding.issue())
                .toList();
    }
}

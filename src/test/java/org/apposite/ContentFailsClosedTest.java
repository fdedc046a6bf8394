package org.apposite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise 7. */
class ContentFailsClosedTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void aTinyTopic() throws IOException {
        TinyTopic.in(folder);
    }

    @Test
    void errors_in_several_files_are_all_listed_and_nothing_is_loaded() throws IOException {
        change("tiny-topic/tiny.drl", "complaintIs", "complaintWas");
        change("tiny-topic/topic.yaml", "status: draft", "status: daft");
        change("tiny-topic/topic.yaml", "owner: Nobody", "ovner: Nobody");

        List<RuleIssue> issues = ClinicalRules.check(folder);

        assertThat(issues).extracting(RuleIssue::file).contains("tiny-topic/tiny.drl", "tiny-topic/topic.yaml");
        assertThat(issues)
                .extracting(RuleIssue::message)
                .anyMatch(message -> message.contains("complaintWas"))
                .anyMatch(message -> message.contains("daft"))
                .anyMatch(message -> message.contains("ovner"));
        assertThatThrownBy(() -> ClinicalRules.from(folder))
                .isInstanceOfSatisfying(
                        RuleSetException.class,
                        refused -> assertThat(refused.issues()).isEqualTo(issues));
    }

    @Test
    void a_mistake_in_the_vocabulary_is_not_repeated_at_every_use() throws IOException {
        change("vocabulary/findings.yaml", "findings:", "findings: [");

        assertThat(ClinicalRules.check(folder)).singleElement().satisfies(issue -> {
            assertThat(issue.file()).isEqualTo("vocabulary/findings.yaml");
            assertThat(issue.line()).isPositive();
        });
    }

    @Test
    void a_missing_file_is_named() throws IOException {
        Files.delete(folder.resolve("vocabulary/sources.yaml"));

        assertThat(ClinicalRules.check(folder))
                .extracting(RuleIssue::toString)
                .containsExactly("vocabulary/sources.yaml: APP-101 the file is missing Add it.");
    }

    @Test
    void a_folder_that_is_none_is_named() {
        assertThat(ClinicalRules.check(folder.resolve("nowhere")))
                .singleElement()
                .satisfies(issue -> assertThat(issue.message()).startsWith("this is not a folder"));
    }

    @Test
    void a_file_in_another_encoding_is_refused() throws IOException {
        Files.write(folder.resolve("tiny-topic/more.drl"), "// fièvre".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(ClinicalRules.check(folder))
                .extracting(RuleIssue::message)
                .containsExactly("the file is not written in UTF-8");
    }

    @Test
    void rules_in_a_folder_below_their_topic_are_not_silently_left_out() throws IOException {
        Files.createDirectories(folder.resolve("tiny-topic/more"));
        Files.copy(folder.resolve("tiny-topic/tiny.drl"), folder.resolve("tiny-topic/more/tiny.drl"));

        assertThat(ClinicalRules.check(folder)).extracting(RuleIssue::file).containsExactly("tiny-topic/more/tiny.drl");
    }

    @Test
    void deeply_nested_yaml_is_refused() throws IOException {
        Files.writeString(folder.resolve("tiny-topic/topic.yaml"), "[".repeat(500_000));

        assertThat(ClinicalRules.check(folder))
                .isNotEmpty()
                .allMatch(issue -> issue.file().endsWith("topic.yaml"));
    }

    private void change(String file, String from, String to) throws IOException {
        Path path = folder.resolve(file);
        String text = Files.readString(path);
        assertThat(text).contains(from);
        Files.writeString(path, text.replace(from, to));
    }
}

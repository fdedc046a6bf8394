package org.apposite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apposite.model.RuleIssue;
import org.apposite.model.RuleSetException;
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
        assertThatThrownBy(() -> ClinicalRules.from(folder)).isInstanceOfSatisfying(RuleSetException.class, refused -> {
            assertThat(refused.issues()).isEqualTo(issues);
            assertThat(Sent.of(refused, RuleSetException.class).issues()).isEqualTo(issues);
        });
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
                .containsExactly("vocabulary/sources.yaml: APP-101 the file is missing. Add it.");
    }

    @Test
    void a_folder_that_is_none_is_named() {
        assertThat(ClinicalRules.check(folder.resolve("nowhere")))
                .singleElement()
                .satisfies(issue -> assertThat(issue.message()).startsWith("there is no such folder"));
    }

    @Test
    void what_editors_and_systems_leave_in_a_folder_is_no_content() throws IOException {
        Path topic = folder.resolve("tiny-topic");
        Files.copy(topic.resolve("tiny.drl"), topic.resolve(".#tiny.drl"));
        Files.copy(topic.resolve("tiny.drl"), topic.resolve("tiny.drl~"));
        Files.write(topic.resolve("._tiny.drl"), new byte[] {0, 5, 22, 7});
        Files.write(folder.resolve("vocabulary/._findings.yaml"), new byte[] {0, 5, 22, 7});
        Files.createDirectories(topic.resolve(".git/deep"));
        Files.copy(topic.resolve("tiny.drl"), topic.resolve(".git/deep/tiny.drl"));

        assertThat(ClinicalRules.check(folder)).isEmpty();
    }

    @Test
    void a_file_in_another_encoding_is_refused() throws IOException {
        Files.write(folder.resolve("tiny-topic/more.drl"), "// fine\n// fièvre".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(ClinicalRules.check(folder))
                .extracting(RuleIssue::line, RuleIssue::message)
                .containsExactly(tuple(
                        2, "the file is not written in UTF-8: this line has the first character that cannot be read"));
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

    @Test
    void what_is_no_rule_file_is_told_and_never_a_fault_of_the_program() throws IOException {
        Path topic = folder.resolve("tiny-topic");
        Files.createDirectories(topic.resolve("a-folder.drl"));
        Files.write(topic.resolve("binary.drl"), new byte[] {0, 1, 2, (byte) 0xFF, (byte) 0xFE, 0});
        Files.write(topic.resolve("wide.drl"), "package tiny_topic;".getBytes(StandardCharsets.UTF_16LE));
        Files.writeString(topic.resolve("empty.drl"), "");
        Files.createSymbolicLink(topic.resolve("circle.drl"), topic.resolve("circle.drl"));
        Files.createSymbolicLink(topic.resolve("dangling.drl"), topic.resolve("nowhere"));
        Files.createSymbolicLink(topic.resolve("round"), topic);

        assertThat(ClinicalRules.check(folder))
                .extracting(RuleIssue::file, RuleIssue::message)
                .contains(
                        tuple("tiny-topic/a-folder.drl", "this is a folder, not a rule file"),
                        tuple(
                                "tiny-topic/binary.drl",
                                "the file is not written in UTF-8: this line has the first character that cannot be read"),
                        tuple(
                                "tiny-topic/wide.drl",
                                "the file is not written in UTF-8: this line has the first character that cannot be read"),
                        tuple("tiny-topic/empty.drl", "the file is empty"),
                        tuple("tiny-topic/circle.drl", "this is a link that leads nowhere"),
                        tuple("tiny-topic/dangling.drl", "this is a link that leads nowhere"),
                        tuple("tiny-topic/round/tiny.drl", "rule files must be directly in the folder of their topic"));
    }

    @Test
    void a_mistake_in_the_vocabulary_does_not_hide_one_in_the_rules() throws IOException {
        change("vocabulary/findings.yaml", "    question: Has the patient lost weight without an explanation?\n", "");
        Files.delete(folder.resolve("vocabulary/sources.yaml"));
        change("tiny-topic/tiny.drl", "complaintIs( \"back-pain\" )", "complaintIs( \"back-pane\" )");

        assertThat(ClinicalRules.check(folder))
                .extracting(RuleIssue::code, RuleIssue::file)
                .containsExactly(
                        tuple("APP-109", "tiny-topic/tiny.drl"),
                        tuple("APP-112", "vocabulary/findings.yaml"),
                        tuple("APP-101", "vocabulary/sources.yaml"));
    }

    @Test
    void as_many_rules_as_a_topic_may_have_are_read_and_each_mistake_is_told() throws IOException {
        for (int file = 0; file < 40; file++) {
            StringBuilder rules = new StringBuilder(
                    "package tiny_topic;\nimport org.apposite.language.Patient;\nglobal org.apposite.language.Conclude conclude;\n");
            for (int i = 0; i < 60; i++) {
                String id = "many-" + file + "-" + i;
                rules.append(
                        "rule \"%s\"\n@id( %s )\n@source( interpretation )\nwhen\nPatient( present( \"%s\" ) )\nthen\nconclude.situation( \"s\" );\nend\n"
                                .formatted(id, id, i == 0 ? "fevr" : "fever"));
            }
            Files.writeString(folder.resolve("tiny-topic/many-" + file + ".drl"), rules);
        }

        assertThat(ClinicalRules.check(folder))
                .hasSize(40)
                .allSatisfy(issue -> assertThat(issue.message()).isEqualTo("there is no finding \"fevr\""));
    }

    @Test
    void a_rule_file_is_checked_by_itself_without_what_stands_in_others() {
        String rule = """
                package another_topic;
                import org.apposite.language.Patient;
                global org.apposite.language.Conclude conclude;
                rule "A rule"
                    @id( a-rule )
                    @source( nowhere )
                when
                    Patient( present( "nothing" ) )
                then
                    conclude.situation( "x" );
                end
                """;

        assertThat(RuleSet.issuesOf("a.drl", "another-topic", bytes(rule))).isEmpty();
        assertThat(RuleSet.issuesOf("a.drl", "tiny-topic", bytes(rule.replace("present", "presnt"))))
                .extracting(RuleIssue::file, RuleIssue::line, RuleIssue::message)
                .containsExactly(
                        tuple(
                                "a.drl",
                                1,
                                "the package is \"another_topic\", but for this folder it must be \"tiny_topic\""),
                        tuple("a.drl", 8, "Patient has no question \"presnt\""));
        assertThat(RuleSet.issuesOf("a.drl", "another-topic", "fièvre".getBytes(StandardCharsets.ISO_8859_1)))
                .extracting(RuleIssue::code)
                .containsExactly("APP-101");
        assertThat(RuleSet.issuesOf("a.drl", "another-topic", new byte[(1 << 20) + 1]))
                .extracting(RuleIssue::message)
                .containsExactly("the file is larger than 1 MiB");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

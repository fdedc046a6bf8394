package org.apposite.authoring.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apposite.RuleSet;
import org.apposite.authoring.Finding;
import org.apposite.authoring.TinyRules;
import org.apposite.authoring.version.ContentLock.Refresh;
import org.apposite.model.RuleSetException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Content cannot change without a new version. */
class ContentLockTest {

    private static final Path PROJECT = Path.of("..", "..", "rules-drl");

    @TempDir
    private Path folder;

    private TinyRules tiny;

    @BeforeEach
    void write_version_1() throws IOException {
        tiny = TinyRules.in(folder);
    }

    @Test
    void the_lock_of_the_rules_of_this_project_is_up_to_date() {
        assertThat(ContentLock.check(RuleSet.read(PROJECT), PROJECT))
                .as("raise the version in rules-drl/rule-set.yaml, then run: ./apposite lock rules-drl")
                .isEmpty();
    }

    @Test
    void without_a_lock_one_is_asked_for() {
        assertThat(told()).singleElement().asString().startsWith("WARNING rule-set.lock: APP-222 there is no lock");
    }

    @Test
    void a_fresh_lock_has_nothing_to_say_and_names_every_file_but_the_cases() throws IOException {
        assertThat(refresh().changes()).containsExactly("version 1, 11 files");
        assertThat(refresh()).isEqualTo(new Refresh(List.of(), List.of()));
        assertThat(told()).isEmpty();
        assertThat(Files.readAllLines(lock()))
                .filteredOn(line -> line.contains("sha256"))
                .hasSize(11)
                .isSorted()
                .noneMatch(line -> line.contains("cases"));
        assertThat(RuleSet.read(folder).files()).doesNotContainKey(ContentLock.FILE);
    }

    @Test
    void a_critical_alert_that_is_gone_or_lower_is_told_until_the_lock_is_renewed() throws IOException {
        String alerts = """
                package tiny_topic;
                import org.apposite.language.Patient;
                global org.apposite.language.Conclude conclude;
                rule "First" @id( first ) @source( interpretation )
                when Patient( complaintIs( "back-pain" ) ) then conclude.alert( "first", "critical", "Now." ); end
                rule "Second" @id( second ) @source( interpretation )
                when Patient( complaintIs( "neck-pain" ) ) then conclude.alert( "second", "critical", "Now." ); end
                """;
        Path file = Files.writeString(tiny.ruleFile().resolveSibling("alerts.drl"), alerts);
        refresh();
        assertThat(told()).isEmpty();

        Files.writeString(
                file,
                alerts.replace("\"first\", \"critical\"", "\"first\", \"warning\"")
                        .replace("\"second\", ", "\"other\", "));
        tiny.write(2);
        String meant = ". Bring it back; if it is meant, raise the version in rule-set.yaml and run apposite lock.";
        assertThat(told())
                .contains(
                        "WARNING tiny-topic: APP-233 version 1 raised the critical alert \"first\","
                                + " and now it is less than critical" + meant,
                        "WARNING tiny-topic: APP-233 version 1 raised the critical alert \"second\","
                                + " and now no rule raises it" + meant);

        refresh();
        assertThat(told()).isEmpty();
    }

    @Test
    void content_that_changed_needs_a_new_version() throws IOException {
        refresh();
        String lock = Files.readString(lock());
        Files.writeString(tiny.ruleFile(), Files.readString(tiny.ruleFile()) + "// changed\n");
        Files.writeString(tiny.ruleFile().resolveSibling("more.drl"), "package tiny_topic;\n");
        String tail = " after version 1 was locked, and the version is still the same."
                + " Raise the version in rule-set.yaml, then run apposite lock.";

        assertThat(told())
                .containsExactly(
                        "ERROR tiny-topic/more.drl: APP-221 the file was added" + tail,
                        "ERROR tiny-topic/tiny.drl: APP-221 the file was changed" + tail);
        assertThat(refresh().refusals()).hasSize(2);
        assertThat(lock()).hasContent(lock);
    }

    @Test
    void with_a_new_version_the_lock_is_asked_for_and_shows_what_came_with_it() throws IOException {
        refresh();
        Files.writeString(tiny.ruleFile(), Files.readString(tiny.ruleFile()) + "// changed\n");
        version("1.0.1");

        assertThat(told())
                .containsExactly("WARNING rule-set.lock: APP-222 the lock is for version 1, but the rules have version"
                        + " 1.0.1. Run apposite lock on the folder.");
        assertThat(refresh().changes()).containsExactly("version 1 -> 1.0.1", "changed tiny-topic/tiny.drl");
        assertThat(Files.readAllLines(lock()))
                .filteredOn(line -> line.contains("since: \"1.0.1\""))
                .singleElement()
                .asString()
                .startsWith("  \"tiny-topic/tiny.drl\": ");
    }

    @Test
    void a_version_does_not_go_down() throws IOException {
        version("0.10.0");
        refresh();
        version("0.9.1");

        assertThat(told())
                .singleElement()
                .asString()
                .startsWith("ERROR rule-set.yaml: APP-221 the version 0.9.1 is lower than 0.10.0, which is locked");
        assertThat(refresh().refusals()).hasSize(1);
    }

    @Test
    void line_ends_and_cases_do_not_count() throws IOException {
        refresh();
        for (String name : RuleSet.read(folder).files().keySet()) {
            Path file = folder.resolve(name);
            Files.writeString(file, Files.readString(file).replace("\n", "\r\n"));
        }
        Files.writeString(tiny.caseFile(), "");

        assertThat(told()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<<<<<<< ours",
                "version: 1",
                "version: 1\nfiles: [a]",
                "version: 1\nfiles: { a.drl: { since: 1, sha256: \"00\" } }",
                "version: 1\nfiles: { ? null : { since: 1, sha256: \"00\" } }",
                "version: 1\nfiles: { a.drl:"
            })
    void a_damaged_lock_is_refused_and_not_overwritten(String damaged) throws IOException {
        Files.writeString(lock(), damaged);

        assertThat(told()).singleElement().asString().startsWith("ERROR rule-set.lock: APP-223 the lock is damaged");
        assertThat(refresh().refusals()).hasSize(1);
        assertThat(lock()).hasContent(damaged);
    }

    @Test
    void rules_with_errors_are_not_locked() throws IOException {
        Files.writeString(tiny.ruleFile(), "this is no rule");

        assertThatThrownBy(this::refresh).isInstanceOf(RuleSetException.class);
        assertThat(lock()).doesNotExist();
    }

    private Path lock() {
        return folder.resolve(ContentLock.FILE);
    }

    private void version(String version) throws IOException {
        Files.writeString(
                tiny.ruleSet(), Files.readString(tiny.ruleSet()).replaceFirst("version: .*", "version: " + version));
    }

    private Refresh refresh() {
        return ContentLock.refresh(RuleSet.read(folder), folder);
    }

    private List<String> told() {
        return ContentLock.check(RuleSet.read(folder), folder).stream()
                .map(ContentLockTest::line)
                .toList();
    }

    private static String line(Finding finding) {
        return finding.level() + " " + finding.issue();
    }
}

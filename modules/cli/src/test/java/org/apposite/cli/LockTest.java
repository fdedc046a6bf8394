package org.apposite.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command writes the lock, and refuses where a version would come to mean two contents. */
class LockTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void copy_the_rules_without_a_lock() throws IOException {
        RulesCopy.shipped(folder);
        Files.delete(folder.resolve("rule-set.lock"));
    }

    @Test
    void a_lock_is_written_once_and_then_up_to_date() {
        Session first = Session.run("lock", folder.toString());
        assertThat(first.exit()).isZero();
        assertThat(first.out()).startsWith(folder.resolve("rule-set.lock") + ": version ");
        assertThat(folder.resolve("rule-set.lock")).exists();

        Session second = Session.run("lock", folder.toString());
        assertThat(second.exit()).isZero();
        assertThat(second.out()).isEqualTo(folder.resolve("rule-set.lock") + ": up to date\n");
    }

    @Test
    void changed_content_is_locked_after_the_version_was_raised() throws IOException {
        Session.run("lock", folder.toString());
        Path file = folder.resolve("back-pain-child/red-flags.drl");
        Files.writeString(file, Files.readString(file) + "// changed\n");

        Session refused = Session.run("lock", folder.toString());
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err())
                .startsWith("back-pain-child/red-flags.drl: error APP-221 ")
                .contains("Raise the version in rule-set.yaml, then run apposite lock.")
                .endsWith("apposite: the lock was not written.\n");

        Path ruleSet = folder.resolve("rule-set.yaml");
        Files.writeString(ruleSet, Files.readString(ruleSet).replaceFirst("version: .*", "version: 77.0"));
        Session written = Session.run("lock", folder.toString());
        assertThat(written.exit()).isZero();
        assertThat(written.out()).endsWith(" -> 77.0\n  changed back-pain-child/red-flags.drl\n");
    }

    @Test
    void rules_with_errors_and_folders_that_are_none_are_refused() throws IOException {
        Files.delete(folder.resolve("vocabulary/sources.yaml"));
        Session broken = Session.run("lock", folder.toString());
        assertThat(broken.exit()).isEqualTo(1);
        assertThat(broken.err()).contains("vocabulary/sources.yaml").doesNotContain("Exception");

        Session nothing = Session.run("lock", folder.resolve("nowhere").toString());
        assertThat(nothing.exit()).isEqualTo(2);
        assertThat(nothing.err()).hasLineCount(1).contains("no such folder");
    }
}

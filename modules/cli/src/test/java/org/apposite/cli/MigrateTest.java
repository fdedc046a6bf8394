package org.apposite.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command rewrites a folder of language 1, once, and says what a person must look at. */
class MigrateTest {

    private static final Path LANGUAGE_1 =
            Path.of("..", "authoring", "src", "test", "resources", "migrate", "language-1");

    @TempDir
    private Path folder;

    @BeforeEach
    void copy_rules_of_language_1() throws IOException {
        RulesCopy.copy(LANGUAGE_1, folder);
    }

    @Test
    void a_folder_is_rewritten_once() throws IOException {
        Session first = Session.run("migrate", folder.toString());
        assertThat(first.exit()).isZero();
        assertThat(first.err()).isEmpty();
        assertThat(first.out())
                .contains(folder.resolve("back-pain/alerts.drl") + "\n", "vocabulary/regions.yaml\n")
                .contains("\nTo check:\n  back-pain/alerts.drl:10: ");
        assertThat(folder.resolve("rule-set.yaml")).content().contains("language: 2");

        Session second = Session.run("migrate", folder.toString());
        assertThat(second.exit()).isEqualTo(2);
        assertThat(second.out()).isEmpty();
        assertThat(second.err()).hasLineCount(1).contains("the rules are in language 2 already");
    }

    @Test
    void a_dry_run_says_the_same_and_writes_nothing() throws IOException {
        String before = Files.readString(folder.resolve("back-pain/alerts.drl"));

        Session dry = Session.run("migrate", "--dry-run", folder.toString());

        assertThat(dry.exit()).isZero();
        assertThat(folder.resolve("back-pain/alerts.drl")).content().isEqualTo(before);
        assertThat(folder.resolve("vocabulary/regions.yaml")).doesNotExist();
        assertThat(Session.run("migrate", folder.toString()).out()).isEqualTo(dry.out());
    }

    @Test
    void rules_that_were_wrong_before_are_rewritten_and_told() throws IOException {
        Path file = folder.resolve("back-pain/variants.drl");
        Files.writeString(file, Files.readString(file).replace("present( \"fever\" )", "present( \"feever\" )"));

        Session session = Session.run("migrate", folder.toString());

        assertThat(session.exit()).isEqualTo(1);
        assertThat(session.err()).contains("back-pain/variants.drl", "APP-109").doesNotContain("Exception");
    }

    @Test
    void a_folder_that_is_none_is_a_misuse() {
        Session session = Session.run("migrate", folder.resolve("nowhere").toString());
        assertThat(session.exit()).isEqualTo(2);
        assertThat(session.err()).hasLineCount(1).contains("no such folder");
    }
}

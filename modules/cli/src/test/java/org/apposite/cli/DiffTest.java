package org.apposite.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apposite.authoring.diff.ChangeKind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code apposite diff}. */
class DiffTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String SWAPPED =
            "one/category/radiography-spine-area-of-interest/usually-appropriate..may-be-appropriate@";

    @TempDir
    private Path old;

    @TempDir
    private Path changed;

    @TempDir
    private Path other;

    @BeforeEach
    void write() throws IOException {
        RulesCopy.served(old);
        RulesCopy.served(changed);
    }

    private void swapTheCategory() throws IOException {
        Path file = changed.resolve("one/ratings.drl");
        Files.writeString(file, Files.readString(file).replace("\"usually-appropriate\"", "\"may-be-appropriate\""));
    }

    private Session diff(String... options) {
        String[] all = new String[options.length + 3];
        all[0] = "diff";
        all[1] = old.toString();
        all[2] = changed.toString();
        System.arraycopy(options, 0, all, 3, options.length);
        return Session.run(all);
    }

    @Test
    void the_same_rules_are_equivalent() {
        Session session = diff("--fail-on-change");

        assertThat(session.exit()).isZero();
        assertThat(session.err()).isEmpty();
        assertThat(session.out())
                .startsWith("one\nEquivalent: ")
                .endsWith("\nEquivalent: every patient is answered alike.\n");
    }

    @Test
    void a_change_stands_with_its_condition_and_a_patient_who_is_written_as_a_case() throws IOException {
        swapTheCategory();

        Session session = diff("--write-cases", other.toString());

        assertThat(session.exit()).isZero();
        assertThat(session.out())
                .contains(": usually appropriate \u2192 may be appropriate\n    when ")
                .contains("    such as one-category-1.yaml: ")
                .contains("    " + SWAPPED)
                .endsWith("\nDifferent: 1 change.\n")
                .doesNotContain("an error of Apposite");
        assertThat(other.resolve("one-category-1.yaml"))
                .content()
                .startsWith("# The smallest patient whom this change touches:\n");
    }

    @Test
    void a_change_fails_a_build_until_it_is_approved_of_these_patients() throws IOException {
        swapTheCategory();
        Path approved = other.resolve("approved.yaml");

        Session failed = diff("--fail-on-change");
        assertThat(failed.exit()).isEqualTo(1);
        assertThat(failed.err()).startsWith("not approved: " + SWAPPED);
        String id = failed.err().strip().substring("not approved: ".length());

        Files.writeString(approved, approval(id));
        assertThat(diff("--fail-on-change", "--approved", approved.toString())).satisfies(session -> {
            assertThat(session.err()).isEmpty();
            assertThat(session.exit()).isZero();
        });

        Files.writeString(approved, approval(SWAPPED + "00000000"));
        Session stale = diff("--fail-on-change", "--approved", approved.toString());
        assertThat(stale.exit()).isEqualTo(1);
        assertThat(stale.err())
                .contains(SWAPPED + "00000000 was approved of other patients than it touches now; it is now " + id);

        Files.writeString(approved, approval("one/alert/gone/added@00000000"));
        assertThat(diff("--approved", approved.toString()).err())
                .isEqualTo("one/alert/gone/added@00000000 is approved, but there is no such change\n");
    }

    private static String approval(String id) {
        return "approved:\n  - change: " + id + "\n    by: Dr. A. Berg\n    reason: It is so.\n";
    }

    @Test
    void json_says_of_a_cohort_how_many_a_change_touches_and_is_the_same_every_time() throws IOException {
        swapTheCategory();
        String[] json = {"--format", "json", "--cohort", cohort().toString()};

        Session once = diff(json);

        JsonNode document = MAPPER.readTree(once.out());
        assertThat(document.at("/topics/0/changes/0/id").asText()).startsWith(SWAPPED);
        assertThat(document.at("/topics/0/changes/0/touched").asInt()).isEqualTo(1);
        assertThat(document.at("/cohort/cases").asInt()).isEqualTo(2);
        assertThat(document.at("/cohort/touched").asInt()).isEqualTo(1);
        assertThat(diff(json)).isEqualTo(once);
    }

    private Path cohort() throws IOException {
        Path cohort = other.resolve("cases.ndjson");
        Files.writeString(
                cohort,
                "{\"patient\":{\"age\":\"3 years\"},\"complaint\":{\"symptom\":\"back-pain\"}}\n"
                        + "{\"patient\":{\"age\":\"9 years\"},\"complaint\":{\"symptom\":\"back-pain\"}}\n");
        return cohort;
    }

    @Test
    void markdown_has_a_table_of_changes() throws IOException {
        swapTheCategory();

        assertThat(diff("--format", "markdown").out())
                .contains("What is answered differently")
                .contains("| What")
                .contains("@");
    }

    @Test
    void a_topic_that_only_one_has_is_told() throws IOException {
        Files.move(changed.resolve("one"), changed.resolve("two"));
        try (Stream<Path> files = Files.list(changed.resolve("two"))) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".drl")).toList()) {
                Files.writeString(file, Files.readString(file).replace("package one;", "package two;"));
            }
        }

        Session session = diff("--fail-on-change");

        assertThat(session.exit()).isEqualTo(1);
        assertThat(session.out())
                .contains("one\nOnly in the old rules: its patients, and its emergencies, are answered no more.\n")
                .contains("two\nOnly in the new rules.\n")
                .endsWith("\nDifferent: no change found; 2 topics only in one of them.\n");
    }

    @Test
    void what_cannot_be_read_is_named() throws IOException {
        Path approved = other.resolve("approved.yaml");
        Files.writeString(approved, "approved:\n  - change: x\n");

        assertThat(diff("--approved", approved.toString()).err())
                .isEqualTo("apposite: --approved " + approved
                        + ": line 2: the key \"by\" is missing, or is no text; line 2: the key \"reason\" is missing, or is"
                        + " no text.\n");
        assertThat(diff("--approved", other.resolve("none").toString()).err())
                .isEqualTo(
                        "apposite: --approved " + other.resolve("none") + ": there is no such file. Check its name.\n");
        assertThat(diff("--cohort", other.resolve("none").toString()).err())
                .isEqualTo(
                        "apposite: --cohort " + other.resolve("none") + ": there is no such file. Check its name.\n");
        assertThat(diff("--budget", "0").err()).isEqualTo("apposite: --budget must be a number from 1 to 3600.\n");
        assertThat(diff("--conditions", "0").err()).isEqualTo("apposite: --conditions must be a number from 1.\n");
        assertThat(Session.run("diff", other.resolve("none").toString(), changed.toString())
                        .err())
                .startsWith("apposite: diff " + other.resolve("none") + ": ");
    }

    @Test
    void the_page_on_differences_has_every_kind() throws IOException {
        List<String> page = Files.readAllLines(Path.of("../../docs/diff.md"));

        for (ChangeKind kind : ChangeKind.values()) {
            assertThat(page).anyMatch(line -> line.startsWith("| `" + kind.code() + "` | "));
        }
    }
}

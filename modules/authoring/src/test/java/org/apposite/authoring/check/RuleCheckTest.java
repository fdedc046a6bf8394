package org.apposite.authoring.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apposite.RuleSet;
import org.apposite.authoring.Finding;
import org.apposite.model.RuleIssue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RuleCheckTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 24);
    private static final LocalDate AFTER_THE_LAST_REVIEW = LocalDate.of(2026, 11, 30);
    private static final Path SHIPPED = Path.of("../../rules-drl");
    private static final Set<String> LOCK = Set.of("APP-221", "APP-222", "APP-223");
    private static final Set<String> TAKES_LONG = Set.of("APP-201", "APP-204", "APP-235");
    private static final Path RESOURCES = Path.of("src/test/resources/check");
    private static final Path ACTUAL = Path.of("target/check-examples");

    @TempDir
    private Path folder;

    @Test
    void the_shipped_rules_are_clean() {
        assertThat(RuleCheck.check(SHIPPED, AFTER_THE_LAST_REVIEW)).isEmpty();
    }

    @Test
    void the_base_of_the_examples_is_clean() throws IOException {
        copy(RESOURCES.resolve("base"));
        assertThat(check(folder)).isEmpty();
    }

    static List<String> examples() throws IOException {
        try (Stream<Path> folders = Files.list(RESOURCES.resolve("examples"))) {
            return folders.filter(Files::isDirectory)
                    .map(one -> String.valueOf(one.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    /** What is found is also written to {@code target/check-examples}, to be compared and copied. */
    @ParameterizedTest
    @MethodSource("examples")
    void each_example_is_found_as_expected(String example) throws IOException {
        copy(RESOURCES.resolve("base"));
        copy(RESOURCES.resolve("examples").resolve(example));
        String found = text(check(folder));
        Files.createDirectories(ACTUAL);
        Files.writeString(ACTUAL.resolve(example + ".expected"), found);
        assertThat(found)
                .isEqualTo(Files.readString(RESOURCES.resolve("examples").resolve(example + ".expected"), UTF_8));
    }

    /** But those of the lock. And a file that is not read, such as one that an editor leaves behind, must not keep a withdrawal from being taken. */
    @ParameterizedTest
    @MethodSource("examples")
    void what_a_service_is_told_are_the_errors_that_are_found_at_once(String example) throws IOException {
        copy(RESOURCES.resolve("base"));
        copy(RESOURCES.resolve("examples").resolve(example));
        RuleSet read = RuleSet.read(folder);
        List<String> issues = read.issues().stream().map(RuleIssue::toString).toList();
        List<String> errors = check(folder).stream()
                .filter(finding -> finding.level() == Finding.Level.ERROR)
                .map(Finding::issue)
                .filter(issue -> !LOCK.contains(issue.code())
                        && !TAKES_LONG.contains(issue.code())
                        && !issue.message().startsWith("this file is not read"))
                .map(RuleIssue::toString)
                .filter(line -> !issues.contains(line))
                .toList();
        assertThat(RuleCheck.errors(read, folder, DAY)).isEqualTo(errors);
    }

    @Test
    void the_names_of_the_files_do_not_matter() throws IOException {
        copy(RESOURCES.resolve("base"));
        copy(RESOURCES.resolve("examples/twin-rules-with-another-text"));
        copy(RESOURCES.resolve("examples/variant-without-ratings"));
        List<String> before = codes();
        Path topic = folder.resolve("tiny-topic");
        Files.move(topic.resolve("extra.drl"), topic.resolve("a.drl"));
        Files.move(topic.resolve("ratings.drl"), topic.resolve("z.drl"));
        assertThat(codes()).isEqualTo(before).isNotEmpty();
    }

    @Test
    void a_contradiction_is_found_behind_any_number_of_alternatives() throws IOException {
        copy(RESOURCES.resolve("base"));
        StringBuilder terms = new StringBuilder("findings:\n");
        StringBuilder asks = new StringBuilder("asks: [");
        StringBuilder pairs = new StringBuilder();
        for (int i = 0; i < 95; i++) {
            terms.append("  f").append(i).append(": { display: f, definition: F., question: \"F?\" }\n");
            asks.append('f').append(i).append(", ");
            pairs.append("( present( \"f")
                    .append(i)
                    .append("\" ) || absent( \"f")
                    .append(i)
                    .append("\" ) ),\n");
        }
        replace("vocabulary/findings.yaml", "findings:\n", terms.toString());
        replace("tiny-topic/topic.yaml", "asks: [", asks.toString());
        Files.writeString(folder.resolve("tiny-topic/pairs.drl"), """
                package tiny_topic;
                import org.apposite.language.Patient;
                global org.apposite.language.Conclude conclude;

                rule "Pairs"
                    @id( pairs )
                    @source( book )
                when
                    Patient( %s ( unknown( "f0" ) || unknown( "f94" ) ) )
                then
                    conclude.headline( "Never." );
                end
                """.formatted(pairs));
        assertThat(text(check(folder)))
                .contains(
                        "ERROR APP-201 tiny-topic/pairs.drl:",
                        "( unknown( \"f0\" ) || unknown( \"f94\" ) ) never hold together");
    }

    private void replace(String file, String words, String others) throws IOException {
        Path path = folder.resolve(file);
        Files.writeString(path, Files.readString(path).replace(words, others));
    }

    /** Without what the lock says, which the small folders do not have. */
    private static List<Finding> check(Path folder) {
        return RuleCheck.check(folder, DAY).stream()
                .filter(one -> !LOCK.contains(one.issue().code()))
                .toList();
    }

    private List<String> codes() {
        return check(folder).stream().map(one -> one.issue().code()).sorted().toList();
    }

    @Test
    void a_folder_that_is_missing_empty_or_a_file_is_a_finding() throws IOException {
        assertThat(check(folder.resolve("missing"))).hasSize(1);
        assertThat(check(folder)).isNotEmpty();
        Path file = Files.writeString(folder.resolve("file"), "no folder");
        assertThat(check(file)).hasSize(1);
    }

    @Test
    void cases_that_cannot_be_read_are_a_finding_and_the_rest_is_checked() throws IOException {
        copy(RESOURCES.resolve("base"));
        copy(RESOURCES.resolve("examples/idle-question-twice"));
        Files.createDirectory(folder.resolve("tiny-topic/cases/no-file.yaml"));
        assertThat(codes()).containsExactly("APP-202", "APP-214");
    }

    @Test
    void cases_that_are_a_file_are_a_finding() throws IOException {
        copy(RESOURCES.resolve("base"));
        Path cases = folder.resolve("tiny-topic/cases");
        for (String name : List.of("first.yaml", "second.yaml", "third.yaml")) {
            Files.delete(cases.resolve(name));
        }
        Files.delete(cases);
        Files.writeString(cases, "no folder");
        assertThat(codes()).containsExactly("APP-214");
    }

    @Test
    void two_thousand_rules_each_have_their_finding() throws IOException {
        copy(RESOURCES.resolve("base"));
        Path extra = RESOURCES.resolve("examples/never-finding-present-and-absent/tiny-topic/extra.drl");
        String text = Files.readString(extra, UTF_8);
        int start = text.indexOf("rule \"");
        for (int file = 0; file < 20; file++) {
            StringBuilder rules = new StringBuilder(text.substring(0, start));
            for (int i = 0; i < 100; i++) {
                String number = file + "-" + i;
                rules.append(text.substring(start)
                        .replace("The rule extra", "The rule " + number)
                        .replace("@id( extra )", "@id( extra-" + number + " )")
                        .replace("\"note\"", "\"note-" + number + "\""));
            }
            Files.writeString(folder.resolve("tiny-topic/many-" + file + ".drl"), rules);
        }
        assertThat(codes()).hasSize(2000).containsOnly("APP-201");
    }

    private static String text(List<Finding> findings) {
        return findings.stream().map(RuleCheckTest::text).collect(Collectors.joining());
    }

    private static String text(Finding finding) {
        RuleIssue issue = finding.issue();
        return finding.level() + " " + issue.code() + " " + issue.file() + ":" + issue.line() + ":" + issue.column()
                + "\n    " + issue.message() + "\n    "
                + (issue.suggestion() == null ? "-" : issue.suggestion()) + "\n";
    }

    private void copy(Path from) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path one : all.sorted().toList()) {
                Path to = folder.resolve(from.relativize(one).toString());
                if (Files.isDirectory(one)) {
                    Files.createDirectories(to);
                } else {
                    Files.createDirectories(to.getParent());
                    Files.copy(one, to, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }
}

package org.apposite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apposite.model.RuleIssue;
import org.apposite.model.RuleSetException;
import org.apposite.model.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Promise 6. Each file of the folder {@code refused} tries one thing that rules must not do; beside it stands what is said
 * of it: code, line and column, message. Whatever would run sets a property.
 */
class RulesCanOnlyConcludeTest {

    private static final Path REFUSED = Path.of("src/test/resources/refused");

    @TempDir
    private Path folder;

    static List<String> attempts() throws IOException {
        try (Stream<Path> files = Files.list(REFUSED)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".drl"))
                    .map(name -> name.substring(0, name.length() - ".drl".length()))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("attempts")
    void a_rule_file_that_does_more_is_refused_with_its_place_and_is_not_run(String attempt) throws IOException {
        TinyTopic.in(folder);
        Files.copy(REFUSED.resolve(attempt + ".drl"), folder.resolve("tiny-topic/refused.drl"));

        RuleIssue issue = ClinicalRules.check(folder).get(0);

        assertThat(issue.code() + " " + issue.line() + ":" + issue.column() + " " + issue.message())
                .isEqualToIgnoringWhitespace(Files.readString(REFUSED.resolve(attempt + ".expected")));
        assertThat(issue.file()).startsWith("tiny-topic/");
        assertThat(issue.excerpt()).as("the line as it stands in the file").isNotNull();
        assertThatThrownBy(() -> ClinicalRules.from(folder)).isInstanceOf(RuleSetException.class);
        assertThat(System.getProperty("apposite.ran")).isNull();
        assertThat(Path.of("ran")).doesNotExist();
    }

    @Test
    void the_topic_without_such_a_file_is_loaded() throws IOException {
        TinyTopic.in(folder);

        assertThat(ClinicalRules.check(folder)).isEmpty();
        assertThat(ClinicalRules.from(folder).topics()).extracting(Topic::id).containsExactly("tiny-topic");
    }
}

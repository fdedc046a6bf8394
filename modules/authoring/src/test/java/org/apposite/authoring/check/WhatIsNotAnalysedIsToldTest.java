package org.apposite.authoring.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apposite.authoring.Finding;
import org.apposite.authoring.Finding.Level;
import org.apposite.authoring.RulesFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules that nobody can analyse in reasonable time end the analysis, and that is told: they never pass for clean. */
class WhatIsNotAnalysedIsToldTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 24);
    private static final String NOT_ANALYSED = "APP-237";
    private static final int FINDINGS = 200;

    @TempDir
    private Path folder;

    @BeforeEach
    void begin() throws IOException {
        RulesFolder.copy(Path.of("src/test/resources/check/base"), folder);
        Path findings = folder.resolve("vocabulary/findings.yaml");
        String text = "\n" + Files.readString(findings);
        Files.writeString(
                findings,
                text.replaceFirst(
                        "\nfindings:\n",
                        "\nfindings:\n"
                                + many(
                                        FINDINGS,
                                        i -> "  f" + i + ": { display: f" + i
                                                + ", definition: F., question: \"F?\" }\n")));
        Path topic = folder.resolve("tiny-topic/topic.yaml");
        Files.writeString(
                topic,
                Files.readString(topic).replaceFirst("asks: \\[", "asks: [" + many(FINDINGS, i -> "f" + i + ", ")));
    }

    @Test
    void rules_of_hundreds_of_alternatives() throws IOException {
        Random random = new Random(1);

        assertThat(found(many(
                        24,
                        rule -> rule(
                                rule,
                                random.ints(190, 0, FINDINGS)
                                        .distinct()
                                        .mapToObj(i -> "present( \"f" + i + "\" )")
                                        .collect(Collectors.joining(" || "))))))
                .filteredOn(one -> one.issue().code().equals(NOT_ANALYSED))
                .singleElement()
                .satisfies(one -> assertThat(one.level()).isEqualTo(Level.NOTE))
                .satisfies(one -> assertThat(one.issue().file()).isEqualTo("tiny-topic/topic.yaml"));
    }

    @Test
    void rules_of_hundreds_of_limits_of_age() throws IOException {
        assertThat(found(many(300, rule -> rule(rule, "agedAtLeast( " + (rule + 1) + ", \"months\" )"))))
                .extracting(one -> one.issue().code())
                .contains(NOT_ANALYSED);
    }

    @Test
    void rules_that_can_be_analysed_get_no_such_note() throws IOException {
        assertThat(found(many(10, rule -> rule(rule, "present( \"f" + rule + "\" ) || absent( \"f" + rule + "\" )"))))
                .extracting(one -> one.issue().code())
                .isNotEmpty()
                .doesNotContain(NOT_ANALYSED);
    }

    private List<Finding> found(String rules) throws IOException {
        Files.writeString(folder.resolve("tiny-topic/hostile.drl"), """
                package tiny_topic;

                import org.apposite.language.Patient;

                global org.apposite.language.Conclude conclude;

                """ + rules);
        List<Finding> found = RuleCheck.check(folder, DAY);
        assertThat(found).noneMatch(one -> one.issue().code().startsWith("APP-1"));
        return found;
    }

    private static String rule(int number, String condition) {
        return """
                rule "Hostile %1$d"
                    @id( hostile-%1$d )
                    @source( book )
                when
                    Patient( %2$s )
                then
                    conclude.headline( "Number %1$d." );
                end

                """.formatted(number, condition);
    }

    private static String many(int number, IntFunction<String> one) {
        return IntStream.range(0, number).mapToObj(one).collect(Collectors.joining());
    }
}

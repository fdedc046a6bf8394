package org.apposite.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.apposite.advice.Advice;
import org.apposite.cli.text.AdviceText.Detail;
import org.apposite.text.Messages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdviceTextTest {

    static Set<String> examples() {
        return Examples.all().keySet();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void an_answer_reads_as_in_its_golden_file(String example) throws IOException {
        assertThat(text(example, 100, false)).isEqualTo(golden(example + ".txt"));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void a_short_answer_reads_as_in_its_golden_file(String example) throws IOException {
        assertThat(text(example, 100, false, Detail.SHORT)).isEqualTo(golden(example + "-short.txt"));
    }

    @Test
    void the_full_trace_shows_every_rule_with_what_it_concluded() throws IOException {
        Advice advice = Objects.requireNonNull(Examples.all().get("index-case"));
        String text = AdviceText.of(
                        advice,
                        Examples.VOCABULARY,
                        new AdviceText.Layout(100, false, Detail.TRACE, Messages.in(Locale.ENGLISH)))
                .toString();
        assertThat(text).isEqualTo(golden("index-case-full-trace.txt"));
    }

    @Test
    void what_does_not_come_from_rules_is_told_in_german_on_request() throws IOException {
        Advice advice = Objects.requireNonNull(Examples.all().get("index-case"));
        String text = AdviceText.of(
                        advice,
                        Examples.VOCABULARY,
                        new AdviceText.Layout(100, false, Detail.FULL, Messages.in(Locale.GERMAN)))
                .toString();
        assertThat(text).isEqualTo(golden("index-case-german.txt"));
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 80, 100})
    void no_line_is_wider_than_the_page_or_ends_in_a_space(int width) {
        for (String example : examples()) {
            for (Detail detail : Detail.values()) {
                assertThat(text(example, width, false, detail).lines())
                        .as(example)
                        .allSatisfy(line -> assertThat(line.codePointCount(0, line.length()))
                                .as(line)
                                .isLessThanOrEqualTo(width))
                        .noneSatisfy(line -> assertThat(line).endsWith(" "));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void a_narrow_page_loses_no_letter(String example) {
        for (Detail detail : Detail.values()) {
            assertThat(letters(text(example, 60, false, detail)))
                    .containsExactlyElementsOf(letters(text(example, 100, false, detail)));
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void colour_changes_nothing_but_colour(String example) {
        for (Detail detail : Detail.values()) {
            String plain = text(example, 100, false, detail);
            String coloured = text(example, 100, true, detail);
            assertThat(plain).doesNotContain("\u001b");
            assertThat(coloured).contains("\u001b[1");
            assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(plain);
        }
    }

    @Test
    void an_emergency_stands_first_whatever_the_outcome() {
        assertThat(text("emergency-where-the-topic-does-not-apply", 100, false).lines())
                .element(1)
                .asString()
                .contains("CRITICAL: neurologic emergency");
    }

    @Test
    void what_is_needed_before_an_answer_comes_before_what_could_change_it() {
        assertThat(text("data-required", 100, false))
                .containsSubsequence(
                        "No answer yet", "How old is the child?", "COULD CHANGE", "Has weight been lost?", "RED FLAGS");
    }

    @Test
    void an_interpretation_is_called_one_wherever_it_is_cited() {
        assertThat(text("emergency-where-the-topic-does-not-apply", 100, false))
                .contains("18 years old or more. [interpretation 2]")
                .contains("[2]  interpretation: A decision of this project");
    }

    private static List<String> letters(String text) {
        return Arrays.stream(text.replaceAll("[^\\p{L}\\p{N}]", "").split(""))
                .sorted()
                .toList();
    }

    private static String text(String example, int width, boolean colour) {
        return text(example, width, colour, Detail.FULL);
    }

    private static String text(String example, int width, boolean colour, Detail detail) {
        Advice advice = Objects.requireNonNull(Examples.all().get(example), example);
        return AdviceText.of(
                        advice,
                        Examples.VOCABULARY,
                        new AdviceText.Layout(width, colour, detail, Messages.in(Locale.ENGLISH)))
                .toString();
    }

    private static String golden(String name) throws IOException {
        try (InputStream file = Objects.requireNonNull(AdviceTextTest.class.getResourceAsStream(name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

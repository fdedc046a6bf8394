package org.apposite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apposite.advice.Advice;
import org.apposite.patient.Age;
import org.apposite.patient.PatientCase;
import org.apposite.patient.PatientCaseBuilder;
import org.apposite.patient.PriorImaging;
import org.junit.jupiter.api.Test;

/** The snippet for hosts in the README compiles, runs, and is the one below. */
class ReadmeSnippetTest {

    private static final Path README = Path.of("README.md");
    private static final Path THIS = Path.of("src", "test", "java", "org", "apposite", "ReadmeSnippetTest.java");

    private static void snippet() {
        // snippet:begin
        ClinicalRules rules = ClinicalRules.bundled();
        PatientCaseBuilder child = PatientCase.builder().complaint("back-pain").region("thoracic");
        child.age(Age.ofYears(9)).durationDays(21);
        child.present("fever", "night-pain").absent("neurologic-deficit");
        child.imaging(PriorImaging.of("radiography", "thoracic", "negative"));
        Advice advice = rules.evaluate(child.build());
        advice.alerts().forEach(alert -> System.out.println(alert.severity().code() + ": " + alert.text()));
        advice.preferred().forEach(study -> System.out.println(study.display() + ": " + study.category()));
        advice.missing().forEach(datum -> System.out.println(datum.question()));
        // snippet:end
    }

    @Test
    void the_snippet_prints_the_preferred_study_and_asks_what_is_missing() {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            snippet();
        } finally {
            System.setOut(before);
        }

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("info: ")
                .contains("MRI spine area of interest without and with IV contrast: USUALLY_APPROPRIATE")
                .contains("Has bowel or bladder function changed");
    }

    @Test
    void the_readme_shows_exactly_the_snippet_in_at_most_ten_lines() throws IOException {
        List<String> shown = between(README, "<!-- snippet:host:begin -->", "<!-- snippet:host:end -->");
        List<String> compiled = between(THIS, "        // snippet:begin", "        // snippet:end").stream()
                .map(String::stripLeading)
                .toList();

        assertThat(compiled).hasSizeBetween(1, 10);
        assertThat(shown).first().isEqualTo("```java");
        assertThat(shown).last().isEqualTo("```");
        assertThat(shown.subList(1, shown.size() - 1)).isEqualTo(compiled);
    }

    private static List<String> between(Path file, String begin, String end) throws IOException {
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).as(file.toString()).containsOnlyOnce(begin, end);
        return new ArrayList<>(lines.subList(lines.indexOf(begin) + 1, lines.indexOf(end)));
    }
}

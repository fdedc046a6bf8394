package org.apposite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apposite.model.RuleIssue;
import org.apposite.model.RuleSetException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a rules folder says, it says what a reader sees; in any language that is written from left to right. */
class TextsReadAsTheyLookTest {

    /**
     * Where a text stands.
     *
     * @param file the file
     * @param line how the line begins that holds it
     * @param written the line with it
     */
    private record Spot(String file, String line, String written) {

        /** Puts a text there; says where that is. */
        String put(Path folder, String text) throws IOException {
            TinyTopic.in(folder);
            List<String> lines = new ArrayList<>(Files.readAllLines(folder.resolve(file)));
            int at = IntStream.range(0, lines.size())
                    .filter(one -> lines.get(one).startsWith(line))
                    .findFirst()
                    .orElseThrow();
            lines.set(at, written.formatted(text));
            Files.write(folder.resolve(file), lines);
            return file + ":" + (at + 1) + ":";
        }
    }

    private static final Spot QUOTED = new Spot("tiny-topic/topic.yaml", "title:", "title: \"Tiny%s\"");
    private static final List<Spot> SPOTS = List.of(
            QUOTED,
            new Spot("tiny-topic/topic.yaml", "title:", "title: Tiny%s"),
            new Spot("tiny-topic/topic.yaml", "title:", "title: Tiny topic # Tiny%s"),
            new Spot("tiny-topic/tiny.drl", "rule", "rule \"Tiny%s\""),
            new Spot("tiny-topic/tiny.drl", "package", "package tiny_topic; // Tiny%s"),
            new Spot("rule-set.yaml", "name:", "name: Tiny%s"),
            new Spot("vocabulary/sources.yaml", "    title: ACR", "    title: Tiny%s"));

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "/deceptions.csv", ignoreLeadingAndTrailingWhitespace = true)
    void what_reads_otherwise_than_it_looks_is_refused_wherever_it_stands(String name, String codePoints, String said)
            throws IOException {
        String text = Arrays.stream(codePoints.split(" "))
                .map(one -> Character.toString(Integer.parseInt(one, 16)))
                .collect(Collectors.joining());
        for (Spot spot : SPOTS) {
            String at = spot.put(folder, text);

            assertThat(ClinicalRules.check(folder))
                    .extracting(RuleIssue::toString)
                    .as(spot.written())
                    .singleElement()
                    .asString()
                    .startsWith(at)
                    .contains(said, "refused");
            assertThatThrownBy(() -> ClinicalRules.from(folder)).isInstanceOf(RuleSetException.class);
            clear();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "/deceptions.csv", ignoreLeadingAndTrailingWhitespace = true)
    void an_escape_of_yaml_is_no_way_round(String name, String codePoints, String said) throws IOException {
        String at = QUOTED.put(
                folder,
                Arrays.stream(codePoints.split(" "))
                        .map(one -> String.format("\\U%08X", Integer.parseInt(one, 16)))
                        .collect(Collectors.joining()));

        assertThat(ClinicalRules.check(folder))
                .extracting(RuleIssue::toString)
                .singleElement()
                .asString()
                .startsWith(at)
                .contains(said, "refused");
    }

    static Stream<Arguments> honest() throws IOException {
        return Files.readString(Path.of("src/test/resources/honest-texts.txt"))
                .lines()
                .flatMap(line -> Arrays.stream(Normalizer.Form.values())
                        .filter(form -> form == Normalizer.Form.NFC || form == Normalizer.Form.NFD)
                        .map(form -> Arguments.of(Normalizer.normalize(line, form), form)));
    }

    @ParameterizedTest
    @MethodSource("honest")
    void a_text_in_its_own_letters_is_taken_however_its_marks_are_written(String text, Normalizer.Form form)
            throws IOException {
        for (Spot spot : SPOTS) {
            spot.put(folder, " " + text);

            assertThat(ClinicalRules.check(folder)).as(spot.written()).isEmpty();
            clear();
        }
    }

    private void clear() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path one : all.filter(Files::isRegularFile).toList()) {
                Files.delete(one);
            }
        }
    }
}

package org.apposite.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apposite.fhir.words.Remark;
import org.apposite.text.Messages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What is told of a record, in each language. */
class RemarksTest {

    static final List<Locale> LANGUAGES = Messages.LANGUAGES;

    private static final Path SOURCES = Path.of("src/main/java/org/apposite/fhir");
    private static final Path WORDS = Path.of("src/main/resources/org/apposite/fhir/words");
    private static final Pattern CODE = Pattern.compile("\"([a-z]+(?:[-.][a-z]+)*)\"");

    private static Properties words(Locale language) throws IOException {
        Properties words = new Properties();
        String file = language.equals(Locale.ENGLISH) ? "messages.properties" : "messages_" + language + ".properties";
        words.load(Files.newBufferedReader(WORDS.resolve(file)));
        return words;
    }

    private static List<String> places(String text) {
        return Pattern.compile("\\{\\d}")
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @FieldSource("LANGUAGES")
    void every_text_is_there_in_each_language_with_the_same_places(Locale language) throws IOException {
        Properties english = words(Locale.ENGLISH);
        Properties other = words(language);

        assertThat(other.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
        assertThat(english.stringPropertyNames())
                .allSatisfy(key ->
                        assertThat(places(other.getProperty(key))).as(key).isEqualTo(places(english.getProperty(key))));
    }

    /** An apostrophe that stands alone would swallow a place. */
    @ParameterizedTest
    @FieldSource("LANGUAGES")
    void every_place_of_a_text_is_filled(Locale language) throws IOException {
        for (String key : words(language).stringPropertyNames()) {
            String text = Remark.of(key, "<0>", "<1>", "<2>", "<3>").text(language);
            assertThat(text).as(key).doesNotContain("{", "''");
            assertThat(places(words(language).getProperty(key)))
                    .as(key)
                    .allSatisfy(place -> assertThat(text).contains("<" + place.charAt(1) + ">"));
        }
    }

    @Test
    void every_text_is_said_somewhere_and_what_is_said_has_a_text() throws IOException {
        Set<String> named = new HashSet<>();
        Set<String> said = new HashSet<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".java")).toList()) {
                String source = Files.readString(file);
                CODE.matcher(source).results().forEach(one -> named.add(one.group(1)));
                Pattern.compile("Remark\\.of\\(\\s*" + CODE.pattern() + "\\s*[,)]")
                        .matcher(source)
                        .results()
                        .forEach(one -> said.add(one.group(1)));
            }
        }
        Set<String> texts = words(Locale.ENGLISH).stringPropertyNames();

        assertThat(said).hasSizeGreaterThan(60).isSubsetOf(texts);
        assertThat(texts)
                .filteredOn(text -> !text.startsWith("another-"))
                .allSatisfy(text -> assertThat(named).contains(text));
    }

    @Test
    void days_and_labels_are_written_as_the_language_writes_them() {
        Remark remark = Remark.of(
                "after-today", Remark.of("absence-of", "fever"), Remark.of("words", LocalDate.of(2026, 11, 3)));

        assertThat(remark).hasToString("the absence of fever is of 2026-11-03, after today; it is not counted");
        assertThat(remark.text(Locale.GERMAN))
                .isEqualTo("die Verneinung von fever: vom 03.11.2026, also nach heute; nicht berücksichtigt");
        assertThat(Remark.of("presence.absent").text(Locale.GERMAN)).isEqualTo("nicht vorhanden");
        assertThat(Remark.words("it's {0}")).hasToString("it's {0}");
    }
}

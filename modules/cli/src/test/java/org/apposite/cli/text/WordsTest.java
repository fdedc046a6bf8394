package org.apposite.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apposite.cds.cards.CardWords;
import org.junit.jupiter.api.Test;

/** What the command says around an answer is there in both languages, and all of it is said somewhere. */
class WordsTest {

    private static final Path SOURCES = Path.of("src", "main", "java", "org", "apposite", "cli", "text");

    @Test
    void every_text_is_there_in_both_languages_with_the_same_places() throws IOException {
        Properties english = texts("messages.properties");
        Properties german = texts("messages_de.properties");

        assertThat(german.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
        assertThat(english.stringPropertyNames())
                .allSatisfy(key -> assertThat(places(german.getProperty(key)))
                        .as(key)
                        .isEqualTo(places(english.getProperty(key))));
    }

    @Test
    void every_text_is_used() throws IOException {
        StringBuilder code = new StringBuilder();
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file : files.toList()) {
                code.append(Files.readString(file));
            }
        }

        assertThat(texts("messages.properties").stringPropertyNames())
                .allSatisfy(key -> assertThat(code)
                        .containsAnyOf(
                                "\"" + key + "\"",
                                "column(\"" + key.replaceFirst("^column-", "") + "\")",
                                key.startsWith("trust-") ? "\"trust-\" + trust" : "\"" + key + "\""));
    }

    @Test
    void what_a_service_says_in_the_same_words_it_says_in_the_same_words_in_german_too() throws IOException {
        Map<String, String> command = german(Words.class);
        Map<String, String> cards = german(CardWords.class);
        Set<String> both = new TreeSet<>(command.keySet());
        both.retainAll(cards.keySet());

        assertThat(both)
                .contains("not stated", "{0} to {1} mSv", "Variant {0}: {1}")
                .allSatisfy(text -> assertThat(cards.get(text)).isEqualTo(command.get(text)));
    }

    /** By the English text. */
    private static Map<String, String> german(Class<?> owner) throws IOException {
        Properties english = texts(owner, "messages.properties");
        Properties german = texts(owner, "messages_de.properties");
        return english.stringPropertyNames().stream()
                .collect(Collectors.toMap(english::getProperty, german::getProperty, (one, other) -> one));
    }

    private static String places(String text) {
        return Pattern.compile("\\{\\d}")
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .sorted()
                .collect(Collectors.joining());
    }

    private static Properties texts(String name) throws IOException {
        return texts(Words.class, name);
    }

    private static Properties texts(Class<?> owner, String name) throws IOException {
        Properties texts = new Properties();
        try (InputStream in = Objects.requireNonNull(owner.getResourceAsStream(name))) {
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        return texts;
    }
}

package org.apposite.cds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.apposite.text.Messages;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The page with the form, in the language that a hospital has chosen; src/test/browser has what only a browser can tell. */
class PageInGermanTest {

    static final Iterable<Locale> LANGUAGES = Messages.LANGUAGES;

    private static final Path RESOURCES = Path.of("src/main/resources/org/apposite/cds");
    /** A text of the page: its name, and the parameters where it is made of some. */
    private static final Pattern TEXT = Pattern.compile("^ {2}(\\w+)(?::(?: (\\(.*?\\)) =>)?|,$)", Pattern.MULTILINE);

    private static String page(Locale language, String path) {
        CdsSettings settings = Requests.settings().language(language).build();
        try (CdsService service = new CdsService(() -> Requests.RULES, settings)) {
            CdsResponse response = service.handle(Requests.get(path));
            assertThat(response.status()).isEqualTo(200);
            return new String(response.body(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @FieldSource("LANGUAGES")
    void the_page_is_in_the_language_of_its_hospital(Locale language) throws IOException {
        Path texts = RESOURCES.resolve("page/texts." + language + ".js");

        assertThat(page(language, "/"))
                .contains("<html lang=\"" + language + "\">")
                .contains(noScript(language))
                .doesNotContain("{");
        assertThat(page(language, "/texts.js"))
                .isEqualTo(Files.readString(texts))
                .contains("language: '" + language + "'");
    }

    private static String noScript(Locale language) throws IOException {
        return texts(language).getProperty("no-script");
    }

    @ParameterizedTest
    @FieldSource("LANGUAGES")
    void every_text_of_the_page_is_there_in_each_language_and_is_made_of_the_same(Locale language) throws IOException {
        assertThat(texts("texts." + language + ".js")).hasSizeGreaterThan(100).isEqualTo(texts("texts.en.js"));
    }

    /** By the name of each text, what it is made of; empty where it is always the same. */
    private static Map<String, String> texts(String file) throws IOException {
        String source = Files.readString(RESOURCES.resolve("page").resolve(file));
        String exported = source.substring(source.indexOf("export default {"), source.lastIndexOf("\n};"));
        Map<String, String> texts = new LinkedHashMap<>();
        TEXT.matcher(exported)
                .results()
                .forEach(text -> texts.put(text.group(1), text.group(2) == null ? "" : text.group(2)));
        return texts;
    }

    @ParameterizedTest
    @FieldSource("LANGUAGES")
    void every_text_of_the_service_is_there_in_each_language(Locale language) throws IOException {
        assertThat(texts(language).stringPropertyNames())
                .isEqualTo(texts(Locale.ENGLISH).stringPropertyNames());
    }

    private static Properties texts(Locale language) throws IOException {
        Properties texts = new Properties();
        String file = language.equals(Locale.ENGLISH) ? "messages.properties" : "messages_" + language + ".properties";
        texts.load(Files.newBufferedReader(RESOURCES.resolve(file)));
        return texts;
    }
}

package org.apposite.cds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apposite.cds.cards.CardWords;
import org.apposite.cds.request.Unreviewed.Reason;
import org.apposite.fhir.mapping.OwnCodes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the service itself says on cards, in the language that a hospital has chosen. */
class CardsInGermanTest {

    private static final Path SOURCES = Path.of("src/main/java/org/apposite/cds/cards");

    private static CdsService german;

    @BeforeAll
    static void begin() {
        german = new CdsService(
                () -> Requests.RULES,
                Requests.settings()
                        .language(Locale.forLanguageTag("de-CH"))
                        .explainUnrecognised()
                        .build());
    }

    @AfterAll
    static void end() {
        german.close();
    }

    private static String answer(String hook, ObjectNode request) {
        CdsResponse response =
                german.handle(Requests.post("/cds-services/apposite-" + hook, request.put("hook", hook)));
        assertThat(response.status()).isEqualTo(200);
        return Requests.json(response).toPrettyString();
    }

    private static ObjectNode request(String kind) {
        ObjectNode request = kind.equals("emergency") ? Requests.emergency() : Requests.of("lumbar-mri.json");
        ObjectNode prefetch = (ObjectNode) request.path("prefetch");
        ArrayNode drafts = (ArrayNode) request.at("/context/draftOrders/entry");
        switch (kind) {
            case "no complaint" -> prefetch.remove("conditions");
            case "no age" -> prefetch.remove("patient");
            case "unknown code" ->
                ((ObjectNode) drafts.path(0).at("/resource/code"))
                        .put("text", "MRI LWS")
                        .putArray("coding")
                        .addObject()
                        .put("system", "https://hospital.example/codes")
                        .put("code", "4711");
            default -> {}
        }
        return request;
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
                    order-select | order        | Zu dieser Anforderung gibt es 2 Warnungen. Hier bevorzugt: MRI
                    order-select | order        | **Nächste Untersuchung: MRI
                    order-select | order        | In der Regel angemessen, 0 mSv.
                    order-select | order        | . Behandelnde und Radiologie entscheiden.
                    order-select | order        | Die ganze Antwort mit allen bewerteten Untersuchungen
                    order-select | order        | Mit der Radiologie besprochen
                    order-select | order        | Anforderung ändern in MRI
                    order-select | order        | Ändert die Anforderung in MRI
                    patient-view | order        | Anfordern: MRI
                    order-select | emergency    | Grund: neurologic deficit is present
                    order-select | emergency    | Back pain in a child, Regeln 0.2.0 (Entwurf)
                    order-select | unknown code | Eine Anforderung von Bildgebung, MRI LWS (4711), steht nicht in der Zuordnung der Codes; dies wurde nicht geprüft.
                    order-select | no complaint | Diese Anforderung wurde nicht geprüft: Die Akte
                    order-select | no complaint | Ohne Beschwerde sagen diese Regeln nichts zu Untersuchungen.
                    order-select | no age       | Für die Wahl der Untersuchung
                    order-select | no age       | Fragen beantworten
                    order-select | no age       | Hier unbekannt, nicht ausgeschlossen:
                    """)
    void a_service_in_german_says_its_own_words_in_german(String hook, String kind, String said) {
        assertThat(answer(hook, request(kind))).contains(said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"order", "emergency", "no complaint", "no age", "unknown code"})
    void no_word_of_the_english_cards_is_left(String kind) throws IOException {
        // The texts of rules and what a record says stay as they are; these are the words of the service alone.
        Stream<String> english = texts("messages.properties").values().stream()
                .map(text -> text.toString())
                .flatMap(text -> Stream.of(text.split("\\{\\d}")))
                .map(String::strip)
                .filter(part -> part.length() > 12);
        String cards = answer("order-select", request(kind));

        assertThat(english).isNotEmpty().allSatisfy(part -> assertThat(cards).doesNotContain(part));
    }

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
    void every_text_is_said_on_some_card() throws IOException {
        StringBuilder code = new StringBuilder();
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file : files.toList()) {
                code.append(Files.readString(file));
            }
        }
        Stream<String> ofLists = Stream.of("unreviewed.", "reason.", "warning-for-", "warnings-for-");

        assertThat(texts("messages.properties").stringPropertyNames())
                .filteredOn(key -> !code.toString().contains("\"" + key + "\""))
                .allSatisfy(key -> assertThat(key).matches("(unreviewed\\.|reason\\.|warnings?-for-orders?$).*"));
        assertThat(ofLists).allSatisfy(list -> assertThat(code).contains("\"" + list + "\""));
    }

    @Test
    void the_reasons_to_decide_otherwise_are_those_of_the_code_system() throws IOException {
        Properties english = texts("messages.properties");

        assertThat(of("reason.", english)).isEqualTo(OwnCodes.OVERRIDE_REASON.displays());
        assertThat(of("unreviewed.", english).keySet())
                .isEqualTo(Stream.of(Reason.values())
                        .filter(one -> one != Reason.NOT_PROPOSED)
                        .map(Reason::code)
                        .collect(Collectors.toSet()));
    }

    @Test
    void a_language_that_there_is_not_is_refused_when_it_is_set() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Requests.settings().language(Locale.FRENCH))
                .withMessage("language \"fr\": there is en, de");
    }

    private static Map<String, String> of(String list, Properties texts) {
        return texts.stringPropertyNames().stream()
                .filter(key -> key.startsWith(list))
                .collect(Collectors.toMap(key -> key.substring(list.length()), texts::getProperty));
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
        Properties texts = new Properties();
        try (InputStream in = Objects.requireNonNull(CardWords.class.getResourceAsStream(name))) {
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        return texts;
    }
}

package org.apposite.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apposite.advice.Advice.Outcome;
import org.apposite.advice.Alert.Severity;
import org.apposite.advice.MissingDatum.Effect;
import org.apposite.advice.NextStep.Urgency;
import org.apposite.advice.Provenance.Status;
import org.apposite.advice.Radiation.Level;
import org.apposite.advice.Recommendation.Category;
import org.apposite.advice.Trace;
import org.apposite.patient.Coded;
import org.apposite.patient.Contrast;
import org.apposite.patient.PatientCase.Sex;
import org.apposite.patient.Presence;
import org.apposite.patient.Side;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest {

    private static final Messages ENGLISH = Messages.in(Locale.ENGLISH);
    private static final Messages GERMAN = Messages.in(Locale.GERMAN);

    @ParameterizedTest
    @ValueSource(strings = {"messages.properties", "messages_de.properties"})
    void every_value_of_every_closed_list_has_its_label_and_there_is_no_other(String file) throws IOException {
        Set<String> keys = new TreeSet<>();
        Stream.of(
                        Outcome.class,
                        Severity.class,
                        Effect.class,
                        Urgency.class,
                        Status.class,
                        Level.class,
                        Category.class,
                        Trace.Kind.class,
                        Contrast.class,
                        Sex.class,
                        Presence.class,
                        Side.class)
                .flatMap(list -> Arrays.stream(list.getEnumConstants()))
                .forEach(value ->
                        keys.add(value.getDeclaringClass().getSimpleName().toLowerCase(Locale.ROOT) + "."
                                + ((Coded) value).code()));

        assertThat(properties(file).stringPropertyNames()).containsExactlyInAnyOrderElementsOf(keys);
    }

    @Test
    void a_label_is_in_the_language_that_was_asked_for_wherever_the_machine_stands() {
        Locale machine = Locale.getDefault();
        try {
            for (Locale other : new Locale[] {Locale.GERMANY, Locale.FRANCE, Locale.ROOT}) {
                Locale.setDefault(other);

                assertThat(Messages.in(Locale.US).label(Category.USUALLY_NOT_APPROPRIATE))
                        .isEqualTo("usually not appropriate");
                assertThat(Messages.in(Locale.forLanguageTag("de-CH")).label(Category.USUALLY_NOT_APPROPRIATE))
                        .isEqualTo("in der Regel nicht angemessen");
            }
        } finally {
            Locale.setDefault(machine);
        }
    }

    @Test
    void a_language_that_there_is_not_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Messages.in(Locale.FRENCH))
                .withMessage("language \"fr\": there is en, de");
    }

    @Test
    void a_program_adds_its_own_texts() {
        Messages own = GERMAN.with(
                name -> new ByteArrayInputStream("asked = {0} Fragen zu \"{1}\"".getBytes(StandardCharsets.UTF_8)));

        assertThat(own.text("asked", 1234, "{x}")).isEqualTo("1234 Fragen zu \"{x}\"");
        assertThat(own.label(Sex.FEMALE)).isEqualTo("weiblich");
        assertThat(own.language()).isEqualTo(Locale.GERMAN);
    }

    @Test
    void a_text_that_there_is_not_is_an_error() {
        assertThatThrownBy(() -> ENGLISH.text("nothing")).isInstanceOf(MissingResourceException.class);
        assertThatThrownBy(() -> ENGLISH.with(name -> null)).hasMessage("messages.properties is missing");
    }

    private static Properties properties(String name) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Objects.requireNonNull(Messages.class.getResourceAsStream(name))) {
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        return properties;
    }
}

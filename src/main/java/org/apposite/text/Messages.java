package org.apposite.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.PropertyResourceBundle;
import java.util.ResourceBundle;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apposite.patient.Coded;
import org.jspecify.annotations.Nullable;

/**
 * The words of an interface in one language: labels of the closed lists, and what a program says around an answer. Texts of rules
 * stay as their authors wrote them. The language is always named, never that of the machine. Immutable and thread-safe.
 */
public final class Messages {

    /** The languages that there are; the first is the default of every program. */
    public static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.GERMAN);

    private final Locale language;
    private final ResourceBundle texts;
    private final @Nullable Messages others;

    private Messages(Locale language, Function<String, @Nullable InputStream> resource, @Nullable Messages others) {
        this.language = language;
        this.texts = read(resource, language.equals(LANGUAGES.get(0)) ? "messages" : "messages_" + language);
        this.others = others;
    }

    /**
     * The labels of the closed lists in a language.
     *
     * @param language a locale whose language, whatever its country, is one of {@link #LANGUAGES}
     * @return labels
     * @throws IllegalArgumentException when there are none in this language; the message names those that there are
     */
    public static Messages in(Locale language) {
        Locale known = LANGUAGES.stream()
                .filter(one -> one.getLanguage().equals(language.getLanguage()))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("language \"" + language.toLanguageTag() + "\": there is "
                                + LANGUAGES.stream().map(Locale::toLanguageTag).collect(Collectors.joining(", "))));
        return new Messages(known, Messages.class::getResourceAsStream, null);
    }

    /**
     * These and further texts in the same language.
     *
     * @param resource opens {@code messages.properties} and {@code messages_de.properties}, such as {@code
     *     Own.class::getResourceAsStream}; UTF-8, with places as {@link MessageFormat} has them
     * @return all of them
     * @throws IllegalStateException when there is no file for the language
     */
    public Messages with(Function<String, @Nullable InputStream> resource) {
        return new Messages(language, resource, this);
    }

    private static ResourceBundle read(Function<String, @Nullable InputStream> resource, String name) {
        // Not by ResourceBundle.getBundle, which falls back on the language of the machine.
        try (InputStream in = resource.apply(name + ".properties")) {
            if (in == null) {
                throw new IllegalStateException(name + ".properties is missing");
            }
            return new PropertyResourceBundle(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The language.
     *
     * @return one of {@link #LANGUAGES}
     */
    public Locale language() {
        return language;
    }

    /**
     * The label of a value of a closed list, in the middle of a sentence.
     *
     * @param <E> the closed list
     * @param value the value
     * @return its label
     */
    public <E extends Enum<E> & Coded> String label(E value) {
        return text(value.getDeclaringClass().getSimpleName().toLowerCase(Locale.ROOT) + "." + value.code());
    }

    /**
     * A text.
     *
     * @param key its key
     * @param arguments what stands in its places; numbers as digits
     * @return the text
     * @throws java.util.MissingResourceException when there is no such key
     */
    public String text(String key, Object... arguments) {
        if (others != null && !texts.containsKey(key)) {
            return others.text(key, arguments);
        }
        return new MessageFormat(texts.getString(key), language)
                .format(Stream.of(arguments).map(Objects::toString).toArray());
    }
}

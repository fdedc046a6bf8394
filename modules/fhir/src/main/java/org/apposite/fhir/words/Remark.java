package org.apposite.fhir.words;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apposite.text.Messages;

/**
 * Something to be told, in a code with arguments: its text is made where it is read, in the language of who reads it. Immutable.
 *
 * @param code the key of its text in {@code messages.properties} of this package, or a label of a closed list, such as {@code
 *     presence.absent}
 * @param arguments texts, other remarks, and days, in the order of the places of the text
 */
public record Remark(String code, List<Object> arguments) {

    private static final Locale ENGLISH = Messages.LANGUAGES.get(0);
    private static final Map<Locale, Messages> WORDS = new ConcurrentHashMap<>();
    private static final Map<Locale, DateTimeFormatter> DAYS = Map.of(
            ENGLISH,
            DateTimeFormatter.ISO_LOCAL_DATE,
            Locale.GERMAN,
            DateTimeFormatter.ofPattern("dd.MM.uuuu", Locale.GERMAN));

    /** Copies the list. */
    public Remark {
        arguments = List.copyOf(arguments);
    }

    /**
     * A remark.
     *
     * @param code its code
     * @param arguments texts, other remarks and days; all else by its text
     */
    public static Remark of(String code, Object... arguments) {
        return new Remark(
                code,
                Stream.of(arguments)
                        .map(one -> one instanceof Remark || one instanceof LocalDate ? one : String.valueOf(one))
                        .toList());
    }

    /** Words of a rule set, of a record or of a standard, which are the same in every language. */
    public static Remark words(String text) {
        return of("words", text);
    }

    /**
     * The text in a language.
     *
     * @param language one of {@link Messages#LANGUAGES}
     */
    public String text(Locale language) {
        Messages words =
                WORDS.computeIfAbsent(language, one -> Messages.in(one).with(Remark.class::getResourceAsStream));
        return words.text(
                code, arguments.stream().map(one -> text(one, language)).toArray());
    }

    private static String text(Object argument, Locale language) {
        if (argument instanceof Remark remark) {
            return remark.text(language);
        }
        return argument instanceof LocalDate day
                ? day.format(DAYS.getOrDefault(language, DateTimeFormatter.ISO_LOCAL_DATE))
                : argument.toString();
    }

    /** The text in English. */
    @Override
    public String toString() {
        return text(ENGLISH);
    }
}

package org.apposite.json.record;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apposite.text.WordProcessorSign;

/** How keys, values and paths stand in messages. */
public final class MessageText {

    private static final int LONGEST = 60;

    /** What nobody can tell from the plain character. */
    private static final Set<WordProcessorSign> DECEPTIVE =
            EnumSet.of(WordProcessorSign.NON_BREAKING_SPACE, WordProcessorSign.WIDE_SPACE, WordProcessorSign.HYPHEN);

    private MessageText() {}

    /** A text in quotes, not too long; of a character that looks like a plain one it is said that it is another. */
    public static String quoted(String text) {
        String plain = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
        return "\"" + plain + "\""
                + plain.chars()
                        .mapToObj(c -> WordProcessorSign.of((char) c)
                                .filter(DECEPTIVE::contains)
                                .map(sign -> " (with " + sign.message((char) c) + ")"))
                        .flatMap(Optional::stream)
                        .findFirst()
                        .orElse("");
    }

    /** A message without line breaks and other control characters, whatever it quotes. */
    static String inOneLine(String message) {
        return message.replaceAll("[\\p{Cc}\u2028\u2029\\s]+", " ").strip();
    }

    /** A value as one would say it. */
    public static String valued(JsonNode value) {
        if (value.isContainerNode()) {
            return value.isArray() ? "a list" : "a map of keys";
        }
        return value.isTextual() ? quoted(value.textValue()) : value.asText();
    }

    /** What kind of value it is. */
    public static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> "a list";
            case OBJECT -> "a map of keys";
            case STRING -> "a text";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            default -> "nothing";
        };
    }

    /** A path with dots: {@code imaging[0].result}. */
    public static String dotted(JsonPointer path) {
        StringBuilder dotted = new StringBuilder();
        for (JsonPointer part = path; !part.matches(); part = part.tail()) {
            if (part.mayMatchElement()) {
                dotted.append('[').append(part.getMatchingIndex()).append(']');
            } else {
                dotted.append(dotted.isEmpty() ? "" : ".").append(part.getMatchingProperty());
            }
        }
        return dotted.toString();
    }

    /** Alternatives: {@code m, cm or ft}. */
    public static String either(List<String> words) {
        int last = words.size() - 1;
        return last < 1 ? String.join("", words) : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
    }

    public static String listed(Collection<String> codes) {
        return codes.stream().collect(Collectors.joining(", "));
    }

    static String lowerFirst(String words) {
        boolean lower = words.length() > 1 && Character.isLowerCase(words.charAt(1));
        return lower ? Character.toLowerCase(words.charAt(0)) + words.substring(1) : words;
    }
}

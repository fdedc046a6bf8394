package org.apposite.cli.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apposite.model.Vocabulary.Source;
import org.apposite.model.Vocabulary.Trust;

/**
 * Numbers the sources of one answer in the order in which they are cited. An interpretation is called one wherever it
 * is cited, so that nobody takes it for the guideline's.
 */
final class Citations {

    private static final String INTERPRETATION_MARK = "i";

    private final Map<String, Source> known;
    private final Words words;
    private final Map<String, Integer> numbers = new LinkedHashMap<>();

    Citations(Map<String, Source> known, Words words) {
        this.known = known;
        this.words = words;
    }

    /** The citation of some sources in a text: "[1, 2, interpretation 3]". */
    String inText(Collection<String> keys) {
        String interpretation = words.text("trust-interpretation") + " ";
        return keys.isEmpty() ? "" : "[" + list(keys, interpretation, "").replace(" ", StyledText.FIRM_SPACE) + "]";
    }

    /** The same in a table, short: "1, 2, 3i". */
    String inTable(Collection<String> keys) {
        return list(keys, "", INTERPRETATION_MARK);
    }

    private String list(Collection<String> keys, String before, String after) {
        keys.forEach(this::number);
        return keys.stream()
                .distinct()
                .sorted(Comparator.comparingInt(this::number))
                .map(key -> isInterpretation(key) ? before + number(key) + after : Integer.toString(number(key)))
                .collect(Collectors.joining(", "));
    }

    boolean isInterpretation(String key) {
        return trust(key) == Trust.INTERPRETATION;
    }

    /** What was cited so far, by number. */
    List<String> cited() {
        return List.copyOf(numbers.keySet());
    }

    Trust trust(String key) {
        Source source = known.get(key);
        return source == null ? Trust.PUBLISHED : source.trust();
    }

    private int number(String key) {
        return numbers.computeIfAbsent(key, any -> numbers.size() + 1);
    }
}

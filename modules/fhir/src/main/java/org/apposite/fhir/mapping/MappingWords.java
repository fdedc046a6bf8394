package org.apposite.fhir.mapping;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apposite.model.Ucum;
import org.apposite.model.Vocabulary;
import org.apposite.patient.Coded;
import org.apposite.text.Spelling;
import org.jspecify.annotations.Nullable;

/** What is written in a mapping file in words and numbers: codes, times, values with units. */
final class MappingWords {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,5}) (day|week|month|year)s?");
    private static final Pattern LIMIT = Pattern.compile("(-?\\d{1,6}(?:\\.\\d{1,6})?) (\\S+)");
    private static final Pattern SPAN =
            Pattern.compile("(-?\\d{1,6}(?:\\.\\d{1,6})?) to (-?\\d{1,6}(?:\\.\\d{1,6})?) (\\S+)");

    private final String lenientFile;
    private final Map<String, String> systems;
    private final Set<String> classified = new HashSet<>();

    /**
     * The words of some files.
     *
     * @param lenientFile the file whose codes need not all be in the vocabulary
     * @param systems the URL of each system by its short name
     */
    MappingWords(String lenientFile, Map<String, String> systems) {
        this.lenientFile = lenientFile;
        this.systems = systems;
    }

    boolean isLenient(Yaml at) {
        return at.file().equals(lenientFile);
    }

    Set<TerminologyCode> standard(Vocabulary.Term term) {
        return term.codes().stream()
                .filter(code -> systems.containsKey(code.system()))
                .map(code -> new TerminologyCode(String.valueOf(systems.get(code.system())), code.code()))
                .collect(Collectors.toSet());
    }

    /** The systems of which a class has been read so far. */
    Set<String> classified() {
        return classified;
    }

    Set<TerminologyCode> codes(@Nullable Yaml list) {
        return codes(items(list));
    }

    Set<TerminologyCode> codes(List<Yaml> items) {
        Set<TerminologyCode> codes = new HashSet<>();
        for (Yaml item : items) {
            TerminologyCode code = code(item);
            if (code != null) {
                codes.add(code);
            }
        }
        return codes;
    }

    @Nullable
    TerminologyCode code(Yaml item) {
        return code(item.text(), item);
    }

    /** A code as it is written, reported at a value when it is none. */
    @Nullable
    TerminologyCode code(String text, Yaml at) {
        String[] words = text.split(" ", -1);
        if (words.length != 2 || words[1].isEmpty()) {
            at.report("\"" + text + "\" is not a code", "Write the system and the code, such as snomed 386661006.");
            return null;
        }
        String system = systems.get(words[0]);
        if (system == null) {
            at.report(
                    "\"" + words[0] + "\" is not among the systems",
                    Spelling.didYouMeanOneOf(words[0], systems.keySet()));
            return null;
        }
        TerminologyCode code = new TerminologyCode(system, words[1]);
        if (code.isClass()) {
            classified.add(system);
        }
        return code;
    }

    /** Codes from one to another, such as {@code cpt 70010 to 79999}. */
    Optional<ImagingCodes.Signs.CodeRange> range(Yaml item) {
        String[] ends = item.text().split(" to ", -1);
        TerminologyCode from = code(ends[0], item);
        if (from == null) {
            return Optional.empty();
        }
        if (ends.length != 2 || ends[1].length() != from.code().length() || ends[1].compareTo(from.code()) < 0) {
            item.report(
                    "\"" + item.text() + "\" is not a range of codes of one length", "Write it as cpt 70010 to 79999.");
            return Optional.empty();
        }
        return Optional.of(new ImagingCodes.Signs.CodeRange(from.system(), from.code(), ends[1]));
    }

    static Window window(@Nullable Yaml within) {
        return within == null ? Window.OPEN : new Window(days(within));
    }

    private static int days(Yaml duration) {
        Matcher matcher = DURATION.matcher(duration.text());
        if (!matcher.matches()) {
            duration.report("\"" + duration.text() + "\" is not a duration", "Write it as 30 days, 6 weeks or 1 year.");
            return 0;
        }
        int number = Integer.parseInt(matcher.group(1));
        return number
                * switch (matcher.group(2)) {
                    case "year" -> 365;
                    case "month" -> 30;
                    case "week" -> 7;
                    default -> 1;
                };
    }

    static int months(Yaml age) {
        Matcher matcher = DURATION.matcher(age.text());
        if (matcher.matches()) {
            int number = Integer.parseInt(matcher.group(1));
            if (matcher.group(2).equals("year")) {
                return number * 12;
            }
            if (matcher.group(2).equals("month")) {
                return number;
            }
        }
        age.report("\"" + age.text() + "\" is not an age", "Write it as 18 years or 6 months.");
        return 0;
    }

    static Mapping.Limit limit(Yaml value) {
        Matcher matcher = LIMIT.matcher(value.text());
        if (!matcher.matches()) {
            value.report("\"" + value.text() + "\" is not a value with a unit", "Write it as 38 Cel.");
            return new Mapping.Limit(BigDecimal.ZERO, "1");
        }
        return new Mapping.Limit(new BigDecimal(matcher.group(1)), unit(value, matcher.group(2)));
    }

    static Mapping.Span span(Yaml value) {
        Matcher matcher = SPAN.matcher(value.text());
        if (!matcher.matches()) {
            value.report("\"" + value.text() + "\" is not a range with a unit", "Write it as 25 to 45 Cel.");
            return new Mapping.Span(BigDecimal.ZERO, BigDecimal.ZERO, "1");
        }
        return new Mapping.Span(
                new BigDecimal(matcher.group(1)), new BigDecimal(matcher.group(2)), unit(value, matcher.group(3)));
    }

    static String unit(Yaml at, String unit) {
        if (!Ucum.knows(unit)) {
            at.report("\"" + unit + "\" is not a UCUM unit that can be read here", "For example: Cel, mm/h or mg/L.");
        }
        return unit;
    }

    static Set<String> texts(@Nullable Yaml list, Set<String> known, Set<String> otherwise) {
        if (list == null) {
            return otherwise;
        }
        Set<String> texts = new TreeSet<>();
        for (Yaml item : list.items()) {
            if (known.contains(item.text())) {
                texts.add(item.text());
            } else {
                item.report(
                        "\"" + item.text() + "\" is not a status of FHIR that is read here",
                        Spelling.didYouMeanOneOf(item.text(), known));
            }
        }
        return texts;
    }

    static String needed(Yaml at, Map<String, Yaml> parts, String key) {
        Yaml value = parts.get(key);
        if (value == null) {
            at.report("\"" + key + "\" is missing here", null);
            return "";
        }
        return value.text();
    }

    static String needed(Yaml at, Layered parts, String key) {
        Yaml value = parts.last(key);
        if (value == null) {
            at.report("\"" + key + "\" is missing here", null);
            return "";
        }
        return value.text();
    }

    static List<Yaml> items(@Nullable Yaml list) {
        return list == null ? List.of() : list.items();
    }

    static <E extends Enum<E> & Coded> E one(Class<E> list, Yaml value, E otherwise) {
        List<String> codes =
                Arrays.stream(list.getEnumConstants()).map(Coded::code).toList();
        if (codes.contains(value.text())) {
            return Coded.of(list, value.text());
        }
        reportCode(value, value.text(), codes);
        return otherwise;
    }

    /** A code of the vocabulary, null when it has none; in the lenient file that is no mistake. */
    @Nullable
    String coded(Yaml at, String code, Collection<String> codes) {
        if (codes.contains(code)) {
            return code;
        }
        if (!isLenient(at)) {
            reportCode(at, code, codes);
        }
        return null;
    }

    private static void reportCode(Yaml at, String code, Collection<String> codes) {
        if (!code.isEmpty()) {
            at.report("\"" + code + "\" is not one of the values here", Spelling.didYouMeanOneOf(code, codes));
        }
    }

    static Set<String> keys(String... keys) {
        return new TreeSet<>(List.of(keys));
    }
}

package org.apposite.internal.source;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apposite.internal.limit.Limit;
import org.apposite.text.Characters;
import org.apposite.text.Characters.Deception;
import org.apposite.text.Place;
import org.apposite.text.Spelling;
import org.apposite.text.YamlDocument;
import org.apposite.text.YamlDocument.Kind;
import org.apposite.text.YamlDocument.Problem;
import org.apposite.text.YamlValue;
import org.apposite.text.YamlValue.Entry;
import org.apposite.text.YamlValue.Mapping;
import org.apposite.text.YamlValue.Scalar;
import org.apposite.text.YamlValue.Sequence;
import org.jspecify.annotations.Nullable;

/**
 * A map of a YAML file, read strictly: what is asked for and missing, or there and not asked for, becomes an issue at
 * its place. Reading goes on with neutral values, so that one pass finds everything.
 */
public final class YamlMap {

    /** More is no number of medicine, and 1e999999999 cannot be reckoned with. */
    private static final int MOST_DIGITS = 15;

    private static final String NUMBER = "Write it without quotes or unit, such as 1.5, with at most " + MOST_DIGITS
            + " digits before the point and " + MOST_DIGITS + " after it.";

    private final SourceFile file;
    private final Place place;
    private final Map<String, Entry> entries;
    private final boolean isThere;

    private YamlMap(SourceFile file, Mapping map) {
        this.file = file;
        this.place = map.place();
        this.entries = map.entries();
        this.isThere = true;
    }

    /** In place of a map that is not there, which has been reported: what it lacks is not reported once more. */
    private YamlMap(SourceFile file, Place place) {
        this.file = file;
        this.place = place;
        this.entries = Map.of();
        this.isThere = false;
    }

    /** In place of the map of a file that need not be there. */
    public static YamlMap none(SourceFile file) {
        return new YamlMap(file, new Place(0, 0));
    }

    /** The map of a key that need not be there. */
    public YamlMap mapOrNone(String key) {
        return has(key) ? map(key) : new YamlMap(file, place);
    }

    /** The maps of the list of a key that need not be there. */
    public List<YamlMap> mapsOrNone(String key) {
        return has(key) ? maps(key) : List.of();
    }

    /** Whether it is a map, so that what it lacks is worth telling. */
    public boolean isThere() {
        return isThere;
    }

    /** Where it begins. */
    public Place place() {
        return place;
    }

    /** Where the value of a key stands. */
    public Place placeOf(String key) {
        return value(key).map(YamlValue::place).orElse(place);
    }

    /** The map of a file; empty when it cannot be read, which has been reported. */
    public static Optional<YamlMap> of(SourceFile file) {
        YamlDocument document = YamlDocument.read(Typography.plain(file));
        boolean isReadable = true;
        for (Problem problem : document.problems()) {
            IssueCode code = switch (problem.kind()) {
                case TOO_LARGE, TOO_DEEP, TOO_MANY_VALUES, TOO_LONG -> IssueCode.TOO_LARGE;
                default -> IssueCode.YAML;
            };
            report(
                    file,
                    code,
                    problem.place(),
                    problem.message(),
                    problem.kind().suggestion());
            isReadable &= problem.kind() == Kind.DUPLICATE_KEY;
        }
        YamlValue root = document.root();
        if (isReadable) {
            refuseDeception(file, root);
        }
        return isReadable
                ? Optional.of(of(file, root == null ? new Scalar("", true, new Place(1, 1)) : root))
                : Optional.empty();
    }

    /** Whether a file holds what makes it read otherwise than it looks, or holds it as an escape in a key or a text. */
    private static void refuseDeception(SourceFile file, @Nullable YamlValue root) {
        Optional<Deception> seen = Characters.firstDeception(file.text());
        seen.ifPresent(one -> file.reportAt(IssueCode.YAML, one.offset(), one.message(), one.suggestion()));
        if (seen.isEmpty() && root != null) {
            refuseEscapedDeception(file, root);
        }
    }

    private static void refuseEscapedDeception(SourceFile file, YamlValue value) {
        if (value instanceof Mapping map) {
            map.entries().values().forEach(entry -> {
                refuseEscapedDeception(file, entry.key());
                refuseEscapedDeception(file, entry.value());
            });
        } else if (value instanceof Sequence list) {
            list.items().forEach(item -> refuseEscapedDeception(file, item));
        } else if (value instanceof Scalar scalar) {
            Characters.firstDeception(scalar.text())
                    .ifPresent(one -> report(file, IssueCode.YAML, scalar.place(), one.message(), one.suggestion()));
        }
    }

    private static YamlMap of(SourceFile file, YamlValue value) {
        if (value instanceof Mapping map) {
            return new YamlMap(file, map);
        }
        report(
                file,
                IssueCode.YAML,
                value.place(),
                "keys with values are expected here",
                "Write them below, each with a colon, or in braces: { key: value }; {} for none.");
        return new YamlMap(file, value.place());
    }

    private static void report(
            SourceFile file, IssueCode code, Place place, String message, @Nullable String suggestion) {
        file.report(code, place.line(), place.column(), message, suggestion);
    }

    /** Reports at a place of this file. */
    public void report(IssueCode code, Place at, String message, @Nullable String suggestion) {
        report(file, code, at, message, suggestion);
    }

    /** Reports at the value of a key, or where the map begins when it has no such key. */
    public void report(IssueCode code, String key, String message, @Nullable String suggestion) {
        report(code, value(key).map(YamlValue::place).orElse(place), message, suggestion);
    }

    /** Reports at an item of the list of a key. */
    public void report(IssueCode code, String key, int item, String message, @Nullable String suggestion) {
        if (value(key).orElse(null) instanceof Sequence list
                && item < list.items().size()) {
            report(code, list.items().get(item).place(), message, suggestion);
        } else {
            report(code, key, message, suggestion);
        }
    }

    /** Reports where the map begins. */
    public void reportHere(IssueCode code, String message, @Nullable String suggestion) {
        report(code, place, message, suggestion);
    }

    public SourceFile file() {
        return file;
    }

    public Set<String> keys() {
        return entries.keySet();
    }

    public boolean isEmptyList(String key) {
        return value(key).orElse(null) instanceof Sequence list && list.items().isEmpty();
    }

    public boolean has(String key) {
        return entries.containsKey(key);
    }

    /** Reports every key that is none of these. */
    public void allow(String... allowed) {
        List<String> known = List.of(allowed);
        entries.forEach((name, entry) -> {
            if (!known.contains(name)) {
                report(
                        IssueCode.YAML,
                        entry.key().place(),
                        "the key \"" + name + "\" is not known here",
                        Spelling.didYouMeanOneOf(name, known));
            }
        });
    }

    private Optional<YamlValue> value(String key) {
        return Optional.ofNullable(entries.get(key)).map(Entry::value);
    }

    private Optional<YamlValue> needed(String key) {
        Optional<YamlValue> value = value(key);
        if (value.isEmpty() && isThere) {
            file.lacks();
            reportHere(IssueCode.YAML, "the key \"" + key + "\" is missing", "Add it.");
        }
        return value;
    }

    public String text(String key) {
        return needed(key).map(value -> text(value, key)).orElse("");
    }

    private String text(YamlValue value, String key) {
        return scalar(value, key).map(scalar -> scalar.text().strip()).orElse("");
    }

    private Optional<Scalar> scalar(YamlValue value, String key) {
        if (value instanceof Scalar scalar
                && scalar.type() != Scalar.Type.NOTHING
                && !scalar.text().isBlank()) {
            if (Limit.TEXT.isExceededBy(scalar.text().length())) {
                report(
                        IssueCode.TOO_LARGE,
                        value.place(),
                        "the text of \"" + SourceFile.shortened(key) + "\" has more than " + Limit.TEXT.words()
                                + " characters",
                        "Shorten it.");
                return Optional.empty();
            }
            return Optional.of(scalar);
        }
        report(
                IssueCode.YAML,
                value.place(),
                "\"" + key + "\" must be a text",
                value instanceof Scalar
                        ? "Write it after the colon."
                        : "Write one text, without brackets or braces; put a text that begins with one in quotes.");
        return Optional.empty();
    }

    public String textOr(String key, String otherwise) {
        return has(key) ? text(key) : otherwise;
    }

    /** A number, which is not in quotes. */
    public Optional<BigDecimal> number(String key) {
        return needed(key).flatMap(value -> number(value, key));
    }

    private Optional<BigDecimal> number(YamlValue value, String key) {
        Optional<Scalar> scalar = scalar(value, key);
        Optional<BigDecimal> number = scalar.flatMap(Scalar::number).filter(YamlMap::isWithinReason);
        if (number.isEmpty() && scalar.isPresent()) {
            report(IssueCode.YAML, value.place(), noNumber(scalar.get().text()), NUMBER);
        }
        return number;
    }

    /** The number that a text of a key is; what is none is reported. */
    public Optional<BigDecimal> number(String key, String text) {
        Optional<BigDecimal> number = decimal(text);
        if (number.isEmpty() && !text.isEmpty()) {
            report(IssueCode.YAML, key, noNumber(text), NUMBER);
        }
        return number;
    }

    private static Optional<BigDecimal> decimal(String text) {
        try {
            return Optional.of(new BigDecimal(text)).filter(YamlMap::isWithinReason);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static boolean isWithinReason(BigDecimal number) {
        return number.scale() <= MOST_DIGITS && number.precision() - number.scale() <= MOST_DIGITS;
    }

    private static String noNumber(String text) {
        return "\"" + SourceFile.shortened(text) + "\" must be a number";
    }

    public List<String> texts(String key) {
        return list(key).stream().map(item -> text(item, key)).toList();
    }

    /** The same, nothing when there is no such key. */
    public List<String> textsOrNone(String key) {
        return has(key) ? texts(key) : List.of();
    }

    /** A list of texts, or one text in place of a list of one. */
    public List<String> textOrTexts(String key) {
        return value(key).orElse(null) instanceof Scalar ? List.of(text(key)) : texts(key);
    }

    /** A list of lists of texts. */
    public List<List<String>> lists(String key) {
        List<List<String>> lists = new ArrayList<>();
        for (YamlValue item : list(key)) {
            if (item instanceof Sequence texts) {
                lists.add(texts.items().stream().map(one -> text(one, key)).toList());
            } else {
                report(
                        IssueCode.YAML,
                        item.place(),
                        "\"" + key + "\" must be a list of lists",
                        "For example: [[one, two], [three]].");
            }
        }
        return lists;
    }

    public List<YamlMap> maps(String key) {
        return list(key).stream().map(item -> of(file, item)).toList();
    }

    private List<YamlValue> list(String key) {
        if (value(key).orElse(null) instanceof Sequence list) {
            return list.items();
        }
        if (isThere) {
            report(
                    IssueCode.YAML,
                    key,
                    "\"" + key + "\" must be a list",
                    "Write it in brackets, such as [one, two]; [] for none.");
        }
        return List.of();
    }

    public YamlMap map(String key) {
        return needed(key).map(value -> of(file, value)).orElseGet(() -> new YamlMap(file, place));
    }

    /** Every key with its map, in the order of the file. */
    public void eachMap(BiConsumer<String, YamlMap> reader) {
        entries.forEach((key, entry) -> reader.accept(key, of(file, entry.value())));
    }

    /** Every key with its single value, in the order of the file. What is no single value is reported and left out. */
    public Map<String, Scalar> scalars() {
        Map<String, Scalar> scalars = new LinkedHashMap<>();
        entries.forEach((key, entry) -> scalar(entry.value(), key).ifPresent(scalar -> scalars.put(key, scalar)));
        return scalars;
    }

    /** Every key with its list of texts, or else with its map, in the order of the file. */
    public void eachListOrMap(BiConsumer<String, List<String>> ofList, BiConsumer<String, YamlMap> ofMap) {
        entries.forEach((key, entry) -> {
            if (entry.value() instanceof Sequence) {
                ofList.accept(key, texts(key));
            } else {
                ofMap.accept(key, of(file, entry.value()));
            }
        });
    }

    /** Every key with its text, in the order of the file. */
    public void eachText(BiConsumer<String, String> reader) {
        entries.keySet().forEach(key -> reader.accept(key, text(key)));
    }

    /** Every key with its list of texts, in the order of the file. */
    public void eachTexts(BiConsumer<String, List<String>> reader) {
        entries.keySet().forEach(key -> reader.accept(key, texts(key)));
    }

    /** Every key with its list of numbers, in the order of the file. */
    public void eachNumbers(BiConsumer<String, List<Double>> reader) {
        entries.keySet().forEach(key -> {
            List<YamlValue> items = list(key);
            List<Double> numbers = items.stream()
                    .flatMap(item -> number(item, key).stream())
                    .map(BigDecimal::doubleValue)
                    .toList();
            // What is no number has been told.
            if (numbers.size() == items.size()) {
                reader.accept(key, numbers);
            }
        });
    }
}

package org.apposite.cds.operation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apposite.file.FileFault;
import org.apposite.file.NamedFile;
import org.apposite.text.Place;
import org.apposite.text.Spelling;
import org.apposite.text.YamlDocument;
import org.apposite.text.YamlDocument.Problem;
import org.apposite.text.YamlValue;
import org.apposite.text.YamlValue.Mapping;
import org.apposite.text.YamlValue.Scalar;
import org.apposite.text.YamlValue.Sequence;
import org.jspecify.annotations.Nullable;

/**
 * A value of a file of settings that knows its place. What is wrong is collected while reading goes on with neutral values, so that
 * one pass finds everything. For one thread.
 */
public final class Setting {

    private static final int MOST_BYTES = 1 << 20;

    private final Reading reading;
    private final Place name;
    private final YamlValue value;

    private Setting(Reading reading, Place name, YamlValue value) {
        this.reading = reading;
        this.name = name;
        this.value = value;
    }

    /** What a file is read into, and all that is wrong with it. */
    private record Reading(String file, List<String> problems) {

        void report(Place at, String message, @Nullable String suggestion) {
            problems.add(file + ":" + at.line() + ":" + at.column() + ": " + message
                    + (suggestion == null ? "" : ". " + suggestion));
        }
    }

    /**
     * Reads a file.
     *
     * @param file a file in YAML whose outermost value has keys, 1 MiB at most
     * @param reader makes of it what it says, and reports what is wrong
     * @return what the reader made
     * @throws SettingsException when the file cannot be read, or anything in it is wrong
     */
    public static <T> T read(Path file, Function<Setting, T> reader) {
        YamlDocument document;
        try {
            document = YamlDocument.read(NamedFile.text(file, MOST_BYTES));
        } catch (FileFault e) {
            throw new SettingsException(List.of(e.getMessage()));
        }
        Reading reading = new Reading(file.toString(), new ArrayList<>());
        for (Problem problem : document.problems()) {
            reading.report(problem.place(), problem.message(), problem.kind().suggestion());
        }
        if (!reading.problems.isEmpty()) {
            throw new SettingsException(reading.problems);
        }
        if (!(document.root() instanceof Mapping root)) {
            throw new SettingsException(List.of(file + ": keys with values are expected in this file"));
        }
        T read = reader.apply(new Setting(reading, root.place(), root));
        if (!reading.problems.isEmpty()) {
            throw new SettingsException(reading.problems);
        }
        return read;
    }

    /**
     * The values by their keys.
     *
     * @return none when it has no keys, which is reported
     */
    public Map<String, Setting> entries() {
        Map<String, Setting> entries = new LinkedHashMap<>();
        if (value instanceof Mapping map) {
            map.entries()
                    .forEach((key, entry) ->
                            entries.put(key, new Setting(reading, entry.key().place(), entry.value())));
        } else {
            report("keys with values are expected here", null);
        }
        return entries;
    }

    /**
     * The values by their keys, after every key that is none of these has been reported.
     *
     * @param known the keys that there are
     * @return those that are known
     */
    public Map<String, Setting> entries(Set<String> known) {
        Map<String, Setting> entries = entries();
        entries.forEach((key, entry) -> {
            if (!known.contains(key)) {
                entry.reportName("\"" + key + "\" is not a key of this place", Spelling.didYouMeanOneOf(key, known));
            }
        });
        entries.keySet().retainAll(known);
        return entries;
    }

    /**
     * The values of a list; one value alone is a list of it.
     *
     * @return none when it has keys, which is reported
     */
    public List<Setting> items() {
        if (value instanceof Sequence list) {
            return list.items().stream()
                    .map(item -> new Setting(reading, item.place(), item))
                    .toList();
        }
        if (value instanceof Scalar) {
            return List.of(this);
        }
        report("a list is expected here", "Write it as [one, two].");
        return List.of();
    }

    /** Whether it is one value, and neither a list nor keys. */
    public boolean isText() {
        return value instanceof Scalar;
    }

    /**
     * A single value.
     *
     * @return empty when it is none or nothing, which is reported
     */
    public String text() {
        if (value instanceof Scalar scalar && scalar.type() != Scalar.Type.NOTHING) {
            return scalar.text();
        }
        report("one value is expected here", null);
        return "";
    }

    /**
     * Whether something is so.
     *
     * @return false also when it is neither true nor false, which is reported
     */
    public boolean flag() {
        if (value instanceof Scalar scalar && scalar.type() == Scalar.Type.TRUTH) {
            return scalar.text().equalsIgnoreCase("true");
        }
        report("true or false is expected here", null);
        return false;
    }

    /**
     * One of a list of words.
     *
     * @param words what there is
     * @return the first also when it is none of them, which is reported
     */
    public String oneOf(List<String> words) {
        String text = text();
        if (words.contains(text)) {
            return text;
        }
        if (!text.isEmpty()) {
            report("\"" + text + "\" cannot stand here", Spelling.didYouMeanOneOf(text, words));
        }
        return words.get(0);
    }

    /** The value as text, the same for values that are written alike wherever they stand. */
    public String written() {
        return written(value);
    }

    private static String written(YamlValue value) {
        if (value instanceof Mapping map) {
            return map.entries().entrySet().stream()
                    .map(entry -> quoted(entry.getKey()) + ":"
                            + written(entry.getValue().value()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (value instanceof Sequence list) {
            return list.items().stream().map(Setting::written).collect(Collectors.joining(",", "[", "]"));
        }
        return value instanceof Scalar scalar ? scalar.type() + quoted(scalar.text()) : "";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** Where the key of this value stands. */
    public Place place() {
        return name;
    }

    /**
     * Reports that something is wrong with the value.
     *
     * @param message what, without a full stop
     * @param suggestion what to do, null when there is nothing to suggest
     */
    public void report(String message, @Nullable String suggestion) {
        reading.report(value.place(), message, suggestion);
    }

    /**
     * Reports that something is wrong with the key of the value.
     *
     * @param message what, without a full stop
     * @param suggestion what to do, null when there is nothing to suggest
     */
    public void reportName(String message, @Nullable String suggestion) {
        reading.report(name, message, suggestion);
    }
}

package org.apposite.fhir.mapping;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apposite.text.Place;
import org.apposite.text.Spelling;
import org.apposite.text.YamlDocument;
import org.apposite.text.YamlDocument.Kind;
import org.apposite.text.YamlDocument.Problem;
import org.apposite.text.YamlValue;
import org.apposite.text.YamlValue.Mapping;
import org.apposite.text.YamlValue.Scalar;
import org.apposite.text.YamlValue.Sequence;
import org.jspecify.annotations.Nullable;

/**
 * A value of a mapping file that knows its place. What is wrong goes to one list of issues, and reading goes on with
 * neutral values, so that one pass finds everything.
 */
final class Yaml {

    private final String file;
    private final List<MappingIssue> issues;
    private final Place name;
    private final YamlValue value;

    private Yaml(String file, List<MappingIssue> issues, Place name, YamlValue value) {
        this.file = file;
        this.issues = issues;
        this.name = name;
        this.value = value;
    }

    /** The root of a file, null when it cannot be read; then that has been reported. */
    static @Nullable Yaml of(String file, String text, List<MappingIssue> issues) {
        YamlDocument document = YamlDocument.read(text);
        boolean isReadable = true;
        for (Problem problem : document.problems()) {
            report(
                    file,
                    issues,
                    problem.place(),
                    problem.message(),
                    problem.kind().suggestion());
            isReadable &= problem.kind() == Kind.DUPLICATE_KEY;
        }
        if (isReadable && document.root() instanceof Mapping root) {
            return new Yaml(file, issues, root.place(), root);
        }
        if (isReadable) {
            report(file, issues, new Place(1, 1), "keys with values are expected here", null);
        }
        return null;
    }

    /** The file that this value stands in. */
    String file() {
        return file;
    }

    Map<String, Yaml> entries() {
        Map<String, Yaml> entries = new LinkedHashMap<>();
        if (value instanceof Mapping map) {
            map.entries()
                    .forEach((key, entry) ->
                            entries.put(key, new Yaml(file, issues, entry.key().place(), entry.value())));
        } else {
            report("keys with values are expected here", null);
        }
        return entries;
    }

    /** The same, after every key that is none of these has been reported. */
    Map<String, Yaml> entries(Set<String> known) {
        return entries(known, known);
    }

    /** The same, where only some of the keys are suggested for one that is none of them. */
    Map<String, Yaml> entries(Set<String> known, Set<String> suggested) {
        Map<String, Yaml> entries = entries();
        entries.forEach((key, entry) -> {
            if (!known.contains(key)) {
                entry.reportName(
                        "\"" + key + "\" is not a key of this place", Spelling.didYouMeanOneOf(key, suggested));
            }
        });
        return entries;
    }

    /** Whether this is one value, and not a list or keys. */
    boolean isText() {
        return value instanceof Scalar;
    }

    List<Yaml> items() {
        if (value instanceof Sequence list) {
            return list.items().stream()
                    .map(item -> new Yaml(file, issues, item.place(), item))
                    .toList();
        }
        report("a list is expected here", "Write it as [one, two].");
        return List.of();
    }

    String text() {
        if (value instanceof Scalar scalar) {
            return scalar.text();
        }
        report("one value is expected here", null);
        return "";
    }

    /** Reports at the key that this value stands under. */
    void reportName(String message, @Nullable String suggestion) {
        report(file, issues, name, message, suggestion);
    }

    void report(String message, @Nullable String suggestion) {
        report(file, issues, value.place(), message, suggestion);
    }

    private static void report(
            String file, List<MappingIssue> issues, Place at, String message, @Nullable String suggestion) {
        issues.add(new MappingIssue(file, at.line(), at.column(), message, suggestion));
    }
}

package org.apposite.fhir.mapping;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One entry as all files give it, the project's own file first: lists add up, and of a setting the last one counts. An entry
 * with {@code replace: true} stands in the place of what the files before it say. Immutable.
 *
 * @param parts what stands under each key, by file
 */
record Layered(Map<String, List<Yaml>> parts) {

    private static final String REPLACE = "replace";

    /** An entry of some files, after keys that are none of these have been reported. */
    static Layered of(List<Yaml> entries, Set<String> known) {
        Set<String> keys = new HashSet<>(known);
        keys.add(REPLACE);
        Map<String, List<Yaml>> parts = new LinkedHashMap<>();
        for (Yaml entry : entries) {
            Map<String, Yaml> here = entry.entries(keys, known);
            Yaml replace = here.get(REPLACE);
            if (replace != null && isTrue(replace)) {
                parts.clear();
            }
            here.forEach((key, value) ->
                    parts.computeIfAbsent(key, any -> new ArrayList<>()).add(value));
        }
        return new Layered(parts);
    }

    private static boolean isTrue(Yaml replace) {
        String text = replace.text();
        if (!text.equals("true") && !text.equals("false")) {
            replace.report("\"replace\" is true or false", null);
        }
        return text.equals("true");
    }

    /** What each file has under a key. */
    List<Yaml> all(String key) {
        return parts.getOrDefault(key, List.of());
    }

    /** The items of the lists under a key, of all files. */
    List<Yaml> items(String key) {
        return all(key).stream().flatMap(list -> list.items().stream()).toList();
    }

    /** What the last file that has a key says; null when none has it. */
    @Nullable
    Yaml last(String key) {
        List<Yaml> all = all(key);
        return all.isEmpty() ? null : all.get(all.size() - 1);
    }

    /** The entries under a key by their names, each as all files give it. */
    Map<String, List<Yaml>> entries(String key) {
        Map<String, List<Yaml>> entries = new LinkedHashMap<>();
        for (Yaml section : all(key)) {
            section.entries()
                    .forEach((name, entry) -> entries.computeIfAbsent(name, any -> new ArrayList<>())
                            .add(entry));
        }
        return entries;
    }
}

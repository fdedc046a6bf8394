package org.apposite.authoring.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The lines of the files, for excerpts and for comments that accept a finding. */
final class SourceLines {

    private final Map<String, List<String>> lines = new HashMap<>();

    SourceLines(Map<String, String> files) {
        files.forEach((name, text) -> lines.put(name, text.lines().toList()));
    }

    Set<String> names() {
        return new TreeMap<>(lines).keySet();
    }

    List<String> lines(String file) {
        return lines.getOrDefault(file, List.of());
    }

    /** A line, counted from 1; null when the file has no such line. */
    @Nullable
    String line(String file, int number) {
        List<String> all = lines(file);
        return number >= 1 && number <= all.size() ? all.get(number - 1) : null;
    }
}

package org.apposite.internal.read;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apposite.model.Region;
import org.apposite.text.Spelling;

/** Reads {@code regions.yaml}: what each region is made of, and what covers it. */
final class RegionReader {

    private final Map<String, YamlMap> entries = new LinkedHashMap<>();
    private final Map<String, Set<String>> parts = new LinkedHashMap<>();

    Map<String, Region> read(YamlMap root) {
        root.eachMap((code, entry) -> {
            entry.allow("display", "of", "place", "only", "covered-by", "suffices", "shows", "sides");
            VocabularyReader.checkCode(entry, code);
            entries.put(code, entry);
        });
        entries.keySet().forEach(code -> parts(code, new LinkedHashSet<>()));
        Map<String, Region> regions = new LinkedHashMap<>();
        entries.forEach((code, entry) -> regions.put(code, region(code, entry)));
        return regions;
    }

    private Set<String> parts(String code, Set<String> above) {
        Set<String> known = parts.get(code);
        if (known != null) {
            return known;
        }
        YamlMap entry = entries.get(code);
        if (entry == null) {
            return Set.of();
        }
        Set<String> found = new LinkedHashSet<>();
        if (!above.add(code)) {
            entry.report(
                    IssueCode.REGIONS,
                    "of",
                    "the region \"" + code + "\" is made of itself: " + String.join(", ", above),
                    "Break the circle: a region is made of smaller ones.");
        } else if (!entry.has("of")) {
            if (!isNoPlace(entry)) {
                found.add(code);
            }
        } else {
            for (String part : codes(entry, "of")) {
                found.addAll(parts(part, above));
            }
        }
        above.remove(code);
        parts.put(code, found);
        return found;
    }

    private static boolean isNoPlace(YamlMap entry) {
        if (!entry.has("place")) {
            return false;
        }
        if (!entry.text("place").equals("none")) {
            entry.report(IssueCode.YAML, "place", "\"place\" says \"none\", of what is not one place", "Remove it.");
        }
        return true;
    }

    private Region region(String code, YamlMap entry) {
        boolean studiesOnly = entry.has("only");
        if (studiesOnly && !entry.text("only").equals("studies")) {
            entry.report(
                    IssueCode.YAML,
                    "only",
                    "\"only\" says \"studies\", of a region that only a study has",
                    "Remove it.");
        }
        Map<String, Set<String>> shows = new LinkedHashMap<>();
        if (entry.has("shows")) {
            entry.map("shows").eachTexts((part, studies) -> {
                known(entry, "shows", part);
                shows.put(part, new LinkedHashSet<>(studies));
            });
        }
        List<List<String>> suffices = new ArrayList<>();
        if (entry.has("suffices")) {
            suffices.addAll(entry.lists("suffices"));
            suffices.forEach(set -> set.forEach(one -> known(entry, "suffices", one)));
        }
        return new Region(
                code,
                entry.textOr("display", VocabularyReader.words(code)),
                parts.getOrDefault(code, Set.of()),
                !studiesOnly,
                new LinkedHashSet<>(entry.has("covered-by") ? codes(entry, "covered-by") : List.of()),
                suffices,
                shows,
                entry.has("sides") && entry.text("sides").equals("true"));
    }

    private List<String> codes(YamlMap entry, String key) {
        List<String> codes = entry.texts(key);
        codes.forEach(code -> known(entry, key, code));
        return codes;
    }

    private void known(YamlMap entry, String key, String code) {
        if (!code.isEmpty() && !entries.containsKey(code)) {
            entry.report(
                    IssueCode.REGIONS,
                    key,
                    "there is no region \"" + code + "\"",
                    Spelling.didYouMeanOneOf(code, entries.keySet()));
        }
    }
}

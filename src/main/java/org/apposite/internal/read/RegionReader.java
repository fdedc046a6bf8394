package org.apposite.internal.read;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apposite.internal.limit.Nesting;
import org.apposite.internal.source.IssueCode;
import org.apposite.internal.source.YamlMap;
import org.apposite.model.Region;
import org.apposite.text.Spelling;

/** Reads {@code regions.yaml}: what each region is made of, and what covers it. */
final class RegionReader {

    /** What is there before; a layer adds to it. */
    private final Map<String, Region> base;

    private final Map<String, YamlMap> entries = new LinkedHashMap<>();
    private final Nesting nesting = new Nesting();

    RegionReader(Map<String, Region> base) {
        this.base = base;
    }

    Map<String, Region> read(Map<String, YamlMap> written) {
        written.forEach((code, entry) -> {
            entry.allow("display", "of", "place", "only", "covered-by", "suffices", "shows", "sides");
            VocabularyReader.checkCode(entry, code);
            entries.put(code, entry);
        });
        Map<String, Region> regions = new LinkedHashMap<>();
        entries.forEach((code, entry) -> regions.put(code, region(code, entry)));
        return regions;
    }

    private Set<String> parts(String code, YamlMap entry) {
        return nesting.membersOf(
                code,
                any -> read(code, entry),
                (wrong, advice) ->
                        entry.report(IssueCode.REGIONS, "of", "the region \"" + code + "\" " + wrong, advice));
    }

    private Set<String> read(String code, YamlMap entry) {
        Set<String> found = new LinkedHashSet<>();
        if (entry.has("of")) {
            for (String part : codes(entry, "of")) {
                YamlMap of = entries.get(part);
                Region there = base.get(part);
                found.addAll(of != null ? parts(part, of) : there != null ? there.parts() : Set.of());
            }
        } else if (!isNoPlace(entry)) {
            found.add(code);
        }
        return found;
    }

    /** A part may be shown by some studies alone. */
    void checkStudies(Collection<String> studies) {
        if (studies.isEmpty()) {
            return;
        }
        entries.forEach((code, entry) -> {
            if (entry.has("shows")) {
                entry.map("shows")
                        .eachTexts((part, shown) -> shown.stream()
                                .filter(study -> !studies.contains(study))
                                .forEach(study -> entry.report(
                                        IssueCode.REGIONS,
                                        "shows",
                                        "there is no study \"" + study + "\"",
                                        Spelling.didYouMeanOneOf(study, studies))));
            }
        });
    }

    private static boolean isNoPlace(YamlMap entry) {
        if (!entry.has("place")) {
            return false;
        }
        if (!entry.text("place").equals("none")) {
            entry.report(
                    IssueCode.YAML,
                    "place",
                    "\"place\" can only be \"none\", for something that is not one place",
                    "Remove it.");
        }
        return true;
    }

    private Region region(String code, YamlMap entry) {
        boolean studiesOnly = entry.has("only");
        if (studiesOnly && !entry.text("only").equals("studies")) {
            entry.report(
                    IssueCode.YAML,
                    "only",
                    "\"only\" can only be \"studies\", for a region that only studies have",
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
            for (List<String> set : suffices) {
                set.forEach(one -> known(entry, "suffices", one));
                if (set.isEmpty()) {
                    entry.report(IssueCode.REGIONS, "suffices", "an empty set of regions covers nothing", "Remove it.");
                }
            }
        }
        return new Region(
                code,
                entry.textOr("display", VocabularyReader.words(code)),
                parts(code, entry),
                !studiesOnly,
                new LinkedHashSet<>(entry.has("covered-by") ? codes(entry, "covered-by") : List.of()),
                suffices,
                shows,
                VocabularyReader.flag(entry, "sides"));
    }

    private List<String> codes(YamlMap entry, String key) {
        List<String> codes = entry.texts(key);
        codes.forEach(code -> known(entry, key, code));
        return codes;
    }

    private void known(YamlMap entry, String key, String code) {
        if (!code.isEmpty() && !entries.containsKey(code) && !base.containsKey(code)) {
            entry.report(
                    IssueCode.REGIONS,
                    key,
                    "there is no region \"" + code + "\"",
                    Spelling.didYouMeanOneOf(code, entries.keySet()));
        }
    }
}

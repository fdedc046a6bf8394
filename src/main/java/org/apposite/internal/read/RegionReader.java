package org.apposite.internal.read;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apposite.model.Region;
import org.apposite.text.Spelling;

/** Reads {@code regions.yaml}: what each region is made of, and what covers it. */
final class RegionReader {

    private final Map<String, YamlMap> entries = new LinkedHashMap<>();
    private final Nesting nesting = new Nesting();

    Map<String, Region> read(YamlMap root) {
        root.eachMap((code, entry) -> {
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
                found.addAll(of == null ? Set.of() : parts(part, of));
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
        if (!code.isEmpty() && !entries.containsKey(code)) {
            entry.report(
                    IssueCode.REGIONS,
                    key,
                    "there is no region \"" + code + "\"",
                    Spelling.didYouMeanOneOf(code, entries.keySet()));
        }
    }

    /**
     * What each of some things is made of in the end, where they may be made of one another. Each is resolved once, and what is
     * made of itself, nested too deep or too large is told, so that no way of writing them takes long to read.
     */
    static final class Nesting {

        private static final int DEEPEST = 32;
        private static final int MOST = 100_000;

        private final Map<String, Set<String>> resolved = new HashMap<>();
        private final Set<String> above = new LinkedHashSet<>();
        private final Set<String> told = new HashSet<>();
        private int members;

        /**
         * The members of one.
         *
         * @param name its name
         * @param reader finds its members, and asks for those of what it is made of
         * @param wrong is told what is wrong with it, and what to do
         * @return its members, none when something is wrong
         */
        Set<String> membersOf(String name, Function<String, Set<String>> reader, BiConsumer<String, String> wrong) {
            Set<String> known = resolved.get(name);
            if (known != null) {
                return known;
            }
            if (above.contains(name) || above.size() == DEEPEST) {
                if (told.add(name)) {
                    tell(name, wrong);
                }
                return Set.of();
            }
            above.add(name);
            Set<String> found = reader.apply(name);
            above.remove(name);
            boolean wasTooMuch = members > MOST;
            members += found.size();
            if (members > MOST) {
                if (!wasTooMuch) {
                    wrong.accept(
                            "makes more than " + MOST + " members, with those of the others before it",
                            "Make it smaller.");
                }
                found = Set.of();
            }
            resolved.put(name, found);
            return found;
        }

        private void tell(String name, BiConsumer<String, String> wrong) {
            if (above.contains(name)) {
                wrong.accept("is made of itself: " + String.join(", ", above), "Break the circle.");
            } else {
                wrong.accept("is nested more than " + DEEPEST + " deep", "Name what it is made of directly.");
            }
        }
    }
}

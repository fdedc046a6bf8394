package org.apposite.internal.read;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.apposite.advice.Provenance;
import org.apposite.internal.limit.Nesting;
import org.apposite.internal.source.IssueCode;
import org.apposite.internal.source.YamlMap;
import org.apposite.model.Claims;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Applies;
import org.apposite.model.Topic.Rule;
import org.apposite.model.Topic.Score;
import org.apposite.model.Topic.Shown;
import org.apposite.model.Topic.Variant;
import org.apposite.model.Topic.Wording;
import org.apposite.patient.Age;
import org.apposite.patient.PatientCase.Sex;
import org.apposite.text.Spelling;
import org.jspecify.annotations.Nullable;

/** Reads a {@code topic.yaml}. */
final class TopicReader {

    private final YamlMap root;

    private TopicReader(YamlMap root) {
        this.root = root;
    }

    static Topic read(String id, YamlMap root, Map<String, Score> scores, Claims claims, List<Rule> rules) {
        return new TopicReader(root).read(id, scores, claims, rules);
    }

    private Topic read(String id, Map<String, Score> scores, Claims claims, List<Rule> rules) {
        root.allow(
                "title",
                "purpose",
                "use",
                "misuse",
                "owner",
                "edition",
                "status",
                "last-reviewed",
                "review-due",
                "radiation-scale",
                "complaints",
                "applies",
                "region",
                "area",
                "onset",
                "onset-for",
                "shows",
                "groups",
                "scores",
                "wording",
                "variants",
                "red-flags",
                "asks",
                "alerts",
                "properties",
                "exceptions");
        List<Variant> variants = new ArrayList<>();
        root.maps("variants").forEach(entry -> variants.add(variant(entry)));
        List<String> redFlags = root.texts("red-flags");
        return new Topic(
                id,
                root.text("title"),
                root.textOr("purpose", ""),
                root.textOr("use", ""),
                root.textOr("misuse", ""),
                root.text("owner"),
                root.text("edition"),
                VocabularyReader.constant(root, "status", Provenance.Status.class),
                date("last-reviewed"),
                date("review-due"),
                root.texts("complaints"),
                root.has("applies") ? applies(root.map("applies")) : Applies.TO_ALL,
                root.textOr("region", ""),
                root.textOr("area", "the area of the complaint"),
                root.textOr("onset", ""),
                root.has("onset-for") ? new LinkedHashSet<>(root.texts("onset-for")) : Set.of(),
                root.has("shows") ? shows(root.map("shows")) : Map.of(),
                root.has("groups") ? groups(root.map("groups"), redFlags, Map.of()) : Map.of(),
                scores,
                root.has("wording") ? wording(root.map("wording")) : Map.of(),
                root.text("radiation-scale"),
                redFlags,
                root.texts("asks"),
                root.has("alerts") ? root.texts("alerts") : List.of(),
                variants,
                claims,
                rules);
    }

    static Variant variant(YamlMap entry) {
        entry.allow("id", "number", "title");
        return new Variant(entry.text("id"), number(entry), entry.text("title"));
    }

    private static int number(YamlMap entry) {
        String text = entry.text("number");
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            entry.report(
                    IssueCode.YAML, "number", "\"" + text + "\" must be a number", "Write a whole number, such as 1.");
            return 0;
        }
    }

    private LocalDate date(String key) {
        String text = root.text(key);
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            root.report(
                    IssueCode.YAML,
                    key,
                    "\"" + text + "\" must be a date",
                    "Write year, month and day, such as 2026-11-23.");
            return LocalDate.EPOCH;
        }
    }

    private static Applies applies(YamlMap entry) {
        entry.allow("younger-than", "at-least", "sex", "present", "absent", "otherwise");
        Sex sex = entry.has("sex") ? VocabularyReader.constant(entry, "sex", Sex.class) : null;
        if (sex == Sex.UNKNOWN) {
            entry.report(
                    IssueCode.YAML,
                    "sex",
                    "a topic cannot answer only patients of unknown sex",
                    "Write female, male or other, or leave it out.");
        }
        return new Applies(
                age(entry, "younger-than"),
                age(entry, "at-least"),
                sex,
                entry.has("present") ? entry.texts("present") : List.of(),
                entry.has("absent") ? entry.texts("absent") : List.of(),
                entry.textOr("otherwise", ""));
    }

    private static Map<String, Shown> shows(YamlMap entry) {
        Map<String, Shown> shows = new TreeMap<>();
        entry.eachText((study, any) -> shows.put(study, VocabularyReader.constant(entry, study, Shown.class)));
        return shows;
    }

    /** The age that a key states; null when it is not there or states none, which is reported. */
    static @Nullable Age age(YamlMap entry, String key) {
        if (!entry.has(key)) {
            return null;
        }
        try {
            return Age.parse(entry.text(key));
        } catch (IllegalArgumentException e) {
            entry.report(IssueCode.YAML, key, String.valueOf(e.getMessage()), "For example: \"18 years\".");
            return null;
        }
    }

    private static Map<String, Wording> wording(YamlMap entry) {
        Map<String, Wording> wording = new TreeMap<>();
        entry.eachMap((code, of) -> {
            of.allow("display", "question");
            wording.put(code, new Wording(of.textOr("display", ""), of.textOr("question", "")));
        });
        return wording;
    }

    /** Groups, which may be made of those that are there before. */
    static Map<String, List<String>> groups(YamlMap entry, List<String> redFlags, Map<String, List<String>> before) {
        Groups written = new Groups(entry, redFlags);
        written.all.putAll(before);
        entry.eachListOrMap(
                (name, list) -> {
                    VocabularyReader.checkCode(entry, name);
                    written.all.put(name, list);
                },
                (name, of) -> {
                    VocabularyReader.checkCode(entry, name);
                    of.allow("all", "except");
                    written.all.put(name, of.textOrTexts("all"));
                    written.except.put(name, of.has("except") ? of.textOrTexts("except") : List.of());
                });
        Map<String, List<String>> groups = new LinkedHashMap<>();
        written.all.keySet().forEach(name -> groups.put(name, List.copyOf(written.members(name))));
        return groups;
    }

    /** Groups as written: they may be made of other groups, and leave some of their members out. */
    private static final class Groups {

        private final YamlMap entry;
        private final Map<String, List<String>> all = new LinkedHashMap<>();
        private final Map<String, List<String>> except = new LinkedHashMap<>();
        private final Set<String> redFlags;
        private final Nesting nesting = new Nesting();

        Groups(YamlMap entry, List<String> redFlags) {
            this.entry = entry;
            this.redFlags = new LinkedHashSet<>(redFlags);
        }

        /** The data that a group, the red flags or a single datum stand for. */
        Set<String> members(String name) {
            if (all.containsKey(name)) {
                return nesting.membersOf(
                        name,
                        this::read,
                        (wrong, advice) -> report(name, "the group \"" + name + "\" " + wrong, advice));
            }
            return name.equals(Topic.RED_FLAGS) ? redFlags : Set.of(name);
        }

        private Set<String> read(String name) {
            Set<String> members = new LinkedHashSet<>();
            all.getOrDefault(name, List.of()).forEach(one -> members.addAll(members(one)));
            Set<String> everyone = Set.copyOf(members);
            for (String code : except.getOrDefault(name, List.of())) {
                Set<String> left = members(code);
                if (Collections.disjoint(left, everyone)) {
                    report(
                            name,
                            "\"" + code + "\" is not in the group \"" + name + "\", so it cannot be left out",
                            Objects.requireNonNullElse(
                                    Spelling.didYouMean(code, everyone), "Remove it from \"except\"."));
                }
                members.removeAll(left);
            }
            return members;
        }

        private void report(String name, String message, String suggestion) {
            entry.report(IssueCode.TOPIC_INCOMPLETE, name, message, suggestion);
        }
    }
}

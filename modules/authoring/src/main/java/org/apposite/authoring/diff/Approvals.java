package org.apposite.authoring.diff;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apposite.text.YamlDocument;
import org.apposite.text.YamlValue;
import org.apposite.text.YamlValue.Mapping;
import org.apposite.text.YamlValue.Scalar;
import org.apposite.text.YamlValue.Sequence;
import org.jspecify.annotations.Nullable;

/**
 * A file of changes that somebody has approved: under the key "approved" a list, each with its id, who approved it and
 * why.
 *
 * @param changes the ids
 * @param problems what is wrong with the file, a sentence each with its line
 */
public record Approvals(Set<String> changes, List<String> problems) {

    private static final String TOP = "approved";
    private static final List<String> KEYS = List.of("change", "by", "reason");

    /** Copies set and list. */
    public Approvals {
        changes = Set.copyOf(changes);
        problems = List.copyOf(problems);
    }

    /**
     * Reads a file.
     *
     * @param text its text
     * @return what it approves, and what is wrong with it
     */
    public static Approvals read(String text) {
        List<String> problems = new ArrayList<>();
        Set<String> changes = new LinkedHashSet<>();
        YamlDocument document = YamlDocument.read(text);
        document.problems().forEach(one -> problems.add("line " + one.place().line() + ": " + one.message()));
        YamlValue root = document.root();
        if (problems.isEmpty()) {
            if (root instanceof Mapping top
                    && Set.of(TOP).equals(top.entries().keySet())
                    && top.value(TOP).orElse(null) instanceof Sequence list) {
                list.items().forEach(one -> read(one, changes, problems));
            } else {
                problems.add("line 1: the file has the one key \"" + TOP + "\", with a list");
            }
        }
        return new Approvals(changes, problems);
    }

    private static void read(YamlValue item, Set<String> changes, List<String> problems) {
        String place = "line " + item.place().line() + ": ";
        if (!(item instanceof Mapping map) || !KEYS.containsAll(map.entries().keySet())) {
            problems.add(place + "an approved change has the keys " + String.join(", ", KEYS));
            return;
        }
        for (String key : KEYS) {
            String text = text(map.value(key).orElse(null));
            if (text == null) {
                problems.add(place + "the key \"" + key + "\" is missing, or is no text");
            } else if (key.equals("change") && !changes.add(text)) {
                problems.add(place + text + " is approved twice");
            }
        }
    }

    private static @Nullable String text(@Nullable YamlValue value) {
        return value instanceof Scalar scalar && !scalar.text().isBlank() ? scalar.text() : null;
    }

    /**
     * Whether a change is approved, as it is and of the patients whom it touches.
     *
     * @param change a change
     * @return true when its id is in the file
     */
    public boolean approve(Change change) {
        return changes.contains(change.id());
    }

    /**
     * What is approved and is not so.
     *
     * @param difference the difference
     * @return sentences: of changes that are there no more, and of those that touch other patients than when they were approved
     */
    public List<String> stale(Difference difference) {
        List<String> stale = new ArrayList<>();
        for (String approved : changes.stream().sorted().toList()) {
            List<Change> found = difference.changes();
            if (found.stream().anyMatch(one -> one.id().equals(approved))) {
                continue;
            }
            String name = approved.contains("@") ? approved.substring(0, approved.lastIndexOf('@')) : approved;
            stale.add(found.stream()
                    .filter(one -> one.name().equals(name))
                    .findFirst()
                    .map(one -> approved + " was approved of other patients than it touches now; it is now " + one.id())
                    .orElse(approved + " is approved, but there is no such change"));
        }
        return stale;
    }
}

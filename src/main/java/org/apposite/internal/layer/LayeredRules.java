package org.apposite.internal.layer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Topic.Rule;

/**
 * The rules of a topic as a layer changes them. Rules that it leaves alone are the very objects of what it builds on. What it says in
 * the place of a conclusion is a rule of its own, so that the trace tells who speaks, and each has its sources. Not thread-safe.
 */
public final class LayeredRules {

    /** Before the sources of a row stand procedure, category, median and radiation. */
    private static final int SOURCES_OF_A_ROW = 4;

    private final String layer;
    private final String file;
    private final Map<String, Rule> base = new LinkedHashMap<>();
    private final Set<String> taken = new HashSet<>();
    /** What stands in the place of whole rules, by their ids. */
    private final Map<String, List<Rule>> whole = new HashMap<>();

    private final Map<String, Set<Consequence>> leftOut = new HashMap<>();
    private final Map<String, List<Consequence>> rows = new HashMap<>();
    private final Map<String, List<Rule>> texts = new HashMap<>();

    /**
     * The rules of a topic, unchanged.
     *
     * @param layer the name of the layer
     * @param file the file in which it says what it changes
     * @param base the topic that it builds on
     * @param own the ids of the rules of the layer
     */
    public LayeredRules(String layer, String file, Topic base, Collection<String> own) {
        this.layer = layer;
        this.file = file;
        base.rules().forEach(rule -> this.base.put(rule.id(), rule));
        this.taken.addAll(this.base.keySet());
        this.taken.addAll(own);
    }

    /** Leaves out a rule. */
    public void leaveOut(Rule rule) {
        whole.put(rule.id(), List.of());
    }

    /** Puts a rule of the layer in the place of one with the same id. */
    public void replace(Rule rule) {
        whole.put(rule.id(), List.of(rule));
    }

    /** Leaves out a conclusion of a rule. */
    public void leaveOut(Rule rule, Consequence conclusion) {
        leftOut.computeIfAbsent(rule.id(), any -> new HashSet<>()).add(conclusion);
    }

    /** Puts a rating in the place of another, which a rule gives. */
    public void rate(Rule rule, Consequence before, Consequence now) {
        leaveOut(rule, before);
        rows.computeIfAbsent(rule.id(), any -> new ArrayList<>()).add(now);
    }

    /** Puts an alert in the place of another, which a rule raises: a rule that asks the same, and has sources of its own. */
    public void tell(Rule rule, Consequence before, Rule now) {
        leaveOut(rule, before);
        texts.computeIfAbsent(rule.id(), any -> new ArrayList<>()).add(now);
    }

    /**
     * Whether a rule stands in the place of another and says all that it does.
     *
     * @param rule a rule of the base
     * @return false when it is left out, or when what stands in its place says less of a critical alert
     */
    public boolean stillSays(Rule rule) {
        return whole.getOrDefault(rule.id(), List.of()).stream().anyMatch(one -> CriticalAlerts.saysAllOf(one, rule));
    }

    /** What stands in the place of each rule of the base, by its id and in their order: most often the rule itself. */
    public Map<String, List<Rule>> rules() {
        Set<String> ids = new HashSet<>(taken);
        Map<String, List<Rule>> rules = new LinkedHashMap<>();
        base.forEach((id, rule) -> rules.put(id, inPlaceOf(rule, ids)));
        return rules;
    }

    private List<Rule> inPlaceOf(Rule rule, Set<String> ids) {
        Set<Consequence> gone = leftOut.getOrDefault(rule.id(), Set.of());
        if (gone.isEmpty()) {
            return whole.getOrDefault(rule.id(), List.of(rule));
        }
        List<Rule> parts = new ArrayList<>();
        List<Consequence> left =
                rule.then().stream().filter(one -> !gone.contains(one)).toList();
        if (!left.isEmpty()) {
            parts.add(new Rule(rule.id(), rule.name(), rule.file(), rule.line(), rule.sources(), rule.when(), left));
        }
        List<Consequence> rated = rows.getOrDefault(rule.id(), List.of());
        if (!rated.isEmpty()) {
            List<String> sources = rated.stream()
                    .flatMap(one -> one.arguments().stream().skip(SOURCES_OF_A_ROW))
                    .map(Literal::text)
                    .distinct()
                    .toList();
            parts.add(new Rule(
                    fresh(rule, ids), nameOf(rule), file, rated.get(0).place().line(), sources, rule.when(), rated));
        }
        for (Rule text : texts.getOrDefault(rule.id(), List.of())) {
            parts.add(
                    parts.isEmpty()
                            ? text
                            : new Rule(
                                    fresh(rule, ids),
                                    nameOf(rule),
                                    text.file(),
                                    text.line(),
                                    text.sources(),
                                    text.when(),
                                    text.then()));
        }
        return parts;
    }

    private String nameOf(Rule rule) {
        return rule.name() + " (" + layer + ")";
    }

    private static String fresh(Rule rule, Set<String> ids) {
        String id = rule.id() + "-changed";
        while (!ids.add(id)) {
            id += "-again";
        }
        return id;
    }
}

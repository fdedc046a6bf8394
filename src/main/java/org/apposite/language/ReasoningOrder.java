package org.apposite.language;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apposite.advice.Alert.Severity;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Pattern;
import org.apposite.model.Topic.Rule;

/**
 * The order in which the rules of a topic can be asked, so that each comes after all that it builds on: first what the
 * case alone tells, then what builds on red flags and situations; after the routing what builds on it; after the ratings
 * what builds on them. Rules of one stage do not depend on each other.
 */
public final class ReasoningOrder {

    /** The three parts of an evaluation; a stage belongs to one of them. */
    public enum Part {
        /** Until the routing is decided. */
        BEFORE_ROUTING,
        /** Until the ratings are collected. */
        BEFORE_RANKING,
        /** The rest. */
        AFTER_RANKING
    }

    private record Level(Part part, int depth) {}

    /** How many rules may build on each other, one on the next. */
    public static final int DEEPEST = 100;

    private static final Set<Verb> FOR_THE_ROUTING =
            EnumSet.of(Verb.VARIANT_CANDIDATE, Verb.EXCLUDE, Verb.ASK, Verb.DERIVE_PRESENT, Verb.DERIVE_ABSENT);
    private static final Set<Verb> FOR_THE_RANKING = EnumSet.of(Verb.RATE, Verb.PREFER, Verb.SET_ASIDE);

    private final Scope scope;
    private final Map<String, Level> levels = new HashMap<>();
    private final Map<String, Integer> stages = new HashMap<>();
    private final List<Part> parts = new ArrayList<>();
    private final Map<String, List<String>> circles = new LinkedHashMap<>();
    private final Set<String> tooDeep = new HashSet<>();

    private ReasoningOrder(Scope scope) {
        this.scope = scope;
        Grounds grounds = Grounds.of(scope);
        scope.topic().rules().forEach(rule -> level(rule, grounds, new LinkedHashSet<>()));
        TreeSet<Level> ordered = new TreeSet<>(Comparator.comparing(Level::part).thenComparing(Level::depth));
        for (Part part : Part.values()) {
            ordered.add(new Level(part, 0));
        }
        ordered.addAll(levels.values());
        List<Level> numbered = List.copyOf(ordered);
        numbered.forEach(level -> parts.add(level.part));
        levels.forEach((rule, level) -> stages.put(rule, numbered.indexOf(level)));
        // Held as long as the topic is: what only led here goes.
        levels.clear();
    }

    /**
     * The order of the rules of a topic.
     *
     * @param scope the topic
     * @return their order
     */
    public static ReasoningOrder of(Scope scope) {
        return new ReasoningOrder(scope);
    }

    /**
     * The ids of the rules that build on their own conclusions; with any there is no order.
     *
     * @return none in a sound topic
     */
    public Set<String> circular() {
        return Set.copyOf(circles.keySet());
    }

    /**
     * The same rules, each with the ids of the circle that it closes, its own first, and each
     * building on the next.
     *
     * @return none in a sound topic
     */
    public Map<String, List<String>> circles() {
        return Map.copyOf(circles);
    }

    /**
     * The ids of the rules in the middle of chains that are too long to follow: each rule builds on the next, more than {@value
     * #DEEPEST} of them; with any there is no order.
     *
     * @return none in a sound topic
     */
    public Set<String> tooDeep() {
        return Set.copyOf(tooDeep);
    }

    /**
     * The number of stages.
     *
     * @return at least one for each part
     */
    public int stages() {
        return parts.size();
    }

    /**
     * The part that a stage belongs to.
     *
     * @param stage the number of a stage, from 0
     * @return its part
     */
    public Part part(int stage) {
        return parts.get(stage);
    }

    /**
     * The stage of a rule.
     *
     * @param rule a rule of the topic
     * @return the number of its stage, from 0
     */
    public int stage(Rule rule) {
        return stages.getOrDefault(rule.id(), 0);
    }

    /**
     * Whether a rule is asked too late for its conclusions to be heard: what leads to a variant, and a critical alert, must be
     * concluded before the routing, a rating and a preference before the ranking.
     *
     * @param rule a rule of the topic
     * @return false for every rule of a sound topic
     */
    public boolean isTooLate(Rule rule) {
        Part part = part(stage(rule));
        Verb verb = Verb.named(rule.verb()).orElseThrow();
        boolean beforeRouting = FOR_THE_ROUTING.contains(verb) || raisesEmergency(rule);
        return beforeRouting
                ? part != Part.BEFORE_ROUTING
                : FOR_THE_RANKING.contains(verb) && part == Part.AFTER_RANKING;
    }

    /**
     * Whether a rule raises an emergency.
     *
     * @param rule a rule
     * @return true when it concludes a critical alert
     */
    public static boolean raisesEmergency(Rule rule) {
        return rule.verb().equals(Verb.ALERT.display())
                && rule.then().stream()
                        .anyMatch(one -> one.arguments().get(1).text().equals(Severity.CRITICAL.code()));
    }

    private Level level(Rule rule, Grounds grounds, Set<String> above) {
        Level known = levels.get(rule.id());
        if (known != null) {
            return known;
        }
        Level level = new Level(Part.BEFORE_ROUTING, 0);
        if (!above.add(rule.id())) {
            List<String> path = List.copyOf(above);
            circles.putIfAbsent(rule.id(), path.subList(path.indexOf(rule.id()), path.size()));
            return level;
        }
        if (above.size() > DEEPEST) {
            tooDeep.add(rule.id());
            above.remove(rule.id());
            return level;
        }
        for (Pattern pattern : rule.when()) {
            switch (Fact.named(pattern.fact()).orElseThrow()) {
                case PATIENT, RED_FLAG, SITUATION -> level = later(level, after(grounds.of(pattern), grounds, above));
                case EMERGENCY, ROUTING -> level = later(level, new Level(Part.BEFORE_RANKING, 0));
                case RANKING -> level = later(level, new Level(Part.AFTER_RANKING, 0));
            }
        }
        level = later(level, after(grounds.deriving(asked(rule)), grounds, above));
        above.remove(rule.id());
        if (level.depth > DEEPEST) {
            tooDeep.add(rule.id());
            level = new Level(level.part, 0);
        }
        levels.put(rule.id(), level);
        return level;
    }

    /** The data that a rule asks the user for: whether they are open, only the rules that derive them tell. */
    private Set<String> asked(Rule rule) {
        Set<String> data = new LinkedHashSet<>();
        for (Consequence consequence : rule.then()) {
            if (consequence.verb().equals(Verb.ASK.display())) {
                data.addAll(scope.members(consequence.arguments().get(1).text()));
            }
        }
        return data;
    }

    /** One after the last of some rules. */
    private Level after(List<Rule> rules, Grounds grounds, Set<String> above) {
        Level level = new Level(Part.BEFORE_ROUTING, 0);
        for (Rule rule : rules) {
            Level before = level(rule, grounds, above);
            level = later(level, new Level(before.part, before.depth + 1));
        }
        return level;
    }

    private static Level later(Level one, Level other) {
        int parts = one.part.compareTo(other.part);
        return parts > 0 || (parts == 0 && one.depth >= other.depth) ? one : other;
    }
}

package org.apposite.authoring.check;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apposite.language.Domain;
import org.apposite.language.Extent;
import org.apposite.language.Fact;
import org.apposite.model.Topic.AllOf;
import org.apposite.model.Topic.AnyOf;
import org.apposite.model.Topic.Condition;
import org.apposite.model.Topic.Pattern;
import org.apposite.model.Topic.Question;
import org.apposite.model.Topic.Rule;

/**
 * Whether conditions of a rule, or of several together, can hold: over all combinations of their alternatives, subject by
 * subject. Subjects are taken as independent of each other, so "cannot hold" is certain and "can hold" is not.
 */
final class Reach {

    /** With more steps than these nothing is claimed. */
    private static final int MAX_STEPS = 20_000;

    private final IdentityHashMap<Question, Extent> extents = new IdentityHashMap<>();
    private final List<Condition> all = new ArrayList<>();
    private int steps;

    private Reach() {}

    /**
     * What rules can reach.
     *
     * @param domain what their questions tell apart
     * @param concluded whether all that rules conclude was read; or else nothing is claimed of what builds on it
     */
    static Reach of(Domain domain, boolean concluded, Rule... rules) {
        Reach reach = new Reach();
        for (Rule rule : rules) {
            for (int i = 0; i < rule.when().size(); i++) {
                Pattern pattern = rule.when().get(i);
                Fact fact = Fact.named(pattern.fact()).orElseThrow();
                List<Question> questions = pattern.conditions().stream()
                        .flatMap(one -> one.questions().stream())
                        .toList();
                String subject = rule.id() + " " + i + " " + pattern.fact();
                for (Question question : questions) {
                    reach.extents.put(
                            question,
                            fact.isOneForEachCode()
                                    ? code(question, subject, questions)
                                    : extent(domain, concluded, fact, question));
                }
                reach.all.addAll(pattern.conditions());
            }
        }
        return reach;
    }

    /** What rules prefer or rate changes often, and a condition need not follow: nothing is claimed of what they do not. */
    private static Extent extent(Domain domain, boolean concluded, Fact fact, Question question) {
        boolean isOpen = fact != Fact.PATIENT && !concluded;
        Extent extent = isOpen ? either(Wording.of(question)) : domain.extent(fact, question);
        return fact == Fact.RANKING && extent.yes().isEmpty() ? either(Wording.of(question)) : extent;
    }

    /** A fact that there is one of for each code has one code: one that is asked of in its pattern, or another. */
    private static Extent code(Question question, String subject, List<Question> beside) {
        TreeSet<String> codes = new TreeSet<>();
        beside.forEach(one -> codes.add(one.arguments().get(0).text()));
        BitSet yes = new BitSet();
        yes.set(List.copyOf(codes).indexOf(question.arguments().get(0).text()));
        return new Extent(subject, codes.size() + 1, yes);
    }

    private static Extent either(String subject) {
        BitSet yes = new BitSet();
        yes.set(0);
        return new Extent(subject, 2, yes);
    }

    /** All conditions of the rules. */
    List<Condition> all() {
        return List.copyOf(all);
    }

    Extent extent(Question question) {
        Extent found = extents.get(question);
        if (found == null) {
            throw new IllegalArgumentException("a question of another rule: " + question);
        }
        return found;
    }

    /** Whether these conditions can hold together; true also when there are too many combinations to tell. */
    boolean canHold(List<Condition> conditions) {
        steps = 0;
        return canHold(new HashMap<>(), conditions);
    }

    /**
     * What is certain is taken first: a condition that stands alone, or an alternative whose others have been ruled out. What
     * is left falls into parts that have no subject in common, each of which is tried by itself.
     */
    private boolean canHold(Map<String, BitSet> box, List<Condition> conditions) {
        if (++steps > MAX_STEPS) {
            return true;
        }
        List<Condition> certain = conditions;
        List<AnyOf> open = new ArrayList<>();
        while (!certain.isEmpty()) {
            for (Condition one : flat(certain)) {
                if (one instanceof AnyOf any) {
                    open.add(any);
                } else if (!narrow(box, extent((Question) one))) {
                    return false;
                }
            }
            certain = new ArrayList<>();
            for (AnyOf any : List.copyOf(open)) {
                List<Condition> possible = any.conditions().stream()
                        .filter(one -> isPossible(one, box))
                        .toList();
                if (possible.isEmpty()) {
                    return false;
                }
                if (possible.size() == 1 || possible.stream().anyMatch(one -> isCertain(one, box))) {
                    open.remove(any);
                }
                if (possible.size() == 1) {
                    certain.add(possible.get(0));
                }
            }
        }
        return parts(open).stream().allMatch(part -> canHoldOneOfEach(part, box));
    }

    private boolean canHoldOneOfEach(List<AnyOf> part, Map<String, BitSet> box) {
        List<AnyOf> rest = part.subList(1, part.size());
        for (Condition alternative : part.get(0).conditions()) {
            List<Condition> next = new ArrayList<>(rest);
            next.add(alternative);
            Map<String, BitSet> copy = new HashMap<>();
            box.forEach((subject, values) -> copy.put(subject, (BitSet) values.clone()));
            if (canHold(copy, next)) {
                return true;
            }
        }
        return false;
    }

    /** Whether no question of a condition is ruled out by what is left of its subject. */
    private boolean isPossible(Condition condition, Map<String, BitSet> box) {
        return condition.fold(
                question -> {
                    Extent extent = extent(question);
                    BitSet left = box.get(extent.about());
                    return left == null ? !extent.yes().isEmpty() : left.intersects(extent.yes());
                },
                all -> !all.contains(false),
                any -> any.contains(true));
    }

    /** Whether a condition holds with all that is left. */
    private boolean isCertain(Condition condition, Map<String, BitSet> box) {
        return condition.fold(
                question -> {
                    Extent extent = extent(question);
                    BitSet left = box.get(extent.about());
                    return left != null && within(left, extent.yes());
                },
                all -> !all.contains(false),
                any -> any.contains(true));
    }

    /** Alternatives that have a subject in common, directly or by way of others, belong together. */
    private List<List<AnyOf>> parts(List<AnyOf> open) {
        List<List<AnyOf>> parts = new ArrayList<>();
        List<Set<String>> subjects = new ArrayList<>();
        for (AnyOf any : open) {
            Set<String> own = new HashSet<>();
            any.questions().forEach(question -> own.add(extent(question).about()));
            List<AnyOf> together = new ArrayList<>(List.of(any));
            for (int i = parts.size() - 1; i >= 0; i--) {
                if (!Collections.disjoint(own, subjects.get(i))) {
                    own.addAll(subjects.remove(i));
                    together.addAll(parts.remove(i));
                }
            }
            parts.add(together);
            subjects.add(own);
        }
        return parts;
    }

    private static boolean narrow(Map<String, BitSet> box, Extent extent) {
        BitSet values = box.computeIfAbsent(extent.about(), subject -> full(extent));
        values.and(extent.yes());
        return !values.isEmpty();
    }

    private static BitSet full(Extent extent) {
        BitSet full = new BitSet();
        full.set(0, extent.size());
        return full;
    }

    /** What is left of a subject when all questions that stand among these conditions, outside of alternatives, hold. */
    BitSet left(Extent of, List<Condition> conditions) {
        BitSet values = full(of);
        for (Condition one : flat(conditions)) {
            if (one instanceof Question question && extent(question).about().equals(of.about())) {
                values.and(extent(question).yes());
            }
        }
        return values;
    }

    /** The conditions with nested conjunctions opened. */
    static List<Condition> flat(List<Condition> conditions) {
        List<Condition> flat = new ArrayList<>();
        for (Condition one : conditions) {
            if (one instanceof AllOf nested) {
                flat.addAll(flat(nested.conditions()));
            } else {
                flat.add(one);
            }
        }
        return flat;
    }

    static boolean within(BitSet inner, BitSet outer) {
        BitSet rest = (BitSet) inner.clone();
        rest.andNot(outer);
        return rest.isEmpty();
    }
}

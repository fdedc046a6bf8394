package org.apposite.authoring.prove;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apposite.language.Verb;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Topic.Rule;
import org.apposite.proof.Patients;

/** What each rule is good for. */
final class RuleProofs {

    private final Proving proving;

    RuleProofs(Proving proving) {
        this.proving = proving;
    }

    void prove() {
        Set<Rule> dead = fire();
        Set<Rule> superfluous = new HashSet<>(dead);
        // Of two rules that say the same the later one is told.
        List<Rule> rules = proving.rules();
        for (int i = rules.size() - 1; i >= 0; i--) {
            if (!superfluous.contains(rules.get(i))) {
                need(rules.get(i), superfluous);
            }
        }
    }

    /** Each patient who is found shows of many rules that they can fire. */
    private Set<Rule> fire() {
        Set<String> shown = new HashSet<>();
        Set<Rule> dead = new HashSet<>();
        boolean casesAreSeen = false;
        for (Rule rule : proving.rules()) {
            if (shown.contains(rule.id())) {
                continue;
            }
            Optional<Boolean> can = proving.isAny(Property.RULE_FIRES, List.of(proving.fires(rule)));
            if (can.isPresent() && !can.get()) {
                dead.add(rule);
                proving.fault(
                        Property.RULE_FIRES, "the rule " + rule.id() + " fires for no patient", rule, List.of(), true);
                continue;
            }
            proving.anyone(List.of(proving.fires(rule)))
                    .ifPresent(patient ->
                            shown.addAll(Seen.of(patient, proving.own()).fired()));
            if (!shown.contains(rule.id()) && !casesAreSeen) {
                casesAreSeen = true;
                proving.cases()
                        .forEach(one -> shown.addAll(Seen.of(one, proving.own()).fired()));
            }
            if (!shown.contains(rule.id())) {
                proving.tried(Property.RULE_FIRES, List.of(proving.fires(rule)))
                        .map(found -> found.get(0))
                        .flatMap(proving.witnesses()::read)
                        .ifPresent(patient ->
                                shown.addAll(Seen.of(patient, proving.own()).fired()));
            }
            if (!shown.contains(rule.id())) {
                proving.open(
                        Property.RULE_FIRES,
                        "the rule " + rule.id()
                                + " fires for no patient that was found, nor in any case beside the rules");
            }
        }
        return dead;
    }

    /** A rule is needed when for some patient one of its conclusions counts, and no other rule draws it. */
    private void need(Rule rule, Set<Rule> superfluous) {
        Set<String> others = new HashSet<>();
        for (Consequence own : rule.then()) {
            Conclusion conclusion = Conclusion.of(proving.circuit(), own);
            List<Integer> wires = conclusion.with(proving.fires(rule));
            for (Rule other : proving.rules()) {
                if (!other.equals(rule)
                        && !superfluous.contains(other)
                        && other.then().stream().anyMatch(says(own))) {
                    wires.add(Patients.not(proving.fires(other)));
                    others.add(other.id());
                }
            }
            Optional<Boolean> any = proving.isAny(Property.RULE_NEEDED, wires);
            if (any.orElse(true)) {
                if (any.isEmpty() && proving.tried(Property.RULE_NEEDED, wires).isEmpty()) {
                    proving.open(
                            Property.RULE_NEEDED,
                            "whether the rule " + rule.id() + " is superfluous: too hard to tell");
                }
                return;
            }
        }
        superfluous.add(rule);
        proving.fault(
                Property.RULE_NEEDED,
                "the rule " + rule.id() + " is superfluous: "
                        + (others.isEmpty()
                                ? Conclusion.of(proving.circuit(), rule.then().get(0))
                                        .never()
                                : "whenever it fires and counts, the same is concluded by "
                                        + others.stream().sorted().collect(Collectors.joining(", "))),
                rule,
                List.of(),
                true);
    }

    /** Draws the same conclusion; on the way to a variant or exclusion at the same step or a lower one. */
    private static Predicate<Consequence> says(Consequence one) {
        Verb verb = Verb.named(one.verb()).orElseThrow();
        boolean hasStep = verb == Verb.VARIANT_CANDIDATE || verb == Verb.EXCLUDE || verb == Verb.ASK;
        return other -> {
            if (!verb.isOf(other)) {
                return false;
            }
            List<Literal> a = one.arguments();
            List<Literal> b = other.arguments();
            return hasStep
                    ? b.get(0).number() <= a.get(0).number()
                            && b.subList(1, b.size()).equals(a.subList(1, a.size()))
                    : a.equals(b);
        };
    }
}

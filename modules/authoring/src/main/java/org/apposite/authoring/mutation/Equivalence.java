package org.apposite.authoring.mutation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apposite.authoring.mutation.Formula.And;
import org.apposite.authoring.mutation.Formula.Asked;
import org.apposite.authoring.mutation.Formula.Differ;
import org.apposite.authoring.mutation.Formula.Not;
import org.apposite.authoring.mutation.Formula.OneOf;
import org.apposite.authoring.mutation.Formula.Or;
import org.apposite.authoring.mutation.World.Assignment;
import org.apposite.model.Topic;
import org.apposite.model.Topic.AllOf;
import org.apposite.model.Topic.AnyOf;
import org.apposite.model.Topic.Condition;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Pattern;
import org.apposite.model.Topic.Question;
import org.apposite.model.Topic.Rule;
import org.apposite.model.Vocabulary;

/**
 * Proves that a change cannot change what is concluded: it looks for a world in which it would, value by value, and gives
 * up where there are too many.
 */
final class Equivalence {

    private static final int TRIES = 100_000;
    private static final List<String> SEVERITIES = List.of("info", "warning", "critical");

    private static final Formula ALWAYS = new And(List.of());
    private static final Formula NEVER = new Or(List.of());

    private final World world;
    private final Change change;
    private final Topic topic;
    private final Map<String, Formula> concluded = new HashMap<>();

    private Equivalence(Topic topic, Vocabulary vocabulary, Change change) {
        this.world = new World(topic, change.changed(), vocabulary);
        this.change = change;
        this.topic = topic;
    }

    /** Why the change changes nothing; empty when that is not proved. */
    static Optional<String> of(Topic topic, Vocabulary vocabulary, Change change) {
        return new Equivalence(topic, vocabulary, change).reason();
    }

    private Optional<String> reason() {
        return switch (change.kind()) {
            case LIMIT, UNIT, CODE_ASKED, QUESTION, CONDITION, ALTERNATIVE, CONNECTIVE, RULE -> sameConclusions();
            case SEVERITY -> sameSeverity();
            case STEP -> sameRoute();
            default -> Optional.empty();
        };
    }

    private Optional<String> sameConclusions() {
        Formula before = fires(change.rule());
        Formula after = change.leavesRuleOut() ? NEVER : fires(change.changedRule());
        if (isImpossible(new Differ(before, after))) {
            return Optional.of("the rule concludes in the same cases, given what else the rules say");
        }
        return switch (change.rule().then().get(0).verb()) {
            case "situation" -> sameAmongRules("another rule concludes the same then", before, after);
            case "ask" -> sameAmongRules("only what is not known is asked", before, after);
            default -> Optional.empty();
        };
    }

    /** A conclusion that several rules can draw holds in the same cases; a question counts while its datum is open. */
    private Optional<String> sameAmongRules(String reason, Formula before, Formula after) {
        for (Consequence consequence : change.rule().then()) {
            List<Formula> others = new ArrayList<>();
            for (Rule rule : topic.rules()) {
                if (!rule.equals(change.rule()) && rule.then().stream().anyMatch(one -> isSame(one, consequence))) {
                    others.add(fires(rule));
                }
            }
            Formula matters = consequence.verb().equals("ask") ? open(consequence) : ALWAYS;
            Formula differ = new Differ(new Or(plus(others, before)), new Or(plus(others, after)));
            if (!isImpossible(new And(List.of(matters, differ)))) {
                return Optional.empty();
            }
        }
        return Optional.of(reason);
    }

    private static boolean isSame(Consequence one, Consequence other) {
        return one.verb().equals(other.verb()) && one.arguments().equals(other.arguments());
    }

    private static <T> List<T> plus(List<T> list, T more) {
        List<T> all = new ArrayList<>(list);
        all.add(more);
        return all;
    }

    /** Whenever the rule fires, another one gives the same alert at least as high. */
    private Optional<String> sameSeverity() {
        int at = change.rule().then().stream().map(Consequence::place).toList().indexOf(change.place());
        Consequence before = change.rule().then().get(at);
        Consequence after = change.changedRule().then().get(at);
        int highest = Math.max(severity(before), severity(after));
        List<Formula> others = new ArrayList<>();
        for (Rule rule : topic.rules()) {
            if (!rule.equals(change.rule())
                    && rule.then().stream()
                            .anyMatch(one -> one.verb().equals("alert")
                                    && one.arguments()
                                            .get(0)
                                            .equals(before.arguments().get(0))
                                    && severity(one) >= highest)) {
                others.add(fires(rule));
            }
        }
        return isImpossible(new And(List.of(fires(change.rule()), new Not(new Or(others)))))
                ? Optional.of("another rule always gives the same alert with it, at least as severe")
                : Optional.empty();
    }

    private static int severity(Consequence alert) {
        return SEVERITIES.indexOf(alert.arguments().get(1).text());
    }

    /** The rule never meets those that it is moved past, or both only ask. */
    private Optional<String> sameRoute() {
        int from = StepChanges.step(change.rule().then().get(0));
        int past = Integer.parseInt(change.after().substring(change.after().lastIndexOf(' ') + 1));
        for (Rule rule : topic.rules()) {
            Consequence first = rule.then().get(0);
            if (rule.equals(change.rule()) || !StepChanges.isRouting(first)) {
                continue;
            }
            int step = StepChanges.step(first);
            boolean crossed = step >= Math.min(from, past) && step <= Math.max(from, past);
            boolean bothAsk = first.verb().equals("ask")
                    && change.rule().then().get(0).verb().equals("ask");
            if (crossed && !bothAsk && !isImpossible(new And(List.of(takesPart(change.rule()), takesPart(rule))))) {
                return Optional.empty();
            }
        }
        return Optional.of("the rules that it is moved past never apply together with it, or ask as it does");
    }

    /** The rule fires, and when it asks, something of it is open. */
    private Formula takesPart(Rule rule) {
        List<Formula> open = new ArrayList<>();
        for (Consequence consequence : rule.then()) {
            open.add(consequence.verb().equals("ask") ? open(consequence) : ALWAYS);
        }
        return new And(List.of(fires(rule), new Or(open)));
    }

    private static Formula open(Consequence ask) {
        Map.Entry<String, Set<String>> open = World.open(ask.arguments().get(1).text());
        return new OneOf(open.getKey(), open.getValue());
    }

    private Formula fires(Rule rule) {
        List<Formula> patterns = new ArrayList<>();
        for (Pattern pattern : rule.when()) {
            if (pattern.conditions().isEmpty() && pattern.fact().equals("RedFlag")) {
                patterns.add(new OneOf("free any red flag", Set.of("yes")));
            }
            pattern.conditions().forEach(condition -> patterns.add(formula(pattern.fact(), condition)));
        }
        return new And(patterns);
    }

    private Formula formula(String fact, Condition condition) {
        if (condition instanceof AllOf all) {
            return new And(
                    all.conditions().stream().map(one -> formula(fact, one)).toList());
        }
        if (condition instanceof AnyOf any) {
            return new Or(
                    any.conditions().stream().map(one -> formula(fact, one)).toList());
        }
        Question question = (Question) condition;
        if (question.name().equals("is")) {
            return concluded(
                    fact.equals("RedFlag") ? "redFlag" : "situation",
                    question.arguments().get(0).text());
        }
        String variable = world.variable(fact, question);
        return variable == null ? NEVER : new Asked(question, variable);
    }

    /** Some rule concludes it. */
    private Formula concluded(String verb, String code) {
        String key = verb + ' ' + code;
        Formula known = concluded.get(key);
        if (known == null) {
            known = new Or(fired(one ->
                    one.verb().equals(verb) && one.arguments().get(0).text().equals(code)));
            concluded.put(key, known);
        }
        return known;
    }

    private List<Formula> fired(Predicate<Consequence> concludes) {
        List<Formula> fired = new ArrayList<>();
        for (Rule rule : topic.rules()) {
            if (rule.then().stream().anyMatch(concludes)) {
                fired.add(fires(rule));
            }
        }
        return fired;
    }

    /** Where the routing led to a variant, one of its rules fired, and nothing on an earlier step. */
    private Formula routed() {
        List<Formula> routes = new ArrayList<>();
        topic.variants()
                .forEach(variant -> routes.add(new Or(List.of(
                        new Not(new OneOf("routing ", Set.of(variant.id()))), new Or(routesTo(variant.id()))))));
        return new And(routes);
    }

    private List<Formula> routesTo(String variant) {
        List<Formula> routes = new ArrayList<>();
        for (Rule rule : topic.rules()) {
            Consequence own = rule.then().get(0);
            if (!own.verb().equals("variant") || !own.arguments().get(1).text().equals(variant)) {
                continue;
            }
            List<Formula> parts = new ArrayList<>(List.of(fires(rule)));
            for (Rule other : topic.rules()) {
                Consequence first = other.then().get(0);
                if (!other.equals(rule)
                        && StepChanges.isRouting(first)
                        && StepChanges.step(first) < StepChanges.step(own)
                        && !(first.verb().equals("variant")
                                && first.arguments().get(1).text().equals(variant))) {
                    parts.add(new Not(takesPart(other)));
                }
            }
            routes.add(new And(parts));
        }
        return routes;
    }

    private boolean isImpossible(Formula formula) {
        return new Search(asksRouting() ? new And(List.of(formula, routed())) : formula).findsNothing();
    }

    /** Before the routing is decided nothing follows from it. */
    private boolean asksRouting() {
        return change.rule().when().stream()
                .anyMatch(pattern -> Set.of("Routing", "Ranking").contains(pattern.fact()));
    }

    /** Looks for values with which a formula holds. */
    private final class Search {

        private final Formula formula;
        private final Assignment given = new Assignment();
        private int tries;

        Search(Formula formula) {
            this.formula = formula;
        }

        boolean findsNothing() {
            return !finds() && tries <= TRIES;
        }

        private boolean finds() {
            if (++tries > TRIES) {
                return true;
            }
            given.takeWanted();
            Boolean holds = formula.holds(given);
            String variable = given.takeWanted();
            if (holds != null || variable == null) {
                return holds != null && holds;
            }
            for (String value : world.values(variable)) {
                given.set(variable, value);
                boolean found = finds();
                if (found) {
                    return true;
                }
            }
            given.set(variable, null);
            return false;
        }
    }
}

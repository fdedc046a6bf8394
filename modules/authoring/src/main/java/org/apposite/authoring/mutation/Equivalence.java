package org.apposite.authoring.mutation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apposite.advice.Alert.Severity;
import org.apposite.authoring.mutation.Formula.And;
import org.apposite.authoring.mutation.Formula.Asked;
import org.apposite.authoring.mutation.Formula.Differ;
import org.apposite.authoring.mutation.Formula.Not;
import org.apposite.authoring.mutation.Formula.Or;
import org.apposite.language.Domain;
import org.apposite.language.Extent;
import org.apposite.language.Fact;
import org.apposite.language.QuestionKind;
import org.apposite.language.Verb;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Condition;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Topic.Pattern;
import org.apposite.model.Topic.Question;
import org.apposite.model.Topic.Rule;
import org.apposite.text.Place;

/**
 * Proves that a change cannot change what is concluded: it looks for a world in which it would, value by value, and gives
 * up where there are too many.
 */
final class Equivalence {

    private static final int TRIES = 100_000;
    private static final List<String> SEVERITIES =
            Arrays.stream(Severity.values()).map(Severity::code).toList();
    /** The conclusions that other rules build on, whichever rule draws them. */
    private static final Set<Verb> FACTS = EnumSet.of(Verb.SITUATION, Verb.DERIVE_PRESENT, Verb.DERIVE_ABSENT);

    private static final Formula ALWAYS = new And(List.of());
    private static final Formula NEVER = new Or(List.of());

    private final Domain domain;
    private final Change change;
    private final Topic topic;
    private final Map<String, Formula> concluded = new HashMap<>();

    private Equivalence(Topic topic, Domain domain, Change change) {
        this.domain = domain.with(change.changedRule().when().stream()
                .filter(Fact.PATIENT::isOf)
                .flatMap(pattern -> pattern.conditions().stream())
                .flatMap(condition -> condition.questions().stream())
                .toList());
        this.change = change;
        this.topic = topic;
    }

    /**
     * Why the change changes nothing; empty when that is not proved.
     *
     * @param topic the topic as it stands
     * @param domain what its questions tell apart
     * @param change the change
     */
    static Optional<String> of(Topic topic, Domain domain, Change change) {
        return new Equivalence(topic, domain, change).reason();
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
        Verb verb = verb(change.rule().then().get(0));
        if (FACTS.contains(verb)) {
            return sameAmongRules("another rule concludes the same then", before, after);
        }
        return verb == Verb.ASK ? sameAmongRules("only what is not known is asked", before, after) : Optional.empty();
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
            Formula matters = Verb.ASK.isOf(consequence) ? open(consequence) : ALWAYS;
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
                            .anyMatch(one -> Verb.ALERT.isOf(one)
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
            boolean bothAsk =
                    Verb.ASK.isOf(first) && Verb.ASK.isOf(change.rule().then().get(0));
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
            open.add(Verb.ASK.isOf(consequence) ? open(consequence) : ALWAYS);
        }
        return new And(List.of(fires(rule), new Or(open)));
    }

    private Formula open(Consequence ask) {
        return new Or(domain.open(ask.arguments().get(1).text()).stream()
                .<Formula>map(Asked::new)
                .toList());
    }

    private static Verb verb(Consequence one) {
        return Verb.named(one.verb()).orElseThrow();
    }

    private Formula fires(Rule rule) {
        List<Formula> patterns = new ArrayList<>();
        for (Pattern pattern : rule.when()) {
            Fact fact = Fact.named(pattern.fact()).orElseThrow();
            if (pattern.conditions().isEmpty() && fact.isOneForEachCode()) {
                patterns.add(new Asked(new Extent("any " + fact.display(), 2, BitSet.valueOf(new long[] {1}))));
            }
            pattern.conditions().forEach(condition -> patterns.add(formula(fact, condition)));
        }
        return new And(patterns);
    }

    private Formula formula(Fact fact, Condition condition) {
        return condition.<Formula>fold(question -> asked(fact, question), And::new, Or::new);
    }

    private Formula asked(Fact fact, Question question) {
        return fact.isOneForEachCode()
                ? concluded(
                        fact == Fact.RED_FLAG ? Verb.RED_FLAG : Verb.SITUATION,
                        question.arguments().get(0).text())
                : new Asked(domain.extent(fact, question));
    }

    /** Some rule concludes it. */
    private Formula concluded(Verb verb, String code) {
        String key = verb.display() + ' ' + code;
        Formula known = concluded.get(key);
        if (known == null) {
            known = new Or(
                    fired(one -> verb.isOf(one) && one.arguments().get(0).text().equals(code)));
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
                .forEach(variant ->
                        routes.add(new Or(List.of(new Not(matched(variant.id())), new Or(routesTo(variant.id()))))));
        return new And(routes);
    }

    private Formula matched(String variant) {
        Question question =
                new Question(QuestionKind.MATCHED.display(), List.of(new Literal(variant, false)), new Place(1, 1));
        return new Asked(domain.extent(Fact.ROUTING, question));
    }

    private List<Formula> routesTo(String variant) {
        List<Formula> routes = new ArrayList<>();
        for (Rule rule : topic.rules()) {
            Consequence own = rule.then().get(0);
            if (!Verb.VARIANT_CANDIDATE.isOf(own)
                    || !own.arguments().get(1).text().equals(variant)) {
                continue;
            }
            List<Formula> parts = new ArrayList<>(List.of(fires(rule)));
            for (Rule other : topic.rules()) {
                Consequence first = other.then().get(0);
                if (!other.equals(rule)
                        && StepChanges.isRouting(first)
                        && StepChanges.step(first) < StepChanges.step(own)
                        && !(Verb.VARIANT_CANDIDATE.isOf(first)
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
                .anyMatch(pattern -> Fact.ROUTING.isOf(pattern) || Fact.RANKING.isOf(pattern));
    }

    /** Looks for values with which a formula holds. */
    private static final class Search {

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
            Extent wanted = given.takeWanted();
            if (holds != null || wanted == null) {
                return holds != null && holds;
            }
            for (int value = 0; value < wanted.size(); value++) {
                given.set(wanted, value);
                boolean found = finds();
                if (found) {
                    return true;
                }
            }
            given.clear(wanted);
            return false;
        }
    }
}

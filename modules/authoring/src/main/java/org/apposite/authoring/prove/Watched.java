package org.apposite.authoring.prove;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apposite.circuit.Circuit;
import org.apposite.language.AnswerQuestion;
import org.apposite.language.Scope;
import org.apposite.language.Verb;
import org.apposite.model.Claims;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Condition;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Topic.Pattern;
import org.apposite.model.Topic.Rule;
import org.apposite.proof.Patients;
import org.apposite.text.Place;

/**
 * What the properties of a topic ask of facts, as rules that somebody watches: one for all that a property begins with, and one
 * for each pattern that must follow from it.
 */
final class Watched {

    private final Scope scope;
    private final List<OwnClaim> claims;
    private final List<Rule> rules = new ArrayList<>();
    private final Map<Claims.Exemption, Rule> accepted = new HashMap<>();
    private final Map<OwnClaim, Rule> when = new HashMap<>();
    private final Map<Pattern, Rule> then = new HashMap<>();
    private final Set<String> asked = new LinkedHashSet<>();

    Watched(Scope scope) {
        this.scope = scope;
        Topic topic = scope.topic();
        this.claims = topic.claims().properties().stream().map(OwnClaim::new).toList();
        topic.claims().exemptions().stream()
                .filter(one -> !one.when().isEmpty())
                .forEach(one -> accepted.put(one, rule(one.property(), one.line(), one.when())));
        for (OwnClaim claim : claims) {
            Claims.Property property = claim.property();
            when.put(claim, rule(property.id(), property.line(), property.when()));
            property.then().stream()
                    .filter(pattern -> !isOfAnswer(pattern))
                    .forEach(pattern -> then.put(pattern, rule(property.id(), property.line(), List.of(pattern))));
            List<Pattern> all = new ArrayList<>(property.when());
            all.addAll(property.then());
            all.stream()
                    .filter(Watched::isOfAnswer)
                    .flatMap(pattern -> pattern.conditions().stream())
                    .flatMap(condition -> condition.questions().stream())
                    .filter(question -> question.name().equals(AnswerQuestion.ASKED.display()))
                    .forEach(question -> asked.add(question.arguments().get(0).text()));
        }
    }

    /** Whom an exception accepts; empty where it accepts everybody. */
    Optional<Integer> accepts(Claims.Exemption exception, Circuit circuit) {
        return Optional.ofNullable(accepted.get(exception)).map(rule -> watched(circuit, rule));
    }

    /** The rules conclude what nothing else asks for, so that they can stand beside the others. */
    private Rule rule(String id, int line, List<Pattern> patterns) {
        String name = "property-" + id + "-" + rules.size();
        Rule rule = new Rule(
                name,
                name,
                scope.topic().id() + "/topic.yaml",
                line,
                List.of(),
                patterns.stream().filter(pattern -> !isOfAnswer(pattern)).toList(),
                List.of(new Consequence(
                        Verb.HEADLINE.display(), List.of(new Literal(name, false)), new Place(line, 1))));
        rules.add(rule);
        return rule;
    }

    private static boolean isOfAnswer(Pattern pattern) {
        return pattern.fact().equals(AnswerQuestion.FACT);
    }

    List<OwnClaim> claims() {
        return claims;
    }

    /** The circuit of the topic, which tells what the properties ask. */
    Circuit in(Circuit circuit) {
        return rules.isEmpty() ? circuit : circuit.watching(rules, asked);
    }

    List<Rule> besideThoseOf(Topic topic) {
        List<Rule> all = new ArrayList<>(topic.rules());
        all.addAll(rules);
        return all;
    }

    /** Where a property stands. */
    Rule place(OwnClaim claim) {
        return Objects.requireNonNull(when.get(claim));
    }

    /** Ways in which a property is broken: in each all wires hold. */
    List<List<Integer>> broken(OwnClaim claim, Circuit circuit, AnswerWires answers) {
        List<List<List<Integer>>> begins = new ArrayList<>();
        begins.add(List.of(List.of(watched(circuit, place(claim)))));
        conditions(claim.property().when()).forEach(one -> begins.add(answers.ways(one, true)));
        if (!claim.property().isNever()) {
            List<List<List<Integer>>> fails = new ArrayList<>();
            for (Pattern pattern : claim.property().then()) {
                if (!isOfAnswer(pattern)) {
                    int holds = watched(circuit, Objects.requireNonNull(then.get(pattern)));
                    fails.add(List.of(List.of(Patients.not(holds))));
                }
            }
            conditions(claim.property().then()).forEach(one -> fails.add(answers.ways(one, false)));
            begins.add(AnswerWires.any(fails));
        }
        return AnswerWires.every(begins);
    }

    private int watched(Circuit circuit, Rule rule) {
        return circuit.watched(rules.indexOf(rule));
    }

    /** What patterns ask of the answer. */
    private static List<Condition> conditions(List<Pattern> patterns) {
        return patterns.stream()
                .filter(Watched::isOfAnswer)
                .flatMap(pattern -> pattern.conditions().stream())
                .toList();
    }

    /** Whether what the rule engine has made of a patient, with these rules beside the others, breaks a property. */
    boolean isBroken(OwnClaim claim, Seen seen) {
        boolean begins = seen.fires(place(claim))
                && conditions(claim.property().when()).stream().allMatch(one -> seen.says(one, scope));
        boolean follows = claim.property().then().stream()
                .filter(pattern -> !isOfAnswer(pattern))
                .allMatch(pattern -> seen.fires(Objects.requireNonNull(then.get(pattern))));
        return begins
                && (claim.property().isNever()
                        || !follows
                        || !conditions(claim.property().then()).stream().allMatch(one -> seen.says(one, scope)));
    }
}

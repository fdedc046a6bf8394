package org.apposite.authoring.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apposite.authoring.cases.CaseFile;
import org.apposite.circuit.Circuit;
import org.apposite.language.Fact;
import org.apposite.language.QuestionKind;
import org.apposite.language.Scope;
import org.apposite.language.Verb;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Condition;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Topic.Pattern;
import org.apposite.model.Topic.Question;
import org.apposite.model.Topic.Rule;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Term;
import org.apposite.proof.Effort;
import org.apposite.proof.Patients;
import org.apposite.text.Place;

/**
 * What the rules of a topic can reach, for all patients that the vocabulary can express. What never holds is certain. Of rules
 * that build on what could not be read nothing is claimed.
 */
final class Reach {

    /** No code of an author has a blank. */
    private static final String ASKED = "asked beside the rules";

    private final Effort effort;
    private final Circuit circuit;
    private final Scope scope;
    private final boolean isComplete;
    private final Patients patients;
    private final Map<Rule, Integer> places = new HashMap<>();

    private Reach(Circuit circuit, boolean isComplete, Effort effort) {
        this.effort = effort;
        this.circuit = circuit;
        this.scope = circuit.scope();
        this.isComplete = isComplete;
        this.patients = Patients.of(circuit, effort);
        scope.topic().rules().forEach(rule -> places.put(rule, places.size()));
    }

    /**
     * What rules reach.
     *
     * @param topic the topic with the rules that could be read
     * @param isComplete whether these are all of its rules
     * @param effort what may be done to find out
     * @return empty when they cannot be asked together, which the library tells
     */
    static Optional<Reach> of(Scope topic, boolean isComplete, Effort effort) {
        try {
            return Optional.of(new Reach(Circuit.of(topic), isComplete, effort));
        } catch (IllegalArgumentException | Circuit.TooLarge e) {
            return Optional.empty();
        }
    }

    /** The same with a wire for a condition of the patient, which no rule need ask: see {@link #asked}. */
    static Optional<Reach> asking(Condition condition, Topic topic, Vocabulary vocabulary, Effort effort) {
        Pattern pattern = new Pattern(Fact.PATIENT.display(), false, List.of(condition));
        Consequence nothing =
                new Consequence(Verb.SITUATION.display(), List.of(new Literal(ASKED, false)), new Place(1, 1));
        List<Rule> rules = new ArrayList<>(topic.rules());
        rules.add(new Rule(ASKED, ASKED, "", 1, List.of(), List.of(pattern), List.of(nothing)));
        return of(Scope.of(topic.withRules(rules), vocabulary), true, effort);
    }

    /** The wire of the condition that is asked beside those of the rules. */
    int asked() {
        return circuit.firing(places.size() - 1);
    }

    Topic topic() {
        return scope.topic();
    }

    Circuit circuit() {
        return circuit;
    }

    /** Whether something can be claimed of a rule: all that it asks is known, and what it builds on can be concluded. */
    boolean isClear(Rule rule) {
        return (isComplete || rule.when().stream().allMatch(Fact.PATIENT::isOf))
                && rule.when().stream()
                        .allMatch(pattern -> pattern.conditions().stream()
                                .flatMap(condition -> condition.questions().stream())
                                .allMatch(question ->
                                        isClear(Fact.named(pattern.fact()).orElseThrow(), question)));
    }

    /** What is never concluded is told where it should be; what rules prefer or rate changes often, and need not follow. */
    private boolean isClear(Fact fact, Question question) {
        return fact == Fact.PATIENT ? isComplete || !isDerived(question) : !never(of(fact, question));
    }

    private boolean isDerived(Question question) {
        QuestionKind kind = QuestionKind.of(Fact.PATIENT, question.name()).orElseThrow();
        return kind.data(question.arguments(), scope).stream().anyMatch(datum -> {
            Term term = scope.vocabulary().terms().get(datum);
            return term != null && term.isDerived();
        });
    }

    /** The wire of a rule that fires. */
    int of(Rule rule) {
        Integer place = places.get(rule);
        if (place == null) {
            throw new IllegalArgumentException("a rule of another topic: " + rule.id());
        }
        return circuit.firing(place);
    }

    /** The wire of a condition of a rule. */
    int of(Fact fact, Condition condition) {
        return circuit.holds(fact, condition);
    }

    /** What is proved of these rules, and may still be done. */
    Effort effort() {
        return effort;
    }

    /** Whether a patient may be such that all of these hold; of none it is said when the effort is spent. */
    boolean canBe(int... wires) {
        return !never(wires) && !effort.isSpent();
    }

    boolean canBe(List<Integer> wires) {
        return !never(wires) && !effort.isSpent();
    }

    /** Whether no patient is such that all of these hold. */
    boolean never(int... wires) {
        return patients.none(wires);
    }

    boolean never(List<Integer> wires) {
        return patients.none(wires);
    }

    /** A patient such that all of these hold, in words; empty when none was found. */
    Optional<String> example(int... wires) {
        return patients.example(wires).map(stated -> CaseFile.words(stated, scope));
    }
}

package org.apposite.internal.engine;

import java.util.List;
import org.apposite.circuit.Circuit;
import org.apposite.circuit.Worlds;
import org.apposite.language.Fact;
import org.apposite.language.Parameter;
import org.apposite.language.QuestionKind;
import org.apposite.language.ReasoningOrder;
import org.apposite.language.Scope;
import org.apposite.language.Verb;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Topic.Pattern;
import org.apposite.model.Topic.Question;
import org.apposite.model.Topic.Rule;

/**
 * Rules that their circuit tells to fire, without a rule engine: ready at once, so that a changed rule can be tried, and there
 * when the rule engine gives no answer.
 */
final class CircuitReasoner implements Evaluation.Reasoner {

    private final Circuit circuit;

    CircuitReasoner(Circuit circuit) {
        this.circuit = circuit;
    }

    /**
     * The circuit of a model from anywhere, so it is checked first that the model speaks the rule language.
     *
     * @throws IllegalArgumentException when it does not
     */
    static Circuit circuit(Scope supposed) {
        supposed.topic().rules().forEach(CircuitReasoner::check);
        ReasoningOrder order = ReasoningOrder.of(supposed);
        supposed.topic().rules().stream().filter(order::isTooLate).findFirst().ifPresent(late -> {
            throw refusal(late, "it is asked too late for what it concludes");
        });
        return Circuit.of(supposed);
    }

    private static void check(Rule rule) {
        for (Pattern pattern : rule.when()) {
            Fact fact = Fact.named(pattern.fact())
                    .orElseThrow(() -> refusal(rule, "there is no fact \"" + pattern.fact() + "\""));
            pattern.conditions()
                    .forEach(condition -> condition.questions().forEach(question -> check(rule, fact, question)));
        }
        long verbs = rule.then().stream().map(Consequence::verb).distinct().count();
        if (verbs != 1) {
            throw refusal(rule, "it concludes " + verbs + " kinds of things");
        }
        for (Consequence consequence : rule.then()) {
            Verb verb = Verb.named(consequence.verb())
                    .filter(one -> one.takes(consequence.arguments().size()))
                    .orElseThrow(() -> refusal(rule, "it cannot conclude " + consequence));
            for (int i = 0; i < consequence.arguments().size(); i++) {
                check(rule, verb.parameter(i), consequence.arguments().get(i));
            }
        }
    }

    private static void check(Rule rule, Fact fact, Question question) {
        QuestionKind kind = QuestionKind.of(fact, question.name())
                .filter(one -> one.takes(question.arguments().size()))
                .orElseThrow(() -> refusal(rule, "it cannot ask " + question));
        for (int i = 0; i < question.arguments().size(); i++) {
            check(rule, kind.parameters().get(i), question.arguments().get(i));
        }
    }

    private static void check(Rule rule, Parameter parameter, Literal literal) {
        if (!parameter.isWritten(literal)) {
            throw refusal(rule, literal.text() + " is no " + parameter.display());
        }
    }

    private static IllegalArgumentException refusal(Rule rule, String reason) {
        return new IllegalArgumentException("rule " + rule.id() + ": " + reason);
    }

    @Override
    public Evaluation.Reasoner.Run begin(Evaluation evaluation) {
        Worlds worlds = Worlds.of(circuit, evaluation.patient().stated());
        worlds.emergencyElsewhere(evaluation.beside().emergencyElsewhere() ? -1L : 0L);
        worlds.asksWhenNowhere(!evaluation.beside().asked().isEmpty());
        worlds.evaluate();
        return new Evaluation.Reasoner.Run() {

            @Override
            public void stage(int number) {
                List<Rule> rules = circuit.scope().topic().rules();
                for (int place = 0; place < rules.size(); place++) {
                    boolean fires = worlds.holds(circuit.firing(place)) != 0;
                    if (fires && circuit.order().stage(rules.get(place)) == number) {
                        evaluation.fire(place);
                    }
                }
            }

            @Override
            public void close() {
                worlds.close();
            }
        };
    }
}

package org.apposite.internal.engine;

import java.util.List;
import org.apposite.language.Conclude;
import org.apposite.language.Fact;
import org.apposite.language.Known;
import org.apposite.language.Parameter;
import org.apposite.language.QuestionKind;
import org.apposite.language.ReasoningOrder;
import org.apposite.language.Scope;
import org.apposite.language.Verb;
import org.apposite.model.Topic.Condition;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Topic.Pattern;
import org.apposite.model.Topic.Question;
import org.apposite.model.Topic.Rule;

/**
 * Rules asked straight from their model, without a rule engine. Slower in an evaluation and ready at once, so that a
 * changed rule can be tried; and a second reading of the rule language, which the tests hold the compiled rules against.
 */
final class Interpreter implements Reasoner {

    private final List<Rule> rules;
    private final ReasoningOrder order;

    /**
     * Takes a model from anywhere, so it checks first that it speaks the rule language.
     *
     * @throws IllegalArgumentException when it does not
     */
    Interpreter(Scope scope) {
        this.rules = scope.topic().rules();
        rules.forEach(Interpreter::check);
        this.order = ReasoningOrder.of(scope);
        if (!order.circular().isEmpty()) {
            throw new IllegalArgumentException("rules build on their own conclusions: " + order.circular());
        }
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
    public Run begin(Evaluation evaluation) {
        return new Run() {

            @Override
            public void stage(int number) {
                Known known = evaluation.known();
                for (Rule rule : rules) {
                    if (order.stage(rule) == number && holds(rule, known) && evaluation.lets(rule.id())) {
                        rule.then().forEach(consequence -> conclude(consequence, evaluation));
                    }
                }
            }

            @Override
            public void close() {
                // Nothing is held.
            }
        };
    }

    private static boolean holds(Rule rule, Known known) {
        for (Pattern pattern : rule.when()) {
            Fact fact = Fact.named(pattern.fact()).orElseThrow();
            if (fact == Fact.RED_FLAG
                    && pattern.conditions().isEmpty()
                    && known.redFlags().isEmpty()) {
                return false;
            }
            for (Condition condition : pattern.conditions()) {
                if (!holds(fact, condition, known)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean holds(Fact fact, Condition condition, Known known) {
        return condition.fold(
                question -> QuestionKind.of(fact, question.name()).orElseThrow().holds(known, question.arguments()),
                all -> !all.contains(false),
                any -> any.contains(true));
    }

    private static void conclude(Consequence consequence, Conclude conclude) {
        Verb.named(consequence.verb()).orElseThrow().conclude(consequence.arguments(), conclude);
    }
}

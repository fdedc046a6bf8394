package org.apposite.internal.engine;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apposite.internal.engine.RuleBase.Stage;
import org.apposite.language.Fact;
import org.apposite.language.QuestionKind;
import org.apposite.model.Topic.Condition;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Topic.Pattern;
import org.apposite.model.Topic.Rule;

/**
 * What a rule asks, and at which stage. Rules of which this is equal fire together, whatever they conclude.
 *
 * <p>A rule file asks several facts; the rule engine asks one, the stage of an evaluation, which knows them all. No rule negates,
 * and every rule is asked after all that it builds on, so both conclude the same.
 *
 * @param stage the number of the stage
 * @param tests what must hold
 */
record Asking(int stage, Set<Test> tests) {

    /** A condition. What it rests on was known before its stage began. */
    sealed interface Test permits Answered, Every, Any, AnyRedFlag {

        boolean holds(Stage stage);
    }

    /** A question is answered with yes. */
    record Answered(QuestionKind kind, List<Literal> arguments) implements Test {

        @Override
        public boolean holds(Stage stage) {
            return kind.holds(stage.known(), arguments);
        }
    }

    record Every(List<Test> tests) implements Test {

        @Override
        public boolean holds(Stage stage) {
            for (int i = 0; i < tests.size(); i++) {
                if (!tests.get(i).holds(stage)) {
                    return false;
                }
            }
            return true;
        }
    }

    record Any(List<Test> tests) implements Test {

        @Override
        public boolean holds(Stage stage) {
            for (int i = 0; i < tests.size(); i++) {
                if (tests.get(i).holds(stage)) {
                    return true;
                }
            }
            return false;
        }
    }

    record AnyRedFlag() implements Test {

        @Override
        public boolean holds(Stage stage) {
            return !stage.known().redFlags().isEmpty();
        }
    }

    static Asking of(Rule rule, int stage) {
        Set<Test> tests = new LinkedHashSet<>();
        for (Pattern pattern : rule.when()) {
            Fact fact = Fact.named(pattern.fact()).orElseThrow();
            if (fact == Fact.RED_FLAG && pattern.conditions().isEmpty()) {
                tests.add(new AnyRedFlag());
            }
            pattern.conditions().forEach(condition -> tests.add(test(fact, condition)));
        }
        return new Asking(stage, tests);
    }

    private static Test test(Fact fact, Condition condition) {
        return condition.fold(
                question -> new Answered(QuestionKind.of(fact, question.name()).orElseThrow(), question.arguments()),
                Every::new,
                Any::new);
    }
}

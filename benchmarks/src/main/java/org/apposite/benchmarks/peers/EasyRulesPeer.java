package org.apposite.benchmarks.peers;

import java.util.function.Predicate;
import org.jeasy.rules.api.Facts;
import org.jeasy.rules.api.Rules;
import org.jeasy.rules.api.RulesEngine;
import org.jeasy.rules.api.RulesEngineParameters;
import org.jeasy.rules.core.DefaultRulesEngine;
import org.jeasy.rules.core.RuleBuilder;

/** Easy Rules: rules with a priority, built of lambdas; the first that applies ends the run. */
final class EasyRulesPeer implements Peer {

    private static final String CHILD = "child";
    private static final String END = "end";

    private final RatingTable ratings = new RatingTable();
    private final Rules rules = new Rules();
    private final RulesEngine engine = new DefaultRulesEngine(new RulesEngineParameters().skipOnFirstAppliedRule(true));

    EasyRulesPeer() {
        Routing.ROUTES.forEach(route -> rule(route.step(), route.end(), route.when()));
    }

    private void rule(int step, String end, Predicate<Child> when) {
        rules.register(new RuleBuilder()
                .name(end + " at step " + step)
                .priority(step)
                .when(facts -> when.test(facts.get(CHILD)))
                .then(facts -> facts.put(END, end))
                .build());
    }

    @Override
    public Answer answer(SevenChildren.Stated stated) {
        Facts facts = new Facts();
        facts.put(CHILD, stated.child());
        engine.fire(rules, facts);
        String end = facts.get(END);
        return new Answer(end, ratings.of(end));
    }
}

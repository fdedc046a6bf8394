package org.apposite.benchmarks.peers;

import java.util.function.Predicate;
import org.evrete.KnowledgeService;
import org.evrete.api.Knowledge;
import org.evrete.api.StatelessSession;
import org.evrete.api.builders.RuleSetBuilder;

/** Evrete: a RETE engine; knowledge built once, a stateless session for each child. */
final class EvretePeer implements Peer {

    /** Where the routing has led so far. */
    static final class Decision {
        private String end = "";
    }

    private final RatingTable ratings = new RatingTable();
    private final Knowledge knowledge;

    EvretePeer() {
        RuleSetBuilder<Knowledge> builder =
                new KnowledgeService().newKnowledge().builder();
        for (Routing.Route route : Routing.ROUTES) {
            Predicate<Child> when = route.when();
            builder = builder.newRule(route.end() + " at step " + route.step())
                    .salience(-route.step())
                    .forEach("$child", Child.class, "$decision", Decision.class)
                    .where((Predicate<Object[]>) values -> when.test((Child) values[0]), "$child")
                    .execute(context -> {
                        Decision decision = context.get("$decision");
                        if (decision.end.isEmpty()) {
                            decision.end = route.end();
                        }
                    });
        }
        knowledge = builder.build();
    }

    @Override
    public Answer answer(SevenChildren.Stated stated) {
        Decision decision = new Decision();
        StatelessSession session = knowledge.newStatelessSession();
        session.insertAndFire(stated.child(), decision);
        return new Answer(decision.end, ratings.of(decision.end));
    }
}

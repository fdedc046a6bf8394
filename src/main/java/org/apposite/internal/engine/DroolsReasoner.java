package org.apposite.internal.engine;

import org.drools.model.Model;
import org.drools.modelcompiler.KieBaseBuilder;
import org.kie.api.KieBase;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.KieSessionsPool;

/** Compiled rules in a KIE base, asked in pooled sessions. */
final class DroolsReasoner implements Evaluation.Reasoner {

    private static final int POOLED_AT_START = 1;

    private final KieSessionsPool sessions;

    DroolsReasoner(Model model) {
        KieBase base = KieBaseBuilder.createKieBaseFromModel(model);
        this.sessions = base.newKieSessionsPool(POOLED_AT_START);
    }

    @Override
    public Evaluation.Reasoner.Run begin(Evaluation evaluation) {
        KieSession session = sessions.newKieSession();
        session.setGlobal("conclude", evaluation.hearing());
        return new Evaluation.Reasoner.Run() {

            @Override
            public void stage(int number) {
                session.insert(new Stage(number, evaluation));
                session.fireAllRules(match -> evaluation.let(match.getRule().getName()));
            }

            @Override
            public void close() {
                session.dispose();
            }
        };
    }
}

package org.apposite.internal.engine;

import org.apposite.internal.bundle.OwnLoader;
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
        this.sessions = OwnLoader.in(() -> {
            KieBase base = KieBaseBuilder.createKieBaseFromModel(model);
            KieSessionsPool pool = base.newKieSessionsPool(POOLED_AT_START);
            // What the engine looks up when a session begins is then found, too, whichever thread begins the next.
            pool.newKieSession().dispose();
            return pool;
        });
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

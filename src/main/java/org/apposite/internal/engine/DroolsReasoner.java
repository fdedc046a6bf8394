package org.apposite.internal.engine;

import java.util.concurrent.ConcurrentLinkedDeque;
import org.apposite.internal.bundle.OwnLoader;
import org.drools.model.Model;
import org.drools.modelcompiler.KieBaseBuilder;
import org.kie.api.KieBase;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.FactHandle;

/**
 * Compiled rules in a KIE base, asked in sessions that are kept: between two evaluations a session holds no fact and knows no
 * patient, and what the engine has made for each rule serves again. A session in which a stage broke off is not asked again.
 */
final class DroolsReasoner implements Evaluation.Reasoner {

    private final KieBase base;
    private final ConcurrentLinkedDeque<KieSession> spare = new ConcurrentLinkedDeque<>();

    DroolsReasoner(Model model) {
        this.base = OwnLoader.in(() -> {
            KieBase made = KieBaseBuilder.createKieBaseFromModel(model);
            // What the engine looks up when a session begins is then found, too, whichever thread begins the next.
            spare.push(made.newKieSession());
            return made;
        });
    }

    @Override
    public Evaluation.Reasoner.Run begin(Evaluation evaluation) {
        KieSession kept = spare.poll();
        KieSession session = kept == null ? base.newKieSession() : kept;
        return new Evaluation.Reasoner.Run() {

            private boolean isClean = true;

            @Override
            public void stage(int number) {
                isClean = false;
                Stage stage = new Stage(number, evaluation);
                try {
                    FactHandle handle = session.insert(stage);
                    session.fireAllRules(match -> evaluation.let(match.getRule().getName()));
                    session.delete(handle);
                    isClean = true;
                } catch (RuntimeException broken) {
                    // Where a limit ended the matching the evaluation says so itself.
                    if (!evaluation.isStopped()) {
                        throw broken;
                    }
                } finally {
                    stage.forget();
                }
            }

            @Override
            public void close() {
                if (isClean) {
                    spare.push(session);
                } else {
                    session.dispose();
                }
            }
        };
    }
}

package org.apposite.benchmarks.peers;

import java.util.List;
import org.kie.api.KieServices;
import org.kie.dmn.api.core.DMNContext;
import org.kie.dmn.api.core.DMNModel;
import org.kie.dmn.api.core.DMNResult;
import org.kie.dmn.api.core.DMNRuntime;
import org.kie.dmn.core.internal.utils.DMNRuntimeBuilder;

/** DMN: literal expressions and a decision table, on the engine of the Drools family. */
final class DmnPeer implements Peer {

    private static final String END = "end";

    private final RatingTable ratings = new RatingTable();
    private final DMNRuntime runtime;
    private final DMNModel model;

    DmnPeer() {
        runtime = DMNRuntimeBuilder.fromDefaults()
                .buildConfiguration()
                .fromResources(List.of(KieServices.get()
                        .getResources()
                        .newClassPathResource("org/apposite/benchmarks/peers/back-pain.dmn")))
                .getOrElseThrow(IllegalStateException::new);
        model = runtime.getModels().get(0);
        if (model.hasErrors()) {
            throw new IllegalStateException(model.getMessages().toString());
        }
    }

    @Override
    public Answer answer(SevenChildren.Stated stated) {
        DMNContext context = runtime.newContext();
        context.set("child", stated.child().toMap());
        DMNResult result = runtime.evaluateAll(model, context);
        String end = (String) result.getDecisionResultByName(END).getResult();
        return new Answer(end, ratings.of(end));
    }
}

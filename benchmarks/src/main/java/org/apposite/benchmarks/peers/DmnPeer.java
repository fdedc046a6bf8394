package org.apposite.benchmarks.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.kie.api.KieServices;
import org.kie.dmn.api.core.DMNContext;
import org.kie.dmn.api.core.DMNModel;
import org.kie.dmn.api.core.DMNResult;
import org.kie.dmn.api.core.DMNRuntime;
import org.kie.dmn.core.internal.utils.DMNRuntimeBuilder;

/** DMN: literal expressions, a decision table for the routing and one for the ratings, on the engine of the Drools family. */
final class DmnPeer implements Peer {

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
        List<Rated> rows = new ArrayList<>();
        for (Object row : (List<?>) result.getDecisionResultByName("ratings").getResult()) {
            rows.add(Rated.of((Map<?, ?>) row));
        }
        return new Answer((String) result.getDecisionResultByName("end").getResult(), rows);
    }
}

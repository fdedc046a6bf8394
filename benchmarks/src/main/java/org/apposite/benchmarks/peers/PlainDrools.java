package org.apposite.benchmarks.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.ReleaseId;
import org.kie.api.runtime.KieContainer;
import org.kie.api.runtime.KieSession;

/** Drools as its documentation shows it: rules in DRL on beans, a session for each child. */
final class PlainDrools implements Peer {

    private final RatingTable ratings = new RatingTable();
    private final Supplier<KieSession> sessions;

    private PlainDrools(Supplier<KieSession> sessions) {
        this.sessions = sessions;
    }

    /** A container for each child, as in many a tutorial. */
    static PlainDrools containerPerCall() {
        KieServices services = KieServices.get();
        ReleaseId id = built(services);
        return new PlainDrools(() -> services.newKieContainer(id).newKieSession());
    }

    /** The KIE base once, a session for each child. */
    static PlainDrools sessionPerCall() {
        KieServices services = KieServices.get();
        KieContainer container = services.newKieContainer(built(services));
        KieBase base = container.getKieBase();
        return new PlainDrools(base::newKieSession);
    }

    private static ReleaseId built(KieServices services) {
        KieFileSystem files = services.newKieFileSystem();
        files.write(services.getResources().newClassPathResource("org/apposite/benchmarks/peers/plain.drl"));
        KieBuilder builder =
                services.newKieBuilder(files).buildAll(org.drools.model.codegen.ExecutableModelProject.class);
        if (!builder.getResults()
                .getMessages(org.kie.api.builder.Message.Level.ERROR)
                .isEmpty()) {
            throw new IllegalStateException(builder.getResults().toString());
        }
        return builder.getKieModule().getReleaseId();
    }

    @Override
    public Answer answer(SevenChildren.Stated stated) {
        KieSession session = sessions.get();
        try {
            List<Rated> rows = new ArrayList<>();
            session.setGlobal("rows", rows);
            session.setGlobal("ratings", ratings);
            session.insert(stated.child());
            session.fireAllRules();
            String end =
                    (String) session.getQueryResults("end").iterator().next().get("$code");
            return new Answer(end, rows);
        } finally {
            session.dispose();
        }
    }
}

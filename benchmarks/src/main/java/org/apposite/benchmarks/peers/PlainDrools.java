package org.apposite.benchmarks.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apposite.ClinicalRules;
import org.apposite.advice.Advice.Outcome;
import org.apposite.advice.Alert.Severity;
import org.apposite.advice.RedFlag;
import org.apposite.language.Conclude;
import org.apposite.language.Derived;
import org.apposite.language.Emergency;
import org.apposite.language.Patient;
import org.apposite.language.Routing;
import org.apposite.language.Scope;
import org.apposite.language.Situation;
import org.drools.model.codegen.ExecutableModelProject;
import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.builder.ReleaseId;
import org.kie.api.runtime.KieSession;

/**
 * Drools as its documentation shows it, with the very rules of Apposite: what they conclude is inserted as facts, and the
 * ratings are kept. Trace, texts, ranking, and what is unknown are left out.
 */
final class PlainDrools implements Peer {

    private static final Path RULES = Path.of("..", "rules-drl", "back-pain-child");

    private final Supplier<KieSession> sessions;
    private final Scope scope;

    private PlainDrools(Supplier<KieSession> sessions) {
        this.sessions = sessions;
        ClinicalRules rules = ClinicalRules.bundled();
        this.scope = Scope.of(rules.topics().get(0), rules.vocabulary());
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
        KieBase base = services.newKieContainer(built(services)).getKieBase();
        return new PlainDrools(base::newKieSession);
    }

    private static ReleaseId built(KieServices services) {
        KieFileSystem files = services.newKieFileSystem();
        try (Stream<Path> rules = Files.list(RULES)) {
            for (Path file :
                    rules.filter(one -> one.toString().endsWith(".drl")).toList()) {
                files.write("src/main/resources/back_pain_child/" + file.getFileName(), Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        KieBuilder builder = services.newKieBuilder(files).buildAll(ExecutableModelProject.class);
        if (builder.getResults().hasMessages(Message.Level.ERROR)) {
            throw new IllegalStateException(builder.getResults().toString());
        }
        return builder.getKieModule().getReleaseId();
    }

    @Override
    public Answer answer(SevenChildren.Stated stated) {
        KieSession session = sessions.get();
        try {
            Conclusions conclusions = new Conclusions(session);
            session.setGlobal("conclude", conclusions);
            session.insert(new Patient(stated.patientCase(), scope, Derived.NOTHING));
            session.fireAllRules();
            session.insert(conclusions.routing());
            session.insert(new Emergency(conclusions.emergency));
            session.fireAllRules();
            return new Answer(conclusions.end, conclusions.ratings);
        } finally {
            session.dispose();
        }
    }

    /** Hears what the rules conclude. */
    private static final class Conclusions implements Conclude {

        private final KieSession session;
        private final List<Rated> ratings = new ArrayList<>();
        private int lowestStep = Integer.MAX_VALUE;
        private String end = Answer.NOT_APPLICABLE;
        private boolean emergency;

        Conclusions(KieSession session) {
            this.session = session;
        }

        Routing routing() {
            return switch (end) {
                case Answer.NOT_APPLICABLE -> new Routing(Outcome.NOT_APPLICABLE, null, List.of(), null);
                case Answer.DATA_REQUIRED -> new Routing(Outcome.DATA_REQUIRED, null, List.of(), null);
                default -> new Routing(Outcome.VARIANT_MATCHED, end, List.of(), null);
            };
        }

        private void candidate(int step, String candidate) {
            if (step < lowestStep) {
                lowestStep = step;
                end = candidate;
            }
        }

        @Override
        public void derivePresent(String finding) {}

        @Override
        public void deriveAbsent(String finding) {}

        @Override
        public void redFlag(String code, String text) {
            session.insert(new RedFlag(code, text, ""));
        }

        @Override
        public void situation(String code) {
            session.insert(new Situation(code));
        }

        @Override
        public void variant(int step, String id) {
            candidate(step, id);
        }

        @Override
        public void exclude(int step, String id, String text, String seeInstead) {
            candidate(step, Answer.NOT_APPLICABLE);
        }

        @Override
        public void ask(int step, String datum) {
            candidate(step, Answer.DATA_REQUIRED);
        }

        @Override
        public void rate(String procedure, String category, int median, String radiation, String... sources) {
            ratings.add(new Rated(procedure, category.replace(", disagreement", ""), median));
        }

        @Override
        public void rate(String procedure, String category, String median, String radiation, String... sources) {
            throw new IllegalArgumentException(procedure + ": a peer compares ratings that have a median");
        }

        @Override
        public void setAside(String procedureOrStudy, String reason) {}

        @Override
        public void prefer(String procedure, String reason) {}

        @Override
        public void remark(String procedure, String text) {}

        @Override
        public void differential(String code, String text) {}

        @Override
        public void raise(String code) {}

        @Override
        public void headline(String text) {}

        @Override
        public void alert(String code, String severity, String text) {
            emergency |= severity.equals(Severity.CRITICAL.code());
        }

        @Override
        public void nextStep(String code, String urgency, String text) {}
    }
}

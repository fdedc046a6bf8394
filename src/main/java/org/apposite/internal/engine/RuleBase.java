package org.apposite.internal.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.apposite.internal.bundle.OwnLoader;
import org.apposite.internal.bundle.Shared;
import org.apposite.internal.engine.Asking.Test;
import org.apposite.language.Known;
import org.drools.model.AlphaIndex;
import org.drools.model.Index.ConstraintType;
import org.drools.model.PatternDSL;
import org.drools.model.PatternDSL.PatternDef;
import org.drools.model.Rule;
import org.drools.model.Variable;
import org.drools.model.impl.ModelImpl;
import org.drools.modelcompiler.KieBaseBuilder;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;
import org.kie.api.runtime.KieSession;

/**
 * What the rules of a topic ask, in a KIE base: which of them fire, and nothing of what they conclude. Topics that ask the same
 * share one, for as long as anybody holds it. Thread-safe.
 *
 * <p>It is asked in sessions that are kept: between two evaluations a session holds no fact and knows no patient, and what the
 * engine has made for each rule serves again. A session in which a stage broke off is not asked again.
 */
final class RuleBase {

    private static final Shared<Set<Asking>, RuleBase> IN_USE = new Shared<>();

    private static final String PACKAGE = "org.apposite.rules";

    private final Map<Asking, Integer> numbers = new HashMap<>();
    private final KieBase base;
    private final ConcurrentLinkedDeque<KieSession> spare = new ConcurrentLinkedDeque<>();

    private RuleBase(Set<Asking> askings) {
        askings.forEach(one -> numbers.put(one, numbers.size()));
        this.base = OwnLoader.in(() -> {
            KieBase made = KieBaseBuilder.createKieBaseFromModel(new ModelImpl(PACKAGE).withRules(rules(askings)));
            // What the engine looks up when a session begins is then found, too, whichever thread begins the next.
            spare.push(made.newKieSession());
            return made;
        });
    }

    /** The base of these, of which no two are equal. */
    static RuleBase of(Set<Asking> askings) {
        return IN_USE.get(Set.copyOf(askings), () -> new RuleBase(askings));
    }

    /** By which number an asking is told to hold, from 0. */
    int number(Asking one) {
        return Objects.requireNonNull(numbers.get(one));
    }

    /** How many askings there are. */
    int size() {
        return numbers.size();
    }

    /** A session, to be kept or disposed of. */
    KieSession session() {
        KieSession kept = spare.poll();
        return kept == null ? base.newKieSession() : kept;
    }

    /** Takes back a session that holds nothing. */
    void keep(KieSession session) {
        spare.push(session);
    }

    /** Who is told what holds. */
    interface Listener {

        /** The rule engine asks a question of the stage. */
        void asked();

        /** What is asked under this number holds. */
        void holds(int number);
    }

    /**
     * All that is known at one stage of an evaluation, as the only fact that the rule engine matches. A rule asks it
     * everything in one pattern, which costs a rule engine far less than joining facts; the stages keep the order.
     */
    static final class Stage {

        private final int number;
        private @Nullable Known known;
        private @Nullable Listener listener;

        Stage(int number, Known known, Listener listener) {
            this.number = number;
            this.known = known;
            this.listener = listener;
        }

        /** The evaluation is over: whoever keeps the stage does not keep the patient. */
        void forget() {
            known = null;
            listener = null;
        }

        /** What is known, for a question. */
        Known known() {
            Objects.requireNonNull(listener).asked();
            return Objects.requireNonNull(known);
        }

        private boolean isAt(int stage) {
            return number == stage;
        }

        private void holds(int asking) {
            Objects.requireNonNull(listener).holds(asking);
        }
    }

    /**
     * The stage stands first: the engine finds its rules by the number, and nothing is asked before its time. Then what many
     * rules ask. None of it is ever serialized, though the engine's types would allow it.
     */
    @SuppressWarnings("serial")
    private static List<Rule> rules(Set<Asking> askings) {
        Map<Integer, Map<Test, Integer>> uses = new HashMap<>();
        Map<Test, String> names = new LinkedHashMap<>();
        for (Asking one : askings) {
            for (Test test : one.tests()) {
                uses.computeIfAbsent(one.stage(), any -> new HashMap<>()).merge(test, 1, Integer::sum);
                names.putIfAbsent(test, "test " + names.size());
            }
        }
        List<Rule> rules = new ArrayList<>();
        for (Asking one : askings) {
            Map<Test, Integer> ofStage = uses.getOrDefault(one.stage(), Map.of());
            List<Test> mostAskedFirst = one.tests().stream()
                    .sorted(Comparator.comparing((Test test) -> ofStage.getOrDefault(test, 0))
                            .reversed())
                    .toList();
            Variable<Stage> stage = PatternDSL.declarationOf(Stage.class, "stage");
            int number = one.stage();
            AlphaIndex<Stage, Integer> byNumber =
                    PatternDSL.alphaIndexedBy(int.class, ConstraintType.EQUAL, 0, fact -> fact.number, number);
            PatternDef<Stage> pattern =
                    PatternDSL.pattern(stage).expr("stage " + number, fact -> fact.isAt(number), byNumber);
            for (Test test : mostAskedFirst) {

                pattern = pattern.expr(Objects.requireNonNull(names.get(test)), test::holds);
            }
            int asking = rules.size();
            rules.add(PatternDSL.rule(PACKAGE, "asking " + asking)
                    .build(pattern, PatternDSL.on(stage).execute(fact -> fact.holds(asking))));
        }
        return rules;
    }
}

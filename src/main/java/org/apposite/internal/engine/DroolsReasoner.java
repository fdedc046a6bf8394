package org.apposite.internal.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apposite.internal.engine.RuleBase.Stage;
import org.apposite.language.Grounds;
import org.apposite.language.ReasoningOrder;
import org.apposite.language.Scope;
import org.apposite.model.Topic.Rule;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.FactHandle;

/** The rules of a topic as the rule engine fires them. */
final class DroolsReasoner implements Evaluation.Reasoner {

    private final RuleBase base;
    /** By the number of what they ask, the rules: their places in the topic. */
    private final int[][] asking;
    /** The stages at which anything is asked. */
    private final BitSet stages = new BitSet();

    private DroolsReasoner(RuleBase base, int[][] asking, Set<Asking> asked) {
        this.base = base;
        this.asking = asking;
        asked.forEach(one -> stages.set(one.stage()));
    }

    static DroolsReasoner of(Scope scope, ReasoningOrder order) {
        return of(scope, order, any -> true);
    }

    /** Only of the rules that raise an emergency, and of those on which these rest. */
    static DroolsReasoner ofEmergencies(Scope scope, ReasoningOrder order) {
        Grounds grounds = Grounds.of(scope);
        Set<String> resting = new HashSet<>();
        Deque<Rule> left = new ArrayDeque<>();
        scope.topic().rules().stream().filter(ReasoningOrder::raisesEmergency).forEach(left::add);
        for (Rule rule = left.poll(); rule != null; rule = left.poll()) {
            if (resting.add(rule.id())) {
                left.addAll(grounds.of(rule));
            }
        }
        return of(scope, order, rule -> resting.contains(rule.id()));
    }

    private static DroolsReasoner of(Scope scope, ReasoningOrder order, Predicate<Rule> which) {
        Map<Asking, List<Integer>> places = new LinkedHashMap<>();
        List<Rule> rules = scope.topic().rules();
        for (int place = 0; place < rules.size(); place++) {
            Rule rule = rules.get(place);
            if (which.test(rule)) {
                Asking asking = Asking.of(rule, order.stage(rule));
                places.computeIfAbsent(asking, any -> new ArrayList<>()).add(place);
            }
        }
        RuleBase base = RuleBase.of(places.keySet());
        int[][] asking = new int[places.size()][];
        places.forEach((one, of) -> asking[base.number(one)] =
                of.stream().mapToInt(Integer::intValue).toArray());
        return new DroolsReasoner(base, asking, places.keySet());
    }

    RuleBase base() {
        return base;
    }

    @Override
    public Evaluation.Reasoner.Run begin(Evaluation evaluation) {
        KieSession session = base.session();
        RuleBase.Listener listener = new RuleBase.Listener() {

            @Override
            public void asked() {
                evaluation.asked();
            }

            @Override
            public void holds(int number) {
                evaluation.fire(asking[number]);
            }
        };
        return new Evaluation.Reasoner.Run() {

            private boolean isClean = true;

            @Override
            public void stage(int number) {
                if (!stages.get(number)) {
                    return;
                }
                isClean = false;
                Stage stage = new Stage(number, evaluation.known(), listener);
                try {
                    FactHandle handle = session.insert(stage);
                    session.fireAllRules();
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
                    base.keep(session);
                } else {
                    session.dispose();
                }
            }
        };
    }
}

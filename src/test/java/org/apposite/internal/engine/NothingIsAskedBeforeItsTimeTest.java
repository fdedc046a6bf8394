package org.apposite.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.apposite.Rules;
import org.apposite.internal.engine.RuleBase.Stage;
import org.apposite.language.Derived;
import org.apposite.language.Known;
import org.apposite.language.Patient;
import org.apposite.language.ReasoningOrder;
import org.apposite.language.Scope;
import org.apposite.model.Topic;
import org.apposite.patient.PatientCase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.kie.api.runtime.KieSession;

/** The rule engine asks first whether the stage of a rule has come, however many rules of other stages share its conditions. */
class NothingIsAskedBeforeItsTimeTest {

    static Stream<Topic> topics() {
        return Rules.BUNDLED.topics().stream();
    }

    @ParameterizedTest
    @MethodSource("topics")
    void the_questions_of_other_stages_are_not_asked_although_many_rules_ask_them(Topic topic) {
        Scope scope = Scope.of(topic, Rules.BUNDLED.vocabulary());
        ReasoningOrder order = ReasoningOrder.of(scope);
        Set<Asking> late = new LinkedHashSet<>();
        for (int stage = 1; stage <= 3; stage++) {
            int at = stage;
            topic.rules().forEach(rule -> late.add(Asking.of(rule, at)));
        }
        Set<Asking> all = new LinkedHashSet<>(late);
        topic.rules().stream().filter(rule -> order.stage(rule) == 0).forEach(rule -> all.add(Asking.of(rule, 0)));

        assertThat(asked(late, scope)).isZero();
        assertThat(asked(all, scope)).isPositive().isLessThan(asked(moved(late), scope));
    }

    private static Set<Asking> moved(Set<Asking> late) {
        Set<Asking> first = new LinkedHashSet<>();
        late.forEach(one -> first.add(new Asking(0, one.tests())));
        return first;
    }

    /** How many questions are asked at the first stage. */
    private static int asked(Set<Asking> askings, Scope scope) {
        int[] asked = {0};
        RuleBase.Listener counting = new RuleBase.Listener() {

            @Override
            public void asked() {
                asked[0]++;
            }

            @Override
            public void holds(int number) {}
        };
        Known known = Known.of(new Patient(PatientCase.builder().build(), scope, Derived.NOTHING));
        KieSession session = RuleBase.of(askings).session();
        session.insert(new Stage(0, known, counting));
        session.fireAllRules();
        session.dispose();
        return asked[0];
    }
}

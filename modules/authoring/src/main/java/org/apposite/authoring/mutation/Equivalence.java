package org.apposite.authoring.mutation;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import org.apposite.advice.Alert.Severity;
import org.apposite.circuit.Circuit;
import org.apposite.language.Verb;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Rule;
import org.apposite.patient.Coded;
import org.apposite.proof.Effort;
import org.apposite.proof.Patients;
import org.jspecify.annotations.Nullable;

/**
 * Proves of changes of a topic that they change nothing that is concluded: no patient is such that they would. The changed
 * rules are watched in the circuit of the topic as it stands. Thread-safe: one proof at a time.
 */
final class Equivalence {

    /** The conclusions that other rules build on, whichever rule draws them. */
    private static final Set<Verb> FACTS = EnumSet.of(Verb.SITUATION, Verb.DERIVE_PRESENT, Verb.DERIVE_ABSENT);

    /** Some hundred looks at the circuit of a large topic: what takes longer to prove is tried as any other. */
    private static final long STEPS_FOR_A_CHANGE = 1_000_000;

    private final Topic topic;
    private final List<Change> changes;
    private final Circuit circuit;
    private final boolean isTooLarge;
    private @Nullable Patients patients;

    /**
     * Proofs about changes.
     *
     * @param circuit the circuit of the topic
     * @param changes changes of its rules
     */
    Equivalence(Circuit circuit, List<Change> changes) {
        this.topic = circuit.scope().topic();
        this.changes = List.copyOf(changes);
        Optional<Circuit> watching = watching(circuit);
        this.circuit = watching.orElse(circuit);
        this.isTooLarge = watching.isEmpty();
    }

    private Optional<Circuit> watching(Circuit plain) {
        try {
            return Optional.of(
                    plain.watching(changes.stream().map(Change::changedRule).toList()));
        } catch (Circuit.TooLarge tooLarge) {
            return Optional.empty();
        }
    }

    /**
     * Why a change changes nothing; empty when that is not proved, as when there are so many changes that nobody could.
     *
     * @param change the place of the change among all
     */
    synchronized Optional<String> reason(int change) {
        if (isTooLarge) {
            return Optional.empty();
        }
        return switch (changes.get(change).kind()) {
            case LIMIT, UNIT, CODE_ASKED, QUESTION, CONDITION, ALTERNATIVE, CONNECTIVE, RULE -> sameConclusions(change);
            case SEVERITY -> sameSeverity(changes.get(change));
            case STEP -> sameRoute(changes.get(change));
            default -> Optional.empty();
        };
    }

    /** All patients, told apart when the first proof is asked for. */
    private Patients patients() {
        if (patients == null) {
            patients = Patients.of(circuit, Effort.of(STEPS_FOR_A_CHANGE * changes.size()));
        }
        return patients;
    }

    private Optional<String> sameConclusions(int place) {
        Change change = changes.get(place);
        int before = fires(change.rule());
        int after = change.leavesRuleOut() ? Patients.NEVER : circuit.watched(place);
        if (patients().same(before, after, List.of())) {
            return Optional.of("the rule concludes in the same cases, given what else the rules say");
        }
        Verb verb = verb(change.rule().then().get(0));
        if (FACTS.contains(verb)) {
            return sameAmongRules("another rule concludes the same then", change.rule(), before, after);
        }
        return verb == Verb.ASK
                ? sameAmongRules("only what is not known is asked", change.rule(), before, after)
                : Optional.empty();
    }

    /** A conclusion that several rules can draw holds in the same cases; a question counts while its datum is open. */
    private Optional<String> sameAmongRules(String reason, Rule rule, int before, int after) {
        for (Consequence consequence : rule.then()) {
            List<Integer> given = new ArrayList<>(othersAreSilent(rule, consequence, Equivalence::isSame));
            if (Verb.ASK.isOf(consequence)) {
                given.add(open(consequence));
            }
            if (!patients().same(before, after, given)) {
                return Optional.empty();
            }
        }
        return Optional.of(reason);
    }

    /** No other rule that draws such a conclusion fires. */
    private List<Integer> othersAreSilent(
            Rule rule, Consequence consequence, BiPredicate<Consequence, Consequence> isSuch) {
        return topic.rules().stream()
                .filter(other ->
                        !other.equals(rule) && other.then().stream().anyMatch(one -> isSuch.test(one, consequence)))
                .map(other -> Patients.not(fires(other)))
                .toList();
    }

    private static boolean isSame(Consequence one, Consequence other) {
        return one.verb().equals(other.verb()) && one.arguments().equals(other.arguments());
    }

    /** Whenever the rule fires, another one gives the same alert at least as high. */
    private Optional<String> sameSeverity(Change change) {
        int at = change.rule().then().stream().map(Consequence::place).toList().indexOf(change.place());
        Consequence before = change.rule().then().get(at);
        Severity after = severity(change.changedRule().then().get(at));
        Severity highest = severity(before).compareTo(after) > 0 ? severity(before) : after;
        List<Integer> given = new ArrayList<>(othersAreSilent(
                change.rule(),
                before,
                (one, alert) -> Verb.ALERT.isOf(one)
                        && one.arguments().get(0).equals(alert.arguments().get(0))
                        && severity(one).compareTo(highest) >= 0));
        given.add(fires(change.rule()));
        return patients().none(given)
                ? Optional.of("another rule always gives the same alert with it, at least as severe")
                : Optional.empty();
    }

    private static Severity severity(Consequence alert) {
        return Coded.of(Severity.class, alert.arguments().get(1).text());
    }

    /** The rule never meets those that it is moved past, or both only ask. */
    private Optional<String> sameRoute(Change change) {
        Consequence own = change.rule().then().get(0);
        int from = StepChanges.step(own);
        int past = Integer.parseInt(change.after().substring(change.after().lastIndexOf(' ') + 1));
        for (Rule rule : topic.rules()) {
            Consequence first = rule.then().get(0);
            if (rule.equals(change.rule()) || !StepChanges.isRouting(first)) {
                continue;
            }
            int step = StepChanges.step(first);
            boolean crossed = step >= Math.min(from, past) && step <= Math.max(from, past);
            boolean bothAsk = Verb.ASK.isOf(first) && Verb.ASK.isOf(own);
            if (crossed && !bothAsk && canTakePartTogether(change.rule(), rule)) {
                return Optional.empty();
            }
        }
        return Optional.of("the rules that it is moved past never apply together with it, or ask as it does");
    }

    /** Both fire, and of each that asks something is open. */
    private boolean canTakePartTogether(Rule one, Rule other) {
        for (Consequence first : one.then()) {
            for (Consequence second : other.then()) {
                if (!patients().none(fires(one), open(first), fires(other), open(second))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** What is asked is open; what is concluded otherwise always counts. */
    private int open(Consequence one) {
        return Verb.ASK.isOf(one) ? circuit.open(one.arguments().get(1).text()) : Patients.not(Patients.NEVER);
    }

    private static Verb verb(Consequence one) {
        return Verb.named(one.verb()).orElseThrow();
    }

    private int fires(Rule rule) {
        return circuit.firing(topic.rules().indexOf(rule));
    }
}

package org.apposite.internal.engine;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apposite.advice.Advice;
import org.apposite.advice.Advice.Exclusion;
import org.apposite.advice.Advice.Outcome;
import org.apposite.advice.Alert;
import org.apposite.advice.Alert.Severity;
import org.apposite.advice.NextStep;
import org.apposite.advice.Recommendation;
import org.apposite.advice.RedFlag;
import org.apposite.circuit.Circuit;
import org.apposite.circuit.Conclusions;
import org.apposite.circuit.Worlds;
import org.apposite.language.Verb;
import org.apposite.model.Topic.Rule;
import org.jspecify.annotations.Nullable;

/**
 * Compares an answer with what the circuit of the same rules says. The two do not share how conditions are asked, how the
 * routing is decided, or how conclusions are put together; where they differ one of them is wrong, and nobody knows which.
 */
final class AnswerCheck {

    private static final String CHECKING = "the answer was being checked";

    private final TopicEngine topic;
    private final Circuit circuit;
    private final Worlds worlds;
    private final Evaluation.Result result;
    private final Advice advice;
    private final Evaluation.Budget budget;

    private AnswerCheck(
            TopicEngine topic, Worlds worlds, Evaluation.Result result, Advice advice, Evaluation.Budget budget) {
        this.topic = topic;
        this.circuit = topic.circuit();
        this.worlds = worlds;
        this.result = result;
        this.advice = advice;
        this.budget = budget;
    }

    /**
     * What differs.
     *
     * @param worlds the circuit, evaluated; the first world is the case
     * @param elsewhere the emergencies of other topics
     * @param budget what the answer may use
     * @return empty when nothing does
     */
    static Optional<String> difference(
            TopicEngine topic,
            Worlds worlds,
            Evaluation.Result result,
            Advice advice,
            List<Emergencies.Raised> elsewhere,
            Evaluation.Budget budget) {
        Set<String> emergencies = elsewhere.isEmpty() ? Set.of() : new HashSet<>();
        elsewhere.forEach(raised -> raised.alerts().forEach(alert -> emergencies.add(alert.code())));
        AnswerCheck check = new AnswerCheck(topic, worlds, result, advice, budget);
        String difference = check.inRules();
        if (difference == null) {
            difference = check.inRouting();
        }
        if (difference == null) {
            difference = check.inConclusions(emergencies);
        }
        return Optional.ofNullable(difference);
    }

    private boolean holds(int wire) {
        return (worlds.holds(wire) & 1) == 1;
    }

    private @Nullable String inRules() {
        List<PreparedRule> rules = topic.rulesOfTopic();
        for (int i = 0; i < rules.size(); i++) {
            budget.lookOften(CHECKING);
            boolean fires = holds(circuit.firing(i));
            if (fires != result.findings().hasFired(rules.get(i))) {
                return at(
                        rules.get(i).rule(),
                        fires ? "it did not fire, but should have" : "it fired, but should not have");
            }
        }
        return null;
    }

    private @Nullable String inRouting() {
        Outcome outcome = holds(circuit.dataRequired())
                ? Outcome.DATA_REQUIRED
                : holds(circuit.notApplicable()) ? Outcome.NOT_APPLICABLE : Outcome.VARIANT_MATCHED;
        if (advice.outcome() != outcome) {
            return "in the routing: the outcome is " + advice.outcome().code() + ", but should be " + outcome.code();
        }
        String variant = advice.variant() == null ? null : advice.variant().id();
        for (String id : circuit.variants()) {
            budget.lookOften(CHECKING);
            if (id.equals(variant) != holds(circuit.matched(id))
                    || advice.alsoMatches().contains(id) != holds(circuit.alsoMatching(id))) {
                return "in the routing: variant " + id;
            }
        }
        // Where no rule excludes, the library says of itself why there is no variant, by a code that a rule may have
        // too.
        Exclusion routed = result.routed().exclusion();
        String excluded = routed == null ? null : routed.id();
        for (String id : circuit.exclusions()) {
            if (id.equals(excluded) != holds(circuit.excluded(id))) {
                return "in the routing: exclusion " + id;
            }
        }
        Exclusion told = advice.exclusion();
        return excluded != null && (told == null || !excluded.equals(told.id()))
                ? "in the routing: exclusion " + excluded + " is missing"
                : null;
    }

    private @Nullable String inConclusions(Set<String> emergencies) {
        Told redFlags = new Told(Verb.RED_FLAG);
        for (RedFlag flag : advice.redFlags()) {
            redFlags.tell(flag.code(), "");
        }
        Told present = new Told(Verb.DERIVE_PRESENT);
        Told absent = new Told(Verb.DERIVE_ABSENT);
        result.findings()
                .deriving
                .forEach((finding, rules) -> rules.forEach(
                        rule -> (rule.verb() == Verb.DERIVE_PRESENT ? present : absent).tell(finding, "")));
        Told ratings = new Told(Verb.RATE);
        for (Recommendation one : advice.recommendations()) {
            ratings.tell(one.procedure(), one.category().code());
            if (one.preferred() != holds(circuit.preferred(one.procedure()))) {
                return "in what is preferred: " + one.procedure();
            }
        }
        Told alerts = new Told(Verb.ALERT);
        for (Alert alert : advice.alerts()) {
            boolean isOfOther = emergencies.contains(alert.code());
            if (isOfOther && alert.severity() != Severity.CRITICAL) {
                return "in the emergencies of other topics: " + alert.code();
            }
            boolean isOfLibrary = alert.code().equals(Alert.CONTRADICTION)
                    && !alerts.isConcluded(alert.code(), alert.severity().code());
            if (!isOfOther && !isOfLibrary) {
                alerts.tell(alert.code(), alert.severity().code());
            }
        }
        Told steps = new Told(Verb.NEXT_STEP);
        for (NextStep step : advice.nextSteps()) {
            steps.tell(step.code(), step.urgency().code());
        }
        for (Told one : List.of(redFlags, present, absent, ratings, alerts, steps)) {
            String difference = one.difference(emergencies);
            if (difference != null) {
                return difference;
            }
        }
        return null;
    }

    /** What an answer tells of the conclusions of one verb. */
    private final class Told {

        private final Verb verb;
        private final Conclusions conclusions;
        private final BitSet told = new BitSet();
        private @Nullable String wrong;

        Told(Verb verb) {
            this.verb = verb;
            this.conclusions = circuit.conclusions(verb);
        }

        boolean isConcluded(String code, String level) {
            int number = conclusions.number(code, level);
            return number >= 0 && holds(conclusions.wire(number));
        }

        void tell(String code, String level) {
            budget.lookOften(CHECKING);
            if (isConcluded(code, level)) {
                told.set(conclusions.number(code, level));
            } else if (wrong == null) {
                wrong = code;
            }
        }

        @Nullable
        String difference(Set<String> emergencies) {
            if (wrong != null) {
                return of(wrong, "is in the answer, but should not be, or should be different");
            }
            for (int number = 0; number < conclusions.size(); number++) {
                budget.lookOften(CHECKING);
                if (holds(conclusions.wire(number))
                        && !told.get(number)
                        && !emergencies.contains(conclusions.code(number))) {
                    return of(conclusions.code(number), "is missing from the answer, or should be different");
                }
            }
            return null;
        }

        private String of(String code, String what) {
            return topic.topic().rules().stream()
                    .filter(rule -> rule.then().stream()
                            .anyMatch(one -> verb.isOf(one)
                                    && one.arguments().get(0).text().equals(code)))
                    .findFirst()
                    .map(rule -> at(rule, verb.display() + " " + code + " " + what))
                    .orElse("in the answer: " + verb.display() + " " + code + " " + what
                            + ", though no rule concludes it");
        }
    }

    private static String at(Rule rule, String what) {
        return "at the rule " + rule.id() + ": " + what;
    }
}

package org.apposite.internal.engine;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apposite.advice.Alert;
import org.apposite.advice.Trace;
import org.apposite.language.Derived;
import org.apposite.language.Fact;
import org.apposite.language.Known;
import org.apposite.language.Parameter;
import org.apposite.language.Patient;
import org.apposite.language.QuestionKind;
import org.apposite.language.QuestionKind.Asks;
import org.apposite.language.ReasoningOrder;
import org.apposite.language.Scope;
import org.apposite.language.Verb;
import org.apposite.model.Datum;
import org.apposite.model.Topic.Condition;
import org.apposite.model.Topic.Pattern;
import org.apposite.model.Topic.Question;
import org.apposite.model.Topic.Rule;
import org.apposite.model.Topic.Score;
import org.apposite.patient.PatientCase;
import org.apposite.patient.PatientCaseBuilder;

/**
 * The emergencies of all loaded topics. They rest on the case alone, so each stands whoever answers. A topic is asked only
 * when the case states something that its emergencies rest on, so that what an answer costs does not grow with the number of
 * topics. Immutable and thread-safe.
 */
final class Emergencies {

    /** What is known of nearly everybody: it alone wakes no topic. */
    private static final Set<String> OF_EVERYBODY = Set.of(
            Datum.COMPLAINT.code(), Datum.AGE.code(), Datum.SEX.code(), Datum.DURATION.code(), Datum.REGION.code());

    private static final String ORDER = "an order";
    private static final String EXAMINATION = "the level of the signs";
    private static final String ABSENCES = "a list that states absences";
    private static final String STUDY = "the study ";

    private static final Set<QuestionKind> OF_ABSENCES =
            Set.of(QuestionKind.ABSENT, QuestionKind.ALL_ABSENT, QuestionKind.NOT_IMAGED);

    private final List<TopicEngine> topics;
    /** The topics whose emergencies may stand although nothing particular is stated. */
    private final BitSet always = new BitSet();

    private final Map<String, BitSet> byStatement = new HashMap<>();

    Emergencies(List<TopicEngine> topics) {
        this.topics = topics;
        for (int i = 0; i < topics.size(); i++) {
            Scope scope = topics.get(i).scope();
            for (Rule rule : scope.topic().rules()) {
                if (ReasoningOrder.raisesEmergency(rule)) {
                    add(i, new Grounds(scope).of(rule));
                }
            }
        }
    }

    private void add(int topic, Grounds grounds) {
        if (grounds.withoutStatement) {
            always.set(topic);
        }
        grounds.statements.forEach(statement ->
                byStatement.computeIfAbsent(statement, any -> new BitSet()).set(topic));
    }

    /** On what statements a rule rests, with those of the rules that conclude what it asks for. */
    private static final class Grounds {

        private final Scope scope;
        private final Known unstated;
        private final Set<String> statements = new HashSet<>();
        private final Map<String, Boolean> seen = new HashMap<>();
        private boolean withoutStatement;

        Grounds(Scope scope) {
            this.scope = scope;
            this.unstated = Known.of(new Patient(PatientCase.builder().build(), scope, Derived.NOTHING));
        }

        Grounds of(Rule rule) {
            withoutStatement = canHold(rule);
            return this;
        }

        /** Whether a rule can hold while nothing particular is stated; on the way its statements are collected. */
        private boolean canHold(Rule rule) {
            Boolean known = seen.putIfAbsent(rule.id(), false);
            if (known != null) {
                return known;
            }
            boolean can = true;
            for (Pattern pattern : rule.when()) {
                Fact fact = Fact.named(pattern.fact()).orElseThrow();
                if (fact.isOneForEachCode() && pattern.conditions().isEmpty()) {
                    can &= anyOf(concluding(fact, ""));
                }
                for (Condition condition : pattern.conditions()) {
                    boolean holds = condition.fold(
                            question -> canHold(fact, question),
                            all -> !all.contains(false),
                            any -> any.contains(true));
                    can &= holds;
                }
            }
            seen.put(rule.id(), can);
            return can;
        }

        private boolean canHold(Fact fact, Question question) {
            if (fact.isOneForEachCode()) {
                return anyOf(concluding(fact, question.arguments().get(0).text()));
            }
            QuestionKind kind = QuestionKind.of(fact, question.name()).orElseThrow();
            if (kind.parameters().contains(Parameter.SCORE)) {
                return canHoldByPoints(kind, question);
            }
            List<String> data = kind.data(question.arguments(), scope);
            boolean can = kind.holds(unstated, question.arguments());
            if (!kind.parameters().isEmpty() && kind.parameters().get(0) == Parameter.PRIOR_STUDY) {
                statements.add(STUDY + question.arguments().get(0).text());
            } else if (kind.asks() == Asks.EXAMINATION) {
                statements.add(EXAMINATION);
            } else if (data.isEmpty()) {
                statements.add(ORDER);
            } else {
                can |= data.stream().anyMatch(OF_EVERYBODY::contains);
                data.stream().filter(datum -> !OF_EVERYBODY.contains(datum)).forEach(statements::add);
            }
            if (OF_ABSENCES.contains(kind)) {
                statements.add(ABSENCES);
            }
            for (String datum : data) {
                can |= anyOf(scope.deriving(datum));
            }
            return can;
        }

        /** Points come from what an item asks, and are missing where it is stated absent. */
        private boolean canHoldByPoints(QuestionKind kind, Question question) {
            statements.add(ABSENCES);
            boolean can = kind.holds(unstated, question.arguments());
            Score score = scope.topic().scores().get(question.arguments().get(0).text());
            for (Score.Item item : score == null ? List.<Score.Item>of() : score.items()) {
                for (Question asked : item.condition().questions()) {
                    can |= canHold(Fact.PATIENT, asked);
                }
            }
            return can;
        }

        private boolean anyOf(List<Rule> rules) {
            boolean any = false;
            for (Rule rule : rules) {
                any |= canHold(rule);
            }
            return any;
        }

        private List<Rule> concluding(Fact fact, String code) {
            Verb verb = fact.concludedBy().orElseThrow();
            return scope.topic().rules().stream()
                    .filter(rule -> rule.verb().equals(verb.display())
                            && rule.then().stream()
                                    .anyMatch(one -> code.isEmpty()
                                            || one.arguments().get(0).text().equals(code)))
                    .toList();
        }
    }

    /**
     * What a topic raised.
     *
     * @param alerts its critical alerts
     * @param steps the rules that concluded them
     */
    record Raised(List<Alert> alerts, List<Trace.Step> steps) {

        static final Raised NOTHING = new Raised(List.of(), List.of());
    }

    /** The emergencies of all topics but one, for a case and for cases that differ from it. For one thread. */
    final class Watch {

        private final int except;
        private final Evaluation.Budget budget;
        private final boolean checked;

        private Watch(int except, Evaluation.Budget budget, boolean checked) {
            this.except = except;
            this.budget = budget;
            this.checked = checked;
        }

        /** What the other topics raise, in the order of the topics; the circuit of each must say the same. */
        List<Raised> raised(PatientCase asked) {
            PatientCase stated = ofNoTopic(asked);
            List<Raised> raised = new ArrayList<>(0);
            for (TopicEngine topic : woken(stated)) {
                look();
                // Nearly always there is none, and few rules tell that.
                Raised own = Evaluation.isEmergency(topic, stated, budget)
                        ? raised(topic, topic.reasoner(), stated)
                        : Raised.NOTHING;
                if (checked && topic.reasoner() != topic.circuitReasoner()) {
                    check(topic, stated, own.alerts());
                }
                if (!own.alerts().isEmpty()) {
                    raised.add(own);
                }
            }
            return raised;
        }

        /** The same by the circuits alone. */
        List<Raised> raisedByCircuits(PatientCase asked) {
            PatientCase stated = ofNoTopic(asked);
            List<Raised> raised = new ArrayList<>(0);
            for (TopicEngine topic : woken(stated)) {
                look();
                Raised own = raised(topic, topic.circuitReasoner(), stated);
                if (!own.alerts().isEmpty()) {
                    raised.add(own);
                }
            }
            return raised;
        }

        private Raised raised(TopicEngine topic, Evaluation.Reasoner by, PatientCase stated) {
            Evaluation.Result result = Evaluation.emergencies(topic, by, stated, budget);
            return result.findings().hasEmergency()
                    ? new AdviceAssembly(topic, result, budget).emergencies()
                    : Raised.NOTHING;
        }

        private void check(TopicEngine topic, PatientCase stated, List<Alert> alerts) {
            Set<String> codes = new HashSet<>();
            alerts.forEach(alert -> codes.add(alert.code()));
            if (!codes.equals(topic.emergencyCodes(stated))) {
                throw new NoAnswer(
                        NoAnswer.Reason.DIFFERENCE,
                        "two readings of the rules differ in the emergencies of the topic "
                                + topic.topic().id(),
                        alerts);
            }
        }

        /** The topics whose emergencies may stand for a case. */
        List<TopicEngine> woken(PatientCase stated) {
            if (topics.size() == 1 && except == 0) {
                return List.of();
            }
            BitSet woken = Emergencies.this.woken(stated);
            if (except >= 0) {
                woken.clear(except);
            }
            return woken.stream().mapToObj(topics::get).toList();
        }

        /** The same case, in which no topic reads its own red flags into what is said of those of the topic that answers. */
        PatientCase ofNoTopic(PatientCase stated) {
            if (!stated.allOtherRedFlagsAbsent()) {
                return stated;
            }
            PatientCaseBuilder builder = stated.toBuilder().otherRedFlagsNotStated();
            if (except >= 0) {
                new Patient(stated, topics.get(except).scope(), Derived.NOTHING).spellOutRedFlags(builder);
            }
            return builder.build();
        }

        /** Ends the evaluation when its time is over. */
        void look() {
            budget.look("emergencies of other topics were looked for");
        }

        /** The topics that a statement of a datum wakes. */
        List<TopicEngine> restingOn(String datum) {
            BitSet resting = byStatement.get(datum);
            return resting == null
                    ? List.of()
                    : resting.stream()
                            .filter(topic -> topic != except)
                            .mapToObj(topics::get)
                            .toList();
        }
    }

    /** Watches over all topics but one. */
    Watch besides(TopicEngine topic, Evaluation.Budget budget, boolean checked) {
        return new Watch(topics.indexOf(topic), budget, checked);
    }

    /** Watches over all topics. */
    Watch all(Evaluation.Budget budget, boolean checked) {
        return new Watch(-1, budget, checked);
    }

    private BitSet woken(PatientCase stated) {
        BitSet woken = new BitSet(topics.size());
        woken.or(always);
        stated.findings().keySet().forEach(code -> wake(code, woken));
        stated.choices().keySet().forEach(code -> wake(code, woken));
        stated.measurements().keySet().forEach(code -> wake(code, woken));
        stated.conditions().ifPresent(codes -> codes.forEach(code -> wake(code, woken)));
        stated.suspected().ifPresent(codes -> wake(Datum.SUSPECTED.code(), woken));
        stated.imaging().ifPresent(studies -> studies.forEach(study -> wake(STUDY + study.kind(), woken)));
        stated.order().ifPresent(order -> wake(ORDER, woken));
        stated.examinedAt().ifPresent(level -> wake(EXAMINATION, woken));
        if (stated.allOtherRedFlagsAbsent()
                || stated.conditions().isPresent()
                || stated.imaging().isPresent()) {
            wake(ABSENCES, woken);
        }
        return woken;
    }

    private void wake(String statement, BitSet woken) {
        BitSet resting = byStatement.get(statement);
        if (resting != null) {
            woken.or(resting);
        }
    }
}

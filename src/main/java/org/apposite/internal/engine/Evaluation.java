package org.apposite.internal.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.apposite.advice.Advice.Exclusion;
import org.apposite.advice.Alert.Severity;
import org.apposite.advice.NextStep.Urgency;
import org.apposite.advice.Radiation;
import org.apposite.advice.Recommendation;
import org.apposite.advice.RedFlag;
import org.apposite.internal.engine.Findings.Routed;
import org.apposite.language.Conclude;
import org.apposite.language.Domain;
import org.apposite.language.Emergency;
import org.apposite.language.Known;
import org.apposite.language.Patient;
import org.apposite.language.Ranking;
import org.apposite.language.ReasoningOrder;
import org.apposite.language.ReasoningOrder.Part;
import org.apposite.language.Routing;
import org.apposite.language.Verb;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Procedure;
import org.apposite.model.Vocabulary.Source;
import org.apposite.model.Vocabulary.Trust;
import org.apposite.patient.Coded;
import org.apposite.patient.PatientCase;
import org.apposite.patient.Presence;
import org.jspecify.annotations.Nullable;

/**
 * One run of one case through the rules of a topic: state the case, let the rules find candidates, route, let them rate,
 * rank, let them alert. It hears what they conclude, and keeps count, time, and which rule is speaking.
 */
final class Evaluation implements Conclude {

    private static final Object NOTHING = new Object();

    private final TopicEngine topic;
    private final Patient patient;
    private final int maxFirings;
    private final long deadlineNanos;
    private final Findings findings = new Findings();
    private final boolean[] fired;
    private int firings;
    private int index;
    private CompiledRule speaking;
    private AtomicReferenceArray<@Nullable Object> made;
    private Emergency emergency = new Emergency(false);
    private Routing routing = Known.UNDECIDED;
    private Ranking ranking = Known.UNRANKED;
    private String abortedBy = "";

    private Evaluation(TopicEngine topic, PatientCase stated, Budget budget) {
        this.topic = topic;
        this.patient =
                new Patient(stated, topic.scope(), finding -> findings.derived.getOrDefault(finding, Presence.UNKNOWN));
        this.maxFirings = budget.maxFirings();
        this.deadlineNanos = budget.deadlineNanos();
        this.speaking = topic.anyRule();
        this.made = speaking.made();
        this.fired = new boolean[topic.rules()];
    }

    /**
     * What a run may use.
     *
     * @param maxFirings rules that may fire
     * @param deadlineNanos when it has to be done, by {@link System#nanoTime}
     */
    record Budget(int maxFirings, long deadlineNanos) {

        static Budget of(Limits limits) {
            return new Budget(
                    limits.maxFirings(), System.nanoTime() + limits.deadline().toNanos());
        }
    }

    /**
     * What is known of a case beside what it states.
     *
     * @param otherwiseAsked what to ask of a patient with whom the rules lead nowhere
     * @param emergencyElsewhere whether another topic raises an emergency
     */
    record Beside(Function<Patient, Set<String>> otherwiseAsked, boolean emergencyElsewhere) {

        /** Where the rules lead nowhere nothing is asked either. */
        static Beside askingNothing(boolean emergencyElsewhere) {
            return new Beside(any -> Set.of(), emergencyElsewhere);
        }
    }

    /**
     * The facts and conclusions of a finished run.
     *
     * @param findings what the rules concluded
     * @param routed where the routing led
     * @param assessment the ratings in their order
     * @param known all facts
     */
    record Result(Findings findings, Routed routed, Assessment assessment, Known known) {}

    static Result run(TopicEngine topic, PatientCase patient, Budget budget, Beside beside) {
        return new Evaluation(topic, patient, budget).run(beside);
    }

    /** The same up to the routing: all that an emergency can rest on. */
    static Result emergencies(TopicEngine topic, PatientCase patient, Budget budget) {
        Evaluation evaluation = new Evaluation(topic, patient, budget);
        try (Reasoner.Run run = topic.reasoner().begin(evaluation)) {
            evaluation.reason(run, Part.BEFORE_ROUTING);
        }
        Routed undecided = new Routed(Known.UNDECIDED, null, Set.of());
        Assessment unrated = Assessment.of(topic, evaluation.patient, Known.UNDECIDED, new Findings());
        return new Result(evaluation.findings, undecided, unrated, evaluation.known());
    }

    private Result run(Beside beside) {
        try (Reasoner.Run run = topic.reasoner().begin(this)) {
            reason(run, Part.BEFORE_ROUTING);
            Routed routed = topic.applies(patient.stated(), findings.route(() -> beside.otherwiseAsked.apply(patient)));
            routing = routed.routing();
            emergency = new Emergency(beside.emergencyElsewhere || findings.hasEmergency());
            reason(run, Part.BEFORE_RANKING);
            Assessment assessment = Assessment.of(topic, patient, routing, findings);
            ranking = assessment.ranking();
            reason(run, Part.AFTER_RANKING);
            return new Result(findings, routed, assessment, known());
        }
    }

    private void reason(Reasoner.Run run, Part part) {
        ReasoningOrder order = topic.order();
        for (int stage = 0; stage < order.stages(); stage++) {
            if (order.part(stage) == part) {
                run.stage(stage);
                if (!abortedBy.isEmpty()) {
                    throw new LimitMet(abortedBy);
                }
            }
        }
    }

    /** All facts, as they stand. */
    Known known() {
        return new Known(patient, redFlags(), findings.situations, emergency, routing, ranking);
    }

    Patient patient() {
        return patient;
    }

    Emergency emergency() {
        return emergency;
    }

    boolean hasAnyRedFlag() {
        return !findings.redFlags.isEmpty();
    }

    boolean hasRedFlag(String code) {
        for (int i = 0; i < findings.redFlags.size(); i++) {
            if (findings.redFlags.get(i).code().equals(code)) {
                return true;
            }
        }
        return false;
    }

    boolean hasSituation(String code) {
        return findings.situations.contains(code);
    }

    Routing routing() {
        return routing;
    }

    Ranking ranking() {
        return ranking;
    }

    private List<RedFlag> redFlags() {
        List<RedFlag> flags = new ArrayList<>(findings.redFlags.size());
        for (Findings.Flag flag : findings.redFlags) {
            flags.add(new RedFlag(
                    flag.code(), flag.text(), flag.rule().rule().sources().get(0)));
        }
        return flags;
    }

    /** Whether a rule whose conditions hold may speak; if so, what is concluded from now on is its conclusion. */
    boolean lets(String ruleId) {
        if (!abortedBy.isEmpty()) {
            return false;
        }
        CompiledRule rule = topic.rule(ruleId);
        if (++firings > maxFirings) {
            return abort("the limit of " + maxFirings + " firings was met at the rule "
                    + rule.rule().id());
        }
        if (System.nanoTime() - deadlineNanos > 0) {
            return abort("the deadline was met at the rule " + rule.rule().id());
        }
        speaking = rule;
        made = rule.made();
        index = 0;
        if (!fired[rule.order()]) {
            fired[rule.order()] = true;
            findings.fired.add(rule);
        }
        return true;
    }

    private boolean abort(String reason) {
        abortedBy = "no answer: " + reason;
        return false;
    }

    @Override
    public void derivePresent(String finding) {
        findings.derive(speaking, finding, Presence.PRESENT);
    }

    @Override
    public void deriveAbsent(String finding) {
        findings.derive(speaking, finding, Presence.ABSENT);
    }

    /** Of several rules that conclude one red flag the first in the order of reasoning gives its text. */
    @Override
    public void redFlag(String code, String text) {
        Findings.Flag flag = new Findings.Flag(speaking, code, text);
        for (int i = 0; i < findings.redFlags.size(); i++) {
            Findings.Flag other = findings.redFlags.get(i);
            if (other.code().equals(code)) {
                findings.redFlags.set(i, other.rule().order() <= speaking.order() ? other : flag);
                return;
            }
        }
        findings.redFlags.add(flag);
    }

    @Override
    public void situation(String code) {
        if (!hasSituation(code)) {
            findings.situations.add(code);
        }
    }

    @Override
    public void variant(int step, String id) {
        findings.candidates.add(new Findings.Candidate(speaking, step, id, null));
    }

    @Override
    public void exclude(int step, String id, String text, String seeInstead) {
        Exclusion exclusion =
                new Exclusion(id, text, seeInstead, speaking.rule().sources().get(0));
        findings.candidates.add(new Findings.Candidate(speaking, step, null, exclusion));
    }

    @Override
    public void ask(int step, String datum) {
        Set<String> open = Domain.asked(datum, patient);
        if (!open.isEmpty()) {
            findings.asks.add(new Findings.Ask(step, open));
        }
    }

    @Override
    public void rate(String procedure, String category, int median, String radiation, String... sources) {
        rate(procedure, category, Integer.valueOf(median), radiation, sources);
    }

    @Override
    public void rate(String procedure, String category, String median, String radiation, String... sources) {
        rate(procedure, category, (Integer) null, radiation, sources);
    }

    private void rate(
            String procedure, String category, @Nullable Integer median, String radiation, String... sources) {
        Object row = made.get(index);
        if (row == null) {
            row = row(procedure, category, median, radiation, sources);
            made.set(index, row);
        }
        index++;
        if (row != NOTHING) {
            findings.rows.add((Findings.Row) row);
        }
    }

    private Object row(
            String procedure, String category, @Nullable Integer median, String radiation, String... sources) {
        boolean disagreement = category.endsWith(Verb.DISAGREEMENT);
        String code = disagreement ? category.substring(0, category.length() - Verb.DISAGREEMENT.length()) : category;
        Vocabulary vocabulary = topic.scope().vocabulary();
        Procedure known = vocabulary.procedures().get(procedure);
        Radiation dose = radiation.equals(Verb.NOT_STATED) ? null : topic.radiation(radiation);
        boolean transcribed = true;
        for (String source : sources) {
            Source one = vocabulary.sources().get(source);
            transcribed &= one != null && one.trust() == Trust.TRANSCRIBED;
        }
        return known == null
                ? NOTHING
                : new Findings.Row(
                        speaking,
                        index,
                        known,
                        Coded.of(Recommendation.Category.class, code),
                        disagreement,
                        median,
                        dose,
                        transcribed,
                        List.of(sources));
    }

    @Override
    public void prefer(String procedure, String reason) {
        reason(procedure, reason, true);
    }

    @Override
    public void remark(String procedure, String reason) {
        reason(procedure, reason, false);
    }

    private void reason(String procedure, String text, boolean prefers) {
        Object reason = made.get(index);
        if (reason == null) {
            reason = new Findings.Reason(speaking, index, procedure, text, prefers);
            made.set(index, reason);
        }
        index++;
        findings.reasons.add((Findings.Reason) reason);
    }

    @Override
    public void setAside(String procedureOrStudy, String reason) {
        findings.aside.add(new Findings.Aside(speaking, index++, procedureOrStudy, reason));
    }

    @Override
    public void differential(String code, String text) {
        Object diagnosis = made.get(index);
        if (diagnosis == null) {
            diagnosis = new Findings.Diagnosis(speaking, index, code, text);
            made.set(index, diagnosis);
        }
        index++;
        findings.differential.add((Findings.Diagnosis) diagnosis);
    }

    @Override
    public void raise(String code) {
        findings.raises.add(new Findings.Raise(speaking, code));
    }

    @Override
    public void headline(String text) {
        findings.headlines.add(new Findings.Head(speaking, index++, text));
    }

    @Override
    public void alert(String code, String severity, String text) {
        Object alert = made.get(index);
        if (alert == null) {
            alert = new Findings.AlertPart(speaking, index, code, Coded.of(Severity.class, severity), text);
            made.set(index, alert);
        }
        index++;
        findings.alerts.add((Findings.AlertPart) alert);
    }

    @Override
    public void nextStep(String code, String urgency, String text) {
        Object step = made.get(index);
        if (step == null) {
            step = new Findings.Step(speaking, index, code, Coded.of(Urgency.class, urgency), text);
            made.set(index, step);
        }
        index++;
        findings.steps.add((Findings.Step) step);
    }
}

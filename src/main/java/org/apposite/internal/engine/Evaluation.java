package org.apposite.internal.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apposite.advice.RedFlag;
import org.apposite.internal.engine.Findings.Routed;
import org.apposite.internal.engine.NoAnswer.Reason;
import org.apposite.internal.engine.RuleEngine.Options;
import org.apposite.language.Emergency;
import org.apposite.language.Known;
import org.apposite.language.Patient;
import org.apposite.language.Ranking;
import org.apposite.language.ReasoningOrder;
import org.apposite.language.ReasoningOrder.Part;
import org.apposite.language.Routing;
import org.apposite.patient.PatientCase;
import org.apposite.patient.Presence;
import org.jspecify.annotations.Nullable;

/**
 * One run of one case through the rules of a topic: state the case, let the rules find candidates, route, let them rate,
 * rank, let them alert. A reasoner tells which rules fire; what a rule concludes stands in its model, and is taken up here, within
 * count and time.
 */
final class Evaluation {

    private final TopicEngine topic;
    private final Patient patient;
    private final Beside beside;
    private final Budget budget;
    private final Findings findings = new Findings();
    private int firings;
    private Emergency emergency = new Emergency(false);
    private Routing routing = Known.UNDECIDED;
    private Ranking ranking = Known.UNRANKED;
    /** What is known, until anything more is. */
    private @Nullable Known known;

    private @Nullable Reason abortedBy;
    private String abortMessage = "";

    private Evaluation(TopicEngine topic, PatientCase stated, Budget budget, Beside beside) {
        this.topic = topic;
        this.beside = beside;
        this.patient =
                new Patient(stated, topic.scope(), finding -> findings.derived.getOrDefault(finding, Presence.UNKNOWN));
        this.budget = budget;
    }

    /** The rules of a topic, to be asked stage by stage. Thread-safe. */
    interface Reasoner {

        /** Begins a run; the evaluation is told which rules fire. */
        Run begin(Evaluation evaluation);

        /** One run through the rules. */
        interface Run extends AutoCloseable {

            /** Lets the rules of a stage fire. */
            void stage(int number);

            @Override
            void close();
        }
    }

    /**
     * What one answer may use: rules that fire in a run, time, and characters. It is asked wherever work or text can pile up, so
     * that no rules make an answer late or large. For one thread.
     */
    static final class Budget {

        /** Nothing takes longer, and nanoseconds can still be reckoned with. */
        private static final Duration FAR = Duration.ofDays(36_500);

        /** The clock is read at every so many looks: reading it costs more than most of what is done between two. */
        private static final int LOOKS_FOR_ONE_READING = 32;

        private final int maxFirings;
        private final long deadlineNanos;
        private long charactersLeft;
        private int looks = LOOKS_FOR_ONE_READING;

        private Budget(int maxFirings, Duration deadline, long characters) {
            this.maxFirings = maxFirings;
            this.charactersLeft = characters;
            this.deadlineNanos = System.nanoTime() + (deadline.compareTo(FAR) > 0 ? FAR : deadline).toNanos();
        }

        static Budget of(Options options) {
            return new Budget(options.maxFirings(), options.deadline(), Options.MOST_CHARACTERS);
        }

        /** For finding the emergencies that stand although there is no answer: as much as it takes. */
        static Budget unlimited() {
            return new Budget(Integer.MAX_VALUE, FAR, Long.MAX_VALUE);
        }

        /** For telling them: as much time as it takes, and no more characters than an answer has. */
        static Budget ofEmergencies() {
            return new Budget(Integer.MAX_VALUE, FAR, Options.MOST_CHARACTERS);
        }

        int maxFirings() {
            return maxFirings;
        }

        /** Whether the deadline has passed. */
        boolean isLate() {
            return System.nanoTime() - deadlineNanos > 0;
        }

        /** The same for what is done very often: only every so many times the clock is read. */
        boolean isFoundLate() {
            if (--looks > 0) {
                return false;
            }
            looks = LOOKS_FOR_ONE_READING;
            return isLate();
        }

        /**
         * Goes on only while there is time.
         *
         * @param doing what is being done, after "while"
         */
        void look(String doing) {
            if (isLate()) {
                throw late(doing);
            }
        }

        /** The same for what is done very often. */
        void lookOften(String doing) {
            if (isFoundLate()) {
                throw late(doing);
            }
        }

        private static NoAnswer late(String doing) {
            return new NoAnswer(NoAnswer.Reason.DEADLINE, "the deadline passed while " + doing, List.of());
        }

        /** Takes characters of the answer; whether there were so many. */
        boolean take(long characters) {
            charactersLeft -= characters;
            return charactersLeft >= 0;
        }

        /** Goes on only while an answer can hold so many characters more. */
        void room(long characters) {
            if (charactersLeft < characters) {
                throw new NoAnswer(NoAnswer.Reason.SIZE, tooLarge(), List.of());
            }
        }

        /** Takes characters of the answer, or gives it up. */
        void write(long characters) {
            take(characters);
            room(0);
        }

        static String tooLarge() {
            return String.format(Locale.ROOT, "the answer has more than %,d characters", Options.MOST_CHARACTERS);
        }
    }

    /**
     * What is known of a case beside what it states.
     *
     * @param asked what to ask where the rules lead nowhere, the codes of data
     * @param emergencyElsewhere whether another topic raises an emergency
     */
    record Beside(Set<String> asked, boolean emergencyElsewhere) {

        /** Where the rules lead nowhere nothing is asked either. */
        static Beside askingNothing(boolean emergencyElsewhere) {
            return new Beside(Set.of(), emergencyElsewhere);
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
        Evaluation evaluation = new Evaluation(topic, patient, budget, beside);
        try (Reasoner.Run run = topic.reasoner().begin(evaluation)) {
            return evaluation.run(run);
        }
    }

    /** The same up to the routing: all that an emergency can rest on. */
    static Result emergencies(TopicEngine topic, Reasoner reasoner, PatientCase patient, Budget budget) {
        Evaluation evaluation = new Evaluation(topic, patient, budget, Beside.askingNothing(false));
        try (Reasoner.Run run = reasoner.begin(evaluation)) {
            evaluation.reason(run, Part.BEFORE_ROUTING);
        }
        return evaluation.unfinished();
    }

    /** Whether there is an emergency. */
    static boolean isEmergency(TopicEngine topic, PatientCase patient, Budget budget) {
        Evaluation evaluation = new Evaluation(topic, patient, budget, Beside.askingNothing(false));
        try (Reasoner.Run run = topic.watching().begin(evaluation)) {
            evaluation.reason(run, Part.BEFORE_ROUTING);
        }
        return evaluation.findings.hasEmergency();
    }

    private Result unfinished() {
        Routed undecided = new Routed(Known.UNDECIDED, null, Set.of());
        return new Result(findings, undecided, Assessment.of(topic, patient, Known.UNDECIDED, new Findings()), known());
    }

    private Result run(Reasoner.Run run) {
        reason(run, Part.BEFORE_ROUTING);
        Routed routed = topic.applies(patient.stated(), findings.route(patient, beside.asked()));
        routing = routed.routing();
        emergency = new Emergency(beside.emergencyElsewhere || findings.hasEmergency());
        known = null;
        reason(run, Part.BEFORE_RANKING);
        Assessment assessment = Assessment.of(topic, patient, routing, findings);
        ranking = assessment.ranking();
        known = null;
        reason(run, Part.AFTER_RANKING);
        return new Result(findings, routed, assessment, known());
    }

    private void reason(Reasoner.Run run, Part part) {
        ReasoningOrder order = topic.order();
        for (int stage = 0; stage < order.stages() && !isStopped(); stage++) {
            if (order.part(stage) == part) {
                run.stage(stage);
            }
        }
        if (abortedBy != null) {
            throw new NoAnswer(abortedBy, abortMessage, AdviceAssembly.emergencies(topic, unfinished()));
        }
    }

    /**
     * A rule asks a question. Matching ends at the deadline although nothing fires, by a fault that {@link #isStopped} knows.
     */
    void asked() {
        if (budget.isFoundLate()) {
            String message = "the deadline passed while rules were being matched";
            abort(Reason.DEADLINE, message);
            throw new NoAnswer(Reason.DEADLINE, message, List.of());
        }
    }

    /** Whether a limit was met, so that no rule fires any more. */
    boolean isStopped() {
        return abortedBy != null;
    }

    /** All facts, as they stand. */
    Known known() {
        Known standing = known;
        if (standing == null) {
            standing = new Known(patient, redFlags(), findings.situations, emergency, routing, ranking);
            known = standing;
        }
        return standing;
    }

    Patient patient() {
        return patient;
    }

    Beside beside() {
        return beside;
    }

    private List<RedFlag> redFlags() {
        if (findings.redFlags.isEmpty()) {
            return List.of();
        }
        List<RedFlag> flags = new ArrayList<>(findings.redFlags.size());
        for (Findings.Flag one : findings.redFlags) {
            flags.add(one.flag());
        }
        return flags;
    }

    /** Rules whose conditions hold fire, unless a limit is met; told by their places in the topic. */
    void fire(int... places) {
        if (isStopped()) {
            return;
        }
        known = null;
        firings += places.length;
        if (firings > budget.maxFirings()) {
            abort(Reason.FIRINGS, "the limit of " + budget.maxFirings() + " firings was reached at " + told(places));
            return;
        }
        if (budget.isLate()) {
            abort(Reason.DEADLINE, "the deadline passed at " + told(places));
            return;
        }
        for (int place : places) {
            PreparedRule rule = topic.rulesOfTopic().get(place);
            if (!budget.take(rule.characters())) {
                abort(
                        Reason.SIZE,
                        Budget.tooLarge() + ", reached at the rule "
                                + rule.rule().id());
                return;
            }
            findings.fire(rule, topic.scope());
        }
    }

    private String told(int... places) {
        return "the rule " + topic.rulesOfTopic().get(places[0]).rule().id();
    }

    /** Ends the run at a limit. The first counts. */
    private void abort(Reason reason, String message) {
        if (abortedBy == null) {
            abortedBy = reason;
            abortMessage = message;
        }
    }
}

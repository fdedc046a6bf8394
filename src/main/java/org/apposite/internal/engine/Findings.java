package org.apposite.internal.engine;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.apposite.advice.Advice.Exclusion;
import org.apposite.advice.Advice.Headline;
import org.apposite.advice.Advice.Outcome;
import org.apposite.advice.Alert;
import org.apposite.advice.Alert.Severity;
import org.apposite.advice.NextStep;
import org.apposite.advice.Recommendation;
import org.apposite.advice.RedFlag;
import org.apposite.circuit.Rating;
import org.apposite.language.Domain;
import org.apposite.language.Patient;
import org.apposite.language.Routing;
import org.apposite.language.Scope;
import org.apposite.model.Vocabulary.Procedure;
import org.apposite.patient.Presence;
import org.jspecify.annotations.Nullable;

/** What the rules of one evaluation concluded, in the order in which they happened to fire, each with its rule. */
final class Findings {

    /** What a rule says. It is the same whenever the rule fires. */
    interface Said {

        /** Takes it up. */
        void into(Findings findings);
    }

    /** What has a place among all that its rule says. */
    interface Placed extends Said {

        /** In the order of the reasoning. */
        Comparator<Placed> IN_ORDER = (one, other) -> {
            int byRule = Integer.compare(one.rule().order(), other.rule().order());
            return byRule != 0 ? byRule : Integer.compare(one.index(), other.index());
        };

        PreparedRule rule();

        int index();
    }

    /** That a derived finding is present wins over that it is absent. */
    record Derivation(PreparedRule rule, String finding, Presence presence) implements Said {

        @Override
        public void into(Findings findings) {
            findings.derived.merge(finding, presence, (one, other) -> one == other ? one : Presence.PRESENT);
            findings.deriving.computeIfAbsent(finding, any -> new ArrayList<>()).add(rule);
        }
    }

    /** Of several rules that conclude one red flag the first in the order of reasoning gives its text. */
    record Flag(PreparedRule rule, RedFlag flag) implements Said {

        @Override
        public void into(Findings findings) {
            for (int i = 0; i < findings.redFlags.size(); i++) {
                Flag other = findings.redFlags.get(i);
                if (other.flag.code().equals(flag.code())) {
                    findings.redFlags.set(i, other.rule.order() <= rule.order() ? other : this);
                    return;
                }
            }
            findings.redFlags.add(this);
        }
    }

    record InSituation(String code) implements Said {

        @Override
        public void into(Findings findings) {
            if (!findings.situations.contains(code)) {
                findings.situations.add(code);
            }
        }
    }

    record Candidate(
            PreparedRule rule,
            int step,
            @Nullable String variant,
            @Nullable Exclusion exclusion) implements Said {

        @Override
        public void into(Findings findings) {
            findings.candidates.add(this);
        }
    }

    record Ask(int step, String datum) implements Said {

        @Override
        public void into(Findings findings) {
            findings.asks.add(this);
        }

        /** The open data that it asks for, found out only where the routing comes to it: that takes a while. */
        Set<String> open(Patient patient) {
            return Domain.asked(datum, patient);
        }
    }

    /**
     * A row of ratings.
     *
     * @param kept what was last told of it: in most answers it is the same
     */
    record Row(PreparedRule rule, Rating rating, AtomicReference<@Nullable Kept> kept) implements Said {

        @Override
        public void into(Findings findings) {
            findings.rows.add(this);
        }

        Procedure procedure() {
            return rating.procedure();
        }
    }

    /**
     * A recommendation, and all that it was made from.
     *
     * @param reasons what rules say of the procedure, in their order; none of their texts has a place to be filled
     */
    record Kept(
            @Nullable String region,
            boolean preferred,
            @Nullable Aside aside,
            List<Reason> reasons,
            Recommendation recommendation) {

        /** Whether it would be the same again. */
        boolean isOf(@Nullable String where, boolean isPreferred, @Nullable Aside set, List<Reason> ofAll) {
            int next = 0;
            for (int i = 0; i < ofAll.size(); i++) {
                Reason one = ofAll.get(i);
                if (one.procedure().equals(recommendation.procedure())
                        && (next == reasons.size() || !reasons.get(next++).equals(one))) {
                    return false;
                }
            }
            return next == reasons.size()
                    && preferred == isPreferred
                    && Objects.equals(aside, set)
                    && Objects.equals(region, where);
        }
    }

    record Reason(PreparedRule rule, int index, String procedure, String text, boolean prefers) implements Placed {

        @Override
        public void into(Findings findings) {
            findings.reasons.add(this);
        }
    }

    record Aside(PreparedRule rule, int index, String procedureOrStudy, String text) implements Placed {

        @Override
        public void into(Findings findings) {
            findings.aside.add(this);
        }
    }

    record Diagnosis(PreparedRule rule, int index, String code, String text) implements Placed {

        @Override
        public void into(Findings findings) {
            findings.differential.add(this);
        }
    }

    record Raise(PreparedRule rule, String code) implements Said {

        @Override
        public void into(Findings findings) {
            findings.raises.add(this);
        }
    }

    record Head(PreparedRule rule, int index, Headline headline) implements Placed {

        @Override
        public void into(Findings findings) {
            findings.headlines.add(this);
        }
    }

    record AlertPart(PreparedRule rule, int index, Alert alert) implements Placed {

        @Override
        public void into(Findings findings) {
            findings.alerts.add(this);
        }
    }

    record Step(PreparedRule rule, int index, NextStep step) implements Placed {

        @Override
        public void into(Findings findings) {
            findings.steps.add(this);
        }
    }

    final List<PreparedRule> fired = new ArrayList<>(32);
    private final BitSet hasFired = new BitSet();
    final Map<String, Presence> derived = new HashMap<>();
    final Map<String, List<PreparedRule>> deriving = new HashMap<>();
    final List<Flag> redFlags = new ArrayList<>();
    final List<String> situations = new ArrayList<>();
    final List<Candidate> candidates = new ArrayList<>();
    final List<Ask> asks = new ArrayList<>();
    final List<Row> rows = new ArrayList<>(24);
    final List<Reason> reasons = new ArrayList<>();
    final List<Aside> aside = new ArrayList<>();
    final List<Diagnosis> differential = new ArrayList<>();
    final List<Raise> raises = new ArrayList<>();
    final List<Head> headlines = new ArrayList<>();
    final List<AlertPart> alerts = new ArrayList<>();
    final List<Step> steps = new ArrayList<>();

    /**
     * Takes the candidate with the lowest step. A question with a lower step than any conclusion keeps the routing from
     * going on; of two candidates with one step the exclusion wins, then the one that comes first in the alphabet.
     *
     * @param patient the patient, of whom is asked what is open
     * @param otherwise what to ask when there is neither a candidate nor a question
     */
    Routed route(Patient patient, Set<String> otherwise) {
        candidates.sort(Comparator.comparingInt(Candidate::step)
                .thenComparing(candidate -> candidate.exclusion == null ? 1 : 0)
                .thenComparing(Findings::idOf)
                .thenComparing(candidate -> candidate.rule.order()));
        Candidate winner = candidates.isEmpty() ? null : candidates.get(0);
        Set<String> blocking = new TreeSet<>();
        for (Ask ask : asks) {
            if (winner == null || ask.step < winner.step) {
                blocking.addAll(ask.open(patient));
            }
        }
        if (winner == null && blocking.isEmpty()) {
            blocking.addAll(otherwise);
        }
        if (!blocking.isEmpty()) {
            return Routed.dataRequired(blocking);
        }
        if (winner == null || winner.exclusion != null) {
            return Routed.notApplicable(winner == null ? null : winner.exclusion);
        }
        List<String> others = new ArrayList<>();
        for (Candidate candidate : candidates) {
            String variant = candidate.variant;
            if (variant != null && !variant.equals(winner.variant) && !others.contains(variant)) {
                others.add(variant);
            }
        }
        return new Routed(new Routing(Outcome.VARIANT_MATCHED, winner.variant, others, null), null, blocking);
    }

    /** A rule fires: all that it says is taken up. */
    void fire(PreparedRule rule, Scope scope) {
        hasFired.set(rule.order());
        fired.add(rule);
        List<Said> said = rule.said(scope);
        for (int i = 0; i < said.size(); i++) {
            said.get(i).into(this);
        }
    }

    boolean hasFired(PreparedRule rule) {
        return hasFired.get(rule.order());
    }

    /** Whether a critical alert has been concluded. */
    boolean hasEmergency() {
        for (int i = 0; i < alerts.size(); i++) {
            if (alerts.get(i).alert.severity() == Severity.CRITICAL) {
                return true;
            }
        }
        return false;
    }

    private static String idOf(Candidate candidate) {
        return candidate.exclusion != null ? candidate.exclusion.id() : String.valueOf(candidate.variant);
    }

    /**
     * Where the routing led.
     *
     * @param routing the fact for the rules
     * @param exclusion why the topic does not apply; null when another outcome, or when no candidate was concluded
     * @param blocking the codes of the questions that must be answered first
     */
    record Routed(Routing routing, @Nullable Exclusion exclusion, Set<String> blocking) {

        static Routed notApplicable(@Nullable Exclusion exclusion) {
            String code = exclusion == null ? null : exclusion.id();
            return new Routed(new Routing(Outcome.NOT_APPLICABLE, null, List.of(), code), exclusion, Set.of());
        }

        static Routed dataRequired(Set<String> blocking) {
            return new Routed(new Routing(Outcome.DATA_REQUIRED, null, List.of(), null), null, blocking);
        }

        /** Whether no rule said where the case belongs, and none asked for anything. */
        boolean isNowhere() {
            return routing.outcome() == Outcome.NOT_APPLICABLE && exclusion == null;
        }
    }
}

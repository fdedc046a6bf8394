package org.apposite.internal.engine;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.apposite.advice.Advice.Exclusion;
import org.apposite.advice.Advice.Outcome;
import org.apposite.advice.Alert.Severity;
import org.apposite.advice.MissingDatum;
import org.apposite.advice.MissingDatum.Effect;
import org.apposite.advice.NextStep.Urgency;
import org.apposite.language.Patient;
import org.apposite.model.Vocabulary.Term;
import org.apposite.patient.PatientCase;
import org.jspecify.annotations.Nullable;

/**
 * Finds what is not known and would matter, by asking the rules themselves: each open datum alone takes every value of
 * its domain, and the answers are compared with the one that was given.
 */
final class MissingAnalysis {

    private final TopicEngine topic;
    private final Emergencies.Watch elsewhere;
    private final Evaluation.Budget budget;

    MissingAnalysis(TopicEngine topic, Emergencies.Watch elsewhere, Evaluation.Budget budget) {
        this.topic = topic;
        this.elsewhere = elsewhere;
        this.budget = budget;
    }

    /** What of an answer is compared. */
    private record Gist(
            Outcome outcome,
            @Nullable String variant,
            @Nullable String exclusion,
            Set<String> preferred,
            Set<String> emergencies,
            @Nullable Urgency soonest) {

        static Gist of(Evaluation.Result result, Set<String> emergenciesElsewhere) {
            Exclusion exclusion = result.routed().exclusion();
            Set<String> emergencies = new HashSet<>(emergenciesElsewhere);
            for (Findings.AlertPart part : result.findings().alerts) {
                if (part.severity() == Severity.CRITICAL) {
                    emergencies.add(part.code());
                }
            }
            Urgency soonest = null;
            for (Findings.Step step : result.findings().steps) {
                soonest = soonest == null || step.urgency().compareTo(soonest) < 0 ? step.urgency() : soonest;
            }
            return new Gist(
                    result.routed().routing().outcome(),
                    result.routed().routing().variant(),
                    exclusion == null ? null : exclusion.id(),
                    result.assessment().preferred(),
                    emergencies,
                    soonest);
        }

        void addDifferences(Gist other, Set<Effect> effects) {
            if (outcome != other.outcome
                    || !Objects.equals(variant, other.variant)
                    || !Objects.equals(exclusion, other.exclusion)) {
                effects.add(Effect.VARIANT);
            }
            if (!preferred.equals(other.preferred)) {
                effects.add(Effect.PREFERRED);
            }
            if (!emergencies.equals(other.emergencies) || soonest != other.soonest) {
                effects.add(Effect.URGENCY);
            }
        }
    }

    /** The blocking data, most urgent first, and with the analysis all others that could change the answer. */
    List<MissingDatum> missing(PatientCase stated, Evaluation.Result answer, boolean blockingOnly) {
        Set<String> blocking = answer.routed().blocking();
        if (blockingOnly && blocking.isEmpty()) {
            return List.of();
        }
        Patient patient = answer.known().patient();
        Gist given = Gist.of(answer, elsewhere.codes(stated));
        List<MissingDatum> first = new ArrayList<>();
        List<MissingDatum> others = new ArrayList<>();
        // A derived finding is asked itself when no rule can decide it any more, whether the topic lists it or not.
        Set<String> asks = new LinkedHashSet<>(topic.topic().asks());
        asks.addAll(blocking);
        for (String datum : asks) {
            if (!patient.isOpen(datum)) {
                continue;
            }
            Set<Effect> effects =
                    blockingOnly ? EnumSet.noneOf(Effect.class) : effects(datum, patient, given, this::open);
            if (blocking.contains(datum)) {
                effects.add(Effect.VARIANT);
                first.add(missing(datum, true, effects));
            } else if (!effects.isEmpty()) {
                others.add(missing(datum, false, effects));
            }
        }
        first.addAll(others);
        return first;
    }

    /**
     * What to ask when the rules lead nowhere: the open data of which one alone would lead somewhere, or else, since several
     * together may, all open ones.
     */
    Set<String> askedNowhere(Evaluation.Result answer) {
        Patient patient = answer.known().patient();
        Gist given = Gist.of(answer, elsewhere.codes(patient.stated()));
        Set<String> open = open(patient);
        Set<String> leading = new LinkedHashSet<>();
        for (String datum : open) {
            if (effects(datum, patient, given, any -> Set.of()).contains(Effect.VARIANT)) {
                leading.add(datum);
            }
        }
        return leading.isEmpty() ? open : leading;
    }

    private Set<String> open(Patient patient) {
        Set<String> open = new LinkedHashSet<>(topic.topic().asks());
        open.removeIf(datum -> !patient.isOpen(datum));
        return open;
    }

    private MissingDatum missing(String datum, boolean blocks, Set<Effect> effects) {
        Term term = topic.scope().vocabulary().terms().get(datum);
        String question = term == null ? datum : topic.topic().question(term);
        return new MissingDatum(datum, question, blocks, List.copyOf(effects));
    }

    /** What a datum could change, where the alternatives ask this when the rules lead nowhere with them. */
    private Set<Effect> effects(
            String datum, Patient patient, Gist given, Function<Patient, Set<String>> otherwiseAsked) {
        Set<Effect> effects = EnumSet.noneOf(Effect.class);
        for (PatientCase alternative : topic.domain().alternatives(datum, patient)) {
            Set<String> emergencies = elsewhere.codes(alternative);
            Evaluation.Beside beside = new Evaluation.Beside(otherwiseAsked, !emergencies.isEmpty());
            Gist.of(Evaluation.run(topic, alternative, budget, beside), emergencies)
                    .addDifferences(given, effects);
            if (effects.size() == Effect.values().length) {
                return effects;
            }
        }
        return effects;
    }
}

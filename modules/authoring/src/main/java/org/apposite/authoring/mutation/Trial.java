package org.apposite.authoring.mutation;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apposite.ClinicalRules;
import org.apposite.EvaluationAborted;
import org.apposite.advice.Advice;
import org.apposite.authoring.mutation.MutationReport.Fate;
import org.apposite.authoring.mutation.MutationReport.Mutant;
import org.apposite.circuit.Circuit;
import org.apposite.json.AdviceDifference;
import org.apposite.json.RuleCase;
import org.apposite.model.Topic;
import org.apposite.patient.PatientCase;

/** One mutant, tried on the cases. */
final class Trial {

    /** How {@link RuleCase#differences} begins a line on what only the analysis of missing data tells. */
    private static final String MISSING = "missing:";

    private final ClinicalRules rules;
    private final Topic topic;
    private final Baseline baseline;
    private final Change change;
    private final Supplier<Optional<String>> whyNothingChanges;

    /**
     * A mutant that has not been tried yet.
     *
     * @param whyNothingChanges asked when no case notices: why no patient would, empty when that is not proved
     */
    Trial(
            ClinicalRules rules,
            Topic topic,
            Baseline baseline,
            Change change,
            Supplier<Optional<String>> whyNothingChanges) {
        this.rules = rules;
        this.topic = topic;
        this.baseline = baseline;
        this.change = change;
        this.whyNothingChanges = whyNothingChanges;
    }

    Mutant mutant() {
        ClinicalRules mutated;
        try {
            mutated = rules.supposing(change.changed());
        } catch (Circuit.TooLarge large) {
            return mutant(Fate.REFUSED, "the rules of the topic would ask too much");
        } catch (IllegalArgumentException refusal) {
            return mutant(Fate.REFUSED, "rules would build on their own conclusions, or conclude too late");
        }
        List<Integer> nearest = baseline.nearest().getOrDefault(change.rule().id(), List.of());
        BitSet touched = baseline.touched(change, mutated.circuit(topic.id()));
        ClinicalRules quick = mutated.withBlockingQuestionsOnly();
        for (int place : nearest) {
            if (touched.get(place) && notices(baseline.cases().get(place), quick, false)) {
                return noticedBy(place);
            }
        }
        for (int place : nearest) {
            RuleCase one = baseline.cases().get(place);
            if (asksForMissing(one) && notices(one, mutated, true)) {
                return noticedBy(place);
            }
        }
        return whyNothingChanges
                .get()
                .map(reason -> mutant(Fate.EQUIVALENT, reason))
                .orElseGet(() -> mutant(Fate.UNNOTICED, hint(nearest, touched, quick)));
    }

    private static boolean asksForMissing(RuleCase one) {
        return one.expectation().missing() != null || one.expectation().notMissing() != null;
    }

    private static boolean notices(RuleCase one, ClinicalRules mutated, boolean missingKnown) {
        try {
            Advice advice = mutated.evaluate(patient(one));
            return one.differences(advice).stream().anyMatch(line -> missingKnown || !line.startsWith(MISSING));
        } catch (EvaluationAborted noAnswer) {
            return true;
        }
    }

    private Mutant noticedBy(int place) {
        return mutant(Fate.NOTICED, baseline.cases().get(place).file());
    }

    /** What a case that would notice could start from. */
    private String hint(List<Integer> nearest, BitSet touched, ClinicalRules quick) {
        ClinicalRules real = rules.withBlockingQuestionsOnly();
        for (int place : nearest.stream().filter(touched::get).toList()) {
            RuleCase one = baseline.cases().get(place);
            List<String> changed = changed(real.evaluate(patient(one)), quick.evaluate(patient(one)));
            if (!changed.isEmpty()) {
                return "the answer to " + one.file() + " changes in " + String.join(", ", changed)
                        + ", but the case does not expect enough to notice";
            }
        }
        if (nearest.isEmpty()) {
            return "there is no case";
        }
        String file = baseline.cases().get(nearest.get(0)).file();
        return baseline.fires(change.rule().id(), nearest.get(0))
                ? "no answer changes; the rule fires in " + file
                : "no answer changes; the rule fires in no case, nearest is " + file;
    }

    /** The parts of the answer that differ, but for the trace, which tells of rules and not of patients. */
    private static List<String> changed(Advice before, Advice after) {
        return AdviceDifference.between(before, after).changes().stream()
                .map(change -> change.part().key())
                .distinct()
                .toList();
    }

    private static PatientCase patient(RuleCase one) {
        return one.stated().patientCase().orElseThrow();
    }

    private Mutant mutant(Fate fate, String note) {
        return new Mutant(
                change.kind(),
                change.rule().id(),
                change.rule().file(),
                change.place().line(),
                change.place().column(),
                change.before(),
                change.after(),
                fate,
                note);
    }
}

package org.apposite.authoring.diff;

import java.util.LinkedHashSet;
import java.util.Set;
import org.apposite.advice.Advice;
import org.apposite.advice.Advice.Exclusion;
import org.apposite.advice.Alert;
import org.apposite.advice.MissingDatum;
import org.apposite.advice.Recommendation;
import org.apposite.circuit.Circuit;

/** What an answer of the rule engine says, in codes. */
final class AnswerSays {

    private AnswerSays() {}

    static Set<Said> of(Advice advice, Circuit circuit) {
        Set<Said> says = new LinkedHashSet<>();
        says.add(new Said(ChangeKind.VARIANT, "", outcome(advice, circuit)));
        advice.alsoMatches().forEach(id -> says.add(Said.of(ChangeKind.ALSO_MATCHING, id)));
        advice.missing().stream()
                .filter(MissingDatum::blocking)
                .forEach(one -> says.add(Said.of(ChangeKind.QUESTION, one.code())));
        for (Recommendation one : advice.recommendations()) {
            says.add(new Said(
                    ChangeKind.CATEGORY, one.procedure(), one.category().code()));
            says.add(new Said(
                    ChangeKind.RATING,
                    one.procedure(),
                    CircuitSays.detail(one.median(), one.disagreement(), one.radiation())));
            if (one.preferred()) {
                says.add(new Said(ChangeKind.PREFERRED, "", one.procedure()));
            }
            if (one.setAside() != null) {
                says.add(Said.of(ChangeKind.SET_ASIDE, one.procedure()));
            }
        }
        advice.alerts().stream()
                .filter(one -> !one.code().equals(Alert.CONTRADICTION))
                .forEach(one -> says.add(
                        new Said(ChangeKind.ALERT, one.code(), one.severity().code())));
        advice.nextSteps()
                .forEach(one -> says.add(
                        new Said(ChangeKind.STEP, one.code(), one.urgency().code())));
        advice.redFlags().forEach(one -> says.add(Said.of(ChangeKind.RED_FLAG, one.code())));
        advice.differential().forEach(one -> says.add(Said.of(ChangeKind.DIFFERENTIAL, one.code())));
        return says;
    }

    private static String outcome(Advice advice, Circuit circuit) {
        return switch (advice.outcome()) {
            case VARIANT_MATCHED ->
                advice.matched().map(Advice.VariantMatch::id).orElseThrow();
            case DATA_REQUIRED -> Said.DATA_REQUIRED;
            case NOT_APPLICABLE -> {
                Exclusion why = advice.exclusion();
                yield why != null && circuit.exclusions().contains(why.id())
                        ? Said.EXCLUSION + why.id()
                        : Said.NOT_APPLICABLE;
            }
        };
    }
}

package org.apposite.authoring.diff;

import java.util.Set;
import java.util.stream.Collectors;
import org.apposite.ClinicalRules;
import org.apposite.circuit.Circuit;
import org.apposite.patient.PatientCase;
import org.jspecify.annotations.Nullable;

/** What both rule sets answer, by the rule engine. */
record Answers(ClinicalRules before, ClinicalRules after, Circuit circuitBefore, Circuit circuitAfter) {

    Set<Said> before(PatientCase patient) {
        return AnswerSays.of(before.evaluate(Portable.to(before.vocabulary(), patient)), circuitBefore);
    }

    Set<Said> after(PatientCase patient) {
        return AnswerSays.of(after.evaluate(Portable.to(after.vocabulary(), patient)), circuitAfter);
    }

    /** Whether both answers to a patient show a change. */
    boolean show(PatientCase patient, ChangeKind kind, @Nullable Said was, @Nullable Said is) {
        return show(before(patient), after(patient), kind, was, is);
    }

    static boolean show(Set<Said> before, Set<Said> after, ChangeKind kind, @Nullable Said was, @Nullable Said is) {
        // A question for a derived finding is told as one for what it is derived from.
        if (kind == ChangeKind.QUESTION) {
            return !of(kind, before).equals(of(kind, after));
        }
        return (was == null || (before.contains(was) && !after.contains(was)))
                && (is == null || (after.contains(is) && !before.contains(is)));
    }

    private static Set<Said> of(ChangeKind kind, Set<Said> all) {
        return all.stream().filter(one -> one.kind() == kind).collect(Collectors.toSet());
    }
}

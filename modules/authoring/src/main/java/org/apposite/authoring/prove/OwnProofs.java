package org.apposite.authoring.prove;

import java.util.ArrayList;
import java.util.List;
import org.apposite.ClinicalRules;
import org.apposite.authoring.prove.Proving.Found;
import org.apposite.circuit.Circuit;
import org.apposite.proof.Patients;

/** What the authors of a topic say of every patient whom it answers. */
final class OwnProofs {

    private final Proving proving;
    private final Watched watched;

    OwnProofs(Proving proving) {
        this.proving = proving;
        this.watched = proving.watched();
    }

    void prove() {
        if (watched.claims().isEmpty()) {
            return;
        }
        ClinicalRules rules =
                proving.own().supposing(proving.topic().withRules(watched.besideThoseOf(proving.topic())));
        Circuit circuit = proving.circuit();
        AnswerWires answers = new AnswerWires(circuit);
        for (OwnClaim claim : watched.claims()) {
            List<List<Integer>> ways = watched.broken(claim, circuit, answers);
            for (List<Integer> way : ways) {
                List<Integer> wires = new ArrayList<>(way);
                wires.add(Patients.not(circuit.excluded(Circuit.PATIENT_NOT_COVERED)));
                if (proving.never(
                                claim,
                                claim.property().isNever()
                                        ? "a patient for whom it is so"
                                        : "a patient for whom it is not so",
                                watched.place(claim),
                                wires,
                                rules,
                                Subject.NOTHING,
                                seen -> watched.isBroken(claim, seen.get(0)))
                        == Found.SOMEBODY) {
                    break;
                }
            }
        }
    }
}

package org.apposite.authoring.prove;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apposite.ClinicalRules;
import org.apposite.json.RuleCase;
import org.apposite.patient.PatientCase;
import org.apposite.proof.Effort;

/**
 * Proves the properties of every topic, or finds the smallest patient for whom one does not hold. Always gives the same.
 * Stateless and thread-safe.
 */
public final class Proofs {

    /** Looks at a gate in about a second. */
    private static final long STEPS_OF_A_SECOND = 20_000_000;

    private Proofs() {}

    /**
     * Proves what can be proved.
     *
     * @param rules the rules
     * @param cases the cases beside the rules, which are tried where nothing can be proved
     * @param topics the ids of the topics to look at, all of them loaded
     * @param seconds about how long the solver may work for each topic; it counts its steps, so that the same is proved on every
     *     machine
     * @param progress is told what comes next
     * @return a proof for each property of each topic, in their order
     */
    public static List<Proof> of(
            ClinicalRules rules, List<RuleCase> cases, List<String> topics, int seconds, Consumer<String> progress) {
        List<Proof> proofs = new ArrayList<>();
        for (String topic : topics) {
            List<PatientCase> patients = cases.stream()
                    .filter(one -> one.topic().equals(topic))
                    .flatMap(one -> one.stated().patientCase().stream())
                    .toList();
            Proving proving = new Proving(rules, topic, patients, Effort.of(seconds * STEPS_OF_A_SECOND));
            progress.accept(topic + ": the routing");
            new RoutingProofs(proving).prove();
            progress.accept(topic + ": ratings and emergencies");
            new RatingProofs(proving).prove();
            new EmergencyProofs(proving).prove();
            progress.accept(topic + ": each rule");
            new RuleProofs(proving).prove();
            progress.accept(topic + ": what each datum changes");
            new PairProofs(proving).prove();
            proofs.addAll(proving.proofs());
        }
        return proofs;
    }
}

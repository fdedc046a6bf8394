package org.apposite.authoring.prove;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apposite.ClinicalRules;
import org.apposite.json.RuleCase;
import org.apposite.patient.PatientCase;
import org.apposite.proof.Effort;

/**
 * Proves the properties of every topic, or finds the smallest patient for whom one does not hold. Always gives the same.
 * Stateless and thread-safe.
 */
public final class Proofs {

    private Proofs() {}

    /**
     * Proves what can be proved.
     *
     * @param rules the rules
     * @param cases the cases beside the rules, which are tried where nothing can be proved
     * @param topics the ids of the topics to look at, all of them loaded
     * @param wanted the codes of the properties to look at, those of the topics among them; all when empty
     * @param seconds about how long the solver may work for each topic; it counts its steps, so that the same is proved on every
     *     machine; with 0 all is only tried
     * @param progress is told what comes next
     * @return a proof for each property of each topic, in their order
     */
    public static List<Proof> of(
            ClinicalRules rules,
            List<RuleCase> cases,
            List<String> topics,
            Set<String> wanted,
            int seconds,
            Consumer<String> progress) {
        List<Proof> proofs = new ArrayList<>();
        Predicate<Claim> isWanted = claim -> wanted.isEmpty() || wanted.contains(claim.code());
        for (String topic : topics) {
            List<PatientCase> patients = cases.stream()
                    .filter(one -> one.topic().equals(topic))
                    .flatMap(one -> one.stated().patientCase().stream())
                    .toList();
            Proving proving = new Proving(rules, topic, patients, Effort.ofSeconds(seconds));
            for (Work work : Work.values()) {
                if (work.claims(proving).stream().anyMatch(isWanted)) {
                    progress.accept(topic + ": " + work.words);
                    work.proofs.accept(proving);
                }
            }
            proofs.addAll(proving.proofs(isWanted));
        }
        return proofs;
    }

    /** What is looked at together. */
    private enum Work {
        ROUTING("the routing", p -> new RoutingProofs(p).prove(), Property.OUTCOME, Property.ONE_VARIANT),
        RATINGS(
                "ratings",
                p -> new RatingProofs(p).prove(),
                Property.RATED_ONCE,
                Property.VARIANT_RATED,
                Property.PREFERRED_RATED),
        EMERGENCIES(
                "emergencies", p -> new EmergencyProofs(p).prove(), Property.CRITICAL_KEPT, Property.EMERGENCY_STATED),
        OWN("what the topic states of its own", p -> new OwnProofs(p).prove()),
        RULES("each rule", p -> new RuleProofs(p).prove(), Property.RULE_FIRES, Property.RULE_NEEDED),
        PAIRS(
                "what each datum changes",
                p -> new PairProofs(p).prove(),
                Property.CRITICAL_KEPT,
                Property.FLAG_URGENCY,
                Property.FLAG_VARIANT,
                Property.DEFINITE,
                Property.UNKNOWN);

        private final String words;
        private final Consumer<Proving> proofs;
        private final List<Property> properties;

        Work(String words, Consumer<Proving> proofs, Property... properties) {
            this.words = words;
            this.proofs = proofs;
            this.properties = List.of(properties);
        }

        private List<? extends Claim> claims(Proving proving) {
            return this == OWN ? proving.watched().claims() : properties;
        }
    }
}

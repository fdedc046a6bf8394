package org.apposite.authoring.prove;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apposite.advice.Advice.Outcome;
import org.apposite.circuit.Circuit;
import org.apposite.circuit.Dimension;
import org.apposite.language.QuestionKind.Asks;
import org.apposite.language.Verb;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Rule;
import org.apposite.proof.Patients;

/** Where patients are led. */
final class RoutingProofs {

    private final Proving proving;
    private final Circuit circuit;
    private final List<Candidate> candidates = new ArrayList<>();

    /** That a rule concludes a variant. */
    private record Candidate(Rule rule, int step, String variant) {}

    RoutingProofs(Proving proving) {
        this.proving = proving;
        this.circuit = proving.circuit();
        for (Rule rule : proving.concluding(Verb.VARIANT_CANDIDATE)) {
            for (Consequence one : rule.then()) {
                candidates.add(new Candidate(
                        rule,
                        one.arguments().get(0).number(),
                        one.arguments().get(1).text()));
            }
        }
    }

    void prove() {
        everyPatientIsLedSomewhere();
        for (int i = 0; i < candidates.size(); i++) {
            for (int j = i + 1; j < candidates.size(); j++) {
                Candidate one = candidates.get(i);
                Candidate other = candidates.get(j);
                if (one.step == other.step && !one.variant.equals(other.variant)) {
                    exclude(one, other);
                }
            }
        }
    }

    private void everyPatientIsLedSomewhere() {
        List<Integer> nowhere = new ArrayList<>(List.of(circuit.notApplicable(), Patients.not(circuit.refused())));
        circuit.exclusions().forEach(code -> nowhere.add(Patients.not(circuit.excluded(code))));
        Set<Rule> leading = new HashSet<>(proving.concluding(Verb.VARIANT_CANDIDATE));
        leading.addAll(proving.concluding(Verb.EXCLUDE));
        for (Dimension dimension : circuit.dimensions()) {
            if (dimension.about() == null || dimension.about().asks() != Asks.COMPLAINT) {
                continue;
            }
            for (Dimension.Value value : dimension.values()) {
                String complaint = value.stated().complaint().orElse("");
                if (proving.topic().complaints().contains(complaint)) {
                    List<Integer> wires = new ArrayList<>(nowhere);
                    wires.addAll(proving.is(dimension, value, 0));
                    proving.never(
                            Property.OUTCOME,
                            "with the complaint " + complaint
                                    + ", no rule leads to a variant or an exclusion, and none asks for what is open",
                            null,
                            wires,
                            proving.own(),
                            Subject.NOTHING,
                            seen -> seen.get(0).advice().outcome() != Outcome.VARIANT_MATCHED
                                    && leading.stream().noneMatch(seen.get(0)::fires));
                }
            }
        }
    }

    private void exclude(Candidate one, Candidate other) {
        List<Integer> wires = new ArrayList<>(List.of(proving.fires(one.rule), proving.fires(other.rule)));
        Stream.of(Verb.VARIANT_CANDIDATE, Verb.EXCLUDE)
                .flatMap(verb -> proving.concluding(verb).stream())
                .filter(rule -> rule.then().get(0).arguments().get(0).number() < one.step)
                .forEach(rule -> wires.add(Patients.not(proving.fires(rule))));
        String first = one.variant.compareTo(other.variant) < 0 ? one.variant : other.variant;
        wires.add(circuit.matched(first));
        proving.never(
                Property.ONE_VARIANT,
                "\"" + one.variant + "\" and \"" + other.variant + "\" are both concluded at step " + one.step
                        + ", where only the alphabet decides; the other rule is at " + other.rule.file() + ":"
                        + other.rule.line(),
                one.rule,
                wires,
                proving.own(),
                Subject.NOTHING,
                seen -> seen.get(0).matched(first)
                        && seen.get(0).fires(one.rule)
                        && seen.get(0).fires(other.rule));
    }
}

package org.apposite.authoring.prove;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apposite.advice.Alert.Severity;
import org.apposite.authoring.cases.CaseFile;
import org.apposite.circuit.Circuit;
import org.apposite.circuit.Dimension;
import org.apposite.circuit.Worlds;
import org.apposite.language.Verb;
import org.apposite.model.Topic.Rule;
import org.apposite.proof.Patients;

/** What is critical, whatever else is so. */
final class EmergencyProofs {

    private final Proving proving;
    private final Circuit circuit;

    EmergencyProofs(Proving proving) {
        this.proving = proving;
        this.circuit = proving.circuit();
    }

    void prove() {
        for (Rule rule : proving.concluding(Verb.ALERT)) {
            rule.then().stream()
                    .filter(one -> Verb.ALERT.isOf(one)
                            && one.arguments().get(1).text().equals(Severity.CRITICAL.code()))
                    .forEach(one -> told(rule, one.arguments().get(0).text()));
        }
        circuit.dimensions().stream()
                .filter(one -> one.about() != null)
                .forEach(one -> one.values().stream()
                        .skip(1)
                        .filter(this::isCritical)
                        .forEach(value -> staysCritical(one, value)));
    }

    private void told(Rule rule, String alert) {
        List<Integer> wires = new ArrayList<>(List.of(proving.fires(rule)));
        wires.addAll(Proving.silent(List.of(circuit.criticalAlerts().get(alert))));
        proving.never(
                Property.CRITICAL_KEPT,
                "the critical alert \"" + alert + "\" is not told although its rule fires",
                rule,
                wires,
                proving.own(),
                Subject.NOTHING,
                seen -> seen.get(0).fires(rule) && !seen.get(0).hasCritical(alert));
    }

    private boolean isCritical(Dimension.Value value) {
        Collection<Integer> critical = circuit.criticalAlerts().values();
        try (Worlds worlds = Worlds.of(circuit, value.stated())) {
            worlds.evaluate();
            return critical.stream().anyMatch(wire -> (worlds.holds(wire) & 1) == 1);
        }
    }

    /** What a study answers beside the questions of its own. */
    private List<Integer> besides(Dimension.Value value) {
        List<Integer> wires = new ArrayList<>();
        try (Worlds stated = Worlds.of(circuit, value.stated());
                Worlds nobody = Worlds.of(circuit, circuit.domain().nobody().stated())) {
            circuit.dimensions().stream()
                    .filter(one -> one.about() == null)
                    .flatMap(one -> one.wires().stream())
                    .filter(wire -> (stated.holds(wire) & 1) == 1 && (nobody.holds(wire) & 1) == 0)
                    .forEach(wires::add);
        }
        return wires;
    }

    private void staysCritical(Dimension dimension, Dimension.Value value) {
        List<Integer> wires = proving.is(dimension, value, 0);
        wires.addAll(besides(value));
        wires.addAll(Proving.silent(circuit.criticalAlerts().values()));
        // Of a patient of another topic that one speaks.
        wires.add(Patients.not(circuit.refused()));
        proving.never(
                Property.EMERGENCY_STATED,
                CaseFile.more(value.stated(), circuit.domain().nobody().stated(), circuit.scope())
                        + ": a critical alert when nothing else is stated, and none with what else is stated here",
                null,
                wires,
                proving.own(),
                Subject.stating(Set.of(Objects.requireNonNull(dimension.about()).code())),
                seen -> !seen.get(0).hasCritical());
    }
}

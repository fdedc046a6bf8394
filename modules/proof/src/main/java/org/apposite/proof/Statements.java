package org.apposite.proof;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.apposite.circuit.Circuit;
import org.apposite.circuit.Dimension;
import org.apposite.circuit.Worlds;
import org.apposite.language.Derived;
import org.apposite.language.Domain.About;
import org.apposite.language.Patient;
import org.apposite.patient.PatientCase;
import org.logicng.datastructures.Assignment;
import org.logicng.formulas.Variable;

/** From what the solver says of data to cases that state them. */
record Statements(Circuit circuit, Copies copies) {

    /** States value after value, each by a statement that answers as the solver says; what is varied anew for each copy. */
    List<PatientCase> of(Assignment model) {
        List<PatientCase> patients = new ArrayList<>();
        Optional<PatientCase> patient = Optional.of(circuit.domain().nobody().stated());
        for (Copy copy : copies.all()) {
            for (int i = 0; i < circuit.dimensions().size(); i++) {
                Dimension dimension = circuit.dimensions().get(i);
                List<Variable> own = copy.values().get(i);
                for (int value = 0; value < own.size(); value++) {
                    if ((patients.isEmpty() || copies.isVaried(dimension)) && model.evaluateLit(own.get(value))) {
                        BitSet wanted = dimension.values().get(value).holds();
                        patient = patient.flatMap(before -> with(before, dimension, wanted));
                    }
                }
            }
            if (patient.isEmpty()) {
                return List.of();
            }
            patients.add(patient.get());
        }
        return patients;
    }

    private Optional<PatientCase> with(PatientCase before, Dimension dimension, BitSet wanted) {
        About about = dimension.about();
        Patient patient = new Patient(before, circuit.scope(), Derived.NOTHING);
        return about == null || answers(before, dimension).equals(wanted)
                ? Optional.of(before)
                : circuit.domain().statements(about, patient).stream()
                        .filter(one -> answers(one, dimension).equals(wanted))
                        .findFirst();
    }

    private BitSet answers(PatientCase patient, Dimension dimension) {
        BitSet answers = new BitSet();
        try (Worlds worlds = Worlds.of(circuit, patient)) {
            for (int i = 0; i < dimension.wires().size(); i++) {
                answers.set(i, (worlds.holds(dimension.wires().get(i)) & 1) == 1);
            }
        }
        return answers;
    }

    /** Whether wires hold of patients, one for each copy. */
    boolean areSo(List<PatientCase> patients, List<Integer> wires) {
        int limit = 2 * circuit.size();
        for (int copy = 0; copy < patients.size(); copy++) {
            int number = copy;
            try (Worlds worlds = Worlds.of(circuit, patients.get(copy))) {
                worlds.evaluate();
                if (wires.stream()
                        .filter(wire -> wire / limit == number)
                        .anyMatch(wire -> (worlds.holds(wire % limit) & 1) == 0)) {
                    return false;
                }
            }
        }
        return true;
    }
}

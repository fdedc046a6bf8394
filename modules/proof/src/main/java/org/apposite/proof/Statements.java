package org.apposite.proof;

import java.util.ArrayList;
import java.util.List;
import org.apposite.circuit.Dimension;
import org.apposite.patient.PatientCase;
import org.apposite.proof.stating.Stating;
import org.apposite.proof.stating.Wiring;
import org.logicng.datastructures.Assignment;
import org.logicng.formulas.Variable;

/** From what the solver says of data to cases that state them. */
record Statements(Wiring circuit, Copies copies) {

    /** States value after value, each by a statement that answers as the solver says; what is varied anew for each copy. */
    List<PatientCase> of(Assignment model) {
        Stating stating = new Stating(circuit);
        List<PatientCase> patients = new ArrayList<>();
        PatientCase patient = circuit.nobody();
        for (Copy copy : copies.all()) {
            for (int i = 0; i < circuit.dimensions().size(); i++) {
                Dimension dimension = circuit.dimensions().get(i);
                List<Variable> own = copy.values().get(i);
                for (int value = 0; value < own.size(); value++) {
                    if ((patients.isEmpty() || copies.isVaried(dimension)) && model.evaluateLit(own.get(value))) {
                        patient = stating.with(
                                patient,
                                dimension,
                                dimension.values().get(value).holds());
                    }
                }
            }
            patients.add(stating.lastingLongEnough(patient));
        }
        return patients;
    }

    /** Whether wires hold of patients, one for each copy. */
    boolean areSo(List<PatientCase> patients, List<Integer> wires) {
        return new Stating(circuit).areSo(patients, wires);
    }
}

package org.apposite.proof.stating;

import java.util.BitSet;
import java.util.List;
import org.apposite.circuit.Circuit;
import org.apposite.circuit.Dimension;
import org.apposite.circuit.Gate;
import org.apposite.circuit.Worlds;
import org.apposite.language.Derived;
import org.apposite.language.Domain.About;
import org.apposite.language.Patient;
import org.apposite.model.Vocabulary;
import org.apposite.patient.PatientCase;

/** The circuit of a topic as it is. */
public record OneTopic(Circuit circuit) implements Wiring {

    @Override
    public int size() {
        return circuit.size();
    }

    @Override
    public Gate gate(int number) {
        return circuit.gate(number);
    }

    @Override
    public List<Dimension> dimensions() {
        return circuit.dimensions();
    }

    @Override
    public Vocabulary vocabulary() {
        return circuit.scope().vocabulary();
    }

    @Override
    public PatientCase nobody() {
        return circuit.domain().nobody().stated();
    }

    @Override
    public List<PatientCase> statements(About about, PatientCase patient) {
        return circuit.domain().statements(about, new Patient(patient, circuit.scope(), Derived.NOTHING));
    }

    @Override
    public boolean isOnset(String datum) {
        return datum.equals(circuit.scope().topic().onset());
    }

    @Override
    public BitSet answers(PatientCase patient, List<Integer> wires) {
        try (Worlds worlds = Worlds.of(circuit, patient)) {
            return holding(worlds, wires);
        }
    }

    static BitSet holding(Worlds worlds, List<Integer> wires) {
        BitSet holding = new BitSet();
        for (int i = 0; i < wires.size(); i++) {
            holding.set(i, (worlds.holds(wires.get(i)) & 1) == 1);
        }
        return holding;
    }

    @Override
    public boolean canBeStated(PatientCase patient) {
        return true;
    }

    @Override
    public boolean areSo(PatientCase patient, List<Integer> wires) {
        try (Worlds worlds = Worlds.of(circuit, patient)) {
            worlds.evaluate();
            return holding(worlds, wires).cardinality() == wires.size();
        }
    }
}

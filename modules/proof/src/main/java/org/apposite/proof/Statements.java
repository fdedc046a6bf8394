package org.apposite.proof;

import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.apposite.circuit.Dimension;
import org.apposite.language.Domain.About;
import org.apposite.model.Quantity;
import org.apposite.model.Ucum;
import org.apposite.patient.Measurement;
import org.apposite.patient.PatientCase;
import org.apposite.patient.Range;
import org.logicng.datastructures.Assignment;
import org.logicng.formulas.Variable;

/** From what the solver says of data to cases that state them. */
record Statements(Wiring circuit, Copies copies) {

    /** States value after value, each by a statement that answers as the solver says; what is varied anew for each copy. */
    List<PatientCase> of(Assignment model) {
        List<PatientCase> patients = new ArrayList<>();
        PatientCase patient = circuit.nobody();
        for (Copy copy : copies.all()) {
            for (int i = 0; i < circuit.dimensions().size(); i++) {
                Dimension dimension = circuit.dimensions().get(i);
                List<Variable> own = copy.values().get(i);
                for (int value = 0; value < own.size(); value++) {
                    if ((patients.isEmpty() || copies.isVaried(dimension)) && model.evaluateLit(own.get(value))) {
                        BitSet wanted = dimension.values().get(value).holds();
                        patient = with(patient, dimension, wanted);
                    }
                }
            }
            patients.add(lastingLongEnough(patient));
        }
        return patients;
    }

    /** What lies within the complaint cannot be longer: of the durations that answer alike one is stated that is not shorter. */
    private PatientCase lastingLongEnough(PatientCase patient) {
        PatientCase longer = patient;
        for (Quantity quantity : circuit.vocabulary().quantities().values()) {
            for (Measurement one : patient.measurements().getOrDefault(quantity.code(), List.of())) {
                Optional<Range<Duration>> lasting = longer.duration();
                if (lasting.isPresent() && quantity.outlasts(one, lasting.get().to())) {
                    Optional<Duration> needed = Optional.ofNullable(one.from())
                            .flatMap(least -> Ucum.convert(least, one.unit(), "s"))
                            .map(seconds -> Duration.ofSeconds(
                                    seconds.setScale(0, RoundingMode.CEILING).longValue()));
                    if (needed.isPresent()) {
                        longer = longer.toBuilder().duration(needed.get()).build();
                    }
                }
            }
        }
        return longer;
    }

    /** What is stated before can leave nothing that answers so: then nothing is added, and whoever comes out is looked at. */
    private PatientCase with(PatientCase before, Dimension dimension, BitSet wanted) {
        About about = dimension.about();
        return about == null || circuit.answers(before, dimension.wires()).equals(wanted)
                ? before
                : circuit.statements(about, before).stream()
                        .filter(one -> circuit.answers(one, dimension.wires()).equals(wanted))
                        .findFirst()
                        .orElse(before);
    }

    /** Whether wires hold of patients, one for each copy. */
    boolean areSo(List<PatientCase> patients, List<Integer> wires) {
        int limit = 2 * circuit.size();
        for (int copy = 0; copy < patients.size(); copy++) {
            int number = copy;
            List<Integer> own = wires.stream()
                    .filter(wire -> wire / limit == number)
                    .map(wire -> wire % limit)
                    .toList();
            if (!circuit.canBeStated(patients.get(copy)) || !circuit.areSo(patients.get(copy), own)) {
                return false;
            }
        }
        return true;
    }
}

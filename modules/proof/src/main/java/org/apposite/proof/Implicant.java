package org.apposite.proof;

import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apposite.circuit.Dimension;
import org.apposite.patient.PatientCase;

/**
 * What makes something so whatever else is stated: some wires that hold, and some data that each have one of several values. It
 * is prime: without any of its wires or data, or with one more value of any, it would not.
 *
 * @param wires the wires that hold
 * @param values of each dimension that has a part in it, the values that it may have; of one without values whether its question
 *     is answered with yes, at the place 0
 * @param example a patient who meets it, evaluated once more
 */
public record Implicant(List<Integer> wires, Map<Dimension, BitSet> values, PatientCase example) {

    /** Copies list and map. */
    public Implicant {
        wires = List.copyOf(wires);
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * Of how many wires and data it is.
     *
     * @return a number
     */
    public int size() {
        return wires.size() + values.size();
    }

    /**
     * Some implicants.
     *
     * @param found in the order in which they were found
     * @param areAll whether there are no more that a patient is known to meet
     */
    public record Found(List<Implicant> found, boolean areAll) {

        /** Copies the list. */
        public Found {
            found = List.copyOf(found);
        }
    }
}

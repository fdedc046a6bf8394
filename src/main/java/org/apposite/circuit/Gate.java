package org.apposite.circuit;

import java.util.List;

/**
 * One gate of a circuit, for those who make formulas of it: all of its wires must hold, or so many points be reached by those
 * that do. Of a wire the number of the gate at its end is half, and an odd wire is negated.
 *
 * @param wires the wires that it rests on; none for a question
 * @param points what each wire adds when it holds; none where all must hold
 * @param needed the points that are needed
 */
public record Gate(List<Integer> wires, List<Long> points, long needed) {

    /** Copies the lists. */
    public Gate {
        wires = List.copyOf(wires);
        points = List.copyOf(points);
    }
}

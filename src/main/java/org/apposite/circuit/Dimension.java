package org.apposite.circuit;

import java.util.BitSet;
import java.util.List;
import org.apposite.language.Domain.About;
import org.apposite.patient.PatientCase;
import org.jspecify.annotations.Nullable;

/**
 * Questions of a circuit that one statement answers together: all that is asked of one datum, of one study or of the order.
 *
 * @param about what is stated; null when each question is answered by itself, whatever else is stated
 * @param wires the wires of the questions
 * @param values the answers that they can have together, at first those of a case that does not state it; none when each can
 *     have any
 */
public record Dimension(@Nullable About about, List<Integer> wires, List<Value> values) {

    /** Copies the lists. */
    public Dimension {
        wires = List.copyOf(wires);
        values = List.copyOf(values);
    }

    /**
     * Answers that questions have together.
     *
     * @param stated a case that answers them so
     * @param holds which of the questions are answered with yes, by their places
     */
    public record Value(PatientCase stated, BitSet holds) {}
}

package org.apposite.proof;

import java.util.List;
import org.logicng.formulas.Literal;
import org.logicng.formulas.Variable;

/**
 * A patient as variables. Copies of one patient share those that they cannot differ in.
 *
 * @param gates of each gate of the circuit that it holds
 * @param values of each dimension which value it has
 * @param imagingStated whether studies are stated
 */
record Copy(List<Variable> gates, List<List<Variable>> values, Variable imagingStated) {

    Literal literal(int wire) {
        Variable gate = gates.get(wire >> 1);
        return (wire & 1) == 0 ? gate : gate.negate();
    }
}

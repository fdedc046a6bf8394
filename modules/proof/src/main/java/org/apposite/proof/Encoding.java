package org.apposite.proof;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.apposite.circuit.Gate;
import org.logicng.formulas.Literal;
import org.logicng.formulas.Variable;

/**
 * Gates as clauses.
 *
 * @param formula takes the clauses
 * @param effort ended by a gate that is too large
 * @param literals what stands for a wire
 */
record Encoding(Formula formula, Effort effort, IntFunction<Literal> literals) {

    /** What is counted together, one upon the other. */
    private static final int MOST_POINTS = 500;

    /** Something holds exactly when a gate does; of a question nothing is said. */
    void add(Variable holds, Gate gate) {
        if (gate.points().size() > MOST_POINTS) {
            effort.end();
        } else if (!gate.points().isEmpty()) {
            Literal reached = new Sum(gate).reaches(0, gate.needed());
            formula.clause(holds.negate(), reached);
            formula.clause(holds, reached.negate());
        } else if (!gate.wires().isEmpty()) {
            Literal[] all = new Literal[gate.wires().size() + 1];
            for (int i = 0; i < gate.wires().size(); i++) {
                Literal one = literals.apply(gate.wires().get(i));
                formula.clause(holds.negate(), one);
                all[i] = one.negate();
            }
            all[all.length - 1] = holds;
            formula.clause(all);
        }
    }

    private Literal never() {
        return literals.apply(Patients.NEVER);
    }

    /** Whether the wires from one on reach points, each asked once. */
    private final class Sum {

        private final Gate gate;
        private final Map<List<Long>, Literal> known = new HashMap<>();

        Sum(Gate gate) {
            this.gate = gate;
        }

        Literal reaches(int from, long needed) {
            long least = 0;
            long most = 0;
            for (long points : gate.points().subList(from, gate.points().size())) {
                least += Math.min(points, 0);
                most += Math.max(points, 0);
            }
            if (needed <= least || needed > most) {
                return needed <= least ? never().negate() : never();
            }
            Literal before = known.get(List.of((long) from, needed));
            return before == null ? next(from, needed) : before;
        }

        private Literal next(int from, long needed) {
            if (effort.isSpent()) {
                return never();
            }
            Literal wire = literals.apply(gate.wires().get(from));
            Literal with = reaches(from + 1, needed - gate.points().get(from));
            Literal without = reaches(from + 1, needed);
            Variable reached = formula.variable();
            formula.clause(wire.negate(), reached.negate(), with);
            formula.clause(wire.negate(), reached, with.negate());
            formula.clause(wire, reached.negate(), without);
            formula.clause(wire, reached, without.negate());
            known.put(List.of((long) from, needed), reached);
            return reached;
        }
    }
}

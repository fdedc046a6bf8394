package org.apposite.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apposite.circuit.Dimension;
import org.apposite.patient.PatientCase;
import org.apposite.proof.stating.Wiring;
import org.logicng.datastructures.Assignment;
import org.logicng.datastructures.Tristate;
import org.logicng.formulas.Literal;
import org.logicng.formulas.Variable;

/** The search for the patient of whom as few data are stated as possible, and of several such the plainest. */
record Smallest(Wiring circuit, Formula formula, Copies copies, Statements statements) {

    /** So many combinations of values that no statements make together are passed over. */
    private static final int MOST_ATTEMPTS = 10;

    /** The patients, one for each copy; none when none was found. */
    List<PatientCase> of(List<Integer> wires, Literal way) {
        Formula.State before = formula.state();
        try {
            formula.clause(way);
            copies.literals(wires).forEach(formula::clause);
            List<Variable> costs = costs();
            for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
                List<Literal> given = least(costs);
                if (given.isEmpty() || formula.solve(given, copies.gates()) != Tristate.TRUE) {
                    return List.of();
                }
                List<PatientCase> found = statements.of(formula.model(copies.told()));
                if (!found.isEmpty() && statements.areSo(found, wires)) {
                    return found;
                }
                // No statements answer so together.
                formula.clause(given.stream().map(Literal::negate).toList());
            }
            return List.of();
        } finally {
            formula.back(before);
        }
    }

    /** What each datum costs that is stated. Where studies are stated, one that was not done costs nothing more. */
    private List<Variable> costs() {
        Copy first = copies.all().get(0);
        List<Variable> costs = new ArrayList<>(List.of(first.imagingStated()));
        for (int i = 0; i < circuit.dimensions().size(); i++) {
            Dimension dimension = circuit.dimensions().get(i);
            List<Literal> free = new ArrayList<>();
            for (int value = 0; value < dimension.values().size(); value++) {
                if (value == 0
                        || Studies.isNotDone(dimension, dimension.values().get(value))) {
                    free.add(first.values().get(i).get(value));
                }
            }
            if (!free.isEmpty()) {
                Variable cost = formula.variable();
                free.add(cost);
                formula.clause(free);
                costs.add(cost);
            }
        }
        return costs;
    }

    /** The values of the patient with the least cost; none when there is no such patient, or it is too hard to tell. */
    private List<Literal> least(List<Variable> costs) {
        Optional<Assignment> cheapest = formula.fewest(costs, copies.told());
        if (cheapest.isEmpty()) {
            return List.of();
        }
        Assignment model = cheapest.get();
        int least = (int) costs.stream().filter(model::evaluateLit).count();
        List<Literal> given = new ArrayList<>();
        Formula.State unbounded = formula.state();
        formula.atMost(least, costs);
        for (Copy copy : copies.all()) {
            for (List<Variable> own : copy.values()) {
                for (Variable plainest : own) {
                    given.add(plainest);
                    if (model.evaluateLit(plainest)) {
                        break;
                    }
                    if (formula.solve(given, copies.gates()) == Tristate.TRUE) {
                        model = formula.model(copies.told());
                        break;
                    }
                    given.remove(given.size() - 1);
                }
            }
        }
        formula.back(unbounded);
        return given;
    }
}

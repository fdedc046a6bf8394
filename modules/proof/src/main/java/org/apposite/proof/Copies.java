package org.apposite.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apposite.circuit.Dimension;
import org.apposite.circuit.Gate;
import org.apposite.language.Domain.About;
import org.apposite.language.QuestionKind.Asks;
import org.apposite.proof.stating.Wiring;
import org.logicng.formulas.Literal;
import org.logicng.formulas.Variable;

/** A circuit as a formula: for one patient, and for copies of the patient who may differ in some data. */
final class Copies {

    private final Wiring circuit;
    private final List<Dimension> dimensions;
    private final Effort effort;
    private final Formula formula;
    private final Studies studies;
    private final Variable plain;
    private final List<Copy> copies = new ArrayList<>();
    private final Formula.State alone;
    private Set<About> varied = Set.of();

    Copies(Wiring circuit, Effort effort, Formula formula) {
        this(circuit, circuit.dimensions(), effort, formula);
    }

    /** The same with more values of the dimensions, which stand behind the others. */
    Copies(Wiring circuit, List<Dimension> dimensions, Effort effort, Formula formula) {
        this.circuit = circuit;
        this.dimensions = List.copyOf(dimensions);
        this.effort = effort;
        this.formula = formula;
        this.plain = formula.variable();
        this.studies = new Studies(circuit, formula, plain);
        effort.spend(size());
        if (!effort.isSpent()) {
            copies.add(first());
        }
        this.alone = formula.state();
    }

    private long size() {
        return circuit.size()
                + dimensions.stream()
                        .mapToLong(
                                one -> (long) one.values().size() * one.wires().size())
                        .sum();
    }

    private Copy first() {
        Copy first = new Copy(new ArrayList<>(), new ArrayList<>(), formula.variable());
        for (int gate = 0; gate < circuit.size(); gate++) {
            first.gates().add(formula.variable());
        }
        formula.clause(first.literal(Patients.NEVER).negate());
        Encoding encoding = new Encoding(formula, effort, first::literal);
        for (int gate = 1; gate < circuit.size(); gate++) {
            encoding.add(first.gates().get(gate), circuit.gate(gate));
        }
        dimensions.forEach(dimension -> first.values().add(values(dimension, first)));
        studies.areKnown(first);
        return first;
    }

    /** Some value of a dimension is the case, and says how its questions are answered; two would answer one otherwise. */
    private List<Variable> values(Dimension dimension, Copy copy) {
        List<Variable> own = new ArrayList<>();
        for (Dimension.Value value : dimension.values()) {
            Variable is = formula.variable();
            own.add(is);
            if (dimension.about() != null && dimension.about().asks() == Asks.STUDY) {
                Variable stated = copy.imagingStated();
                formula.clause(is.negate(), value.stated().imaging().isPresent() ? stated : stated.negate());
            }
            for (int i = 0; i < dimension.wires().size(); i++) {
                Literal wire = copy.literal(dimension.wires().get(i));
                formula.clause(is.negate(), value.holds().get(i) ? wire : wire.negate());
            }
        }
        if (!own.isEmpty()) {
            formula.clause(own.toArray(Literal[]::new));
        }
        return own;
    }

    /** Copies that there were are forgotten. */
    void vary(int number, Set<About> things, boolean studiesDiffer) {
        if (effort.isSpent()) {
            return;
        }
        formula.back(alone);
        copies.subList(1, copies.size()).clear();
        varied = Set.copyOf(things);
        while (copies.size() < number && !effort.isSpent()) {
            copies.add(another(studiesDiffer));
        }
    }

    /** The same, and copies differ in what studies show where that can depend on in what they differ. */
    void vary(int number, Set<About> things) {
        vary(number, things, things.stream().anyMatch(studies::canDependOn));
    }

    private Copy another(boolean studiesDiffer) {
        Copy first = copies.get(0);
        Copy copy = new Copy(
                new ArrayList<>(),
                new ArrayList<>(first.values()),
                studiesDiffer ? formula.variable() : first.imagingStated());
        boolean[] differs = new boolean[circuit.size()];
        List<Integer> differing = new ArrayList<>();
        for (int i = 0; i < dimensions.size(); i++) {
            Dimension one = dimensions.get(i);
            if (isVaried(one) || (studiesDiffer && Studies.areAnsweredBy(one))) {
                differing.add(i);
                one.wires().forEach(wire -> differs[wire >> 1] = true);
            }
        }
        Encoding encoding = new Encoding(formula, effort, copy::literal);
        for (int gate = 0; gate < circuit.size(); gate++) {
            Gate of = circuit.gate(gate);
            differs[gate] |= of.wires().stream().anyMatch(wire -> differs[wire >> 1]);
            copy.gates().add(differs[gate] ? formula.variable() : first.gates().get(gate));
            if (differs[gate]) {
                effort.spend(1);
                encoding.add(copy.gates().get(gate), of);
            }
        }
        differing.forEach(i -> copy.values().set(i, values(dimensions.get(i), copy)));
        if (studiesDiffer) {
            studies.areKnown(copy);
            differing.stream()
                    .filter(i -> Studies.areAnsweredBy(dimensions.get(i)) && !isVaried(dimensions.get(i)))
                    .forEach(i -> studies.areAlike(
                            first.values().get(i), copy.values().get(i)));
        }
        return copy;
    }

    /** In what copies may differ. */
    Set<About> varied() {
        return varied;
    }

    boolean isVaried(Dimension dimension) {
        return dimension.about() != null
                && (varied.contains(dimension.about())
                        || (isOfOrder(dimension.about()) && varied.stream().anyMatch(Copies::isOfOrder)));
    }

    /** Another order is of another region, too. */
    private static boolean isOfOrder(About about) {
        return about.asks() == Asks.ORDER || about.asks() == Asks.ORDERED_REGION;
    }

    /** Holds of patients with one study at most, alike in all copies: what it shows is then known of every question. */
    Variable plain() {
        return plain;
    }

    /** None where the effort was spent before there was one. */
    List<Copy> all() {
        return copies;
    }

    /** How many gates there are in all. */
    int gates() {
        return copies.size() * circuit.size();
    }

    /** The number of a wire in a copy. */
    int at(int copy, int wire) {
        return wire + 2 * copy * circuit.size();
    }

    List<Literal> literals(List<Integer> wires) {
        int limit = 2 * circuit.size();
        return wires.stream()
                .map(wire -> copies.get(wire / limit).literal(wire % limit))
                .toList();
    }

    /** What tells the values of all data in all copies. */
    List<Variable> told() {
        return copies.stream()
                .flatMap(copy -> copy.values().stream())
                .flatMap(List::stream)
                .distinct()
                .toList();
    }
}

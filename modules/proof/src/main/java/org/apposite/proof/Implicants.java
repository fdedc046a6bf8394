package org.apposite.proof;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apposite.circuit.Dimension;
import org.apposite.patient.PatientCase;
import org.apposite.proof.stating.Wiring;
import org.jspecify.annotations.Nullable;
import org.logicng.datastructures.Tristate;
import org.logicng.formulas.Literal;

/**
 * What makes a wire hold. Of the smallest patient a datum is dropped, or another value of it allowed, for as long
 * as the wire holds all the same; then one who does not meet this is looked for. Data are dropped before wires that have names.
 */
final class Implicants {

    private final Wiring wiring;
    private final List<Dimension> dimensions;
    private final Formula formula;
    private final Copies copies;
    private final Statements statements;
    private final Smallest smallest;
    private final int wire;
    private final List<Integer> named;
    private final List<PatientCase> known;

    Implicants(
            Wiring wiring,
            Formula formula,
            Copies copies,
            Statements statements,
            Smallest smallest,
            int wire,
            List<Integer> named,
            List<PatientCase> known) {
        this.wiring = wiring;
        this.dimensions = wiring.dimensions();
        this.formula = formula;
        this.copies = copies;
        this.statements = statements;
        this.smallest = smallest;
        this.wire = wire;
        this.named = List.copyOf(named);
        this.known = List.copyOf(known);
    }

    /** What must be so: of each part, a wire that holds or the values that a dimension may have. */
    private record Part(int dimension, int wire, BitSet allowed) {}

    Implicant.Found find(int most) {
        List<Implicant> found = new ArrayList<>();
        Formula.State before = formula.state();
        try {
            while (formula.solve(List.of(literal(wire)), copies.gates()) == Tristate.TRUE) {
                PatientCase patient = found.size() == most ? null : patient(found.isEmpty());
                List<Part> parts = patient == null ? List.of() : parts(patient);
                if (patient == null || !implies(parts)) {
                    return new Implicant.Found(found, false);
                }
                List<Part> prime = prime(parts);
                if (formula.isSpent()) {
                    return new Implicant.Found(found, false);
                }
                found.add(implicant(prime, patient));
                formula.clause(literals(prime).stream().map(Literal::negate).toList());
            }
            return new Implicant.Found(found, formula.isDecided());
        } finally {
            formula.back(before);
        }
    }

    /** Somebody who is left, at first the smallest: of one study at most, where there is one. Or else one who is known. */
    private @Nullable PatientCase patient(boolean first) {
        if (!first && formula.solve(List.of(literal(wire), copies.plain()), copies.gates()) == Tristate.TRUE) {
            List<PatientCase> found = statements.of(formula.model(copies.told()));
            if (!found.isEmpty() && statements.areSo(found, List.of(wire))) {
                return found.get(0);
            }
        }
        for (Literal way : List.of(copies.plain(), copies.plain().negate())) {
            List<PatientCase> found = smallest.of(List.of(wire), way);
            if (!found.isEmpty()) {
                return found.get(0);
            }
        }
        for (PatientCase one : known) {
            if (wiring.areSo(one, List.of(wire))
                    && formula.solve(literals(parts(one)), copies.gates()) == Tristate.TRUE) {
                return one;
            }
        }
        return null;
    }

    private Literal literal(int one) {
        return first().literal(one);
    }

    private Copy first() {
        return copies.all().get(0);
    }

    /** All that is so of a patient. */
    private List<Part> parts(PatientCase patient) {
        List<Part> parts = new ArrayList<>();
        named.stream()
                .filter(one -> wiring.areSo(patient, List.of(one)))
                .forEach(one -> parts.add(new Part(-1, one, new BitSet())));
        for (int i = 0; i < dimensions.size(); i++) {
            BitSet answers = wiring.answers(patient, dimensions.get(i).wires());
            BitSet allowed = new BitSet();
            List<Dimension.Value> values = dimensions.get(i).values();
            for (int value = 0; value < values.size(); value++) {
                allowed.set(value, values.get(value).holds().equals(answers));
            }
            if (values.isEmpty()) {
                parts.add(new Part(i, -1, answers));
            } else if (!allowed.isEmpty()) {
                parts.add(new Part(i, -1, allowed));
            }
        }
        return parts;
    }

    private List<Part> prime(List<Part> parts) {
        List<Part> kept = new ArrayList<>();
        drop(parts, kept);
        kept.stream().filter(part -> part.dimension >= 0).forEach(part -> widen(part, kept));
        return kept;
    }

    /** Puts what is needed among what is kept, the last first; many parts that are not needed are dropped at once. */
    private void drop(List<Part> parts, List<Part> kept) {
        drop(parts, List.of(), kept);
    }

    private void drop(List<Part> parts, List<Part> others, List<Part> kept) {
        List<Part> rest = new ArrayList<>(others);
        rest.addAll(kept);
        if (parts.isEmpty() || implies(rest)) {
            return;
        }
        if (parts.size() == 1) {
            kept.addAll(parts);
            return;
        }
        List<Part> front = parts.subList(0, parts.size() / 2);
        List<Part> back = parts.subList(parts.size() / 2, parts.size());
        List<Part> beside = new ArrayList<>(others);
        beside.addAll(front);
        drop(back, beside, kept);
        drop(front, others, kept);
    }

    private void widen(Part part, List<Part> all) {
        for (int value = 0; value < dimensions.get(part.dimension).values().size(); value++) {
            if (!part.allowed.get(value)) {
                part.allowed.set(value);
                if (!implies(all)) {
                    part.allowed.clear(value);
                }
            }
        }
    }

    private boolean implies(List<Part> parts) {
        List<Literal> given = new ArrayList<>(literals(parts));
        given.add(literal(Patients.not(wire)));
        return formula.solve(given, copies.gates()) == Tristate.FALSE;
    }

    private List<Literal> literals(List<Part> parts) {
        List<Literal> all = new ArrayList<>();
        for (Part part : parts) {
            if (part.dimension < 0) {
                all.add(literal(part.wire));
                continue;
            }
            Dimension of = dimensions.get(part.dimension);
            if (of.values().isEmpty()) {
                Literal holds = literal(of.wires().get(0));
                all.add(part.allowed.get(0) ? holds : holds.negate());
            }
            for (int value = 0; value < of.values().size(); value++) {
                if (!part.allowed.get(value)) {
                    all.add(first().values().get(part.dimension).get(value).negate());
                }
            }
        }
        return all;
    }

    private Implicant implicant(List<Part> parts, PatientCase patient) {
        Map<Dimension, BitSet> values = new LinkedHashMap<>();
        parts.stream()
                .filter(part -> part.dimension >= 0)
                .sorted(Comparator.comparingInt(Part::dimension))
                .forEach(part -> values.put(dimensions.get(part.dimension), part.allowed));
        return new Implicant(
                parts.stream()
                        .filter(part -> part.dimension < 0)
                        .map(Part::wire)
                        .sorted()
                        .toList(),
                values,
                patient);
    }
}

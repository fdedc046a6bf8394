package org.apposite.proof;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apposite.circuit.Circuit;
import org.apposite.circuit.Dimension;
import org.apposite.circuit.Gate;
import org.apposite.circuit.Worlds;
import org.apposite.language.Derived;
import org.apposite.language.Domain;
import org.apposite.language.Domain.About;
import org.apposite.language.Patient;
import org.apposite.language.QuestionKind.Asks;
import org.apposite.patient.PatientCase;
import org.jspecify.annotations.Nullable;
import org.logicng.datastructures.Assignment;
import org.logicng.datastructures.Tristate;
import org.logicng.formulas.FormulaFactory;
import org.logicng.formulas.Literal;
import org.logicng.formulas.Variable;
import org.logicng.handlers.SATHandler;
import org.logicng.solvers.MiniSat;
import org.logicng.solvers.SATSolver;

/**
 * All patients that a vocabulary can express, under the rules of a topic, as a formula. Whether one of them is such that some
 * wires of the topic's circuit hold is asked of a solver. Data are taken as independent of each other where {@link Dimension}
 * takes them so: that there is no such patient is certain; that there is one is when there is an {@linkplain #example example}.
 * Always answers the same. For one thread.
 */
public final class Patients {

    /** The wire that never holds. */
    public static final int NEVER = 0;

    /** So many contradictions are met before an answer is given up. */
    private static final int MOST_CONFLICTS = 20_000;

    /** A formula of so many clauses takes some hundred MB; those of the shipped topics have a tenth of it. */
    private static final int MOST_CLAUSES = 500_000;

    /** What is counted together, one upon the other. */
    private static final int MOST_POINTS = 500;

    /** What meeting a contradiction costs beside looking at the formula once. */
    private static final long STEPS_OF_A_CONFLICT = 1_000;

    private final Effort effort;
    private final Circuit circuit;
    private final Domain domain;
    private final List<Dimension> dimensions;
    private final FormulaFactory f = new FormulaFactory();
    private final SATSolver solver = MiniSat.miniSat(f);
    private final List<Variable> gates = new ArrayList<>();
    private final List<List<Variable>> values = new ArrayList<>();
    private final Variable imagingStated;
    private int names;
    private int clauses;

    private Patients(Circuit circuit, int copies, @Nullable About varied, Effort effort) {
        this.effort = effort;
        this.circuit = circuit;
        this.domain = circuit.domain();
        this.dimensions = circuit.dimensions();
        this.imagingStated = variable();
        Set<Integer> varying = new HashSet<>();
        dimensions.stream()
                .filter(one -> one.about() != null && one.about().equals(varied))
                .forEach(one -> one.wires().forEach(wire -> varying.add(wire >> 1)));
        effort.spend((long) copies * sizeOf(circuit, dimensions));
        if (effort.isSpent()) {
            return;
        }
        for (int copy = 0; copy < copies; copy++) {
            for (int gate = 0; gate < circuit.size(); gate++) {
                boolean isShared = copy > 0 && circuit.gate(gate).wires().isEmpty() && !varying.contains(gate);
                gates.add(isShared ? gates.get(gate) : variable());
            }
        }
        clause(gates.get(0).negate());
        for (int gate = 1; gate < gates.size(); gate++) {
            int base = gate / circuit.size() * circuit.size();
            add(gates.get(gate), circuit.gate(gate - base), base << 1);
        }
        for (Dimension dimension : dimensions) {
            boolean isVaried = dimension.about() != null && dimension.about().equals(varied);
            for (int copy = 0; copy < (isVaried ? copies : 1); copy++) {
                values.add(add(dimension, at(copy, 0)));
            }
        }
    }

    private static long sizeOf(Circuit circuit, List<Dimension> dimensions) {
        return circuit.size()
                + dimensions.stream()
                        .mapToLong(
                                one -> (long) one.values().size() * one.wires().size())
                        .sum();
    }

    /**
     * All patients, of whom anything is proved however much it takes.
     *
     * @param circuit the rules
     * @return patients of whom anything can be asked
     */
    public static Patients of(Circuit circuit) {
        return of(circuit, Effort.of(Long.MAX_VALUE));
    }

    /**
     * All patients.
     *
     * @param circuit the rules
     * @param effort what may be done to find out
     * @return patients of whom anything can be asked
     */
    public static Patients of(Circuit circuit, Effort effort) {
        return new Patients(circuit, 1, null, effort);
    }

    /**
     * All patients, each several times, of whom anything is proved however much it takes.
     *
     * @param circuit the rules
     * @param copies how many times
     * @param varied in what the copies may differ
     * @return patients of whom anything can be asked but an example
     */
    public static Patients varying(Circuit circuit, int copies, About varied) {
        return varying(circuit, copies, varied, Effort.of(Long.MAX_VALUE));
    }

    /**
     * All patients, each several times: alike in all but one thing.
     *
     * @param circuit the rules
     * @param copies how many times
     * @param varied in what the copies may differ
     * @param effort what may be done to find out
     * @return patients of whom anything can be asked but an example
     */
    public static Patients varying(Circuit circuit, int copies, About varied, Effort effort) {
        return new Patients(circuit, copies, varied, effort);
    }

    /**
     * A wire in one of several copies.
     *
     * @param copy the number of the copy, from 0
     * @param wire a wire of the circuit
     * @return the wire there
     */
    public int at(int copy, int wire) {
        return wire + 2 * copy * circuit.size();
    }

    /**
     * A wire that does not hold.
     *
     * @param wire a wire of the circuit
     * @return the wire that holds whenever it does not
     */
    public static int not(int wire) {
        return wire ^ 1;
    }

    private Variable variable() {
        return f.variable("v" + names++);
    }

    /** A formula that is too large to be kept is not made to its end: then nothing is proved any more. */
    private void clause(Literal... literals) {
        if (++clauses > MOST_CLAUSES) {
            effort.end();
        }
        if (!effort.isSpent()) {
            solver.add(f.clause(literals));
        }
    }

    private Literal literal(int wire) {
        Variable gate = gates.get(wire >> 1);
        return (wire & 1) == 0 ? gate : gate.negate();
    }

    private void add(Variable gate, Gate of, int base) {
        if (of.points().size() > MOST_POINTS) {
            effort.end();
        } else if (!of.points().isEmpty()) {
            Literal reached = new Sum(of, base).reaches(0, of.needed());
            clause(gate.negate(), reached);
            clause(gate, reached.negate());
        } else if (!of.wires().isEmpty()) {
            Literal[] all = new Literal[of.wires().size() + 1];
            for (int i = 0; i < of.wires().size(); i++) {
                Literal one = literal(base + of.wires().get(i));
                clause(gate.negate(), one);
                all[i] = one.negate();
            }
            all[all.length - 1] = gate;
            clause(all);
        }
    }

    /** Some value of a dimension is the case, and says how its questions are answered; two would answer one otherwise. */
    private List<Variable> add(Dimension dimension, int base) {
        List<Variable> own = new ArrayList<>();
        for (Dimension.Value value : dimension.values()) {
            Variable is = variable();
            own.add(is);
            if (dimension.about() != null && dimension.about().asks() == Asks.STUDY) {
                clause(is.negate(), value.stated().imaging().isPresent() ? imagingStated : imagingStated.negate());
            }
            for (int i = 0; i < dimension.wires().size(); i++) {
                Literal wire = literal(base + dimension.wires().get(i));
                clause(is.negate(), value.holds().get(i) ? wire : wire.negate());
            }
        }
        if (!own.isEmpty()) {
            clause(own.toArray(Literal[]::new));
        }
        return own;
    }

    /** Whether the wires from one on reach points, each asked once. */
    private final class Sum {

        private final Gate gate;
        private final int base;
        private final Map<List<Long>, Literal> known = new HashMap<>();

        Sum(Gate gate, int base) {
            this.gate = gate;
            this.base = base;
        }

        Literal reaches(int from, long needed) {
            long least = 0;
            long most = 0;
            for (long points : gate.points().subList(from, gate.points().size())) {
                least += Math.min(points, 0);
                most += Math.max(points, 0);
            }
            if (needed <= least || needed > most) {
                return needed <= least ? gates.get(0).negate() : gates.get(0);
            }
            Literal before = known.get(List.of((long) from, needed));
            return before == null ? next(from, needed) : before;
        }

        private Literal next(int from, long needed) {
            if (effort.isSpent()) {
                return gates.get(0);
            }
            Literal wire = literal(base + gate.wires().get(from));
            Literal with = reaches(from + 1, needed - gate.points().get(from));
            Literal without = reaches(from + 1, needed);
            Variable reached = variable();
            clause(wire.negate(), reached.negate(), with);
            clause(wire.negate(), reached, with.negate());
            clause(wire, reached.negate(), without);
            clause(wire, reached, without.negate());
            known.put(List.of((long) from, needed), reached);
            return reached;
        }
    }

    /**
     * Whether no patient is such that some wires hold together.
     *
     * @param wires wires of the circuit
     * @return true when that is proved; false when there may be one, when it is too hard to tell, or when the effort is spent
     */
    public boolean none(int... wires) {
        return !effort.isSpent() && solve(literals(wires)) == Tristate.FALSE;
    }

    /**
     * The same of wires in a list.
     *
     * @param wires wires of the circuit
     * @return true when it is proved that no patient is such that all of them hold
     */
    public boolean none(List<Integer> wires) {
        return none(array(wires));
    }

    private static int[] array(List<Integer> wires) {
        return wires.stream().mapToInt(Integer::intValue).toArray();
    }

    /**
     * Whether two wires hold for the same patients, among those for whom some others hold.
     *
     * @param one a wire
     * @param other another
     * @param given what else holds
     * @return true when that is proved
     */
    public boolean same(int one, int other, List<Integer> given) {
        return one == other || (none(plus(given, one, not(other))) && none(plus(given, not(one), other)));
    }

    private static List<Integer> plus(List<Integer> wires, int... more) {
        List<Integer> all = new ArrayList<>(wires);
        Arrays.stream(more).forEach(all::add);
        return all;
    }

    private List<Literal> literals(int... wires) {
        return Arrays.stream(wires).mapToObj(this::literal).toList();
    }

    private Tristate solve(List<Literal> given) {
        effort.spend(gates.size());
        if (effort.isSpent()) {
            return Tristate.UNDEF;
        }
        int[] conflicts = {0};
        return solver.sat(
                new SATHandler() {
                    @Override
                    public boolean detectedConflict() {
                        effort.spend(STEPS_OF_A_CONFLICT);
                        return ++conflicts[0] <= MOST_CONFLICTS && !effort.isSpent();
                    }

                    @Override
                    public boolean aborted() {
                        return conflicts[0] > MOST_CONFLICTS || effort.isSpent();
                    }
                },
                given);
    }

    /**
     * A patient such that some wires hold together, of whom as little is stated as possible.
     *
     * @param wires wires of the circuit
     * @return the case, evaluated once more by the circuit; empty when none was found
     * @throws IllegalStateException when these are several copies
     */
    public Optional<PatientCase> example(int... wires) {
        if (values.size() > dimensions.size()) {
            throw new IllegalStateException("an example is one patient, and not several copies");
        }
        if (effort.isSpent()) {
            return Optional.empty();
        }
        List<Literal> given = new ArrayList<>(literals(wires));
        for (List<Variable> own : values) {
            for (Variable plainest : own) {
                given.add(plainest);
                if (solve(given) == Tristate.TRUE) {
                    break;
                }
                given.remove(given.size() - 1);
            }
        }
        return solve(given) == Tristate.TRUE
                ? stated(solver.model()).filter(patient -> isSo(patient, wires))
                : Optional.empty();
    }

    /** States value after value, each by a statement that answers as the solver says. */
    private Optional<PatientCase> stated(Assignment model) {
        Optional<PatientCase> patient = Optional.of(domain.nobody().stated());
        for (int i = 0; i < dimensions.size(); i++) {
            Dimension dimension = dimensions.get(i);
            List<Variable> own = values.get(i);
            for (int value = 0; value < own.size(); value++) {
                if (model.evaluateLit(own.get(value))) {
                    BitSet wanted = dimension.values().get(value).holds();
                    patient = patient.flatMap(before -> with(before, dimension, wanted));
                }
            }
        }
        return patient;
    }

    private Optional<PatientCase> with(PatientCase before, Dimension dimension, BitSet wanted) {
        About about = dimension.about();
        Patient patient = new Patient(before, circuit.scope(), Derived.NOTHING);
        return about == null || answers(before, dimension).equals(wanted)
                ? Optional.of(before)
                : domain.statements(about, patient).stream()
                        .filter(one -> answers(one, dimension).equals(wanted))
                        .findFirst();
    }

    private BitSet answers(PatientCase patient, Dimension dimension) {
        BitSet answers = new BitSet();
        try (Worlds worlds = Worlds.of(circuit, patient)) {
            for (int i = 0; i < dimension.wires().size(); i++) {
                answers.set(i, (worlds.holds(dimension.wires().get(i)) & 1) == 1);
            }
        }
        return answers;
    }

    private boolean isSo(PatientCase patient, int... wires) {
        try (Worlds worlds = Worlds.of(circuit, patient)) {
            worlds.evaluate();
            return Arrays.stream(wires).allMatch(wire -> (worlds.holds(wire) & 1) == 1);
        }
    }
}

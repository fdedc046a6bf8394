package org.apposite.proof;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
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
import org.logicng.datastructures.Assignment;
import org.logicng.datastructures.Tristate;
import org.logicng.formulas.CType;
import org.logicng.formulas.FormulaFactory;
import org.logicng.formulas.Literal;
import org.logicng.formulas.Variable;
import org.logicng.handlers.OptimizationHandler;
import org.logicng.handlers.SATHandler;
import org.logicng.solvers.MiniSat;
import org.logicng.solvers.SolverState;
import org.logicng.solvers.functions.OptimizationFunction;

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

    /** So many combinations of values that no statements make together are passed over in search of an example. */
    private static final int MOST_ATTEMPTS = 10;

    /** What decides which studies count, and what they show of the area. */
    private static final Set<Asks> DECIDING_STUDIES = EnumSet.of(
            Asks.STUDY, Asks.ANY_STUDY, Asks.COMPLAINT, Asks.REGION, Asks.AGE, Asks.DURATION, Asks.EXAMINATION);

    /** What meeting a contradiction costs beside looking at the formula once. */
    private static final long STEPS_OF_A_CONFLICT = 1_000;

    private final Effort effort;
    private final Circuit circuit;
    private final Domain domain;
    private final List<Dimension> dimensions;
    private final FormulaFactory f = new FormulaFactory();
    private final MiniSat solver = MiniSat.miniSat(f);
    private final List<Variable> gates = new ArrayList<>();
    /** Of each copy which value each dimension has; copies share what they cannot differ in. */
    private final List<List<List<Variable>>> values = new ArrayList<>();

    private final List<Variable> imagingStated = new ArrayList<>();
    /** Holds of patients with one study at most, alike in all copies: what it shows is then known of every question. */
    private final Variable plain;

    private final SolverState alone;
    private Set<About> varied = Set.of();
    private int names;
    private int clauses;

    private Patients(Circuit circuit, Effort effort) {
        this.effort = effort;
        this.circuit = circuit;
        this.domain = circuit.domain();
        this.dimensions = circuit.dimensions();
        this.plain = variable();
        effort.spend(sizeOf(circuit, dimensions));
        if (!effort.isSpent()) {
            imagingStated.add(variable());
            for (int gate = 0; gate < circuit.size(); gate++) {
                gates.add(variable());
            }
            clause(gates.get(0).negate());
            for (int gate = 1; gate < circuit.size(); gate++) {
                add(gates.get(gate), circuit.gate(gate), 0);
            }
            List<List<Variable>> own = new ArrayList<>();
            dimensions.forEach(dimension -> own.add(add(dimension, 0)));
            values.add(own);
            studiesAreKnown(0);
        }
        this.alone = solver.saveState();
    }

    /**
     * From now on each patient is there several times: alike in all but one thing. What studies show of the area can depend on
     * where and since when the complaint is, so that copies may differ in it where they differ in these. Copies that there were
     * are forgotten.
     *
     * @param copies how many times
     * @param things in what the copies may differ; none where they are alike
     */
    public void vary(int copies, Set<About> things) {
        vary(copies, things, things.stream().anyMatch(this::decidesStudies));
    }

    /**
     * The same, but that copies are alike in all that studies show, whatever they differ in.
     *
     * @param copies how many times
     * @param things in what the copies may differ
     */
    public void varyAlone(int copies, Set<About> things) {
        vary(copies, things, false);
    }

    private void vary(int copies, Set<About> things, boolean studiesDiffer) {
        if (effort.isSpent()) {
            return;
        }
        solver.loadState(alone);
        gates.subList(circuit.size(), gates.size()).clear();
        values.subList(1, values.size()).clear();
        imagingStated.subList(1, imagingStated.size()).clear();
        this.varied = Set.copyOf(things);
        for (int copy = 1; copy < copies && !effort.isSpent(); copy++) {
            copy(copy, studiesDiffer);
        }
    }

    private void copy(int copy, boolean studiesDiffer) {
        boolean[] differs = new boolean[circuit.size()];
        List<Integer> differing = new ArrayList<>();
        for (int i = 0; i < dimensions.size(); i++) {
            Dimension one = dimensions.get(i);
            if (isVaried(one) || (studiesDiffer && isOfStudies(one))) {
                differing.add(i);
                one.wires().forEach(wire -> differs[wire >> 1] = true);
            }
        }
        imagingStated.add(studiesDiffer ? variable() : imagingStated.get(0));
        int base = copy * circuit.size();
        for (int gate = 0; gate < circuit.size(); gate++) {
            Gate of = circuit.gate(gate);
            differs[gate] |= of.wires().stream().anyMatch(wire -> differs[wire >> 1]);
            gates.add(differs[gate] ? variable() : gates.get(gate));
            if (differs[gate]) {
                effort.spend(1);
                add(gates.get(base + gate), of, base << 1);
            }
        }
        List<List<Variable>> own = new ArrayList<>(values.get(0));
        values.add(own);
        differing.forEach(i -> own.set(i, add(dimensions.get(i), copy)));
        if (studiesDiffer) {
            studiesAreKnown(copy);
            differing.stream()
                    .filter(i -> isOfStudies(dimensions.get(i)) && !isVaried(dimensions.get(i)))
                    .forEach(i -> areAlike(values.get(0).get(i), own.get(i)));
        }
    }

    private void areAlike(List<Variable> some, List<Variable> others) {
        for (int i = 0; i < some.size(); i++) {
            clause(plain.negate(), some.get(i).negate(), others.get(i));
            clause(plain.negate(), some.get(i), others.get(i).negate());
        }
    }

    /** Of a patient with one study at most, all that is asked of studies is answered as by that study. */
    private void studiesAreKnown(int copy) {
        List<Integer> loose = dimensions.stream()
                .filter(one -> one.about() == null)
                .flatMap(one -> one.wires().stream())
                .toList();
        Variable anything = variable();
        Map<Variable, PatientCase> studies = new LinkedHashMap<>();
        for (int i = 0; i < dimensions.size(); i++) {
            if (dimensions.get(i).about() != null && isOfStudies(dimensions.get(i))) {
                List<Variable> own = values.get(copy).get(i);
                for (int value = 0; value < own.size(); value++) {
                    PatientCase stated = dimensions.get(i).values().get(value).stated();
                    if (stated.imaging().filter(list -> !list.isEmpty()).isPresent()) {
                        clause(own.get(value).negate(), anything);
                        studies.put(own.get(value), stated);
                    }
                }
            }
        }
        studies.forEach((is, stated) -> {
            studies.keySet().stream()
                    .filter(other -> is.name().compareTo(other.name()) < 0)
                    .forEach(other -> clause(plain.negate(), is.negate(), other.negate()));
            answersAre(loose, stated, copy, is.negate());
        });
        PatientCase nobody = domain.nobody().stated();
        answersAre(loose, nobody, copy, imagingStated.get(copy));
        answersAre(
                loose,
                nobody.toBuilder().imaging().build(),
                copy,
                imagingStated.get(copy).negate(),
                anything);
    }

    /** Unless something else holds. */
    private void answersAre(List<Integer> wires, PatientCase stated, int copy, Literal... unless) {
        try (Worlds worlds = Worlds.of(circuit, stated)) {
            for (int wire : wires) {
                Literal literal = literal(at(copy, wire));
                List<Literal> clause = new ArrayList<>(List.of(unless));
                clause.add(plain.negate());
                clause.add((worlds.holds(wire) & 1) == 1 ? literal : literal.negate());
                clause(clause.toArray(Literal[]::new));
            }
        }
    }

    private boolean isVaried(Dimension dimension) {
        return dimension.about() != null && varied.contains(dimension.about());
    }

    private boolean decidesStudies(About about) {
        return DECIDING_STUDIES.contains(about.asks())
                || (about.asks() == Asks.FIRST && !circuit.standsAlone(about.code()));
    }

    private static boolean isOfStudies(Dimension dimension) {
        return dimension.about() == null
                || dimension.about().asks() == Asks.STUDY
                || dimension.about().asks() == Asks.ANY_STUDY;
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
        return new Patients(circuit, effort);
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
    private List<Variable> add(Dimension dimension, int copy) {
        int base = at(copy, 0);
        Variable stated = imagingStated.get(copy);
        List<Variable> own = new ArrayList<>();
        for (Dimension.Value value : dimension.values()) {
            Variable is = variable();
            own.add(is);
            if (dimension.about() != null && dimension.about().asks() == Asks.STUDY) {
                clause(is.negate(), value.stated().imaging().isPresent() ? stated : stated.negate());
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
        return solver.sat(limit(), given);
    }

    private SATHandler limit() {
        int[] conflicts = {0};
        return new SATHandler() {
            @Override
            public boolean detectedConflict() {
                effort.spend(STEPS_OF_A_CONFLICT);
                return ++conflicts[0] <= MOST_CONFLICTS && !effort.isSpent();
            }

            @Override
            public boolean aborted() {
                return conflicts[0] > MOST_CONFLICTS || effort.isSpent();
            }
        };
    }

    /**
     * Whether a patient is such that some wires hold together, as far as data are independent of each other.
     *
     * @param wires wires of the circuit
     * @return empty when it is too hard to tell, or when the effort is spent
     */
    public Optional<Boolean> isAny(List<Integer> wires) {
        List<Literal> given = literals(array(wires));
        if (given.stream().map(Literal::negate).anyMatch(new HashSet<>(given)::contains)) {
            return Optional.of(false);
        }
        Tristate found = effort.isSpent() ? Tristate.UNDEF : solve(given);
        return found == Tristate.UNDEF ? Optional.empty() : Optional.of(found == Tristate.TRUE);
    }

    /**
     * A patient such that some wires hold together, of whom as little is stated as possible.
     *
     * @param wires wires of the circuit
     * @return the case, evaluated once more by the circuit; empty when none was found
     * @throws IllegalStateException when these are several copies
     */
    public Optional<PatientCase> example(int... wires) {
        if (values.size() > 1) {
            throw new IllegalStateException("an example is one patient, and not several copies");
        }
        return smallest(Arrays.stream(wires).boxed().toList()).stream().findFirst();
    }

    /**
     * The patient, in every copy, such that some wires hold together, of whom as few data are stated as possible; of several
     * such the one whose first data are the plainest. It does not depend on what was asked before.
     *
     * @param wires wires of the circuit
     * @return the cases, evaluated once more by the circuit; empty when none was found
     */
    public List<PatientCase> smallest(List<Integer> wires) {
        List<PatientCase> found = smallest(wires, plain);
        return found.isEmpty() ? smallest(wires, plain.negate()) : found;
    }

    private List<PatientCase> smallest(List<Integer> wires, Literal way) {
        if (effort.isSpent()) {
            return List.of();
        }
        SolverState before = solver.saveState();
        try {
            solver.add(way);
            literals(array(wires)).forEach(solver::add);
            List<Variable> costs = costs();
            for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
                List<Literal> given = least(costs);
                if (given.isEmpty() || solve(given) != Tristate.TRUE) {
                    return List.of();
                }
                List<PatientCase> found = stated(solver.model(told()));
                if (!found.isEmpty() && isSo(found, array(wires))) {
                    return found;
                }
                // No statements answer so together.
                solver.add(f.clause(given.stream().map(Literal::negate).toList()));
            }
            return List.of();
        } finally {
            solver.loadState(before);
        }
    }

    /**
     * A patient, in every copy, such that some wires hold together: anybody.
     *
     * @param wires wires of the circuit
     * @return the cases, evaluated once more by the circuit; empty when none was found
     */
    public List<PatientCase> anyone(List<Integer> wires) {
        List<Literal> given = new ArrayList<>(literals(array(wires)));
        given.add(plain);
        if (effort.isSpent() || solve(given) != Tristate.TRUE) {
            return List.of();
        }
        List<PatientCase> found = stated(solver.model(told()));
        return !found.isEmpty() && isSo(found, array(wires)) ? found : List.of();
    }

    /** What each datum costs that is stated. Where studies are stated, one that was not done costs nothing more. */
    private List<Variable> costs() {
        List<Variable> costs = new ArrayList<>(List.of(imagingStated.get(0)));
        for (int i = 0; i < dimensions.size(); i++) {
            List<Literal> free = new ArrayList<>();
            List<Dimension.Value> all = dimensions.get(i).values();
            for (int value = 0; value < all.size(); value++) {
                if (value == 0 || isNotDone(dimensions.get(i), value)) {
                    free.add(values.get(0).get(i).get(value));
                }
            }
            if (!free.isEmpty()) {
                Variable cost = variable();
                free.add(cost);
                solver.add(f.clause(free));
                costs.add(cost);
            }
        }
        return costs;
    }

    private static boolean isNotDone(Dimension dimension, int value) {
        return isOfStudies(dimension)
                && dimension
                        .values()
                        .get(value)
                        .stated()
                        .imaging()
                        .filter(List::isEmpty)
                        .isPresent();
    }

    /** The values of the patient with the least cost; none when there is no such patient, or it is too hard to tell. */
    private List<Literal> least(List<Variable> costs) {
        SATHandler limit = limit();
        Assignment cheapest = solver.execute(OptimizationFunction.builder()
                .literals(costs)
                .additionalVariables(both(costs, told()))
                .minimize()
                .handler(new OptimizationHandler() {
                    @Override
                    public SATHandler satHandler() {
                        return limit;
                    }

                    @Override
                    public boolean aborted() {
                        return limit.aborted();
                    }
                })
                .build());
        if (cheapest == null || limit.aborted()) {
            return List.of();
        }
        long least = costs.stream().filter(cheapest::evaluateLit).count();
        List<Literal> given = new ArrayList<>();
        Assignment model = cheapest;
        SolverState unbounded = solver.saveState();
        solver.add(f.cc(CType.LE, (int) least, costs));
        for (List<List<Variable>> copy : values) {
            for (int i = 0; i < dimensions.size(); i++) {
                for (Variable plainest : copy.get(i)) {
                    given.add(plainest);
                    if (model.evaluateLit(plainest)) {
                        break;
                    }
                    if (solve(given) == Tristate.TRUE) {
                        model = solver.model(told());
                        break;
                    }
                    given.remove(given.size() - 1);
                }
            }
        }
        solver.loadState(unbounded);
        return given;
    }

    private static List<Variable> both(List<Variable> some, List<Variable> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    /** What tells the values of all data in all copies. */
    private List<Variable> told() {
        return values.stream()
                .flatMap(List::stream)
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    /** States value after value, each by a statement that answers as the solver says; what is varied anew for each copy. */
    private List<PatientCase> stated(Assignment model) {
        List<PatientCase> copies = new ArrayList<>();
        Optional<PatientCase> patient = Optional.of(domain.nobody().stated());
        for (List<List<Variable>> copy : values) {
            for (int i = 0; i < dimensions.size(); i++) {
                Dimension dimension = dimensions.get(i);
                List<Variable> own = copy.get(i);
                for (int value = 0; value < own.size(); value++) {
                    if ((copies.isEmpty() || isVaried(dimension)) && model.evaluateLit(own.get(value))) {
                        BitSet wanted = dimension.values().get(value).holds();
                        patient = patient.flatMap(before -> with(before, dimension, wanted));
                    }
                }
            }
            if (patient.isEmpty()) {
                return List.of();
            }
            copies.add(patient.get());
        }
        return copies;
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

    /**
     * Whether wires hold of patients, one for each copy.
     *
     * @param patients patients, of the first copies
     * @param wires wires of the circuit; those of copies without a patient count for nothing
     * @return true when all of them hold
     */
    public boolean areSo(List<PatientCase> patients, List<Integer> wires) {
        return isSo(patients, array(wires));
    }

    /**
     * In what copies may differ.
     *
     * @return things; none where there is one copy
     */
    public Set<About> varied() {
        return varied;
    }

    private boolean isSo(List<PatientCase> patients, int... wires) {
        int limit = 2 * circuit.size();
        for (int copy = 0; copy < patients.size(); copy++) {
            int number = copy;
            try (Worlds worlds = Worlds.of(circuit, patients.get(copy))) {
                worlds.evaluate();
                if (Arrays.stream(wires)
                        .filter(wire -> wire / limit == number)
                        .anyMatch(wire -> (worlds.holds(wire % limit) & 1) == 0)) {
                    return false;
                }
            }
        }
        return true;
    }
}

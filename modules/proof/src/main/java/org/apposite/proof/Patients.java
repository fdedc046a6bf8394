package org.apposite.proof;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apposite.circuit.Circuit;
import org.apposite.circuit.Dimension;
import org.apposite.language.Domain.About;
import org.apposite.patient.PatientCase;
import org.apposite.proof.stating.OneTopic;
import org.apposite.proof.stating.Wiring;
import org.logicng.datastructures.Tristate;
import org.logicng.formulas.Literal;

/**
 * All patients that a vocabulary can express, under the rules of a topic, as a formula. Whether one of them is such that some
 * wires of the topic's circuit hold is asked of a solver. Data are taken as independent of each other where {@link Dimension}
 * takes them so: that there is no such patient is certain; that there is one is when there is an {@linkplain #example example}.
 * Always answers the same. For one thread.
 */
public final class Patients {

    /** The wire that never holds. */
    public static final int NEVER = 0;

    private final Effort effort;
    private final Wiring wiring;
    private final Formula formula;
    private final Copies copies;
    private final Statements statements;
    private final Smallest smallest;

    private Patients(Wiring circuit, Effort effort) {
        this.effort = effort;
        this.wiring = circuit;
        this.formula = new Formula(effort);
        this.copies = new Copies(circuit, effort, formula);
        this.statements = new Statements(circuit, copies);
        this.smallest = new Smallest(circuit, formula, copies, statements);
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
        return new Patients(new OneTopic(circuit), effort);
    }

    /**
     * All patients, under two versions of a topic at once.
     *
     * @param versions the versions, with all gates that will be asked about
     * @param effort what may be done to find out
     * @return patients of whom anything can be asked
     */
    public static Patients of(TwoVersions versions, Effort effort) {
        return new Patients(versions, effort);
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
        this.copies.vary(copies, things);
    }

    /**
     * The same, but that copies are alike in all that studies show, whatever they differ in.
     *
     * @param copies how many times
     * @param things in what the copies may differ
     */
    public void varyAlone(int copies, Set<About> things) {
        this.copies.vary(copies, things, false);
    }

    /**
     * In what copies may differ.
     *
     * @return things; none where there is one copy
     */
    public Set<About> varied() {
        return copies.varied();
    }

    /**
     * A wire in one of several copies.
     *
     * @param copy the number of the copy, from 0
     * @param wire a wire of the circuit
     * @return the wire there
     */
    public int at(int copy, int wire) {
        return copies.at(copy, wire);
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

    /**
     * Whether no patient is such that some wires hold together.
     *
     * @param wires wires of the circuit
     * @return true when that is proved; false when there may be one, when it is too hard to tell, or when the effort is spent
     */
    public boolean none(int... wires) {
        return none(list(wires));
    }

    /**
     * The same of wires in a list.
     *
     * @param wires wires of the circuit
     * @return true when it is proved that no patient is such that all of them hold
     */
    public boolean none(List<Integer> wires) {
        return !effort.isSpent() && solve(copies.literals(wires)) == Tristate.FALSE;
    }

    private static List<Integer> list(int... wires) {
        return Arrays.stream(wires).boxed().toList();
    }

    private Tristate solve(List<Literal> given) {
        return formula.solve(given, copies.gates());
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

    /**
     * Whether a patient is such that some wires hold together, as far as data are independent of each other.
     *
     * @param wires wires of the circuit
     * @return empty when it is too hard to tell, or when the effort is spent
     */
    public Optional<Boolean> isAny(List<Integer> wires) {
        if (effort.isSpent()) {
            return Optional.empty();
        }
        List<Literal> given = copies.literals(wires);
        if (given.stream().map(Literal::negate).anyMatch(new HashSet<>(given)::contains)) {
            return Optional.of(false);
        }
        Tristate found = solve(given);
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
        if (copies.all().size() > 1) {
            throw new IllegalStateException("an example is one patient, and not several copies");
        }
        return smallest(list(wires)).stream().findFirst();
    }

    /**
     * The patient, in every copy, such that some wires hold together, of whom as few data are stated as possible; of several
     * such the one whose first data are the plainest. It does not depend on what was asked before.
     *
     * @param wires wires of the circuit
     * @return the cases, evaluated once more by the circuit; empty when none was found
     */
    public List<PatientCase> smallest(List<Integer> wires) {
        if (effort.isSpent()) {
            return List.of();
        }
        List<PatientCase> found = smallest.of(wires, copies.plain());
        return found.isEmpty() && !effort.isSpent()
                ? smallest.of(wires, copies.plain().negate())
                : found;
    }

    /**
     * What makes a wire hold, in prime implicants that together hold of every patient of whom it does.
     *
     * @param wire a wire
     * @param named wires that say more to a reader than the data that they rest on
     * @param known patients who are tried where no other is found
     * @param most as many are looked for
     * @return what was found; none when the effort is spent
     * @throws IllegalStateException when these are several copies
     */
    public Implicant.Found implicants(int wire, List<Integer> named, List<PatientCase> known, int most) {
        if (copies.all().size() > 1) {
            throw new IllegalStateException("an implicant is about one patient, and not several copies");
        }
        return effort.isSpent()
                ? new Implicant.Found(List.of(), false)
                : new Implicants(wiring, formula, copies, statements, smallest, wire, named, known).find(most);
    }

    /**
     * A patient, in every copy, such that some wires hold together: anybody.
     *
     * @param wires wires of the circuit
     * @return the cases, evaluated once more by the circuit; empty when none was found
     */
    public List<PatientCase> anyone(List<Integer> wires) {
        if (effort.isSpent()) {
            return List.of();
        }
        List<Literal> given = new ArrayList<>(copies.literals(wires));
        given.add(copies.plain());
        if (solve(given) != Tristate.TRUE) {
            return List.of();
        }
        List<PatientCase> found = statements.of(formula.model(copies.told()));
        return !found.isEmpty() && areSo(found, wires) ? found : List.of();
    }

    /**
     * Whether wires hold of patients, one for each copy.
     *
     * @param patients patients, of the first copies
     * @param wires wires of the circuit; those of copies without a patient count for nothing
     * @return true when all of them hold
     */
    public boolean areSo(List<PatientCase> patients, List<Integer> wires) {
        return statements.areSo(patients, wires);
    }
}

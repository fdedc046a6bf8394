package org.apposite.proof;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apposite.circuit.Circuit;
import org.apposite.circuit.Dimension;
import org.apposite.language.Domain.About;
import org.apposite.patient.PatientCase;
import org.apposite.proof.stating.OneTopic;
import org.logicng.datastructures.Assignment;
import org.logicng.datastructures.Tristate;
import org.logicng.formulas.Literal;
import org.logicng.formulas.Variable;

/**
 * The patients who differ from a case in some data, as a formula. What studies show is left free where data are open on which it
 * can depend: then more may be so in the formula than for any patient, and never less. For one thread.
 */
final class CaseFormula {

    private static final int MOST_ATTEMPTS = 10;

    private final Circuit circuit;
    private final Variations variations;
    private final PatientCase stated;
    private final Effort effort;
    private final Formula formula;
    private final Copies copies;
    private final Studies studies;
    private final List<BitSet> current = new ArrayList<>();
    private final List<Dimension> dimensions;

    CaseFormula(Variations variations, PatientCase stated, Effort effort) {
        this.circuit = variations.circuit();
        this.variations = variations;
        this.stated = stated;
        this.effort = effort;
        this.formula = new Formula(effort);
        circuit.dimensions().forEach(one -> current.add(variations.answers(stated, one)));
        this.dimensions = withCurrentValues();
        this.copies = new Copies(new OneTopic(circuit), dimensions, effort, formula);
        this.studies = new Studies(new OneTopic(circuit), formula, copies.plain());
    }

    /** How the questions are answered now, and by what another datum says, such as a length that is zero. */
    private List<Dimension> withCurrentValues() {
        List<Dimension> all = new ArrayList<>();
        for (Dimension one : circuit.dimensions()) {
            List<Dimension.Value> values = new ArrayList<>(one.values());
            if (!values.isEmpty()) {
                add(stated, current.get(all.size()), values);
                String datum =
                        one.about() == null ? "" : variations.datum(one.about()).orElse("");
                variations.sayingOf(datum, stated).forEach(said -> add(said, variations.answers(said, one), values));
            }
            all.add(new Dimension(one.about(), one.wires(), values));
        }
        return all;
    }

    private static void add(PatientCase patient, BitSet answers, List<Dimension.Value> values) {
        boolean isKnown = values.stream()
                .anyMatch(value -> value.holds().equals(answers)
                        && value.stated().imaging().isPresent()
                                == patient.imaging().isPresent());
        if (!isKnown) {
            values.add(new Dimension.Value(patient, answers));
        }
    }

    /** What came out: it is proved that there is none, or there are cases, or neither. */
    record Found(boolean isNone, List<PatientCase> cases) {

        private static final Found NONE = new Found(true, List.of());
        private static final Found NOTHING = new Found(false, List.of());
    }

    /**
     * Two cases that differ in one open datum and in what is decided of them, with the fewest other open data stated.
     *
     * @param open all open data
     */
    Found differing(String datum, List<String> open) {
        Set<String> together = new HashSet<>(variations.dependingOn(datum));
        together.add(datum);
        Set<About> things = new HashSet<>();
        dimensions.stream()
                .map(Dimension::about)
                .filter(Objects::nonNull)
                .filter(about ->
                        variations.datum(about).filter(together::contains).isPresent())
                .forEach(things::add);
        if (things.isEmpty() || effort.isSpent()) {
            return Found.NOTHING;
        }
        copies.vary(2, things);
        if (effort.isSpent()) {
            return Found.NOTHING;
        }
        keepWhatIsStated(new HashSet<>(open));
        Literal differs = differs();
        Tristate any = formula.solve(List.of(differs), copies.gates());
        if (any != Tristate.TRUE) {
            return any == Tristate.FALSE ? Found.NONE : Found.NOTHING;
        }
        formula.clause(differs);
        for (Literal way : List.of(copies.plain(), copies.plain().negate())) {
            Formula.State before = formula.state();
            formula.clause(way);
            Map<String, Variable> costs = costs(open);
            for (int attempt = 0; attempt < MOST_ATTEMPTS && !effort.isSpent(); attempt++) {
                Optional<Assignment> model = formula.fewest(List.copyOf(costs.values()), copies.told());
                if (model.isEmpty()) {
                    break;
                }
                List<PatientCase> pair = pair(datum, open, model.get());
                if (!pair.isEmpty() && variations.differ(pair.get(0), pair.get(1))) {
                    return new Found(false, pair);
                }
                passOver(model.get());
            }
            formula.back(before);
        }
        return Found.NOTHING;
    }

    /**
     * The case with the fewest data stated otherwise such that a wire holds. Which data these are is never the same as in some
     * sets.
     */
    Found reaching(int wire, List<Set<String>> others) {
        if (effort.isSpent()) {
            return Found.NOTHING;
        }
        copies.vary(1, Set.of());
        Copy copy = copies.all().get(0);
        formula.clause(copy.literal(circuit.asksWhenNowhere()));
        formula.clause(emergencyElsewhere(copy));
        formula.clause(copy.literal(wire));
        Tristate any = formula.solve(List.of(), copies.gates());
        if (any != Tristate.TRUE) {
            return any == Tristate.FALSE ? Found.NONE : Found.NOTHING;
        }
        List<String> all = dimensions.stream()
                .map(Dimension::about)
                .filter(Objects::nonNull)
                .flatMap(about -> variations.datum(about).stream())
                .distinct()
                .toList();
        Map<String, Variable> costs = costs(all);
        keepWhatNobodyStates(costs);
        others.forEach(set -> formula.clause(set.stream()
                .map(costs::get)
                .filter(Objects::nonNull)
                .<Literal>map(Variable::negate)
                .toList()));
        for (int attempt = 0; attempt < MOST_ATTEMPTS && !effort.isSpent(); attempt++) {
            Optional<Assignment> model = formula.fewest(List.copyOf(costs.values()), copies.told());
            if (model.isEmpty()) {
                return Found.NOTHING;
            }
            Optional<PatientCase> found = changed(costs, model.get());
            if (found.isPresent()
                    && variations
                            .holding(List.of(found.get()), List.of(wire))
                            .get(0)
                            .get(0)) {
                return new Found(false, List.of(found.get()));
            }
            passOver(model.get());
        }
        return Found.NOTHING;
    }

    private Literal emergencyElsewhere(Copy copy) {
        Literal elsewhere = copy.literal(circuit.emergencyElsewhere());
        return variations.emergencyElsewhere() ? elsewhere : elsewhere.negate();
    }

    private boolean isDeciding(Dimension dimension) {
        return dimension.about() != null && !Studies.areAnsweredBy(dimension) && studies.canDependOn(dimension.about());
    }

    private void keepWhatIsStated(Set<String> open) {
        boolean isDecidingOpen = dimensions.stream().anyMatch(one -> isDeciding(one) && isOpen(one, open));
        boolean isImagingOpen = open.stream().anyMatch(variations::isImaging);
        for (Copy copy : copies.all()) {
            formula.clause(copy.literal(circuit.asksWhenNowhere()));
            formula.clause(emergencyElsewhere(copy));
            if (stated.imaging().isPresent() || !isImagingOpen) {
                Literal imaging = copy.imagingStated();
                formula.clause(stated.imaging().isPresent() ? imaging : imaging.negate());
            }
            for (int i = 0; i < current.size(); i++) {
                Dimension one = dimensions.get(i);
                boolean isOfStudies = Studies.areAnsweredBy(one);
                boolean isFree = one.about() == null
                        ? isDecidingOpen || isImagingOpen || !circuit.hasAllValues()
                        : (isOfStudies && isDecidingOpen) || isSaidByAnOpenOne(one, open);
                if (isFree) {
                    continue;
                }
                if (one.about() != null && isOpen(one, open)) {
                    allowOnly(
                            values(one, variations.datum(one.about()).orElseThrow()),
                            one,
                            copy.values().get(i));
                } else {
                    is(current.get(i), one, copy);
                }
            }
        }
    }

    /** Another datum that is open can say how it is answered. */
    private boolean isSaidByAnOpenOne(Dimension dimension, Set<String> open) {
        return dimension.about() != null
                && variations
                        .datum(dimension.about())
                        .filter(datum -> open.stream()
                                .anyMatch(one -> variations.dependingOn(one).contains(datum)))
                        .isPresent();
    }

    private boolean isOpen(Dimension dimension, Set<String> open) {
        return dimension.about() != null
                && variations.datum(dimension.about()).filter(open::contains).isPresent();
    }

    private Set<BitSet> values(Dimension dimension, String datum) {
        Set<BitSet> values = new HashSet<>();
        values.add(variations.answers(stated, dimension));
        variations.values(datum, stated).forEach(one -> values.add(variations.answers(one, dimension)));
        return values;
    }

    private void allowOnly(Set<BitSet> values, Dimension dimension, List<Variable> own) {
        for (int value = 0; value < own.size(); value++) {
            if (!values.contains(dimension.values().get(value).holds())) {
                formula.clause(own.get(value).negate());
            }
        }
    }

    private void is(BitSet answers, Dimension dimension, Copy copy) {
        for (int i = 0; i < dimension.wires().size(); i++) {
            Literal wire = copy.literal(dimension.wires().get(i));
            formula.clause(answers.get(i) ? wire : wire.negate());
        }
    }

    /** Holds only when the two copies differ in what is decided. */
    private Literal differs() {
        Variable differs = formula.variable();
        List<Literal> some = new ArrayList<>(List.of(differs.negate()));
        for (int wire : Decision.wires(circuit)) {
            Literal one = copies.all().get(0).literal(wire);
            Literal other = copies.all().get(1).literal(wire);
            if (!one.equals(other)) {
                Variable differ = formula.variable();
                formula.clause(differ.negate(), one, other);
                formula.clause(differ.negate(), one.negate(), other.negate());
                some.add(differ);
            }
        }
        formula.clause(some);
        return differs;
    }

    /** What it costs to state a datum otherwise, in the first copy; or that no study was done. */
    private Map<String, Variable> costs(List<String> data) {
        Map<String, Variable> costs = new LinkedHashMap<>();
        Copy first = copies.all().get(0);
        for (int i = 0; i < current.size(); i++) {
            Dimension one = dimensions.get(i);
            Optional<String> datum = one.about() == null ? Optional.empty() : variations.datum(one.about());
            if (datum.isPresent() && data.contains(datum.get()) && !one.values().isEmpty()) {
                List<Literal> free = new ArrayList<>();
                for (int value = 0; value < one.values().size(); value++) {
                    boolean isNotDone = stated.imaging().isEmpty()
                            && Studies.isNotDone(one, one.values().get(value));
                    if (isNotDone || one.values().get(value).holds().equals(current.get(i))) {
                        free.add(first.values().get(i).get(value));
                    }
                }
                free.add(costs.computeIfAbsent(datum.get(), any -> formula.variable()));
                formula.clause(free);
            }
        }
        if (stated.imaging().isEmpty()) {
            List<Literal> some = new ArrayList<>();
            costs.forEach((datum, cost) -> {
                if (variations.isImaging(datum)) {
                    some.add(cost);
                }
            });
            Variable list = formula.variable();
            some.add(list);
            some.add(first.imagingStated().negate());
            formula.clause(some);
            costs.put(Change.IMAGING, list);
        }
        return costs;
    }

    /** What nobody states by itself stays, unless data change on which it can depend. */
    private void keepWhatNobodyStates(Map<String, Variable> costs) {
        Copy first = copies.all().get(0);
        Set<Literal> changes = new LinkedHashSet<>();
        for (Dimension one : dimensions) {
            if (one.about() != null && (isDeciding(one) || Studies.areAnsweredBy(one))) {
                variations.datum(one.about()).map(costs::get).ifPresent(changes::add);
            }
        }
        for (int i = 0; i < current.size(); i++) {
            Dimension one = dimensions.get(i);
            boolean isLoose = one.about() == null;
            if (isLoose || isAskedOfNobody(one)) {
                for (int wire = 0; wire < one.wires().size(); wire++) {
                    Literal literal = first.literal(one.wires().get(wire));
                    List<Literal> clause = new ArrayList<>(isLoose ? changes : Set.of());
                    clause.add(current.get(i).get(wire) ? literal : literal.negate());
                    formula.clause(clause);
                }
            }
        }
    }

    private boolean isAskedOfNobody(Dimension dimension) {
        return dimension.about() != null && variations.datum(dimension.about()).isEmpty();
    }

    /** The values of this model are not looked at again. */
    private void passOver(Assignment model) {
        List<Literal> not = new ArrayList<>();
        for (Variable one : copies.told()) {
            if (model.evaluateLit(one)) {
                not.add(one.negate());
            }
        }
        formula.clause(not);
    }

    private List<PatientCase> pair(String datum, List<String> open, Assignment model) {
        Optional<PatientCase> base = Optional.of(stated);
        Map<Integer, String> own = new HashMap<>();
        for (int i = 0; i < current.size(); i++) {
            About about = dimensions.get(i).about();
            Optional<String> of = about == null ? Optional.empty() : variations.datum(about);
            if (of.isPresent() && of.get().equals(datum)) {
                own.put(i, datum);
            } else if (of.isPresent() && open.contains(of.get())) {
                int at = i;
                base = base.flatMap(
                        before -> refined(before, of.get(), at, copies.all().get(0), model));
            }
        }
        List<PatientCase> pair = new ArrayList<>();
        for (Copy copy : copies.all()) {
            Optional<PatientCase> one = base;
            for (int i : own.keySet()) {
                one = one.flatMap(before -> refined(before, datum, i, copy, model));
            }
            one.ifPresent(pair::add);
        }
        return pair.size() == 2 ? pair : List.of();
    }

    /** The case with a value of an open datum that answers as the solver says. */
    private Optional<PatientCase> refined(PatientCase before, String datum, int at, Copy copy, Assignment model) {
        Dimension dimension = dimensions.get(at);
        Optional<BitSet> wanted = wanted(dimension, copy.values().get(at), model);
        return wanted.isEmpty() || variations.answers(before, dimension).equals(wanted.get())
                ? Optional.of(before)
                : variations.values(datum, before).stream()
                        .filter(one -> variations.answers(one, dimension).equals(wanted.get()))
                        .findFirst();
    }

    private static Optional<BitSet> wanted(Dimension dimension, List<Variable> own, Assignment model) {
        for (int value = 0; value < own.size(); value++) {
            if (model.evaluateLit(own.get(value))) {
                return Optional.of(dimension.values().get(value).holds());
            }
        }
        return Optional.empty();
    }

    /** The case with the values of the data that change. */
    private Optional<PatientCase> changed(Map<String, Variable> costs, Assignment model) {
        Variable list = costs.get(Change.IMAGING);
        Optional<PatientCase> patient = Optional.of(
                list != null && model.evaluateLit(list)
                        ? stated.toBuilder().imaging().build()
                        : stated);
        for (int i = 0; i < current.size(); i++) {
            Dimension one = dimensions.get(i);
            About about = one.about();
            Variable cost = about == null
                    ? null
                    : variations.datum(about).map(costs::get).orElse(null);
            if (about != null && cost != null && model.evaluateLit(cost)) {
                Optional<BitSet> wanted =
                        wanted(one, copies.all().get(0).values().get(i), model);
                if (wanted.isPresent()) {
                    patient = patient.flatMap(before ->
                            variations.answers(before, one).equals(wanted.get())
                                    ? Optional.of(before)
                                    : circuit.domain().statements(about, Variations.plain(before, circuit)).stream()
                                            .filter(next -> variations
                                                    .answers(next, one)
                                                    .equals(wanted.get()))
                                            .findFirst());
                }
            }
        }
        return patient;
    }
}

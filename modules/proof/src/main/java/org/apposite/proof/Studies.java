package org.apposite.proof;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apposite.circuit.Dimension;
import org.apposite.language.Domain.About;
import org.apposite.language.QuestionKind.Asks;
import org.apposite.patient.PatientCase;
import org.apposite.proof.stating.Wiring;
import org.logicng.formulas.Literal;
import org.logicng.formulas.Variable;

/** What is known of the questions on studies, which other data have a part in and which several studies answer together. */
final class Studies {

    /** What decides which studies count, and what they show of the area. */
    private static final Set<Asks> DECIDING = EnumSet.of(
            Asks.STUDY, Asks.ANY_STUDY, Asks.COMPLAINT, Asks.REGION, Asks.AGE, Asks.DURATION, Asks.EXAMINATION);

    private final Wiring circuit;
    private final Formula formula;
    /** Holds of patients with one study at most. */
    private final Variable plain;

    Studies(Wiring circuit, Formula formula, Variable plain) {
        this.circuit = circuit;
        this.formula = formula;
        this.plain = plain;
    }

    static boolean areAnsweredBy(Dimension dimension) {
        return dimension.about() == null
                || dimension.about().asks() == Asks.STUDY
                || dimension.about().asks() == Asks.ANY_STUDY;
    }

    /** The value says that a study, or any, was not done. */
    static boolean isNotDone(Dimension dimension, Dimension.Value value) {
        return areAnsweredBy(dimension)
                && value.stated().imaging().filter(List::isEmpty).isPresent();
    }

    boolean canDependOn(About about) {
        return DECIDING.contains(about.asks()) || circuit.isOnset(about.code());
    }

    /** Of a plain patient, all that is asked of studies is answered as by the one study. */
    void areKnown(Copy copy) {
        List<Integer> loose = circuit.dimensions().stream()
                .filter(one -> one.about() == null)
                .flatMap(one -> one.wires().stream())
                .toList();
        Variable anything = formula.variable();
        Map<Variable, PatientCase> studies = new LinkedHashMap<>();
        for (int i = 0; i < circuit.dimensions().size(); i++) {
            Dimension dimension = circuit.dimensions().get(i);
            if (dimension.about() != null && areAnsweredBy(dimension)) {
                List<Variable> own = copy.values().get(i);
                for (int value = 0; value < dimension.values().size(); value++) {
                    PatientCase stated = dimension.values().get(value).stated();
                    if (stated.imaging().filter(list -> !list.isEmpty()).isPresent()) {
                        formula.clause(own.get(value).negate(), anything);
                        studies.put(own.get(value), stated);
                    }
                }
            }
        }
        studies.forEach((is, stated) -> {
            studies.keySet().stream()
                    .filter(other -> is.name().compareTo(other.name()) < 0)
                    .forEach(other -> formula.clause(plain.negate(), is.negate(), other.negate()));
            answersAre(loose, stated, copy, is.negate());
        });
        PatientCase nobody = circuit.nobody();
        answersAre(loose, nobody, copy, copy.imagingStated());
        answersAre(
                loose,
                nobody.toBuilder().imaging().build(),
                copy,
                copy.imagingStated().negate(),
                anything);
    }

    /** Unless something else holds. */
    private void answersAre(List<Integer> wires, PatientCase stated, Copy copy, Literal... unless) {
        BitSet answers = circuit.answers(stated, wires);
        for (int i = 0; i < wires.size(); i++) {
            List<Literal> clause = new ArrayList<>(List.of(unless));
            clause.add(plain.negate());
            clause.add(copy.literal(answers.get(i) ? wires.get(i) : Patients.not(wires.get(i))));
            formula.clause(clause);
        }
    }

    /** Of a plain patient something is alike in two copies. */
    void areAlike(List<Variable> some, List<Variable> others) {
        for (int i = 0; i < some.size(); i++) {
            formula.clause(plain.negate(), some.get(i).negate(), others.get(i));
            formula.clause(plain.negate(), some.get(i), others.get(i).negate());
        }
    }
}

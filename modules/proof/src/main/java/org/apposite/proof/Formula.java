package org.apposite.proof;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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

/** Clauses, and the solver that is asked about them within an effort. For one thread. */
final class Formula {

    /** So many contradictions are met before an answer is given up. */
    private static final int MOST_CONFLICTS = 20_000;

    /** A formula of so many clauses takes some hundred MB; those of the shipped topics have a tenth of it. */
    private static final int MOST_CLAUSES = 500_000;

    /** What meeting a contradiction costs beside looking at the formula once. */
    private static final long STEPS_OF_A_CONFLICT = 1_000;

    private final Effort effort;
    private final FormulaFactory f = new FormulaFactory();
    private boolean isDecided = true;
    private final MiniSat solver = MiniSat.miniSat(f);
    private int names;
    private int clauses;

    Formula(Effort effort) {
        this.effort = effort;
    }

    /** What the formula was at some time. */
    record State(SolverState solver, int clauses) {}

    State state() {
        return new State(solver.saveState(), clauses);
    }

    /** Forgets what was added since, and later states. */
    void back(State to) {
        solver.loadState(to.solver);
        clauses = to.clauses;
    }

    Variable variable() {
        return f.variable("v" + names++);
    }

    /** A formula that is too large to be kept is not made to its end: then nothing is proved any more. */
    void clause(Literal... literals) {
        if (++clauses > MOST_CLAUSES) {
            effort.end();
        }
        if (!effort.isSpent()) {
            solver.add(f.clause(literals));
        }
    }

    void clause(List<Literal> literals) {
        clause(literals.toArray(Literal[]::new));
    }

    /** Not more than so many of some may hold. */
    void atMost(int number, Collection<Variable> of) {
        solver.add(f.cc(CType.LE, number, of));
    }

    /**
     * Whether the formula can hold while some literals do.
     *
     * @param steps what it costs to look at the formula once
     * @return undefined when it is too hard to tell, or when the effort is spent
     */
    Tristate solve(List<Literal> given, long steps) {
        effort.spend(steps);
        Tristate answer = effort.isSpent() ? Tristate.UNDEF : solver.sat(limit(), given);
        isDecided = answer != Tristate.UNDEF;
        return answer;
    }

    /** Whether the last question was not too hard. */
    boolean isDecided() {
        return isDecided;
    }

    boolean isSpent() {
        return effort.isSpent();
    }

    /** What made it hold when it was asked last. */
    Assignment model(List<Variable> of) {
        return solver.model(of);
    }

    /** What makes the formula hold with the fewest of some variables; empty when nothing does, or it is too hard to tell. */
    Optional<Assignment> fewest(List<Variable> variables, List<Variable> told) {
        SATHandler limit = limit();
        Assignment found = solver.execute(OptimizationFunction.builder()
                .literals(variables)
                .additionalVariables(
                        Stream.concat(variables.stream(), told.stream()).toList())
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
        return Optional.ofNullable(limit.aborted() ? null : found);
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
}

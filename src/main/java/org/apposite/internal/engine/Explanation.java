package org.apposite.internal.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apposite.advice.Trace.Reason;
import org.apposite.language.Fact;
import org.apposite.language.Known;
import org.apposite.language.Parameter;
import org.apposite.language.QuestionKind;
import org.apposite.language.Scope;
import org.apposite.model.Topic.Condition;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Topic.Pattern;
import org.apposite.model.Topic.Question;
import org.apposite.model.Topic.Rule;
import org.jspecify.annotations.Nullable;

/**
 * Says in plain words why a rule fired: which of its questions were answered with yes. Of alternatives only those that
 * hold are named.
 */
final class Explanation {

    private sealed interface Clause permits Atom, Every, Any {}

    /**
     * A question.
     *
     * @param codes what a yes rests on, of a group every member
     * @param reason the reason, made once when it is the same for every patient; null when the patient's values stand in it
     */
    private record Atom(
            QuestionKind kind,
            List<Literal> arguments,
            String words,
            List<String> codes,
            @Nullable Reason reason) implements Clause {

        Reason reason(Known known) {
            if (reason != null) {
                return reason;
            }
            List<String> rests = kind.isOfPresentMembers()
                    ? codes.stream().filter(known.patient()::present).toList()
                    : codes;
            return new Reason(
                    kind.fill(words, known.patient(), arguments), kind.fact().kind(), rests);
        }
    }

    private record Every(List<Clause> clauses) implements Clause {}

    private record Any(List<Clause> clauses) implements Clause {}

    private static final Set<Parameter> CODES_OF_CAUSES =
            Set.of(Parameter.FINDING, Parameter.RED_FLAG, Parameter.SUSPICION);

    private final Every clauses;
    private final boolean isConstant;

    private Explanation(Every clauses) {
        this.clauses = clauses;
        this.isConstant =
                clauses.clauses.stream().allMatch(clause -> clause instanceof Atom atom && atom.reason != null);
    }

    static Explanation of(Rule rule, Scope scope) {
        List<Clause> clauses = new ArrayList<>();
        for (Pattern pattern : rule.when()) {
            Fact fact = Fact.named(pattern.fact()).orElseThrow();
            pattern.conditions().forEach(condition -> clauses.add(clause(fact, condition, scope)));
        }
        return new Explanation(new Every(clauses));
    }

    private static Clause clause(Fact fact, Condition condition, Scope scope) {
        return condition.fold(question -> atom(fact, question, scope), Every::new, Any::new);
    }

    private static Clause atom(Fact fact, Question question, Scope scope) {
        QuestionKind kind = QuestionKind.of(fact, question.name()).orElseThrow();
        String words = kind.words(question.arguments(), scope);
        List<String> codes = kind.restsOn(question.arguments(), scope);
        Reason reason = words.indexOf('{') < 0 ? new Reason(words, fact.kind(), codes) : null;
        return new Atom(kind, question.arguments(), words, codes, reason);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Explanation explanation && clauses.equals(explanation.clauses);
    }

    @Override
    public int hashCode() {
        return clauses.hashCode();
    }

    /** The facts, in the order of the rule's conditions. */
    List<Reason> because(Known known) {
        List<Reason> reasons = new ArrayList<>(4);
        collect(clauses, known, atom -> {
            Reason reason = atom.reason(known);
            if (!reasons.contains(reason)) {
                reasons.add(reason);
            }
        });
        return reasons;
    }

    /** Whether it fires for these facts again, none of which has a value of the patient in it. */
    boolean isAgain(Known known, List<Reason> told) {
        if (isConstant) {
            return true;
        }
        Comparison comparison = new Comparison(told);
        collect(clauses, known, comparison);
        return comparison.same && comparison.next == told.size();
    }

    private static final class Comparison implements Visitor {

        private final List<Reason> told;
        private int next;
        private boolean same = true;

        Comparison(List<Reason> told) {
            this.told = told;
        }

        @Override
        public void visit(Atom atom) {
            Reason reason = atom.reason;
            int place = reason == null ? -1 : told.indexOf(reason);
            same &= place >= 0 && place <= next;
            next += place == next ? 1 : 0;
        }
    }

    /** The codes of the findings, red flags and suspicions that made the rule fire. */
    List<String> causes(Known known) {
        List<String> codes = new ArrayList<>();
        collect(clauses, known, atom -> {
            for (String code : causes(atom, known)) {
                if (!codes.contains(code)) {
                    codes.add(code);
                }
            }
        });
        return codes;
    }

    private static List<String> causes(Atom atom, Known known) {
        List<Parameter> parameters = atom.kind.parameters();
        if (parameters.contains(Parameter.GROUP)) {
            String group =
                    atom.arguments.get(parameters.indexOf(Parameter.GROUP)).text();
            return known.patient().scope().group(group).stream()
                    .filter(code -> known.patient().present(code))
                    .toList();
        }
        return !parameters.isEmpty() && CODES_OF_CAUSES.contains(parameters.get(0))
                ? List.of(atom.arguments.get(0).text())
                : List.of();
    }

    private interface Visitor {
        void visit(Atom atom);
    }

    /** Visits what a clause that holds rests on: all of it, but of alternatives only those that hold. */
    private static void collect(Clause clause, Known known, Visitor visitor) {
        if (clause instanceof Atom atom) {
            visitor.visit(atom);
        } else if (clause instanceof Every every) {
            for (Clause one : every.clauses) {
                collect(one, known, visitor);
            }
        } else if (clause instanceof Any any) {
            for (Clause one : any.clauses) {
                if (holds(one, known)) {
                    collect(one, known, visitor);
                }
            }
        }
    }

    private static boolean holds(Clause clause, Known known) {
        if (clause instanceof Atom atom) {
            return atom.kind.holds(known, atom.arguments);
        }
        if (clause instanceof Any any) {
            for (Clause one : any.clauses) {
                if (holds(one, known)) {
                    return true;
                }
            }
            return false;
        }
        for (Clause one : ((Every) clause).clauses) {
            if (!holds(one, known)) {
                return false;
            }
        }
        return true;
    }
}

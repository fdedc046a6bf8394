package org.apposite.internal.engine;

import java.util.ArrayList;
import java.util.HashSet;
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

    private record Atom(QuestionKind kind, List<Literal> arguments, String words) implements Clause {}

    private record Every(List<Clause> clauses) implements Clause {}

    private record Any(List<Clause> clauses) implements Clause {}

    private static final Set<Parameter> CODES_OF_CAUSES =
            Set.of(Parameter.FINDING, Parameter.RED_FLAG, Parameter.SUSPICION);

    private final Every clauses;

    /** Whether the rule can fire for one reason only, which then is made once. */
    private final boolean oneReason;

    /** The reasons of such a rule, once they have been told. What two threads make at once is equal. */
    private volatile @Nullable List<Reason> told;

    private Explanation(Every clauses) {
        this.clauses = clauses;
        this.oneReason =
                clauses.clauses.stream().allMatch(clause -> clause instanceof Atom atom && atom.words.indexOf('{') < 0);
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
        return new Atom(kind, question.arguments(), kind.words(question.arguments(), scope));
    }

    /** The facts, in the order of the rule's conditions. */
    List<Reason> because(Known known) {
        List<Reason> before = told;
        if (before != null) {
            return before;
        }
        List<Reason> reasons = new ArrayList<>(4);
        Set<String> words = new HashSet<>();
        collect(clauses, known, atom -> {
            String filled = atom.kind.fill(atom.words, known.patient(), atom.arguments);
            if (words.add(filled)) {
                reasons.add(atom.kind.reason(filled, atom.arguments, known.patient()));
            }
        });
        if (oneReason) {
            told = List.copyOf(reasons);
        }
        return reasons;
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

    /** Visits what holds; returns whether all of the clause does. */
    private static boolean collect(Clause clause, Known known, Visitor visitor) {
        if (clause instanceof Atom atom) {
            boolean holds = atom.kind.holds(known, atom.arguments);
            if (holds) {
                visitor.visit(atom);
            }
            return holds;
        }
        if (clause instanceof Any any) {
            boolean holds = false;
            for (Clause one : any.clauses) {
                if (holds(one, known)) {
                    collect(one, known, visitor);
                    holds = true;
                }
            }
            return holds;
        }
        boolean holds = true;
        for (Clause one : ((Every) clause).clauses) {
            holds &= collect(one, known, visitor);
        }
        return holds;
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

package org.apposite.internal.read;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParseResult;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.EnclosedExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apposite.language.Fact;
import org.apposite.language.QuestionKind;
import org.apposite.model.Topic.AllOf;
import org.apposite.model.Topic.AnyOf;
import org.apposite.model.Topic.Condition;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Topic.Question;
import org.apposite.text.Spelling;

/** Reads what stands between the parentheses of a pattern: questions, joined by {@code &&} and {@code ||}. */
final class ConditionReader {

    private final JavaParser parser;
    private final List<CodeUse> uses;

    ConditionReader(JavaParser parser, List<CodeUse> uses) {
        this.parser = parser;
        this.uses = uses;
    }

    /** The condition, or nothing when it is refused; then it has been reported. */
    Optional<Condition> read(Fact fact, Excerpt excerpt) {
        ParseResult<Expression> parsed = parser.parseExpression(excerpt.text());
        Optional<Expression> expression = parsed.getResult();
        if (!parsed.isSuccessful() || expression.isEmpty()) {
            excerpt.report(
                    IssueCode.CONDITION_REFUSED,
                    "a condition is a question such as present( \"fever\" ), not: "
                            + excerpt.text().strip(),
                    null);
            return Optional.empty();
        }
        return read(fact, expression.get(), excerpt);
    }

    private Optional<Condition> read(Fact fact, Expression expression, Excerpt excerpt) {
        if (expression instanceof EnclosedExpr enclosed) {
            return read(fact, enclosed.getInner(), excerpt);
        }
        if (expression instanceof BinaryExpr binary
                && (binary.getOperator() == BinaryExpr.Operator.AND
                        || binary.getOperator() == BinaryExpr.Operator.OR)) {
            return join(fact, binary, excerpt);
        }
        if (expression instanceof MethodCallExpr call
                && call.getScope().isEmpty()
                && call.getTypeArguments().isEmpty()) {
            return question(fact, call, excerpt);
        }
        if (expression instanceof UnaryExpr || expression instanceof BinaryExpr) {
            excerpt.report(
                    IssueCode.CONDITION_REFUSED,
                    expression,
                    "negations and comparisons are refused, because an unknown would pass for an absence: "
                            + Literals.shortened(expression),
                    "Ask a question: present, absent, unknown or absentOrUnknown.");
        } else {
            excerpt.report(
                    IssueCode.CONDITION_REFUSED,
                    expression,
                    "a condition is a question such as present( \"fever\" ), not: " + Literals.shortened(expression),
                    "Questions to " + fact.display() + ": " + String.join(", ", fact.questions()) + ".");
        }
        return Optional.empty();
    }

    private Optional<Condition> join(Fact fact, BinaryExpr binary, Excerpt excerpt) {
        List<Condition> joined = new ArrayList<>();
        boolean complete = true;
        // A chain of one operator is nested to the left; unrolling it keeps the model flat and the depth bounded.
        List<Expression> chain = new ArrayList<>();
        Expression rest = binary;
        while (rest instanceof BinaryExpr next && next.getOperator() == binary.getOperator()) {
            chain.add(0, next.getRight());
            rest = next.getLeft();
        }
        chain.add(0, rest);
        for (Expression part : chain) {
            Optional<Condition> condition = read(fact, part, excerpt);
            complete &= condition.isPresent();
            condition.ifPresent(joined::add);
        }
        if (!complete) {
            return Optional.empty();
        }
        return Optional.of(binary.getOperator() == BinaryExpr.Operator.AND ? new AllOf(joined) : new AnyOf(joined));
    }

    private Optional<Condition> question(Fact fact, MethodCallExpr call, Excerpt excerpt) {
        String name = call.getNameAsString();
        Optional<QuestionKind> kind = QuestionKind.of(fact, name);
        if (kind.isEmpty()) {
            String near = Spelling.didYouMean(name, fact.questions());
            excerpt.report(
                    IssueCode.CONDITION_REFUSED,
                    call,
                    fact.display() + " has no question \"" + name + "\"",
                    near != null ? near : "It has " + String.join(", ", fact.questions()) + ".");
            return Optional.empty();
        }
        int expected = kind.get().parameters().size();
        if (!kind.get().takes(call.getArguments().size())) {
            excerpt.report(
                    IssueCode.WRONG_ARGUMENTS,
                    call,
                    name + " needs " + expected + (expected == 1 ? " argument" : " arguments") + ", not "
                            + call.getArguments().size(),
                    null);
            return Optional.empty();
        }
        Optional<List<Literal>> arguments = new Literals(excerpt, uses)
                .read(name, call.getArguments(), kind.get().parameters());
        return arguments.map(literals -> new Question(name, literals, excerpt.place(call)));
    }
}

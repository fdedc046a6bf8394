package org.apposite.internal.read;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.DoubleLiteralExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.IntegerLiteralExpr;
import com.github.javaparser.ast.expr.StringLiteralExpr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apposite.language.Parameter;
import org.apposite.model.Topic.Literal;

/** Reads the arguments of questions and verbs: plain texts and whole numbers, nothing else. */
final class Literals {

    private static final int MAX_TEXT = 2000;
    private static final int MAX_DIGITS = 6;
    private static final Pattern DECIMAL = Pattern.compile("(0|[1-9]\\d{0,5})\\.\\d{1,6}");

    private final Excerpt excerpt;
    private final List<CodeUse> uses;

    Literals(Excerpt excerpt, List<CodeUse> uses) {
        this.excerpt = excerpt;
        this.uses = uses;
    }

    /** The arguments, or nothing when one is refused; then it has been reported. */
    Optional<List<Literal>> read(String callee, List<Expression> arguments, List<Parameter> parameters) {
        List<Literal> literals = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            Parameter parameter = parameters.get(Math.min(i, parameters.size() - 1));
            Expression argument = arguments.get(i);
            Optional<Literal> literal = literal(argument);
            if (literal.isEmpty()) {
                excerpt.report(
                        IssueCode.WRONG_ARGUMENTS,
                        argument,
                        callee + " takes plain texts in quotes and whole numbers only, not: " + shortened(argument),
                        null);
                return Optional.empty();
            }
            if (!parameter.isWritten(literal.get())) {
                excerpt.report(
                        IssueCode.WRONG_ARGUMENTS,
                        argument,
                        callee + " needs a " + parameter.display() + " here, "
                                + (parameter.form() == Parameter.Form.TEXT
                                        ? "a text in quotes"
                                        : "a number without quotes"),
                        null);
                return Optional.empty();
            }
            literals.add(literal.get());
        }
        for (int i = 0; i < arguments.size(); i++) {
            Parameter parameter = parameters.get(Math.min(i, parameters.size() - 1));
            uses.add(new CodeUse(excerpt.file(), excerpt.offset(arguments.get(i)), callee, parameter, literals, i));
        }
        return Optional.of(literals);
    }

    private static Optional<Literal> literal(Expression argument) {
        if (argument instanceof IntegerLiteralExpr number) {
            String digits = number.getValue();
            boolean plain = digits.length() <= MAX_DIGITS && digits.chars().allMatch(c -> c >= '0' && c <= '9');
            return plain && (digits.length() == 1 || digits.charAt(0) != '0')
                    ? Optional.of(new Literal(digits, true))
                    : Optional.empty();
        }
        if (argument instanceof DoubleLiteralExpr number) {
            String digits = number.getValue();
            return DECIMAL.matcher(digits).matches() ? Optional.of(new Literal(digits, true)) : Optional.empty();
        }
        if (argument instanceof StringLiteralExpr text && text.getClass() == StringLiteralExpr.class) {
            String raw = text.getValue();
            return raw.indexOf('\\') < 0 && raw.length() <= MAX_TEXT
                    ? Optional.of(new Literal(raw, false))
                    : Optional.empty();
        }
        return Optional.empty();
    }

    static String shortened(Node node) {
        String text = node.toString().replaceAll("\\s+", " ");
        return text.length() <= 60 ? text : text.substring(0, 57) + "...";
    }
}

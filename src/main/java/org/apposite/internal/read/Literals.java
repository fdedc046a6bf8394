package org.apposite.internal.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apposite.internal.limit.Limit;
import org.apposite.internal.source.IssueCode;
import org.apposite.internal.source.SourceFile;
import org.apposite.language.Parameter;
import org.apposite.model.Topic.Literal;
import org.apposite.text.RuleFile.Argument;
import org.apposite.text.RuleFile.Node;
import org.apposite.text.Token;

/** Reads the arguments of questions and verbs: plain texts and numbers, nothing else. */
final class Literals {

    private static final Pattern NUMBER = Pattern.compile("(0|[1-9][0-9]{0,5})(\\.[0-9]{1,6})?");

    private final SourceFile file;
    private final List<CodeCheck.Use> uses;

    Literals(SourceFile file, List<CodeCheck.Use> uses) {
        this.file = file;
        this.uses = uses;
    }

    /** The arguments, or nothing when one is refused; then it has been reported. */
    Optional<List<Literal>> read(String callee, List<Argument> arguments, List<Parameter> parameters) {
        List<Literal> literals = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            Parameter parameter = parameters.get(Math.min(i, parameters.size() - 1));
            Argument argument = arguments.get(i);
            Optional<Literal> literal = literal(argument);
            if (literal.isEmpty()) {
                file.report(
                        IssueCode.WRONG_ARGUMENTS,
                        argument,
                        callee + " takes only plain texts in quotes and whole numbers, not: " + shortened(argument),
                        argument.first().is("'") ? "Write a text in double quotes." : null);
                return Optional.empty();
            }
            if (!parameter.isWritten(literal.get())) {
                boolean text = parameter.form() == Parameter.Form.TEXT;
                boolean fraction = !text && literal.get().isNumber();
                file.report(
                        IssueCode.WRONG_ARGUMENTS,
                        argument,
                        callee + " needs a " + parameter.display() + " here, "
                                + (text ? "a text in quotes" : fraction ? "a whole number" : "a number without quotes"),
                        fraction ? "Leave out the fraction." : null);
                return Optional.empty();
            }
            literals.add(literal.get());
        }
        List<Literal> all = List.copyOf(literals);
        for (int i = 0; i < arguments.size(); i++) {
            Parameter parameter = parameters.get(Math.min(i, parameters.size() - 1));
            uses.add(new CodeCheck.Use(file, arguments.get(i).first().offset(), callee, parameter, all, i));
        }
        return Optional.of(all);
    }

    private static Optional<Literal> literal(Argument argument) {
        if (!argument.isLiteral()) {
            return Optional.empty();
        }
        Token token = argument.first();
        boolean number = token.kind() == Token.Kind.NUMBER;
        boolean plain = number
                ? NUMBER.matcher(token.value()).matches()
                : token.value().indexOf('\\') < 0
                        && !Limit.TEXT.isExceededBy(token.value().length());
        return plain ? Optional.of(new Literal(token.value(), number)) : Optional.empty();
    }

    /** What stands in the file, on one line that is not too long. */
    static String shortened(Node node) {
        return SourceFile.shortened(node.written());
    }
}

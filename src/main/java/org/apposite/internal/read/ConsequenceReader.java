package org.apposite.internal.read;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParseResult;
import com.github.javaparser.Problem;
import com.github.javaparser.TokenRange;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import com.github.javaparser.ast.stmt.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apposite.language.Verb;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Literal;
import org.apposite.text.Spelling;

/** Reads what stands after {@code then}: calls of the verbs of {@code conclude} with literal arguments. */
final class ConsequenceReader {

    private static final String COLLECTOR = "conclude";
    private static final List<String> VERBS =
            Arrays.stream(Verb.values()).map(Verb::display).toList();

    private final JavaParser parser;
    private final List<CodeUse> uses;

    ConsequenceReader(JavaParser parser, List<CodeUse> uses) {
        this.parser = parser;
        this.uses = uses;
    }

    /** The consequences that are allowed; the others have been reported. */
    List<Consequence> read(Excerpt excerpt) {
        // The brace in front keeps the lines as they are and moves the first one by one column.
        Excerpt block = new Excerpt(excerpt.file(), "{" + excerpt.text() + "\n}", excerpt.start() - 1);
        ParseResult<BlockStmt> parsed = parser.parseBlock(block.text());
        List<Consequence> consequences = new ArrayList<>();
        if (!parsed.isSuccessful() || parsed.getResult().isEmpty()) {
            int offset = parsed.getProblems().stream()
                    .findFirst()
                    .flatMap(Problem::getLocation)
                    .flatMap(TokenRange::toRange)
                    .map(range -> block.offset(range.begin))
                    .orElse(excerpt.start());
            excerpt.file()
                    .reportAt(
                            IssueCode.CONCLUSION_REFUSED,
                            Math.max(offset, excerpt.start()),
                            "what stands after \"then\" cannot be read from here on",
                            "Write conclude.<verb>( ... ); with commas between the values and a semicolon at the end.");
            return consequences;
        }
        for (Statement statement : parsed.getResult().get().getStatements()) {
            consequence(statement, block).ifPresent(consequences::add);
        }
        if (parsed.getResult().get().getStatements().isEmpty()) {
            excerpt.report(IssueCode.CONCLUSION_REFUSED, "the rule concludes nothing", "Add a conclusion.");
        }
        return consequences;
    }

    private Optional<Consequence> consequence(Statement statement, Excerpt block) {
        if (!(statement instanceof ExpressionStmt expression)
                || !(expression.getExpression() instanceof MethodCallExpr call)
                || !(call.getScope().orElse(null) instanceof NameExpr scope)
                || !scope.getNameAsString().equals(COLLECTOR)
                || call.getTypeArguments().isPresent()) {
            block.report(
                    IssueCode.CONCLUSION_REFUSED,
                    statement,
                    "a rule can only conclude, it cannot do this: " + Literals.shortened(statement),
                    "Write conclude.<verb>( ... ); verbs: " + String.join(", ", VERBS) + ".");
            return Optional.empty();
        }
        String name = call.getNameAsString();
        Optional<Verb> verb = Verb.named(name);
        if (verb.isEmpty()) {
            String near = Spelling.didYouMean(name, VERBS);
            block.report(
                    IssueCode.CONCLUSION_REFUSED,
                    call,
                    "there is no verb \"" + name + "\"",
                    near != null ? near : "Verbs: " + String.join(", ", VERBS) + ".");
            return Optional.empty();
        }
        if (!verb.get().takes(call.getArguments().size())) {
            block.report(
                    IssueCode.WRONG_ARGUMENTS,
                    call,
                    name + " needs "
                            + String.join(
                                    ", ",
                                    verb.get().parameters().stream()
                                            .map(parameter -> "a " + parameter.display())
                                            .toList()),
                    null);
            return Optional.empty();
        }
        Optional<List<Literal>> arguments = new Literals(block, uses)
                .read(name, call.getArguments(), verb.get().parameters());
        return arguments.map(literals -> new Consequence(name, literals, block.place(call)));
    }
}

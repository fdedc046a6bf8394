package org.apposite.internal.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apposite.internal.source.IssueCode;
import org.apposite.internal.source.SourceFile;
import org.apposite.language.Verb;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Literal;
import org.apposite.text.RuleFile.Conclusion;
import org.apposite.text.RuleFile.Statement;
import org.apposite.text.Spelling;

/** Reads what stands after {@code then}: calls of the verbs of {@code conclude} with literal arguments. */
final class ConsequenceReader {

    private static final List<String> VERBS =
            Arrays.stream(Verb.values()).map(Verb::display).toList();

    private final SourceFile file;
    private final List<CodeCheck.Use> uses;

    ConsequenceReader(SourceFile file, List<CodeCheck.Use> uses) {
        this.file = file;
        this.uses = uses;
    }

    /** The consequences that are allowed; the others have been reported. */
    List<Consequence> read(List<Statement> statements) {
        List<Consequence> consequences = new ArrayList<>();
        statements.forEach(statement -> consequence(statement).ifPresent(consequences::add));
        return consequences;
    }

    private Optional<Consequence> consequence(Statement statement) {
        if (!(statement instanceof Conclusion conclusion)) {
            file.report(
                    IssueCode.CONCLUSION_REFUSED,
                    statement,
                    "a rule can only draw conclusions, so it cannot do this: " + Literals.shortened(statement),
                    "Write conclude.<verb>( ... ); verbs: " + String.join(", ", VERBS) + ".");
            return Optional.empty();
        }
        String name = conclusion.verb();
        Optional<Verb> verb = Verb.named(name);
        if (verb.isEmpty()) {
            String near = Spelling.didYouMean(name, VERBS);
            file.report(
                    IssueCode.CONCLUSION_REFUSED,
                    statement,
                    "there is no verb \"" + name + "\"",
                    near != null ? near : "Verbs: " + String.join(", ", VERBS) + ".");
            return Optional.empty();
        }
        if (!verb.get().takes(conclusion.arguments().size())) {
            file.report(
                    IssueCode.WRONG_ARGUMENTS,
                    statement,
                    name + " needs "
                            + String.join(
                                    ", ",
                                    verb.get().parameters().stream()
                                            .map(parameter -> "a " + parameter.display())
                                            .toList()),
                    null);
            return Optional.empty();
        }
        Optional<List<Literal>> arguments = new Literals(file, uses)
                .read(name, conclusion.arguments(), verb.get().parameters());
        return arguments.map(literals -> new Consequence(name, literals, SourceFile.place(statement)));
    }
}

package org.apposite.internal.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apposite.internal.source.IssueCode;
import org.apposite.internal.source.SourceFile;
import org.apposite.language.Fact;
import org.apposite.language.QuestionKind;
import org.apposite.model.Topic.AllOf;
import org.apposite.model.Topic.AnyOf;
import org.apposite.model.Topic.Condition;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Topic.Question;
import org.apposite.text.RuleFile;
import org.apposite.text.Spelling;

/** Reads what stands between the parentheses of a pattern: questions, joined by {@code &&} and {@code ||}. */
final class ConditionReader {

    /** Signs of comparisons, negations and sums; none has a place in a condition. */
    private static final Set<String> OPERATORS = Set.of("!", "=", "<", ">", "+", "*", "/", "%", "^", "~", "&", "|");

    private final SourceFile file;
    private final List<CodeCheck.Use> uses;

    ConditionReader(SourceFile file, List<CodeCheck.Use> uses) {
        this.file = file;
        this.uses = uses;
    }

    /** The condition, or nothing when it is refused; then it has been reported. */
    Optional<Condition> read(Fact fact, RuleFile.Condition condition) {
        if (condition instanceof RuleFile.Group group) {
            return read(fact, group.inside());
        }
        if (condition instanceof RuleFile.Joined joined) {
            return join(fact, joined);
        }
        if (condition instanceof RuleFile.Question question) {
            return question(fact, question);
        }
        if (condition.bare().stream().anyMatch(token -> OPERATORS.stream().anyMatch(token::is))) {
            file.report(
                    IssueCode.CONDITION_REFUSED,
                    condition,
                    "negations and comparisons are refused, because an unknown would pass for an absence: "
                            + Literals.shortened(condition),
                    "Ask a question: present, absent, unknown or absentOrUnknown.");
        } else {
            file.report(
                    IssueCode.CONDITION_REFUSED,
                    condition,
                    "a condition is a question such as present( \"fever\" ), not: " + Literals.shortened(condition),
                    "Questions to " + fact.display() + ": " + String.join(", ", fact.questions()) + ".");
        }
        return Optional.empty();
    }

    private Optional<Condition> join(Fact fact, RuleFile.Joined joined) {
        List<Condition> parts = new ArrayList<>();
        joined.parts().forEach(part -> read(fact, part).ifPresent(parts::add));
        if (parts.size() < joined.parts().size()) {
            return Optional.empty();
        }
        return Optional.of(joined.sign().equals("&&") ? new AllOf(parts) : new AnyOf(parts));
    }

    private Optional<Condition> question(Fact fact, RuleFile.Question question) {
        String name = question.name();
        Optional<QuestionKind> kind = QuestionKind.of(fact, name);
        if (kind.isEmpty()) {
            String near = Spelling.didYouMean(name, fact.questions());
            file.report(
                    IssueCode.CONDITION_REFUSED,
                    question,
                    fact.display() + " has no question \"" + name + "\"",
                    near != null ? near : "It has " + String.join(", ", fact.questions()) + ".");
            return Optional.empty();
        }
        int expected = kind.get().parameters().size();
        if (!kind.get().takes(question.arguments().size())) {
            file.report(
                    IssueCode.WRONG_ARGUMENTS,
                    question,
                    name + " needs " + expected + (expected == 1 ? " argument" : " arguments") + ", not "
                            + question.arguments().size(),
                    "Write " + kind.get().form() + ".");
            return Optional.empty();
        }
        Optional<List<Literal>> arguments = new Literals(file, uses)
                .read(name, question.arguments(), kind.get().parameters());
        return arguments.map(literals -> new Question(name, literals, SourceFile.place(question)));
    }
}

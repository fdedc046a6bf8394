package org.apposite.internal.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apposite.internal.source.IssueCode;
import org.apposite.internal.source.SourceFile;
import org.apposite.language.AnswerQuestion;
import org.apposite.language.Fact;
import org.apposite.language.QuestionForm;
import org.apposite.language.QuestionKind;
import org.apposite.model.Topic;
import org.apposite.model.Topic.AllOf;
import org.apposite.model.Topic.AnyOf;
import org.apposite.model.Topic.Condition;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Topic.Question;
import org.apposite.text.RuleFile;
import org.apposite.text.RuleFile.Element;
import org.apposite.text.Spelling;
import org.apposite.text.Token;

/** Reads patterns, and what stands between their parentheses: questions, joined by {@code &&} and {@code ||}. */
final class PatternReader {

    private static final String NOT_PART = "is not part of the rule language";

    /** Signs of comparisons, negations and sums; none has a place in a condition. */
    private static final Set<String> OPERATORS = Set.of("!", "=", "<", ">", "+", "*", "/", "%", "^", "~", "&", "|");

    private final SourceFile file;
    private final List<CodeCheck.Use> uses;
    private final boolean ofAnswers;

    /**
     * A reader of a text.
     *
     * @param ofAnswers whether patterns may ask the answer, as properties do and rules do not
     */
    PatternReader(SourceFile file, List<CodeCheck.Use> uses, boolean ofAnswers) {
        this.file = file;
        this.uses = uses;
        this.ofAnswers = ofAnswers;
    }

    /** The patterns that are allowed; the others have been reported. */
    List<Topic.Pattern> read(List<Element> elements) {
        List<Topic.Pattern> patterns = new ArrayList<>();
        for (Element element : elements) {
            if (element instanceof RuleFile.Pattern pattern) {
                pattern(pattern).ifPresent(patterns::add);
            } else {
                refuseBetweenPatterns(element);
            }
        }
        return patterns;
    }

    private void refuseBetweenPatterns(Element element) {
        List<Token> tokens = element.bare();
        Token at = tokens.get(0);
        String what = tokens.size() > 1 && tokens.get(1).is(":") ? ":" : at.plain();
        String onePerLine = "Write patterns one below the other, with exists before each that needs it.";
        switch (what) {
            case ":" -> refuse(at, "a name bound to a fact " + NOT_PART, "Leave out the name and the colon.");
            case "@" -> refuse(at, "an annotation of a pattern " + NOT_PART, "Remove it.");
            case "/" -> refuse(at, "a path to facts " + NOT_PART, "Write Patient( ... ).");
            case "from", "over" ->
                refuse(at, "\"from\", \"over\" and queries are not part of the rule language", "Remove it.");
            case "not" ->
                refuse(at, "\"not\" between patterns " + NOT_PART, "Ask for stated absences: absent( \"fever\" ).");
            case "and", "or", "forall", "eval" ->
                refuse(at, "\"" + what + "\" between patterns " + NOT_PART, onePerLine);
            case "exists" -> refuse(at, "\"exists\" applies to one pattern", onePerLine);
            default -> refuse(at, "this cannot be read as a pattern: " + Literals.shortened(element), onePerLine);
        }
    }

    private void refuse(Token at, String message, String suggestion) {
        file.reportAt(IssueCode.PATTERN_REFUSED, at.offset(), message, suggestion);
    }

    private Optional<Topic.Pattern> pattern(RuleFile.Pattern pattern) {
        Token name = pattern.name().get(0);
        boolean exists = pattern.before().size() == 1 && pattern.before().get(0).is("exists");
        boolean foreign = !exists && !pattern.before().isEmpty();
        if (foreign) {
            refuseBetweenPatterns(pattern);
        }
        String fact = pattern.fact();
        if (!facts().contains(fact)) {
            if (!foreign) {
                noSuchFact(name, fact);
            }
            return Optional.empty();
        }
        List<Condition> conditions = new ArrayList<>();
        for (RuleFile.Condition condition : pattern.conditions()) {
            read(fact, condition).ifPresent(conditions::add);
        }
        int asked = pattern.conditions().size();
        if ((fact.equals(Fact.RED_FLAG.display()) && asked > 1)
                || (fact.equals(Fact.SITUATION.display()) && asked != 1)) {
            refuse(
                    name,
                    "a " + fact + " is asked one question: which it is",
                    "Write exists " + fact + "( is( \"a\" ) || is( \"b\" ) ), or several patterns.");
        }
        return Optional.of(new Topic.Pattern(fact, exists, conditions));
    }

    private void noSuchFact(Token at, String fact) {
        List<String> names = facts();
        String near = Spelling.didYouMean(fact, names);
        refuse(
                at,
                "there is no fact \"" + fact + "\"",
                near != null ? near : "Facts are " + String.join(", ", names) + ".");
    }

    private List<String> facts() {
        Stream<String> ofRules = Arrays.stream(Fact.values()).map(Fact::display);
        return ofAnswers
                ? Stream.concat(ofRules, Stream.of(AnswerQuestion.FACT)).toList()
                : ofRules.toList();
    }

    private static List<String> questions(String fact) {
        return Fact.named(fact).map(Fact::questions).orElseGet(AnswerQuestion::names);
    }

    private static Optional<? extends QuestionForm> form(String fact, String question) {
        Optional<Fact> named = Fact.named(fact);
        return named.isPresent() ? QuestionKind.of(named.get(), question) : AnswerQuestion.named(question);
    }

    /** The condition, or nothing when it is refused; then it has been reported. */
    Optional<Condition> read(String fact, RuleFile.Condition condition) {
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
                    "Questions to " + fact + ": " + String.join(", ", questions(fact)) + ".");
        }
        return Optional.empty();
    }

    private Optional<Condition> join(String fact, RuleFile.Joined joined) {
        List<Condition> parts = new ArrayList<>();
        joined.parts().forEach(part -> read(fact, part).ifPresent(parts::add));
        if (parts.size() < joined.parts().size()) {
            return Optional.empty();
        }
        return Optional.of(joined.sign().equals("&&") ? new AllOf(parts) : new AnyOf(parts));
    }

    private Optional<Condition> question(String fact, RuleFile.Question question) {
        String name = question.name();
        Optional<? extends QuestionForm> kind = form(fact, name);
        if (kind.isEmpty()) {
            String near = Spelling.didYouMean(name, questions(fact));
            file.report(
                    IssueCode.CONDITION_REFUSED,
                    question,
                    fact + " has no question \"" + name + "\"",
                    near != null ? near : "It has " + String.join(", ", questions(fact)) + ".");
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

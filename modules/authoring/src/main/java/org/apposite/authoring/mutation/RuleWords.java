package org.apposite.authoring.mutation;

import java.util.List;
import java.util.stream.Collectors;
import org.apposite.model.Topic.Condition;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Topic.Pattern;
import org.apposite.model.Topic.Question;
import org.apposite.model.Topic.Rule;
import org.apposite.text.Place;

/** Parts of a rule as they are written in its file, shortened where they are long. */
final class RuleWords {

    private static final int SHOWN = 3;
    private static final int LONGEST_TEXT = 40;

    private RuleWords() {}

    static String of(Question question) {
        return question.name() + arguments(question.arguments());
    }

    static String of(Consequence consequence) {
        return consequence.verb() + arguments(consequence.arguments());
    }

    static String of(Condition condition) {
        return written(condition).text;
    }

    static String of(Pattern pattern) {
        String conditions = joined(", ", pattern.conditions());
        return (pattern.exists() ? "exists " : "")
                + pattern.fact()
                + (conditions.isEmpty() ? "()" : "( " + conditions + " )");
    }

    static String joined(String connective, List<Condition> conditions) {
        return join(connective, conditions.stream().map(RuleWords::written).toList()).text;
    }

    /** A condition as it is written, and whether it needs parentheses among others. */
    private record Written(String text, boolean joined) {}

    private static Written written(Condition condition) {
        return condition.fold(
                question -> new Written(of(question), false), all -> join(" && ", all), any -> join(" || ", any));
    }

    private static Written join(String connective, List<Written> parts) {
        String shown = parts.stream()
                .limit(SHOWN)
                .map(one -> one.joined ? "( " + one.text + " )" : one.text)
                .collect(Collectors.joining(connective));
        return new Written(parts.size() > SHOWN ? shown + connective + "..." : shown, true);
    }

    /** Where a condition begins. */
    static Place place(Condition condition) {
        return condition.questions().get(0).place();
    }

    static Place place(Rule rule) {
        return new Place(rule.line(), 1);
    }

    private static String arguments(List<Literal> arguments) {
        return arguments.isEmpty()
                ? "()"
                : arguments.stream().map(RuleWords::of).collect(Collectors.joining(", ", "( ", " )"));
    }

    static String of(Literal literal) {
        String text = literal.text();
        if (literal.isNumber()) {
            return text;
        }
        return '"'
                + (text.length() <= LONGEST_TEXT || text.indexOf(' ') < 0
                        ? text
                        : text.substring(0, LONGEST_TEXT) + "...")
                + '"';
    }
}

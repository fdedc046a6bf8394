package org.apposite.authoring.check;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apposite.model.Topic.AllOf;
import org.apposite.model.Topic.AnyOf;
import org.apposite.model.Topic.Condition;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Topic.Pattern;
import org.apposite.model.Topic.Question;
import org.apposite.model.Topic.Rule;
import org.apposite.text.Place;

/** Conditions as a rule writes them, in one order, so that equal ones have equal words. */
final class Wording {

    private Wording() {}

    static String of(Condition condition) {
        if (condition instanceof Question question) {
            return question.arguments().isEmpty()
                    ? question.name() + "()"
                    : question.arguments().stream()
                            .map(Wording::of)
                            .collect(Collectors.joining(", ", question.name() + "( ", " )"));
        }
        return condition instanceof AnyOf any
                ? joined(any.conditions(), " || ")
                : joined(((AllOf) condition).conditions(), " && ");
    }

    private static String joined(List<Condition> conditions, String by) {
        return conditions.stream().map(Wording::of).sorted().collect(Collectors.joining(by, "( ", " )"));
    }

    static String of(Literal literal) {
        return literal.isNumber() ? literal.text() : "\"" + literal.text() + "\"";
    }

    static String of(Pattern pattern) {
        return (pattern.exists() ? "exists " : "")
                + pattern.fact()
                + pattern.conditions().stream()
                        .map(Wording::of)
                        .sorted()
                        .distinct()
                        .collect(Collectors.joining(", ", "( ", " )"));
    }

    /** All conditions of a rule; equal for rules that ask the same. */
    static String when(Rule rule) {
        return rule.when().stream().map(Wording::of).sorted().distinct().collect(Collectors.joining(" "));
    }

    /** Where a condition begins; empty when it asks nothing. */
    static Optional<Place> place(Condition condition) {
        if (condition instanceof Question question) {
            return Optional.of(question.place());
        }
        List<Condition> parts = condition instanceof AnyOf any ? any.conditions() : ((AllOf) condition).conditions();
        return parts.stream().flatMap(part -> place(part).stream()).findFirst();
    }
}

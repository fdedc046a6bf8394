package org.apposite.authoring.check;

import java.util.List;
import java.util.stream.Collectors;
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
        return condition.fold(Wording::of, all -> joined(all, " && "), any -> joined(any, " || "));
    }

    private static String of(Question question) {
        return question.arguments().isEmpty()
                ? question.name() + "()"
                : question.arguments().stream()
                        .map(Wording::of)
                        .collect(Collectors.joining(", ", question.name() + "( ", " )"));
    }

    private static String joined(List<String> parts, String by) {
        return parts.stream().sorted().collect(Collectors.joining(by, "( ", " )"));
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

    /** Where a condition begins. */
    static Place place(Condition condition) {
        return condition.questions().get(0).place();
    }
}

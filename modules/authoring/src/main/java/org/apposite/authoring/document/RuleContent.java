package org.apposite.authoring.document;

import java.util.stream.Collectors;
import org.apposite.model.Topic.Condition;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Topic.Pattern;
import org.apposite.model.Topic.Rule;

/** Rules as the model has them, without their places: equal when they say the same. */
final class RuleContent {

    private RuleContent() {}

    static String of(Rule rule) {
        return when(rule) + "\n"
                + rule.then().stream().map(RuleContent::of).collect(Collectors.joining("\n")) + "\n" + rule.name()
                + "\n"
                + rule.sources();
    }

    static String when(Rule rule) {
        return rule.when().stream().map(RuleContent::of).collect(Collectors.joining("; "));
    }

    static String of(Consequence one) {
        return one.verb() + "( " + one.arguments().stream().map(RuleContent::of).collect(Collectors.joining(", "))
                + " )";
    }

    private static String of(Pattern pattern) {
        return (pattern.exists() ? "exists " : "") + pattern.fact() + "( "
                + pattern.conditions().stream().map(RuleContent::of).collect(Collectors.joining(", ")) + " )";
    }

    static String of(Condition condition) {
        return condition.fold(
                question -> question.name() + "( "
                        + question.arguments().stream().map(RuleContent::of).collect(Collectors.joining(", ")) + " )",
                all -> "(" + String.join(" && ", all) + ")",
                any -> "(" + String.join(" || ", any) + ")");
    }

    private static String of(Literal literal) {
        return literal.isNumber() ? literal.text() : '"' + literal.text() + '"';
    }
}

package org.apposite.internal.engine;

import java.util.List;
import java.util.stream.Collectors;
import org.apposite.Topic;
import org.apposite.Topic.AllOf;
import org.apposite.Topic.AnyOf;
import org.apposite.Topic.Condition;
import org.apposite.Topic.Consequence;
import org.apposite.Topic.Literal;
import org.apposite.Topic.Pattern;
import org.apposite.Topic.Question;
import org.apposite.Topic.Rule;
import org.apposite.advice.Conclude;
import org.apposite.internal.language.Fact;

/**
 * Prints the checked model of a topic as DRL. This text, and never that of a rule file, is what the compiler sees: what
 * has no place in the model cannot be compiled. Rules are named by their ids.
 */
final class DrlPrinter {

    private static final String PACKAGES = "org.apposite.rules.";

    private DrlPrinter() {}

    static String packageName(Topic topic) {
        return PACKAGES + topic.id().replace('-', '_');
    }

    static String print(Topic topic) {
        StringBuilder drl = new StringBuilder("package " + packageName(topic) + ";\n");
        for (Fact fact : Fact.values()) {
            drl.append("import ").append(fact.type().getName()).append(";\n");
        }
        drl.append("global ").append(Conclude.class.getName()).append(" conclude;\n");
        topic.rules().forEach(rule -> print(drl, rule));
        return drl.toString();
    }

    private static void print(StringBuilder drl, Rule rule) {
        drl.append("rule \"").append(rule.id()).append("\"\nwhen\n");
        for (Pattern pattern : rule.when()) {
            drl.append(pattern.exists() ? "  exists " : "  ")
                    .append(pattern.fact())
                    .append("( ")
                    .append(joined(pattern.conditions(), ", "))
                    .append(" )\n");
        }
        drl.append("then\n");
        for (Consequence consequence : rule.then()) {
            drl.append("  conclude.")
                    .append(call(consequence.verb(), consequence.arguments()))
                    .append(";\n");
        }
        drl.append("end\n");
    }

    private static String joined(List<Condition> conditions, String separator) {
        return conditions.stream().map(DrlPrinter::condition).collect(Collectors.joining(separator));
    }

    private static String condition(Condition condition) {
        if (condition instanceof AllOf all) {
            return "(" + joined(all.conditions(), " && ") + ")";
        }
        if (condition instanceof AnyOf any) {
            return "(" + joined(any.conditions(), " || ") + ")";
        }
        Question question = (Question) condition;
        return call(question.name(), question.arguments());
    }

    private static String call(String name, List<Literal> arguments) {
        return arguments.stream().map(DrlPrinter::literal).collect(Collectors.joining(", ", name + "(", ")"));
    }

    /** A text holds no backslash (refused when read), so only quotes could end it early, and it cannot hold them. */
    private static String literal(Literal literal) {
        return literal.isNumber() ? Integer.toString(literal.number()) : '"' + literal.text() + '"';
    }
}

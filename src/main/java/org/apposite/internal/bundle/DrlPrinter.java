package org.apposite.internal.bundle;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apposite.language.Fact;
import org.apposite.language.ReasoningOrder;
import org.apposite.language.Scope;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Condition;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Topic.Pattern;
import org.apposite.model.Topic.Question;
import org.apposite.model.Topic.Rule;

/**
 * Prints the checked model of a topic as DRL. This text, and never that of a rule file, is what the compiler sees: what
 * has no place in the model cannot be compiled. Rules are named by their ids, those that fire together by all of them.
 *
 * <p>A rule file asks several facts; the compiled rule asks one, the stage of an evaluation, which knows them all. No rule
 * negates, and every rule is asked after all that it builds on, so both conclude the same.
 */
final class DrlPrinter {

    private static final String PACKAGES = "org.apposite.rules.topic_";

    private DrlPrinter() {}

    static String packageName(Topic topic) {
        return PACKAGES + topic.id().replace('-', '_');
    }

    static String print(Scope scope, Class<?> stage) {
        Topic topic = scope.topic();
        ReasoningOrder order = ReasoningOrder.of(scope);
        StringBuilder drl = new StringBuilder("package " + packageName(topic) + ";\n");
        drl.append("import ").append(stage.getName()).append(";\n");
        Map<String, Integer> uses = new HashMap<>();
        topic.rules()
                .forEach(rule -> conditions(rule, order.stage(rule)).forEach(one -> uses.merge(one, 1, Integer::sum)));
        Map<Set<String>, List<Rule>> together = new LinkedHashMap<>();
        for (Rule rule : topic.rules()) {
            together.computeIfAbsent(conditions(rule, order.stage(rule)), any -> new ArrayList<>())
                    .add(rule);
        }
        together.forEach((conditions, rules) -> print(
                drl,
                conditions.stream()
                        .sorted(Comparator.comparing(uses::get).reversed())
                        .toList(),
                rules));
        return drl.toString();
    }

    /**
     * Rules that ask the same fire together: each firing costs the engine as much as several conclusions do. What many rules
     * ask stands first: what rules begin with in common is tested once for all of them.
     */
    private static void print(StringBuilder drl, List<String> conditions, List<Rule> rules) {
        drl.append("rule \"")
                .append(rules.stream().map(Rule::id).collect(Collectors.joining(CompiledTopic.BETWEEN_RULES)))
                .append("\"\nwhen\n  $stage : Stage( ")
                .append(String.join(", ", conditions))
                .append(" )\nthen\n");
        for (Rule rule : rules) {
            for (Consequence consequence : rule.then()) {
                drl.append("  $stage.conclude().")
                        .append(call(consequence.verb(), consequence.arguments()))
                        .append(";\n");
            }
        }
        drl.append("end\n");
    }

    /** The stage, which the engine finds the rules of by its number, and all that a rule asks in it. */
    private static Set<String> conditions(Rule rule, int stage) {
        Set<String> conditions = new LinkedHashSet<>();
        conditions.add("number == " + stage);
        for (Pattern pattern : rule.when()) {
            Fact fact = Fact.named(pattern.fact()).orElseThrow();
            if (fact == Fact.RED_FLAG && pattern.conditions().isEmpty()) {
                conditions.add("anyRedFlag()");
            }
            pattern.conditions().forEach(condition -> conditions.add(condition(fact, condition)));
        }
        return conditions;
    }

    private static String condition(Fact fact, Condition condition) {
        return condition.fold(
                question -> question(fact, question),
                all -> all.stream().collect(Collectors.joining(" && ", "(", ")")),
                any -> any.stream().collect(Collectors.joining(" || ", "(", ")")));
    }

    private static String question(Fact fact, Question question) {
        return switch (fact) {
            case PATIENT -> "patient()." + call(question.name(), question.arguments());
            case EMERGENCY -> "emergency()." + call(question.name(), question.arguments());
            case RED_FLAG -> call("redFlag", question.arguments());
            case SITUATION -> call("situation", question.arguments());
            case ROUTING -> "routing()." + call(question.name(), question.arguments());
            case RANKING -> "ranking()." + call(question.name(), question.arguments());
        };
    }

    private static String call(String name, List<Literal> arguments) {
        return arguments.stream().map(DrlPrinter::literal).collect(Collectors.joining(", ", name + "(", ")"));
    }

    /** A text holds no backslash (refused when read), so only quotes could end it early, and it cannot hold them. */
    private static String literal(Literal literal) {
        return literal.isNumber() ? literal.decimal().toPlainString() : '"' + literal.text() + '"';
    }
}

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

    /** Arguments, conclusions and characters of ids: one rule alone may have as many. */
    private static final int MOST_IN_ONE = 6_200;

    private DrlPrinter() {}

    static String packageName(Topic topic) {
        return PACKAGES + topic.id().replace('-', '_');
    }

    static String print(Scope scope, Class<?> stage) {
        Topic topic = scope.topic();
        ReasoningOrder order = ReasoningOrder.of(scope);
        StringBuilder drl = new StringBuilder("package " + packageName(topic) + ";\n");
        drl.append("import ").append(stage.getName()).append(";\n");
        for (int number = 0; number < order.stages(); number++) {
            Map<Set<String>, List<Rule>> together = new LinkedHashMap<>();
            Map<String, Integer> uses = new HashMap<>();
            for (Rule rule : topic.rules()) {
                if (order.stage(rule) == number) {
                    Set<String> conditions = conditions(rule);
                    together.computeIfAbsent(conditions, any -> new ArrayList<>())
                            .add(rule);
                    conditions.forEach(one -> uses.merge(one, 1, Integer::sum));
                }
            }
            for (Map.Entry<Set<String>, List<Rule>> some : together.entrySet()) {
                List<String> mostAskedFirst = some.getKey().stream()
                        .sorted(Comparator.comparing(uses::get).reversed())
                        .toList();
                for (List<Rule> few : inParts(some.getValue())) {
                    print(drl, number, mostAskedFirst, few);
                }
            }
        }
        return drl.toString();
    }

    /** Few enough for one method of the compiled rules to hold what they conclude, and for one text to hold their ids. */
    private static List<List<Rule>> inParts(List<Rule> rules) {
        List<List<Rule>> parts = new ArrayList<>();
        int inPart = 0;
        for (Rule rule : rules) {
            int own = rule.id().length()
                    + rule.then().stream()
                            .mapToInt(one -> 1 + one.arguments().size())
                            .sum();
            inPart += own;
            if (parts.isEmpty() || inPart > MOST_IN_ONE) {
                parts.add(new ArrayList<>());
                inPart = own;
            }
            parts.get(parts.size() - 1).add(rule);
        }
        return parts;
    }

    /**
     * Rules that ask the same fire together: each firing costs the engine as much as several conclusions do. The stage stands
     * first: the engine finds its rules by the number, and nothing is asked before its time. Then what many rules ask, since
     * what rules begin with in common is tested once for all of them.
     */
    private static void print(StringBuilder drl, int stage, List<String> conditions, List<Rule> rules) {
        drl.append("rule \"")
                .append(rules.stream().map(Rule::id).collect(Collectors.joining(CompiledTopic.BETWEEN_RULES)))
                .append("\"\nwhen\n  $stage : Stage( number == ")
                .append(stage);
        conditions.forEach(one -> drl.append(", ").append(one));
        drl.append(" )\nthen\n");
        for (Rule rule : rules) {
            for (Consequence consequence : rule.then()) {
                drl.append("  $stage.conclude().")
                        .append(call(consequence.verb(), consequence.arguments()))
                        .append(";\n");
            }
        }
        drl.append("end\n");
    }

    private static Set<String> conditions(Rule rule) {
        Set<String> conditions = new LinkedHashSet<>();
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

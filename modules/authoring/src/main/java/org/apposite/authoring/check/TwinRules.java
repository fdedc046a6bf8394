package org.apposite.authoring.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apposite.language.Parameter;
import org.apposite.language.Verb;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Rule;

/** APP-212: two rules that ask the same and conclude the same, or the same code with another text. */
final class TwinRules implements Lint {

    @Override
    public void look(Subject subject, Report report) {
        for (Topic topic : subject.topics()) {
            Map<String, Rule> byAll = new HashMap<>();
            Map<String, Rule> byCode = new HashMap<>();
            for (Rule rule : subject.rules(topic)) {
                String when = when(subject, topic, rule);
                Rule same = byAll.putIfAbsent(
                        when
                                + rule.then().stream()
                                        .map(TwinRules::words)
                                        .sorted()
                                        .collect(Collectors.joining()),
                        rule);
                if (same != null) {
                    report.at(
                            rule,
                            CheckCode.TWIN_RULES,
                            "this rule asks and concludes the same as the rule at " + same.file() + ":" + same.line(),
                            "Keep one of the two, with the sources of both.");
                    continue;
                }
                Set<String> own = new HashSet<>();
                for (Consequence one : rule.then()) {
                    Optional<String> code = code(one);
                    if (code.isEmpty() || !own.add(code.get())) {
                        continue;
                    }
                    Rule other = byCode.putIfAbsent(when + " " + code.get(), rule);
                    if (other != null) {
                        report.within(
                                rule,
                                one.place(),
                                CheckCode.TWIN_RULES,
                                "under the same conditions the rule at " + other.file() + ":" + other.line()
                                        + " concludes " + code.get() + " with another text",
                                "Say it once, or ask what tells the two rules apart.");
                    }
                }
            }
        }
    }

    /** The same for rules that ask the same, in whichever words and order. */
    private static String when(Subject subject, Topic topic, Rule rule) {
        return subject.reach(topic)
                .filter(reach -> reach.isClear(rule) && !reach.never(reach.of(rule)))
                .map(reach -> Integer.toString(reach.of(rule)))
                .orElseGet(() -> Wording.when(rule));
    }

    private static String words(Consequence one) {
        return one.arguments().stream()
                .map(Wording::of)
                .collect(Collectors.joining(", ", " " + one.verb() + "( ", " )"));
    }

    /** The code that a conclusion gives beside a text for a reader. */
    private static Optional<String> code(Consequence one) {
        List<Parameter> parameters = Verb.named(one.verb()).orElseThrow().parameters();
        int index = parameters.indexOf(Parameter.NEW_CODE);
        return index < 0 || !parameters.contains(Parameter.TEXT)
                ? Optional.empty()
                : Optional.of(one.verb() + " \"" + one.arguments().get(index).text() + "\"");
    }
}

package org.apposite.authoring.check;

import java.util.HashSet;
import java.util.Set;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Condition;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Question;
import org.apposite.model.Topic.Rule;

/** APP-215: a situation that no rule asks for, or a diagnosis that no rule raises. */
final class UnheardConclusion implements Lint {

    @Override
    public void look(Subject subject, Report report) {
        for (Topic topic : subject.topics()) {
            if (!subject.isSound(topic)) {
                continue;
            }
            Set<String> asked = new HashSet<>();
            Set<String> raised = new HashSet<>();
            for (Rule rule : topic.rules()) {
                rule.when().stream()
                        .filter(pattern -> pattern.fact().equals("Situation"))
                        .forEach(pattern -> pattern.conditions().forEach(one -> collect(one, asked)));
                rule.then().stream()
                        .filter(one -> one.verb().equals("raise"))
                        .forEach(one -> raised.add(one.arguments().get(0).text()));
            }
            Set<String> reported = new HashSet<>();
            for (Rule rule : topic.rules()) {
                for (Consequence one : rule.then()) {
                    String code = one.arguments().get(0).text();
                    if (one.verb().equals("situation") && !asked.contains(code) && reported.add(one.verb() + code)) {
                        report.within(
                                rule,
                                one.place(),
                                CheckCode.UNHEARD_CONCLUSION,
                                "no rule asks for the situation \"" + code + "\"",
                                "Ask for it with exists Situation( is( \"" + code + "\" ) ), or remove it.");
                    }
                    if (one.verb().equals("differential")
                            && !raised.contains(code)
                            && reported.add(one.verb() + code)) {
                        report.within(
                                rule,
                                one.place(),
                                CheckCode.UNHEARD_CONCLUSION,
                                "no rule raises the diagnosis \"" + code + "\"",
                                "Raise it with conclude.raise( \"" + code + "\" ), or remove it.");
                    }
                }
            }
        }
    }

    private static void collect(Condition condition, Set<String> asked) {
        if (condition instanceof Question question) {
            question.arguments().forEach(argument -> asked.add(argument.text()));
        } else {
            Reach.parts(condition).forEach(one -> collect(one, asked));
        }
    }
}

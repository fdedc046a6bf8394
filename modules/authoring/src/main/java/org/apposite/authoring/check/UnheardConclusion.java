package org.apposite.authoring.check;

import java.util.HashSet;
import java.util.Set;
import org.apposite.language.Fact;
import org.apposite.language.Verb;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Consequence;
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
                        .filter(Fact.SITUATION::isOf)
                        .flatMap(pattern -> pattern.conditions().stream())
                        .flatMap(condition -> condition.questions().stream())
                        .forEach(question ->
                                asked.add(question.arguments().get(0).text()));
                rule.then().stream()
                        .filter(Verb.RAISE::isOf)
                        .forEach(one -> raised.add(one.arguments().get(0).text()));
            }
            Set<String> reported = new HashSet<>();
            for (Rule rule : topic.rules()) {
                for (Consequence one : rule.then()) {
                    String code = one.arguments().get(0).text();
                    if (Verb.SITUATION.isOf(one) && !asked.contains(code) && reported.add(one.verb() + code)) {
                        report.within(
                                rule,
                                one.place(),
                                CheckCode.UNHEARD_CONCLUSION,
                                "no rule asks for the situation \"" + code + "\"",
                                "Ask for it with exists Situation( is( \"" + code + "\" ) ), or remove it.");
                    }
                    if (Verb.DIFFERENTIAL.isOf(one) && !raised.contains(code) && reported.add(one.verb() + code)) {
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
}

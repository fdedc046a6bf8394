package org.apposite.authoring.check;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Condition;
import org.apposite.model.Topic.Question;
import org.apposite.model.Topic.Rule;

/** APP-201: a rule whose conditions contradict each other. */
final class ImpossibleRule implements Lint {

    @Override
    public void look(Subject subject, Report report) {
        for (Topic topic : subject.topics()) {
            for (Rule rule : subject.rules(topic)) {
                Reach reach = subject.reach(topic, rule);
                if (!reach.canHold(reach.all())) {
                    report(rule, reach, report);
                }
            }
        }
    }

    private static void report(Rule rule, Reach reach, Report report) {
        Map<String, List<Question>> bySubject = new LinkedHashMap<>();
        for (Condition one : Reach.flat(reach.all())) {
            if (one instanceof Question question) {
                List<Question> sofar =
                        bySubject.computeIfAbsent(reach.extent(question).about(), any -> new ArrayList<>());
                sofar.add(question);
                BitSet left = reach.left(reach.extent(question), List.copyOf(sofar));
                if (left.isEmpty()) {
                    report.within(
                            rule,
                            question.place(),
                            CheckCode.NEVER_FIRES,
                            "this rule can never fire: " + words(sofar)
                                    + (sofar.size() == 1 ? " is never so" : " never hold together"),
                            "Correct one of the conditions, or remove the rule.");
                    return;
                }
            }
        }
        report.at(
                rule,
                CheckCode.NEVER_FIRES,
                "this rule can never fire: whichever alternatives are taken, two conditions contradict each other",
                "Correct the conditions, or remove the rule.");
    }

    private static String words(List<Question> questions) {
        return questions.stream().map(Wording::of).collect(Collectors.joining(" and "));
    }
}

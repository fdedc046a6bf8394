package org.apposite.authoring.diff;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apposite.ClinicalRules;
import org.apposite.EvaluationAborted;
import org.apposite.advice.Advice;
import org.apposite.authoring.diff.TopicDifference.Standing;
import org.apposite.circuit.Circuit;
import org.apposite.patient.PatientCase;
import org.jspecify.annotations.Nullable;

/** How many of some cases a change touches, by what the rule engine answers. For one thread. */
final class Cohort {

    private final ClinicalRules before;
    private final ClinicalRules after;
    private final Map<Change, Integer> touched = new HashMap<>();
    private final List<String> notAnswered = new ArrayList<>();
    private int differing;

    Cohort(ClinicalRules before, ClinicalRules after) {
        this.before = before;
        this.after = after;
    }

    Difference count(Difference difference, List<PatientCase> cases) {
        int number = 0;
        for (PatientCase one : cases) {
            number++;
            try {
                count(difference, one);
            } catch (IllegalArgumentException | EvaluationAborted e) {
                notAnswered.add("case " + one.id().orElse("number " + number) + ": " + e.getMessage());
            }
        }
        return new Difference(
                difference.vocabulary(),
                difference.topics().stream().map(this::counted).toList(),
                cases.size(),
                differing,
                notAnswered);
    }

    private void count(Difference difference, PatientCase stated) {
        boolean differs = false;
        for (PatientCase one : stated.perComplaint()) {
            differs |= !says(before, one).equals(says(after, one));
            for (TopicDifference topic : difference.topics()) {
                if (topic.standing() == Standing.IN_BOTH && !topic.changes().isEmpty() && isOf(topic.topic(), one)) {
                    count(topic, one);
                }
            }
        }
        differing += differs ? 1 : 0;
    }

    private static Set<Said> says(ClinicalRules rules, PatientCase patient) {
        Advice advice = rules.evaluate(Portable.to(rules.vocabulary(), patient));
        String topic = advice.topic() == null ? rules.topics().get(0).id() : advice.topic();
        return AnswerSays.of(advice, rules.circuit(topic));
    }

    private boolean isOf(String topic, PatientCase patient) {
        return patient.complaint()
                .map(code -> List.of(before, after).stream()
                        .map(rules -> rules.circuit(topic).scope().topic())
                        .anyMatch(one -> one.complaints().contains(code)))
                .orElse(true);
    }

    private void count(TopicDifference topic, PatientCase patient) {
        Circuit was = before.circuit(topic.topic());
        Circuit is = after.circuit(topic.topic());
        Answers answers = new Answers(before.only(topic.topic()), after.only(topic.topic()), was, is);
        Set<Said> saidBefore = answers.before(patient);
        Set<Said> saidAfter = answers.after(patient);
        for (Change one : topic.changes()) {
            if (Answers.show(saidBefore, saidAfter, one.kind(), said(one, one.before()), said(one, one.after()))) {
                touched.merge(one, 1, Integer::sum);
            }
        }
    }

    private static @Nullable Said said(Change change, @Nullable String value) {
        return value == null ? null : new Said(change.kind(), change.subject(), value);
    }

    private TopicDifference counted(TopicDifference topic) {
        return new TopicDifference(
                topic.topic(),
                topic.standing(),
                topic.changes().stream()
                        .map(one -> one.touching(Objects.requireNonNullElse(touched.get(one), 0)))
                        .toList(),
                topic.texts(),
                topic.notCompared(),
                topic.compared());
    }
}

package org.apposite.authoring.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apposite.language.QuestionKind;
import org.apposite.model.Topic;
import org.apposite.model.Topic.AllOf;
import org.apposite.model.Topic.AnyOf;
import org.apposite.model.Topic.Condition;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Topic.Question;
import org.apposite.text.Place;

/** APP-235: a topic whose radiation scale is meant for patients of another age than all whom the topic answers. */
final class AgesOfScale implements Lint {

    private static final String RADIATION = "vocabulary/radiation.yaml";

    @Override
    public void look(Subject subject, Report report) {
        for (Topic topic : subject.topics()) {
            List<Condition> outside = new ArrayList<>();
            List<Condition> inside = new ArrayList<>();
            bound(subject, topic, "younger-than").ifPresent(age -> {
                inside.add(question(QuestionKind.YOUNGER_THAN, age));
                outside.add(question(QuestionKind.AGED_AT_LEAST, age));
            });
            bound(subject, topic, "at-least").ifPresent(age -> {
                inside.add(question(QuestionKind.AGED_AT_LEAST, age));
                outside.add(question(QuestionKind.YOUNGER_THAN, age));
            });
            if (!inside.isEmpty() && matched(subject, topic, new AllOf(inside)).isEmpty()) {
                matched(subject, topic, new AnyOf(outside))
                        .ifPresent(patient -> report(subject, topic, patient, report));
            }
        }
    }

    private static void report(Subject subject, Topic topic, String patient, Report report) {
        String file = topic.id() + Subject.TOPIC_FILE;
        report.at(
                file,
                subject.keys(file).place("radiation-scale"),
                CheckCode.AGES_OF_SCALE,
                "the radiation scale \"" + topic.radiationScale()
                        + "\" is meant for none of the patients whom the topic answers, such as one with " + patient,
                "Choose the scale of these patients.");
    }

    /** A patient of this age who can match a variant; empty when there is none. */
    private static Optional<String> matched(Subject subject, Topic topic, Condition age) {
        return subject.reachAsking(topic, age)
                .flatMap(reach -> topic.variants().stream()
                        .map(variant -> reach.example(reach.circuit().matched(variant.id()), reach.asked()))
                        .flatMap(Optional::stream)
                        .findFirst());
    }

    private static Condition question(QuestionKind kind, List<Literal> age) {
        return new Question(kind.display(), age, new Place(1, 1));
    }

    private static Optional<List<Literal>> bound(Subject subject, Topic topic, String key) {
        return subject.keys(RADIATION)
                .text("scales", topic.radiationScale(), key)
                .map(age -> age.split(" "))
                .filter(words -> words.length == 2)
                .map(words -> List.of(new Literal(words[0], true), new Literal(words[1], false)));
    }
}

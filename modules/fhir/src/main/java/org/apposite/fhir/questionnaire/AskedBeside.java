package org.apposite.fhir.questionnaire;

import java.util.List;
import java.util.Set;
import org.apposite.language.QuestionKind;
import org.apposite.model.Study;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Topic.Question;
import org.apposite.model.Topic.Shown;

/** What the rules of a topic ask beside the data that it lists: details of a datum, which are asked only where they matter. */
final class AskedBeside {

    private static final Set<String> SHORT_TIMES = Set.of("minutes", "hours");

    private final Topic topic;
    private final List<Question> questions;

    AskedBeside(Topic topic) {
        this.topic = topic;
        this.questions = topic.rules().stream()
                .flatMap(rule -> rule.when().stream())
                .flatMap(pattern -> pattern.conditions().stream())
                .flatMap(condition -> condition.questions().stream())
                .toList();
    }

    /** Whether the level of the signs matters. */
    boolean examination() {
        return topic.shows().containsValue(Shown.EXAMINATION)
                || questions.stream().anyMatch(one -> is(one, QuestionKind.ORDER_MISSES_EXAMINATION));
    }

    /** Whether it matters how many minutes or hours the complaint has lasted. */
    boolean shortTimes() {
        return questions.stream()
                .filter(one -> is(one, QuestionKind.LASTING_MORE_THAN) || is(one, QuestionKind.LASTING_AT_MOST))
                .anyMatch(one -> one.arguments().stream().anyMatch(argument -> SHORT_TIMES.contains(argument.text())));
    }

    /** Whether it matters with which contrast a study was done. */
    boolean contrast(Study study) {
        return study.contrasted()
                && questions.stream()
                        .filter(one -> is(one, QuestionKind.IMAGED_WITH))
                        .anyMatch(one -> one.arguments().stream().anyMatch(argument -> names(argument, study)));
    }

    /** The techniques of a study that any rule names. */
    List<String> techniques(Study study) {
        return study.techniques().keySet().stream()
                .filter(technique -> questions.stream()
                        .flatMap(one -> one.arguments().stream())
                        .anyMatch(argument -> argument.text().equals(technique)))
                .toList();
    }

    private static boolean names(Literal argument, Study study) {
        return argument.text().equals(study.code()) || study.techniques().containsKey(argument.text());
    }

    private static boolean is(Question question, QuestionKind kind) {
        return question.name().equals(kind.display());
    }
}

package org.apposite.internal.engine;

import java.util.ArrayList;
import java.util.List;
import org.apposite.Examination.Answer;
import org.apposite.language.Fact;
import org.apposite.language.Known;
import org.apposite.language.QuestionKind;
import org.apposite.model.Topic.AllOf;
import org.apposite.model.Topic.AnyOf;
import org.apposite.model.Topic.Condition;
import org.apposite.model.Topic.Pattern;
import org.apposite.model.Topic.Question;
import org.apposite.model.Topic.Rule;

/** How the questions of a rule are answered when all is known that an evaluation comes to know. */
final class Answers {

    private final Known known;
    private final List<Answer> answers = new ArrayList<>();

    private Answers(Known known) {
        this.known = known;
    }

    static List<Answer> of(Rule rule, Known known) {
        Answers answers = new Answers(known);
        for (Pattern pattern : rule.when()) {
            Fact fact = Fact.named(pattern.fact()).orElseThrow();
            pattern.conditions().forEach(condition -> answers.add(fact, condition));
        }
        return answers.answers;
    }

    private void add(Fact fact, Condition condition) {
        if (condition instanceof AllOf all) {
            all.conditions().forEach(one -> add(fact, one));
        } else if (condition instanceof AnyOf any) {
            any.conditions().forEach(one -> add(fact, one));
        } else if (condition instanceof Question question) {
            answers.add(answer(fact, question));
        }
    }

    private Answer answer(Fact fact, Question question) {
        QuestionKind kind = QuestionKind.of(fact, question.name()).orElseThrow();
        if (kind.holds(known, question.arguments())) {
            return Answer.YES;
        }
        boolean open = kind.datum(question.arguments())
                .map(datum -> Domain.isOpen(datum, known.patientCase()))
                .orElse(false);
        return open ? Answer.UNKNOWN : Answer.NO;
    }
}

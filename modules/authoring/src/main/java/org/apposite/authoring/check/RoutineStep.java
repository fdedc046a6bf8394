package org.apposite.authoring.check;

import org.apposite.advice.NextStep.Urgency;
import org.apposite.language.Fact;
import org.apposite.language.QuestionKind;
import org.apposite.language.Verb;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Condition;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Rule;

/** APP-218: a routine next step that a rule gives although an emergency may stand. */
final class RoutineStep implements Lint {

    private static final int URGENCY = 1;

    @Override
    public void look(Subject subject, Report report) {
        for (Topic topic : subject.topics()) {
            for (Rule rule : subject.rules(topic)) {
                if (!waits(rule)) {
                    rule.then().stream()
                            .filter(RoutineStep::isRoutine)
                            .findFirst()
                            .ifPresent(one -> report.within(
                                    rule,
                                    one.place(),
                                    CheckCode.ROUTINE_STEP,
                                    "this routine step can appear in an emergency",
                                    "Ask Emergency( none() ) as well, or write above the rule why it may: // accept "
                                            + CheckCode.ROUTINE_STEP.code() + ": the reason"));
                }
            }
        }
    }

    private static boolean isRoutine(Consequence one) {
        return Verb.NEXT_STEP.isOf(one) && one.arguments().get(URGENCY).text().equals(Urgency.ROUTINE.code());
    }

    /** Whether the rule fires only when no emergency stands. */
    private static boolean waits(Rule rule) {
        return rule.when().stream()
                .filter(Fact.EMERGENCY::isOf)
                .flatMap(pattern -> pattern.conditions().stream())
                .anyMatch(RoutineStep::asksNone);
    }

    private static boolean asksNone(Condition condition) {
        return condition.<Boolean>fold(
                question -> question.name().equals(QuestionKind.NONE.display()),
                all -> all.contains(true),
                any -> !any.contains(false));
    }
}

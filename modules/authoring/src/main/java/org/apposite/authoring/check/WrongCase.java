package org.apposite.authoring.check;

import org.apposite.json.RuleCase;
import org.apposite.json.record.CaseError;

/** APP-214: a case beside the rules that is wrong. */
final class WrongCase implements Lint {

    @Override
    public void look(Subject subject, Report report) {
        for (RuleCase one : subject.cases()) {
            CaseError error = one.stated().error().orElse(null);
            if (error != null && subject.isWrong(one) && !subject.mayFollow(error)) {
                report.add(
                        CheckCode.WRONG_CASE,
                        one.file(),
                        error.line(),
                        error.column(),
                        error.line(),
                        "the case is invalid: " + error.message() + " (" + error.code()
                                + (error.path().isEmpty() ? "" : " at " + error.path()) + ")",
                        error.suggestion());
            }
        }
    }
}

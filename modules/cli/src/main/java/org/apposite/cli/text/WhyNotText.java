package org.apposite.cli.text;

import java.util.List;
import org.apposite.advice.WhyNot;
import org.apposite.advice.WhyNot.Answer;
import org.apposite.advice.WhyNot.Condition;
import org.apposite.advice.WhyNot.RuleState;

/** Why an answer is not another one, for people: every rule, condition by condition. */
public final class WhyNotText {

    private static final int ANSWER = 7;
    private static final int MARGIN = 2;

    /** Deeper than this nothing is set further to the right. */
    private static final int DEEPEST = 12;

    private final TextPage page;

    private WhyNotText(int width, boolean colour) {
        this.page = new TextPage(width, colour);
    }

    public static TextPage of(WhyNot whyNot, int width, boolean colour) {
        return new WhyNotText(width, colour).write(whyNot);
    }

    private TextPage write(WhyNot whyNot) {
        page.paragraph(0, StyledText.of(Style.STRONG, whyNot.title()));
        page.paragraph(0, StyledText.of(whyNot.summary()));
        boolean isVariant = whyNot.rules().stream().allMatch(rule -> rule.step() != null);
        write(
                isVariant ? "The rules that conclude it:" : "The rules that rate it, prefer it or set it aside:",
                whyNot.rules());
        write("What decided instead:", whyNot.decidedBy());
        return page;
    }

    private void write(String title, List<RuleState> rules) {
        if (!rules.isEmpty()) {
            page.heading(title);
            rules.forEach(rule -> write(0, rule));
        }
    }

    private void write(int indent, RuleState rule) {
        String step = rule.step() == null ? "" : ", step " + rule.step();
        StyledText words = StyledText.of(rule.name())
                .and(StyledText.of(Style.FAINT, "(" + rule.file() + ":" + rule.line() + step + ")"));
        if (rule.step() == null && indent == 0) {
            rule.concludes().forEach(one -> page.paragraph(indent, StyledText.of(one.text() + ":")));
        }
        labelled(indent, rule.answer(), rule.conditions().isEmpty() ? words.and("(see above)") : words);
        rule.conditions().forEach(condition -> write(indent + MARGIN, condition, true));
    }

    /** Behind what does not hold stands why, unless another alternative does. */
    private void write(int indent, Condition condition, boolean isAsked) {
        labelled(indent, condition.answer(), StyledText.of(condition.text() + (condition.join() == null ? "" : ":")));
        boolean isOpen = isAsked && condition.answer() != Answer.HOLDS;
        condition.parts().forEach(part -> write(indent + MARGIN, part, isOpen));
        if (isOpen) {
            condition.rules().forEach(rule -> write(indent + MARGIN, rule));
        }
    }

    private void labelled(int indent, Answer answer, StyledText words) {
        page.labelled(Math.min(indent, DEEPEST), StyledText.of(style(answer), answer.code()), ANSWER, words);
    }

    private static Style style(Answer answer) {
        return switch (answer) {
            case HOLDS -> Style.GOOD;
            case FAILS -> Style.ALARM;
            case UNKNOWN -> Style.CAUTION;
        };
    }
}

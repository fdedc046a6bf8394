package org.apposite.cli.text;

import java.math.BigDecimal;
import java.text.DecimalFormatSymbols;
import org.apposite.advice.Advice;
import org.apposite.advice.Advice.Outcome;
import org.apposite.advice.OrderReview;
import org.apposite.advice.Radiation;
import org.apposite.advice.Recommendation.Category;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Procedure;
import org.apposite.patient.Coded;
import org.apposite.text.Messages;
import org.jspecify.annotations.Nullable;

/** What stands around an answer that does not come from rules, in the language of the reader. */
final class Words {

    private final Messages messages;

    Words(Messages messages) {
        this.messages = messages.with(Words.class::getResourceAsStream);
    }

    String text(String key, Object... arguments) {
        return messages.text(key, arguments);
    }

    <E extends Enum<E> & Coded> String label(E value) {
        return messages.label(value);
    }

    String category(Category category, boolean disagreement) {
        return disagreement ? text("disagreement", label(category)) : label(category);
    }

    /** What the answer says of the proposed order. */
    String verdict(Advice advice, OrderReview order, Vocabulary vocabulary) {
        String code = order.procedure();
        String study = text("this-study");
        if (code != null) {
            Procedure procedure = vocabulary.procedures().get(code);
            study = procedure == null ? code : procedure.display();
        }
        return text("verdict", study, rating(advice, order))
                + (order.setAside() == null ? "" : " " + text("set-aside", order.setAside()));
    }

    private String rating(Advice advice, OrderReview order) {
        if (advice.outcome() != Outcome.VARIANT_MATCHED) {
            return text("no-variant-matched");
        }
        if (order.contrastOpen()) {
            return text("contrast-open");
        }
        if (order.category() == null) {
            return text("not-rated");
        }
        return text(
                order.preferred() ? "to-do-next" : "not-to-do-next", category(order.category(), order.disagreement()));
    }

    /** The dose of a study, as far as it is stated. */
    String dose(@Nullable Radiation radiation) {
        if (radiation == null) {
            return text("not-stated");
        }
        Double min = radiation.minMilliSieverts();
        Double max = radiation.maxMilliSieverts();
        if (min == null || max == null) {
            return text("dose-varies");
        }
        if (min.equals(max)) {
            return text("dose", number(max));
        }
        return min == 0 ? text("dose-under", number(max)) : text("dose-between", number(min), number(max));
    }

    private String number(double value) {
        char point = DecimalFormatSymbols.getInstance(messages.language()).getDecimalSeparator();
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString().replace('.', point);
    }
}

package org.apposite.cds.cards;

import java.math.BigDecimal;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import org.apposite.advice.Radiation;
import org.apposite.advice.Recommendation;
import org.apposite.cds.cards.Unread.Unreviewed;
import org.apposite.patient.Coded;
import org.apposite.text.Messages;
import org.jspecify.annotations.Nullable;

/**
 * What cards say around the texts of rules, in the language of a hospital. Immutable and thread-safe.
 */
public final class CardWords {

    private final Messages messages;

    private CardWords(Messages messages) {
        this.messages = messages;
    }

    /**
     * The words in a language.
     *
     * @param language one of {@link Messages#LANGUAGES}
     * @throws IllegalArgumentException when there are none in this language
     */
    public static CardWords in(Locale language) {
        return new CardWords(Messages.in(language).with(CardWords.class::getResourceAsStream));
    }

    Locale language() {
        return messages.language();
    }

    String text(String key, Object... arguments) {
        return messages.text(key, arguments);
    }

    <E extends Enum<E> & Coded> String label(E value) {
        return messages.label(value);
    }

    /** A category as it stands at the beginning of a sentence. */
    String beginning(Recommendation.Category category) {
        String words = label(category);
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    /** Why a clinician may decide otherwise. */
    String reason(String code) {
        return text("reason." + code);
    }

    /** What of a call was not reviewed, and why. */
    String notReviewed(Unreviewed one) {
        return text(
                "not-reviewed",
                text("unreviewed." + one.reason(), one.order().isEmpty() ? " " : ", " + one.order() + ", "));
    }

    String radiation(@Nullable Radiation radiation) {
        if (radiation == null) {
            return text("radiation", text("not-stated"));
        }
        Double min = radiation.minMilliSieverts();
        Double max = radiation.maxMilliSieverts();
        if (min == null || max == null) {
            return text("radiation", text("dose-varies"));
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

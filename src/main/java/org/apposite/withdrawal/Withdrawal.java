package org.apposite.withdrawal;

import java.time.Instant;
import java.util.Optional;
import org.apposite.text.Characters;

/**
 * That a part of a rule set no longer speaks. Immutable.
 *
 * @param part what is withdrawn
 * @param reason why, as a clinician reads it in an answer
 * @param by who signs it off
 * @param at when
 */
public record Withdrawal(Part part, String reason, String by, Instant at) {

    /** The most characters of a reason or a name. */
    public static final int LONGEST = 500;

    /**
     * Why a text can be no reason and no name.
     *
     * @param text the text
     * @return what is wrong with it, as the end of a sentence about it; empty when nothing is
     */
    public static Optional<String> objection(String text) {
        if (text.isBlank()) {
            return Optional.of("is empty");
        }
        if (text.length() > LONGEST) {
            return Optional.of("has more than " + LONGEST + " characters");
        }
        if (text.chars().anyMatch(one -> one == '{' || one == '}')) {
            return Optional.of("holds a brace, which would be a place to fill");
        }
        return text.chars().anyMatch(Character::isISOControl)
                        || Characters.firstDeception(text).isPresent()
                ? Optional.of("holds a character that cannot be seen, or that makes it read otherwise than it is")
                : Optional.empty();
    }
}

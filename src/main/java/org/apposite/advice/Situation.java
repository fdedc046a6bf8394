package org.apposite.advice;

/**
 * An intermediate conclusion that other rules build on, such as "every red flag is stated absent".
 *
 * @param code its code
 */
public record Situation(String code) {

    /**
     * A question of the rule language.
     *
     * @param asked the code of a situation
     * @return whether this is that situation
     */
    public boolean is(String asked) {
        return code.equals(asked);
    }
}

package org.apposite.language;

/**
 * An intermediate conclusion that other rules build on, such as "every red flag is stated absent".
 *
 * @param code its code
 */
public record Situation(String code) {

    public boolean is(String asked) {
        return code.equals(asked);
    }
}

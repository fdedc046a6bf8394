package org.apposite.advice;

/**
 * A sign of possibly serious disease, concluded from the case.
 *
 * @param code its code, such as {@code fever} or {@code age-under-4-years}
 * @param text what it is, for a reader
 * @param source the key of the source that names it
 */
public record RedFlag(String code, String text, String source) {

    /**
     * Whether it is this red flag; a question of the rule language.
     *
     * @param asked the code of a red flag
     * @return whether this is that red flag
     */
    public boolean is(String asked) {
        return code.equals(asked);
    }
}

package org.apposite.text;

import java.util.OptionalInt;

/** Characters that no text may hold: control characters but tab and line ends, halves of characters, U+FFFE and U+FFFF. */
public final class Characters {

    private Characters() {}

    /**
     * Looks for a character that no text may hold.
     *
     * @param text the text
     * @return the index of the first; empty when there is none
     */
    public static OptionalInt firstRefused(String text) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (isRefused(text.codePointAt(i))) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    /**
     * What such a character is called.
     *
     * @param refused a character that no text may hold
     * @return such as {@code a control character (U+0000)} or {@code half a character (U+D800)}
     */
    public static String name(char refused) {
        return String.format(
                "%s (U+%04X)",
                Character.isSurrogate(refused) ? "half a character" : "a control character", (int) refused);
    }

    private static boolean isRefused(int one) {
        return switch (one) {
            case '\t', '\n', '\r' -> false;
            case 0xFFFE, 0xFFFF -> true;
            default -> Character.isISOControl(one) || Character.getType(one) == Character.SURROGATE;
        };
    }
}

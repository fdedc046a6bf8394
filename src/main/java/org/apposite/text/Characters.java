package org.apposite.text;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What must not stand in a text, by three measures. No text at all may hold control characters but tab and line ends, halves
 * of characters, U+FFFE and U+FFFF. A text for rules must read as it looks. And what is shown to people holds nothing that
 * is hidden from them, whoever wrote it.
 */
public final class Characters {

    /** As many as a letter of any language that is written from left to right has. */
    private static final int MOST_MARKS = 2;

    private static final int FIRST_BEYOND_ASCII = 0x80;
    private static final int DELETE = 0x7F;

    private Characters() {}

    /**
     * What makes a text read otherwise than it looks.
     *
     * @param offset where
     * @param message what is wrong, a sentence without its end
     * @param suggestion what to do, a sentence
     */
    public record Deception(int offset, String message, String suggestion) {}

    /**
     * Looks for what makes a text read otherwise than it looks: a hidden character, a script that is written from right to
     * left, a Braille pattern, more than two marks on a letter, or a word of Latin letters among which are letters of
     * another script that look the same. Greek letters may begin or end such a word, as in &beta;hCG.
     *
     * @param text the text; its line ends and tabs are not hidden
     * @return the first; empty when there is none
     */
    public static Optional<Deception> firstDeception(String text) {
        int marks = 0;
        WordOfScripts word = new WordOfScripts();
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int one = text.codePointAt(i);
            boolean isMark = one >= FIRST_BEYOND_ASCII && CharacterClass.MARK.has(one);
            marks = isMark ? marks + 1 : 0;
            boolean begins = i == 0 && WordProcessorSign.BYTE_ORDER_MARK.is(text.charAt(0));
            if (isHidden(one) && one != '\r' && !begins) {
                String what = Character.isISOControl(one) ? "a control character" : "an invisible character";
                return refused(i, what, one, "Remove it, or write the character itself.");
            }
            if (marks > MOST_MARKS) {
                return refused(i, "a third mark on one letter", one, "Leave at most two.");
            }
            if (one >= FIRST_BEYOND_ASCII && CharacterClass.RIGHT_TO_LEFT.has(one)) {
                return refused(
                        i,
                        "a character that is written from right to left, which changes how its line reads,",
                        one,
                        "Write the word in letters that are written from left to right.");
            }
            if (one >= FIRST_BEYOND_ASCII && CharacterClass.BRAILLE.has(one)) {
                return refused(i, "a pattern of Braille, of which one cannot be seen,", one, "Remove it.");
            }
            OptionalInt other = isMark ? OptionalInt.empty() : word.next(one, i);
            if (other.isPresent()) {
                return refused(
                        other.getAsInt(),
                        "in a word of Latin letters a letter of another script that looks the same",
                        text.codePointAt(other.getAsInt()),
                        "Type the word again.");
            }
        }
        return Optional.empty();
    }

    private static Optional<Deception> refused(int offset, String what, int codePoint, String suggestion) {
        String message = String.format(Locale.ROOT, "%s (U+%04X) is refused", what, codePoint);
        return Optional.of(new Deception(offset, message, suggestion));
    }

    /**
     * Whether a character shows nothing by itself, or changes how others are shown: controls and formats, halves, private
     * use, separators of lines, what Unicode ignores by default, and what is no character. The same on every Java platform.
     *
     * @param codePoint any code point
     * @return false also for tab and line feed
     */
    public static boolean isHidden(int codePoint) {
        if (codePoint < FIRST_BEYOND_ASCII) {
            return (codePoint < ' ' && codePoint != '\n' && codePoint != '\t') || codePoint == DELETE;
        }
        return CharacterClass.HIDDEN.has(codePoint);
    }

    /**
     * A text as it can be shown to people: each hidden character is replaced, and of the marks on a letter all beyond two.
     *
     * @param text any text
     * @param replacement what stands in place of each
     * @return the text; its tabs and line feeds stay
     */
    public static String shown(String text, String replacement) {
        StringBuilder shown = new StringBuilder(text.length());
        int marks = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int one = text.codePointAt(i);
            marks = one >= FIRST_BEYOND_ASCII && CharacterClass.MARK.has(one) ? marks + 1 : 0;
            if (isHidden(one) || marks > MOST_MARKS) {
                shown.append(replacement);
            } else {
                shown.appendCodePoint(one);
            }
        }
        return shown.toString();
    }

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

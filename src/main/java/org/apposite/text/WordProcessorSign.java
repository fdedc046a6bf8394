package org.apposite.text;

import java.util.Optional;

/** A character that a word processor puts in place of the plain one. Inside a text for a reader it is fine. */
public enum WordProcessorSign {
    /** A quote that is not straight. */
    CURLY_QUOTE(
            '"',
            "\u201C\u201D\u201E\u201F\u00AB\u00BB\u2018\u2019\u201A\u201B",
            "a curly quote %s from a word processor",
            "Type a straight quote: \"."),
    /** A space at which no line breaks. */
    NON_BREAKING_SPACE(' ', "\u00A0\u202F", "a non-breaking space from a word processor", "Type a plain space."),
    /** Any other space than the plain one. */
    WIDE_SPACE(
            ' ',
            "\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u205F\u3000",
            "a space of special width from a word processor",
            "Type a plain space."),
    /** A hyphen that is not on the keyboard. */
    HYPHEN('-', "\u2010\u2011", "a long hyphen %s from a word processor", "Type a plain hyphen: -."),
    /** A dash. */
    DASH('-', "\u2012\u2013\u2014", "a long dash %s from a word processor", "Type a plain hyphen: -."),
    /** The minus sign of mathematics. */
    MINUS('-', "\u2212", "a long minus sign %s from a word processor", "Type a plain hyphen: -."),
    /** Three dots that are one character. */
    DOTS('.', "\u2026", "three dots in one character from a word processor", "Type what is meant."),
    /** A mark at the beginning of a file; elsewhere it is an invisible character like others. */
    BYTE_ORDER_MARK(
            ' ',
            "\uFEFF",
            "the file begins with a byte order mark, which cannot be seen",
            "Save it as UTF-8 without a byte order mark (without \"BOM\").");

    private static final char FIRST = '\u00A0';

    private final char plain;
    private final String characters;
    private final String message;
    private final String advice;

    WordProcessorSign(char plain, String characters, String message, String advice) {
        this.plain = plain;
        this.characters = characters;
        this.message = message;
        this.advice = advice;
    }

    /**
     * What a character is.
     *
     * @param c any character
     * @return empty for a plain one
     */
    public static Optional<WordProcessorSign> of(char c) {
        if (c >= FIRST) {
            for (WordProcessorSign sign : values()) {
                if (sign.is(c)) {
                    return Optional.of(sign);
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Whether a character is one of this kind.
     *
     * @param c any character
     * @return whether it is
     */
    public boolean is(char c) {
        return characters.indexOf(c) >= 0;
    }

    /**
     * The plain character in its place.
     *
     * @param c any character
     * @return the plain one; the same when it is plain
     */
    public static char plain(char c) {
        return of(c).map(sign -> sign.plain).orElse(c);
    }

    /**
     * What is said of it.
     *
     * @param c the character
     * @return a sentence without its end
     */
    public String message(char c) {
        return message.formatted(c);
    }

    /**
     * What to do about it.
     *
     * @return a sentence
     */
    public String advice() {
        return advice;
    }
}

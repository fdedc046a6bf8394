package org.apposite.text;

/**
 * A piece of a rule file: a word, a sign, a text, a comment or blank space. Every character of the file belongs to exactly
 * one.
 *
 * @param kind what it is
 * @param text as it stands in the file
 * @param plain the same with plain characters in place of those of a word processor, each at its place
 * @param offset how many characters stand before it
 * @param line the line where it begins, from 1
 * @param column the column where it begins, from 1
 */
public record Token(Kind kind, String text, String plain, int offset, int line, int column) {

    /** What a token is. */
    public enum Kind {
        /** Blank space, line ends included. */
        SPACE,
        /** A comment of either kind, without the end of its line. */
        COMMENT,
        /** A comment that goes on to the end of the file. */
        OPEN_COMMENT,
        /** Letters, digits, {@code _} and {@code $}, with hyphens between them; not beginning with a digit. */
        WORD,
        /** The same, beginning with a digit; perhaps with a dot and further digits. */
        NUMBER,
        /** A text in double quotes. */
        TEXT,
        /** A text whose closing quote is missing on its line. */
        OPEN_TEXT,
        /** {@code &&}, {@code ||}, or any other single character. */
        SIGN,
        /** The end of the file. */
        END
    }

    /**
     * Whether it is this word or sign.
     *
     * @param wordOrSign a word or sign
     * @return false for a text, a number or a comment, whatever it holds
     */
    public boolean is(String wordOrSign) {
        return (kind == Kind.WORD || kind == Kind.SIGN) && plain.equals(wordOrSign);
    }

    /**
     * Whether it says nothing.
     *
     * @return whether it is blank space or a comment
     */
    public boolean isAside() {
        return kind == Kind.SPACE || kind == Kind.COMMENT || kind == Kind.OPEN_COMMENT;
    }

    /**
     * Whether it is a value as it stands.
     *
     * @return whether it is a text or a number
     */
    public boolean isLiteral() {
        return kind == Kind.TEXT || kind == Kind.NUMBER;
    }

    /**
     * What it says: of a text what stands between its quotes.
     *
     * @return its plain characters
     */
    public String value() {
        return kind == Kind.TEXT ? plain.substring(1, plain.length() - 1) : plain;
    }

    /**
     * Where it ends.
     *
     * @return how many characters stand before what follows
     */
    public int end() {
        return offset + text.length();
    }
}

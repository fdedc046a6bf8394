package org.apposite.internal.read;

import java.util.ArrayList;
import java.util.List;

/** The text of a rule file cut into words, numbers, texts in quotes and single signs, without spaces and comments. */
final class Pieces {

    /** What a piece is. */
    enum Kind {
        WORD,
        NUMBER,
        TEXT,
        /** A text whose closing quote is missing on its line. */
        OPEN_TEXT,
        /** A comment that goes on to the end of the file. */
        OPEN_COMMENT,
        SIGN
    }

    /**
     * A piece.
     *
     * @param kind what it is
     * @param text as it is written; of a text in quotes with its quotes
     * @param start the offset of its first character
     */
    record Piece(Kind kind, String text, int start) {

        int end() {
            return start + text.length();
        }

        boolean is(String word) {
            return kind == Kind.WORD && text.equals(word);
        }

        boolean is(char sign) {
            return kind == Kind.SIGN && text.charAt(0) == sign;
        }
    }

    private final String text;
    private final List<Piece> pieces = new ArrayList<>();

    private Pieces(String text) {
        this.text = text;
    }

    static List<Piece> of(String text) {
        Pieces pieces = new Pieces(text);
        int i = 0;
        while (i < text.length()) {
            i = pieces.next(i);
        }
        return pieces.pieces;
    }

    private int next(int i) {
        char c = text.charAt(i);
        if (Character.isWhitespace(c)) {
            return i + 1;
        }
        if (text.startsWith("//", i)) {
            return endOfLine(i);
        }
        if (text.startsWith("/*", i)) {
            int end = text.indexOf("*/", i + 2);
            return end < 0 ? add(Kind.OPEN_COMMENT, i, text.length()) : end + 2;
        }
        if (c == '"') {
            return quoted(i);
        }
        int end = i;
        while (end < text.length()
                && (Character.isLetterOrDigit(text.charAt(end)) || "_$".indexOf(text.charAt(end)) >= 0)) {
            end++;
        }
        if (end > i) {
            return add(Character.isDigit(c) ? Kind.NUMBER : Kind.WORD, i, end);
        }
        return add(Kind.SIGN, i, i + 1);
    }

    private int quoted(int start) {
        int end = start + 1;
        while (end < text.length() && text.charAt(end) != '"' && text.charAt(end) != '\n') {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        boolean closed = end < text.length() && text.charAt(end) == '"';
        return add(closed ? Kind.TEXT : Kind.OPEN_TEXT, start, Math.min(closed ? end + 1 : end, text.length()));
    }

    private int add(Kind kind, int start, int end) {
        pieces.add(new Piece(kind, text.substring(start, end), start));
        return end;
    }

    private int endOfLine(int i) {
        int end = text.indexOf('\n', i);
        return end < 0 ? text.length() : end;
    }
}

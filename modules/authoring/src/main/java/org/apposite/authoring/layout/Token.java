package org.apposite.authoring.layout;

import java.util.ArrayList;
import java.util.List;

/**
 * A word, sign or text in quotes, with the comments round it. While a file is read, comments move between tokens, until
 * each is where it can be printed.
 */
final class Token {

    enum Kind {
        WORD,
        SIGN,
        TEXT,
        END_OF_FILE
    }

    private final Kind kind;
    private final String text;
    private final int line;
    private final boolean blankBefore;

    /** Comments in front: on lines of their own, or inline. */
    final List<Comment> before = new ArrayList<>();

    /** Comments behind, on the same line, with nothing of the rule behind them. */
    final List<Comment> after = new ArrayList<>();

    Token(Kind kind, String text, int line, boolean blankBefore) {
        this.kind = kind;
        this.text = text;
        this.line = line;
        this.blankBefore = blankBefore;
    }

    String text() {
        return text;
    }

    int line() {
        return line;
    }

    boolean blankBefore() {
        return blankBefore;
    }

    boolean isWord() {
        return kind == Kind.WORD;
    }

    boolean isEndOfFile() {
        return kind == Kind.END_OF_FILE;
    }

    /** Whether it is this word or sign; a text in quotes is neither. */
    boolean is(String wordOrSign) {
        return (kind == Kind.WORD || kind == Kind.SIGN) && text.equals(wordOrSign);
    }
}

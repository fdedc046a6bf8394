package org.apposite.authoring.layout;

import java.util.ArrayList;
import java.util.List;
import org.apposite.text.Token;

/**
 * A token with the comments round it. While a file is laid out, comments move between tokens, until each is where it can
 * be printed.
 *
 * @param token a token that is no comment
 * @param before comments in front: on lines of their own, or inline
 * @param after comments behind, on the same line, with nothing of the rule behind them
 * @param blankBefore whether a blank line stood above the token itself
 */
record Commented(Token token, List<Comment> before, List<Comment> after, boolean blankBefore) {

    Commented(Token token, boolean blankBefore) {
        this(token, new ArrayList<>(), new ArrayList<>(), blankBefore);
    }

    String text() {
        return token.text();
    }

    boolean is(String wordOrSign) {
        return token.is(wordOrSign);
    }

    /** Whether an opening parenthesis behind it is its own. */
    boolean isName() {
        return token.kind() == Token.Kind.WORD;
    }
}

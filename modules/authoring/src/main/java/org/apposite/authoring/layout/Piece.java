package org.apposite.authoring.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A part of a rule that stays on one line.
 *
 * @param above comments on lines of their own
 * @param text the part, with the short comments in it
 * @param behind a comment at the end of its line, null when there is none
 * @param blankBefore whether a blank line stood above the part itself
 */
record Piece(List<Comment> above, String text, @Nullable Comment behind, boolean blankBefore) {

    Piece {
        above = List.copyOf(above);
    }

    /** The tokens on one line. A comment among them that cannot stay on the line moves above it. */
    static Piece of(List<Commented> tokens) {
        return of(tokens, flat(tokens), comment -> !comment.isShort());
    }

    /** The text in place of the tokens, with all their comments. */
    static Piece of(List<Commented> tokens, String text) {
        return of(tokens, text, comment -> true);
    }

    private static Piece of(List<Commented> tokens, String text, Predicate<Comment> apart) {
        List<Comment> above = new ArrayList<>();
        Commented last = tokens.get(tokens.size() - 1);
        for (Commented token : tokens) {
            token.before().stream()
                    .filter(comment -> !comment.inline() || apart.test(comment))
                    .forEach(above::add);
            token.after().stream().filter(apart).forEach(above::add);
        }
        boolean ends = !last.after().isEmpty()
                && apart.test(last.after().get(last.after().size() - 1));
        Comment behind = ends ? above.remove(above.size() - 1) : null;
        return new Piece(above, text, behind, tokens.get(0).blankBefore());
    }

    /** Whether nothing but its text is to be printed. */
    boolean isBare() {
        return above.isEmpty() && behind == null;
    }

    Piece withAbove(List<Comment> comments) {
        return new Piece(comments, text, behind, blankBefore);
    }

    /** The tokens with the blank space between them that they need, and the short comments among them. */
    static String flat(List<Commented> tokens) {
        StringBuilder line = new StringBuilder();
        Commented previous = null;
        for (Commented token : tokens) {
            for (Comment comment : token.before()) {
                if (comment.inline()) {
                    line.append(line.isEmpty() ? "" : " ").append(comment.text());
                    previous = null;
                }
            }
            line.append(line.isEmpty() ? "" : gap(previous, token)).append(token.text());
            previous = token;
            for (Comment comment : token.after()) {
                if (comment.isShort()) {
                    line.append(" ").append(comment.text());
                    previous = null;
                }
            }
        }
        return line.toString();
    }

    /** The space between two tokens; the previous one is null where a comment stands. */
    private static String gap(@Nullable Commented previous, Commented next) {
        if (next.is(",") || next.is(";") || next.is(".")) {
            return "";
        }
        if (previous == null) {
            return " ";
        }
        boolean call = previous.isName() && next.is("(");
        boolean empty = previous.is("(") && next.is(")");
        return call || empty || previous.is(".") || previous.is("@") ? "" : " ";
    }
}

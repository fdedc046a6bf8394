package org.apposite.authoring.layout;

import java.util.List;

/** The lines of a rule file that is being written. */
final class Page {

    private static final int WIDTH = 120;

    private final StringBuilder text = new StringBuilder();

    static boolean fits(int indent, String line) {
        return indent + line.codePointCount(0, line.length()) <= WIDTH;
    }

    /** A blank line between what stands there already and what follows. */
    void blank() {
        if (!text.isEmpty()) {
            text.append('\n');
        }
    }

    void comments(int indent, List<Comment> comments) {
        comments.forEach(comment -> text.append(comment.at(indent)).append('\n'));
    }

    /** Comments between rules, which keep their blank lines; the first one stands off from what is above it. */
    void paragraph(List<Comment> comments) {
        boolean first = true;
        for (Comment comment : comments) {
            if (first || comment.blankBefore()) {
                blank();
            }
            comments(0, List.of(comment));
            first = false;
        }
    }

    void line(int indent, Piece piece) {
        comments(indent, piece.above());
        line(indent, piece.text(), piece);
    }

    /** A line with the comment behind a piece, without those above it. */
    void line(int indent, String line, Piece piece) {
        Comment behind = piece.behind();
        text.append(" ".repeat(indent)).append(line);
        if (behind != null) {
            text.append(' ').append(behind.text());
        }
        text.append('\n');
    }

    /** A part of the file at its left edge, behind a blank line. */
    void section(Piece piece) {
        paragraph(piece.above());
        if (piece.above().isEmpty() || piece.blankBefore()) {
            blank();
        }
        line(0, piece.text(), piece);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}

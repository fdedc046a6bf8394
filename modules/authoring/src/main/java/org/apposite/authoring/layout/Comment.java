package org.apposite.authoring.layout;

import java.util.stream.Collectors;

/**
 * A comment of a rule file.
 *
 * @param text the comment with its signs, without blank space at the end of its lines and without tabs
 * @param column how far to the right it began, from 0
 * @param blankBefore whether a blank line stood above it
 * @param inline whether it is a short one, with more of the rule behind it on its line
 */
record Comment(String text, int column, boolean blankBefore, boolean inline) {

    private static final String TAB = "    ";

    static Comment of(String raw, int column, boolean blankBefore, boolean inline) {
        String text = raw.replace("\t", TAB).lines().map(String::stripTrailing).collect(Collectors.joining("\n"));
        return new Comment(text, column, blankBefore, inline);
    }

    /** Whether it fits between words: between signs of its own, and on one line. */
    boolean isShort() {
        return isShort(text);
    }

    Comment asInline() {
        return new Comment(text, column, blankBefore, true);
    }

    static boolean isShort(String text) {
        return text.startsWith("/*") && text.indexOf('\n') < 0 && text.indexOf('\r') < 0;
    }

    /** The comment on lines of its own; its further lines move as far as its first one. */
    String at(int indent) {
        int moved = indent - column;
        return " ".repeat(indent)
                + text.lines().limit(1).collect(Collectors.joining())
                + text.lines().skip(1).map(line -> "\n" + moved(line, moved)).collect(Collectors.joining());
    }

    private static String moved(String line, int by) {
        String words = line.stripLeading();
        return words.isEmpty() ? "" : " ".repeat(Math.max(0, line.length() - words.length() + by)) + words;
    }
}

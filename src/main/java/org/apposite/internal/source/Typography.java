package org.apposite.internal.source;

import org.apposite.text.WordProcessorSign;

/**
 * Characters that a word processor leaves in a YAML file. They are reported, and reading goes on as if the plain ones stood
 * there, so that no other mistake is hidden. Inside a text for a reader they are fine.
 */
final class Typography {

    private static final int MAX_REPORTS = 50;
    private static final String DOUBLE_QUOTES = "\u201C\u201D\u201E\u201F\u00AB\u00BB";

    private final SourceFile file;
    private final StringBuilder text;
    private int reports;

    private Typography(SourceFile file) {
        this.file = file;
        this.text = new StringBuilder(file.text());
    }

    /** The file's text with plain characters, each at the place of the one that it replaces. */
    static String plain(SourceFile file) {
        return new Typography(file).plain();
    }

    private String plain() {
        int i = 0;
        if (text.length() > 0 && WordProcessorSign.BYTE_ORDER_MARK.is(text.charAt(0))) {
            report(0);
            text.setCharAt(0, '\n');
            i = 1;
        }
        while (i < text.length()) {
            i = next(i);
        }
        return text.toString();
    }

    private int next(int i) {
        char c = text.charAt(i);
        if (c == '#') {
            return endOfLine(i);
        }
        if (DOUBLE_QUOTES.indexOf(c) >= 0 && valueBegins(i)) {
            int end = curly(i + 1, endOfLine(i));
            if (end >= 0 && text.substring(i, end).indexOf(' ') < 0) {
                replace(i);
                text.setCharAt(end, '"');
                return end + 1;
            }
        } else if (isSpace(c) && beforeValue(i)) {
            replace(i);
        }
        return i + 1;
    }

    /** The first curly quote from an offset to another, or -1. */
    private int curly(int from, int to) {
        for (int i = from; i < to; i++) {
            if (WordProcessorSign.CURLY_QUOTE.is(text.charAt(i))) {
                return i;
            }
        }
        return -1;
    }

    /** Whether nothing but the marks of YAML stands before an offset on its line, or the beginning of a list or value. */
    private boolean valueBegins(int i) {
        int before = i - 1;
        while (before >= 0 && text.charAt(before) == ' ') {
            before--;
        }
        return before < 0 || "\n[{,:-".indexOf(text.charAt(before)) >= 0;
    }

    /** Whether an offset is in the indentation of a line or right behind a key. */
    private boolean beforeValue(int i) {
        int before = i - 1;
        while (before >= 0 && (text.charAt(before) == ' ' || isSpace(text.charAt(before)))) {
            before--;
        }
        return before < 0 || "\n:-".indexOf(text.charAt(before)) >= 0;
    }

    /** Whether a character is a space of a word processor. */
    private static boolean isSpace(char c) {
        return WordProcessorSign.NON_BREAKING_SPACE.is(c) || WordProcessorSign.WIDE_SPACE.is(c);
    }

    private void replace(int i) {
        report(i);
        text.setCharAt(i, WordProcessorSign.plain(text.charAt(i)));
    }

    private void report(int i) {
        char c = text.charAt(i);
        if (++reports <= MAX_REPORTS) {
            WordProcessorSign.of(c)
                    .ifPresent(sign -> file.reportAt(IssueCode.TYPOGRAPHY, i, sign.message(c), sign.advice()));
        }
    }

    private int endOfLine(int i) {
        int end = text.indexOf("\n", i);
        return end < 0 ? text.length() : end;
    }
}

package org.apposite.internal.read;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Characters that a word processor puts in place of the plain ones. They are reported, and reading goes on as if the
 * plain ones stood there, so that no other mistake is hidden. Inside a text for a reader they are fine.
 */
final class Typography {

    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final int MAX_REPORTS = 50;
    private static final String CURLY_DOUBLE = "\u201C\u201D\u201E\u201F\u00AB\u00BB";
    private static final String CURLY_SINGLE = "\u2018\u2019\u201A\u201B";
    private static final Map<Character, String> DASHES = Map.of(
            '\u2010',
            "hyphen",
            '\u2011',
            "hyphen",
            '\u2012',
            "dash",
            '\u2013',
            "dash",
            '\u2014',
            "dash",
            '\u2212',
            "minus sign");
    private static final char ELLIPSIS = '\u2026';

    private final SourceFile file;
    private final StringBuilder text;
    private final boolean isDrl;
    private int reports;

    private Typography(SourceFile file) {
        this.file = file;
        this.text = new StringBuilder(file.text());
        this.isDrl = file.name().endsWith(".drl");
    }

    /** The file's text with plain characters, each at the place of the one that it replaces. */
    static String plain(SourceFile file) {
        return new Typography(file).plain();
    }

    private String plain() {
        int i = 0;
        if (text.length() > 0 && text.charAt(0) == BYTE_ORDER_MARK) {
            file.reportAt(
                    IssueCode.TYPOGRAPHY,
                    0,
                    "the file begins with a byte order mark, which cannot be seen",
                    "Save it as UTF-8 without a byte order mark (without \"BOM\").");
            text.setCharAt(0, isDrl ? ' ' : '\n');
            i = 1;
        }
        while (i < text.length()) {
            i = isDrl ? drl(i) : yaml(i);
        }
        return text.toString();
    }

    private int drl(int i) {
        char c = text.charAt(i);
        if (starts("//", i)) {
            return endOfLine(i);
        }
        if (starts("/*", i)) {
            int end = text.indexOf("*/", i + 2);
            return end < 0 ? text.length() : end + 2;
        }
        if (c == '"') {
            return quoted(i, false);
        }
        if (CURLY_DOUBLE.indexOf(c) >= 0 || CURLY_SINGLE.indexOf(c) >= 0) {
            report(i, "a curly quote " + c + " from a word processor", "Type a straight quote: \".");
            text.setCharAt(i, '"');
            return quoted(i, true);
        }
        replace(i, c);
        return i + 1;
    }

    /** Behind a text in quotes; of one that ends with a curly quote, that is made straight, too. */
    private int quoted(int start, boolean beganCurly) {
        int end = endOfLine(start);
        int straight = text.indexOf("\"", start + 1);
        boolean closedBefore = straight >= 0 && endsText(curly(start + 1, Math.max(straight, 0)), beganCurly);
        if (straight >= 0 && straight < end && !closedBefore) {
            spaceInCode(start, straight);
            return straight + 1;
        }
        int curly = curly(start + 1, end);
        if (curly < 0) {
            return end;
        }
        if (!beganCurly) {
            report(
                    curly,
                    "a curly quote " + text.charAt(curly) + " from a word processor",
                    "Type a straight quote: \".");
        }
        text.setCharAt(curly, '"');
        spaceInCode(start, curly);
        return curly + 1;
    }

    /** Whether a curly quote ends a text: one that began so, or one with what follows an argument behind it. */
    private boolean endsText(int curly, boolean beganCurly) {
        if (curly < 0 || beganCurly) {
            return curly >= 0;
        }
        int following = curly + 1;
        while (following < text.length() && text.charAt(following) == ' ') {
            following++;
        }
        return following < text.length() && "),;".indexOf(text.charAt(following)) >= 0;
    }

    /** The first curly quote that could end a text, from an offset to another, or -1. */
    private int curly(int from, int to) {
        for (int i = from; i < to; i++) {
            if (CURLY_DOUBLE.indexOf(text.charAt(i)) >= 0 || CURLY_SINGLE.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }

    /** A text without plain spaces is a code, in which nothing but plain characters can be meant. */
    private void spaceInCode(int start, int end) {
        for (int i = start + 1; i < end; i++) {
            if (text.charAt(i) == ' ') {
                return;
            }
        }
        for (int i = start + 1; i < end; i++) {
            replace(i, text.charAt(i));
        }
    }

    private int yaml(int i) {
        char c = text.charAt(i);
        if (c == '#') {
            return endOfLine(i);
        }
        if (CURLY_DOUBLE.indexOf(c) >= 0 && valueBegins(i)) {
            int end = curly(i + 1, endOfLine(i));
            if (end >= 0 && text.substring(i, end).indexOf(' ') < 0) {
                report(i, "a curly quote " + c + " from a word processor", "Type a straight quote: \".");
                text.setCharAt(i, '"');
                text.setCharAt(end, '"');
                return end + 1;
            }
        } else if (spaceName(c) != null && beforeValue(i)) {
            replace(i, c);
        }
        return i + 1;
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
        while (before >= 0 && (text.charAt(before) == ' ' || spaceName(text.charAt(before)) != null)) {
            before--;
        }
        return before < 0 || text.charAt(before) == '\n' || text.charAt(before) == ':' || text.charAt(before) == '-';
    }

    private void replace(int i, char c) {
        String space = spaceName(c);
        if (space != null) {
            report(i, space + " from a word processor", "Type a plain space.");
            text.setCharAt(i, ' ');
        } else if (DASHES.containsKey(c)) {
            report(i, "a long " + DASHES.get(c) + " " + c + " from a word processor", "Type a plain hyphen: -.");
            text.setCharAt(i, '-');
        } else if (c == ELLIPSIS) {
            report(i, "three dots in one character from a word processor", "Type what is meant.");
            text.setCharAt(i, '.');
        }
    }

    private static @Nullable String spaceName(char c) {
        if (c == '\u00A0' || c == '\u202F') {
            return "a non-breaking space";
        }
        return c != ' ' && Character.getType(c) == Character.SPACE_SEPARATOR ? "a space of special width" : null;
    }

    private void report(int offset, String message, String suggestion) {
        if (++reports <= MAX_REPORTS) {
            file.reportAt(IssueCode.TYPOGRAPHY, offset, message, suggestion);
        }
    }

    private boolean starts(String mark, int i) {
        return i + mark.length() <= text.length()
                && text.substring(i, i + mark.length()).equals(mark);
    }

    private int endOfLine(int i) {
        int end = text.indexOf("\n", i);
        return end < 0 ? text.length() : end;
    }
}

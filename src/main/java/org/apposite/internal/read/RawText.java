package org.apposite.internal.read;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses, before any parser sees it, a text that a parser could read otherwise than a person, or read for ever. Outside
 * texts in quotes and comments the rule language needs letters, digits and a few signs; a few others are let through, so
 * that a mistake gets a better message than this one, many are not.
 */
final class RawText {

    private static final int MAX_DEPTH = 24;
    private static final int MAX_FOREIGN = 60;
    private static final int MAX_CHAIN = 12;
    private static final int MAX_ALTERNATIVES = 200;
    private static final int WORD_WEIGHT = 10;
    private static final String SIGNS = "_.,;()@&|-";
    private static final Set<String> JOINING_WORDS = Set.of("or", "and", "not", "forall", "from");

    private final SourceFile file;
    private final String text;
    private int depth;
    private int foreign;
    private int dots;
    private int alternatives;

    private RawText(SourceFile file, String text) {
        this.file = file;
        this.text = text;
    }

    /** Whether the text may be parsed; if not, it has been reported why. */
    static boolean isSafe(SourceFile file, String text) {
        return new RawText(file, text).isSafe();
    }

    private boolean isSafe() {
        for (int i = 0; i < text.length(); i++) {
            String problem = hidden(i);
            if (problem != null) {
                file.reportAt(IssueCode.SYNTAX, i, problem, "Remove it, or write the character itself.");
                return false;
            }
        }
        int i = 0;
        while (i < text.length()) {
            int next = skipQuotedAndComments(i);
            if (next == i) {
                next = i + Math.max(1, wordLength(i));
                String problem = count(i, next);
                if (problem != null) {
                    file.reportAt(IssueCode.TOO_LARGE, i, problem, "Split the rule.");
                    return false;
                }
            }
            i = next;
        }
        return true;
    }

    private @Nullable String hidden(int i) {
        char c = text.charAt(i);
        if (c == '\\' && i + 1 < text.length() && text.charAt(i + 1) == 'u') {
            return "\\u escapes are refused";
        }
        if (Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t') {
            return "a control character is refused";
        }
        return Character.getType(c) == Character.FORMAT ? "an invisible character is refused" : null;
    }

    private int skipQuotedAndComments(int i) {
        if (text.startsWith("//", i)) {
            return endOfLine(i);
        }
        if (text.startsWith("/*", i)) {
            int end = text.indexOf("*/", i + 2);
            return end < 0 ? text.length() : end + 2;
        }
        if (text.charAt(i) == '"') {
            int end = i + 1;
            while (end < text.length() && text.charAt(end) != '"' && text.charAt(end) != '\n') {
                end += text.charAt(end) == '\\' ? 2 : 1;
            }
            return Math.min(end + 1, text.length());
        }
        return i;
    }

    private int endOfLine(int i) {
        int end = text.indexOf('\n', i);
        return end < 0 ? text.length() : end;
    }

    private int wordLength(int i) {
        int end = i;
        while (end < text.length() && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
            end++;
        }
        return end - i;
    }

    /** Whether a word is a part of a code, such as that of the rule {@code limb-not-swollen}. */
    private boolean isInCode(int from, int to) {
        return (from > 0 && text.charAt(from - 1) == '-') || (to < text.length() && text.charAt(to) == '-');
    }

    private @Nullable String count(int from, int to) {
        String token = text.substring(from, to);
        char sign = token.charAt(0);
        if (Character.isLetterOrDigit(sign)) {
            if (token.equals("rule")) {
                alternatives = 0;
            }
            foreign += JOINING_WORDS.contains(token) && !isInCode(from, to) ? WORD_WEIGHT : 0;
        } else {
            depth += sign == '(' ? 1 : sign == ')' ? -1 : 0;
            dots = sign == '.' ? dots + 1 : sign == ';' ? 0 : dots;
            alternatives += sign == '|' || sign == '&' ? 1 : 0;
            foreign += SIGNS.indexOf(sign) < 0 && !Character.isWhitespace(sign) ? 1 : 0;
        }
        if (depth > MAX_DEPTH) {
            return "parentheses are nested more than " + MAX_DEPTH + " deep";
        }
        if (dots > MAX_CHAIN) {
            return "a chain of more than " + MAX_CHAIN + " dots in one statement";
        }
        if (alternatives > 2 * MAX_ALTERNATIVES) {
            return "more than " + MAX_ALTERNATIVES + " times && and || in one rule";
        }
        return foreign > MAX_FOREIGN ? "too many signs and words that are not part of the rule language" : null;
    }
}

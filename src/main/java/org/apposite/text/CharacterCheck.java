package org.apposite.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apposite.text.RuleFile.Problem;
import org.jspecify.annotations.Nullable;

/** Finds characters that make a file read otherwise than it looks, and those that a word processor left. */
final class CharacterCheck {

    private static final int MAX_REPORTS = 50;

    private CharacterCheck() {}

    /** The first character that must not stand anywhere, not even in a comment. */
    static Optional<Problem> hidden(String text) {
        for (int i = 0; i < text.length(); i++) {
            String what = hidden(text, i);
            if (what != null) {
                return Optional.of(
                        new Problem(Problem.Kind.SYNTAX, i, what, "Remove it, or write the character itself."));
            }
        }
        return Optional.empty();
    }

    private static @Nullable String hidden(String text, int i) {
        char c = text.charAt(i);
        char following = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
        if (c == '\\' && following == 'u') {
            return "\\u escapes are refused";
        }
        boolean layout = c == '\n' || c == '\t' || (c == '\r' && following == '\n');
        if (Character.isISOControl(c) && !layout) {
            return "a control character is refused";
        }
        boolean isMark = i == 0 && WordProcessorSign.BYTE_ORDER_MARK.is(c);
        return Character.getType(c) == Character.FORMAT && !isMark ? "an invisible character is refused" : null;
    }

    /** The characters of a word processor, which are read as the plain ones. */
    static List<Problem> typography(List<Token> tokens) {
        List<Problem> found = new ArrayList<>();
        for (Token token : tokens) {
            if (!token.plain().equals(token.text()) && found.size() < MAX_REPORTS) {
                typography(token, found);
            }
        }
        return found;
    }

    private static void typography(Token token, List<Problem> found) {
        String text = token.text();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // Of two curly quotes round a text the first is enough.
            boolean told = i > 0 && i == text.length() - 1 && WordProcessorSign.CURLY_QUOTE.is(text.charAt(0));
            if (c != token.plain().charAt(i) && !told) {
                int offset = token.offset() + i;
                WordProcessorSign.of(c)
                        .map(sign -> new Problem(Problem.Kind.TYPOGRAPHY, offset, sign.message(c), sign.advice()))
                        .ifPresent(found::add);
            }
        }
    }
}

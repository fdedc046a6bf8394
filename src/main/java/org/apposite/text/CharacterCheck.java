package org.apposite.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apposite.text.RuleFile.Problem;

/** Finds characters that make a file read otherwise than it looks, and those that a word processor left. */
final class CharacterCheck {

    private static final int MAX_REPORTS = 50;

    /** An escape that Java would read before anything else, and a line end that is half of one. */
    private static final Pattern WRITTEN = Pattern.compile("\\\\u|\r(?!\n)");

    private CharacterCheck() {}

    /** The first character that must not stand anywhere, not even in a comment. */
    static Optional<Problem> hidden(String text) {
        Optional<Problem> written = WRITTEN.matcher(text)
                .results()
                .findFirst()
                .map(found -> problem(
                        found.start(),
                        found.group().equals("\r")
                                ? "a control character (U+000D) is refused"
                                : "\\u escapes are refused",
                        "Remove it, or write the character itself."));
        Optional<Problem> deceives =
                Characters.firstDeception(text).map(one -> problem(one.offset(), one.message(), one.suggestion()));
        return Stream.of(written, deceives).flatMap(Optional::stream).min(Comparator.comparing(Problem::offset));
    }

    private static Problem problem(int offset, String message, String suggestion) {
        return new Problem(Problem.Kind.SYNTAX, offset, message, suggestion);
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

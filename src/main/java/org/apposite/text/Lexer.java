package org.apposite.text;

import java.util.ArrayList;
import java.util.List;
import org.apposite.text.Token.Kind;

/** Cuts the text of a rule file into tokens, none of it lost. */
final class Lexer {

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int line = 1;
    private int lineStart;

    private Lexer(String text) {
        this.text = text;
    }

    /** All tokens, the last one for the end of the file. */
    static List<Token> tokens(String text) {
        Lexer lexer = new Lexer(text);
        int offset = 0;
        while (offset < text.length()) {
            offset = lexer.next(offset);
        }
        lexer.add(Kind.END, offset, offset);
        return lexer.tokens;
    }

    private int next(int start) {
        char c = text.charAt(start);
        if (isSpace(start)) {
            int end = start + 1;
            while (end < text.length() && isSpace(end)) {
                end++;
            }
            return add(Kind.SPACE, start, end, plain(start, end));
        }
        if (text.startsWith("//", start)) {
            int end = start;
            while (!isLineEnd(end)) {
                end++;
            }
            return add(Kind.COMMENT, start, end);
        }
        if (text.startsWith("/*", start)) {
            int close = text.indexOf("*/", start + 2);
            int end = close < 0 ? text.length() : close + 2;
            return add(close < 0 ? Kind.OPEN_COMMENT : Kind.COMMENT, start, end);
        }
        if (c == '"' || WordProcessorSign.CURLY_QUOTE.is(c)) {
            return quoted(start);
        }
        if (isOfWord(start)) {
            return word(start);
        }
        int end = text.startsWith("&&", start) || text.startsWith("||", start) ? start + 2 : start + 1;
        return add(Kind.SIGN, start, end, plain(start, end));
    }

    private boolean isSpace(int i) {
        char c = text.charAt(i);
        return Character.isWhitespace(c) || WordProcessorSign.plain(c) == ' ';
    }

    private boolean isOfWord(int i) {
        char c = i < text.length() ? text.charAt(i) : ' ';
        return Character.isLetterOrDigit(c) || c == '_' || c == '$';
    }

    private int word(int start) {
        boolean number = Character.isDigit(text.charAt(start));
        int end = start;
        while (isOfWord(end) || (isOfWord(end + 1) && joins(end, number))) {
            end++;
        }
        return add(number ? Kind.NUMBER : Kind.WORD, start, end, plain(start, end));
    }

    /** Whether a character belongs to a word when one more of the word follows: a hyphen, and in a number a dot. */
    private boolean joins(int i, boolean number) {
        char c = WordProcessorSign.plain(text.charAt(i));
        return c == '-' || (number && c == '.' && Character.isDigit(text.charAt(i + 1)));
    }

    /** A text begins and ends with a quote on one line, straight or not. */
    private int quoted(int start) {
        boolean curly = text.charAt(start) != '"';
        int close = -1;
        int end = start + 1;
        while (!isLineEnd(end) && text.charAt(end) != '"' && !(curly && close >= 0)) {
            if (close < 0 && WordProcessorSign.CURLY_QUOTE.is(text.charAt(end))) {
                close = end;
            }
            end += text.charAt(end) == '\\' && !isLineEnd(end + 1) ? 2 : 1;
        }
        // A curly quote before a straight one is part of the text, unless an argument ends there.
        if (!isLineEnd(end) && !(close >= 0 && (curly || argumentEnds(close + 1)))) {
            close = end;
        }
        if (close < 0) {
            return add(Kind.OPEN_TEXT, start, end);
        }
        String inside = text.substring(start + 1, close);
        // A text without plain spaces is a code, in which nothing but plain characters can be meant.
        String plain = inside.indexOf(' ') < 0 ? plain(start + 1, close) : inside;
        return add(Kind.TEXT, start, close + 1, '"' + plain + '"');
    }

    /** Whether what follows stands behind an argument: of two quotes, the one before it closes the text. */
    private boolean argumentEnds(int i) {
        int following = i;
        while (following < text.length() && text.charAt(following) == ' ') {
            following++;
        }
        return following < text.length() && "),;".indexOf(text.charAt(following)) >= 0;
    }

    private boolean isLineEnd(int i) {
        return i >= text.length() || text.charAt(i) == '\n' || text.charAt(i) == '\r';
    }

    /** A part of the text with plain characters. */
    private String plain(int start, int end) {
        StringBuilder plain = new StringBuilder(end - start);
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            plain.append(WordProcessorSign.CURLY_QUOTE.is(c) ? c : WordProcessorSign.plain(c));
        }
        return plain.toString();
    }

    private int add(Kind kind, int start, int end) {
        return add(kind, start, end, text.substring(start, end));
    }

    private int add(Kind kind, int start, int end, String plain) {
        String written = text.substring(start, end);
        tokens.add(
                new Token(kind, written, written.equals(plain) ? written : plain, start, line, start - lineStart + 1));
        for (int i = start; i < end; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return end;
    }
}

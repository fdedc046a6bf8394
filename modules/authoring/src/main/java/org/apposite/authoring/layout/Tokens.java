package org.apposite.authoring.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Splits the text of a rule file into tokens and comments. The parsers of Drools and Java that read rules forget where
 * comments stand, so the layout has to look at the text itself; what the text means is left to them.
 */
final class Tokens {

    private static final Pattern LEXEME = Pattern.compile("""
            (?<comment> //[^\\r\\n]* | /\\*.*?\\*/ )
            | (?<text> "(?:[^"\\\\]++|\\\\.)*+" | '(?:[^'\\\\]++|\\\\.)*+' )
            | (?<sign> && | \\|\\| | [(),;@.:] )
            | (?<word> [^\\s"'(),;@.:&|/]+ | \\S )""", Pattern.COMMENTS | Pattern.DOTALL);

    private static final Pattern LINE_END = Pattern.compile("\\R");

    private Tokens() {}

    /** A piece of the text; lines are those of its first and its last character. */
    private record Lexeme(String kind, String text, int line, int lastLine, int column, boolean blankBefore) {

        boolean isComment() {
            return kind.equals("comment");
        }
    }

    /** All tokens, with one for the end of the file. */
    static List<Token> of(String text) {
        List<Token> tokens = new ArrayList<>();
        List<Lexeme> comments = new ArrayList<>();
        int lastLine = 0;
        for (Lexeme lexeme : lexemes(text)) {
            if (lexeme.isComment()) {
                comments.add(lexeme);
                continue;
            }
            Token token = new Token(kind(lexeme), lexeme.text(), lexeme.line(), lexeme.blankBefore());
            attach(comments, tokens.isEmpty() ? null : tokens.get(tokens.size() - 1), lastLine, token);
            comments.clear();
            tokens.add(token);
            lastLine = lexeme.lastLine();
        }
        return tokens;
    }

    /** The comments of a text, without the blank space in them, in a fixed order. */
    static List<String> comments(String text) {
        return of(text).stream()
                .flatMap(token -> Stream.concat(token.before.stream(), token.after.stream()))
                .map(Comment::words)
                .sorted()
                .toList();
    }

    private static void attach(List<Lexeme> comments, @Nullable Token previous, int previousLine, Token next) {
        int inline = comments.size();
        while (inline > 0
                && comments.get(inline - 1).lastLine() == next.line()
                && Comment.isShort(comments.get(inline - 1).text())) {
            inline--;
        }
        int line = previousLine;
        for (int i = 0; i < comments.size(); i++) {
            Lexeme one = comments.get(i);
            Comment comment = Comment.of(one.text(), one.column(), one.blankBefore(), i >= inline);
            if (previous != null && i < inline && one.line() == line) {
                previous.after.add(comment);
                line = one.lastLine() == one.line() ? line : 0;
            } else {
                next.before.add(comment);
                line = 0;
            }
        }
    }

    private static List<Lexeme> lexemes(String text) {
        List<Lexeme> lexemes = new ArrayList<>();
        Matcher matcher = LEXEME.matcher(text);
        int end = 0;
        int line = 1;
        while (matcher.find()) {
            int skipped = lineEnds(text.substring(end, matcher.start()));
            String kind = Stream.of("comment", "text", "sign", "word")
                    .filter(name -> matcher.group(name) != null)
                    .findFirst()
                    .orElseThrow();
            line += skipped;
            int lastLine = line + lineEnds(matcher.group());
            int column = column(text, matcher.start());
            lexemes.add(new Lexeme(kind, matcher.group(), line, lastLine, column, skipped > 1));
            end = matcher.end();
            line = lastLine;
        }
        // Behind everything, on no line, so that no comment is taken for one in front of it on its line.
        lexemes.add(new Lexeme("", "", 0, 0, 0, lineEnds(text.substring(end)) > 1));
        return lexemes;
    }

    private static Token.Kind kind(Lexeme lexeme) {
        return switch (lexeme.kind()) {
            case "text" -> Token.Kind.TEXT;
            case "sign" -> Token.Kind.SIGN;
            case "word" -> Token.Kind.WORD;
            default -> Token.Kind.END_OF_FILE;
        };
    }

    private static int lineEnds(String text) {
        return (int) LINE_END.matcher(text).results().count();
    }

    private static int column(String text, int offset) {
        int start = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
        return text.substring(start, offset).replace("\t", "    ").length();
    }
}

package org.apposite.authoring.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apposite.authoring.layout.Condition.Group;
import org.apposite.authoring.layout.Condition.Joined;
import org.apposite.authoring.layout.Condition.Question;
import org.apposite.authoring.layout.RuleFile.Import;
import org.apposite.authoring.layout.RuleFile.Pattern;
import org.apposite.authoring.layout.RuleFile.Rule;
import org.apposite.language.Conclude;

/**
 * Takes a rule file apart that is known to be readable. It knows no more of the language than where lines begin; whether
 * it understood the file is found out by comparing what was read before with what is read after.
 */
final class RuleFileReader {

    private static final String GLOBAL = "global " + Conclude.class.getName() + " conclude;";

    private final List<Token> tokens;
    private int next;

    private final List<Import> imports = new ArrayList<>();
    private final List<Rule> rules = new ArrayList<>();
    private Piece packageLine = new Piece(List.of(), "", null, false);
    private Piece global = new Piece(List.of(), GLOBAL, null, false);

    private RuleFileReader(List<Token> tokens) {
        this.tokens = tokens;
    }

    /**
     * Takes a file apart.
     *
     * @throws Unexpected when it is otherwise than a readable file can be
     */
    static RuleFile read(String text) {
        return new RuleFileReader(Tokens.of(text)).read();
    }

    /** Something in the file is not where this reader expects it. */
    static final class Unexpected extends RuntimeException {

        @java.io.Serial
        private static final long serialVersionUID = 1L;

        Unexpected(String message) {
            super(message);
        }
    }

    private RuleFile read() {
        while (!peek().isEndOfFile()) {
            switch (peek().text()) {
                case "package" -> {
                    List<Token> line = declaration(1);
                    packageLine = Piece.of(line, "package " + name(line.subList(1, line.size())) + ";");
                }
                case "import" -> {
                    List<Token> line = declaration(1);
                    String type = name(line.subList(1, line.size()));
                    imports.add(new Import(type, Piece.of(line, "import " + type + ";")));
                }
                case "global" -> global = Piece.of(declaration(2), GLOBAL);
                case "rule" -> rules.add(rule());
                default -> throw unexpected();
            }
        }
        return new RuleFile(packageLine, imports, global, rules, peek().before);
    }

    /** A keyword and so many names with dots, and a semicolon that may be missing. */
    private List<Token> declaration(int names) {
        int start = next++;
        for (int i = 0; i < names; i++) {
            next++;
            while (skip(".")) {
                next++;
            }
        }
        skip(";");
        return since(start);
    }

    private static String name(List<Token> line) {
        StringBuilder name = new StringBuilder();
        line.stream().filter(token -> !token.is(";")).forEach(token -> name.append(token.text()));
        return name.toString();
    }

    private Rule rule() {
        int start = next;
        next += 2;
        Piece head = Piece.of(since(start));
        List<Piece> annotations = new ArrayList<>();
        while (peek().is("@")) {
            start = next;
            next += 2;
            parentheses();
            annotations.add(Piece.of(since(start)));
        }
        Piece when = keyword("when");
        List<Pattern> patterns = new ArrayList<>();
        while (!peek().is("then")) {
            patterns.add(pattern());
        }
        Piece then = keyword("then");
        List<List<Token>> conclusions = new ArrayList<>();
        while (!peek().is("end")) {
            start = next;
            while (!peek().is(";")) {
                take();
            }
            next++;
            conclusions.add(since(start));
        }
        return new Rule(head, annotations, when, patterns, then, conclusions, keyword("end"));
    }

    private Piece keyword(String word) {
        int start = next;
        expect(word);
        return Piece.of(since(start));
    }

    private Pattern pattern() {
        int start = next;
        skip("exists");
        String fact = take().text();
        int open = next;
        parentheses();
        int close = next - 1;
        List<Token> body = tokens.subList(open + 1, close);
        if (body.isEmpty()) {
            Piece all = Piece.of(since(start));
            return new Pattern(fact, all, List.of(), all);
        }
        CommentsOfPattern.settle(body, tokens.get(close));
        Piece head = Piece.of(tokens.subList(start, open + 1));
        List<Condition> conditions = new RuleFileReader(Stream.concat(body.stream(), Stream.of(tokens.get(close)))
                        .toList())
                .conditions();
        return new Pattern(fact, head, conditions, Piece.of(List.of(tokens.get(close))));
    }

    /** From an opening parenthesis to behind the one that closes it. */
    private void parentheses() {
        int depth = 0;
        do {
            Token token = take();
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
        } while (depth > 0);
    }

    private List<Condition> conditions() {
        List<Condition> conditions = new ArrayList<>();
        conditions.add(joined("||"));
        while (skip(",")) {
            conditions.add(joined("||"));
        }
        expect(")");
        if (next != tokens.size()) {
            throw unexpected();
        }
        return conditions;
    }

    private Condition joined(String sign) {
        List<Condition> parts = new ArrayList<>();
        do {
            parts.add(sign.equals("||") ? joined("&&") : single());
        } while (skip(sign));
        return parts.size() == 1 ? parts.get(0) : new Joined(sign, parts);
    }

    private Condition single() {
        if (skip("(")) {
            Condition inside = joined("||");
            expect(")");
            return new Group(inside);
        }
        int start = next;
        next++;
        parentheses();
        return new Question(Piece.of(since(start)));
    }

    private List<Token> since(int start) {
        if (next > tokens.size()) {
            throw unexpected();
        }
        return tokens.subList(start, next);
    }

    private Token peek() {
        return tokens.get(Math.min(next, tokens.size() - 1));
    }

    private Token take() {
        Token token = peek();
        if (token.isEndOfFile() || next >= tokens.size()) {
            throw unexpected();
        }
        next++;
        return token;
    }

    private boolean skip(String sign) {
        boolean there = next < tokens.size() && peek().is(sign);
        next += there ? 1 : 0;
        return there;
    }

    private void expect(String wordOrSign) {
        if (!skip(wordOrSign)) {
            throw unexpected();
        }
    }

    private Unexpected unexpected() {
        Token token = peek();
        return new Unexpected("\"" + token.text() + "\" in line " + token.line() + " is not expected there");
    }
}

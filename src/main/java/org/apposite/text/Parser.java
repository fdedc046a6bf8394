package org.apposite.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apposite.text.RuleFile.Condition;
import org.apposite.text.RuleFile.Conditions;
import org.apposite.text.RuleFile.Declaration;
import org.apposite.text.RuleFile.Element;
import org.apposite.text.RuleFile.Foreign;
import org.apposite.text.RuleFile.Part;
import org.apposite.text.RuleFile.Patterns;
import org.apposite.text.RuleFile.Problem;
import org.apposite.text.Token.Kind;

/** Reads a file into its tree, part by part. */
final class Parser {

    private static final Set<String> LINES = Set.of("package", "import", "global", "unit");
    private static final Set<String> BLOCKS = Set.of("function", "query", "declare");

    private final Cursor cursor;

    private Parser(Cursor cursor) {
        this.cursor = cursor;
    }

    static RuleFile read(String text) {
        List<Token> tokens = Lexer.tokens(text);
        Optional<Problem> hidden = CharacterCheck.hidden(text);
        if (hidden.isPresent()) {
            return new RuleFile(tokens, List.of(new Foreign(tokens)), List.of(hidden.get()));
        }
        List<Problem> problems = new ArrayList<>();
        Parser parser = new Parser(cursor(text, tokens, problems));
        List<Part> parts = new ArrayList<>();
        while (!parser.cursor.atEnd()) {
            parts.add(parser.part());
        }
        return new RuleFile(tokens, parts, problems);
    }

    static Conditions conditions(String text) {
        Optional<Problem> hidden = CharacterCheck.hidden(text);
        if (hidden.isPresent()) {
            return new Conditions(List.of(), List.of(hidden.get()));
        }
        List<Problem> problems = new ArrayList<>();
        Cursor cursor = cursor(text, Lexer.tokens(text), problems);
        cursor.enter(Cursor.Section.WHEN);
        List<Condition> conditions = new Body(cursor).conditions();
        if (!cursor.atEnd()) {
            cursor.unreadable(cursor.peek(), "Write questions, joined by && and ||.");
        }
        cursor.closeAll("before the end");
        return new Conditions(conditions, problems);
    }

    static Patterns patterns(String text) {
        Optional<Problem> hidden = CharacterCheck.hidden(text);
        if (hidden.isPresent()) {
            return new Patterns(List.of(), List.of(hidden.get()));
        }
        List<Problem> problems = new ArrayList<>();
        Cursor cursor = cursor(text, Lexer.tokens(text), problems);
        cursor.enter(Cursor.Section.WHEN);
        Body body = new Body(cursor);
        List<Element> elements = new ArrayList<>();
        while (!cursor.atEnd() && !cursor.stops()) {
            elements.add(body.element());
        }
        if (!cursor.atEnd()) {
            cursor.unreadable(cursor.peek(), "Write patterns alone, one after the other.");
        }
        cursor.closeAll("before the end");
        return new Patterns(elements, problems);
    }

    private static Cursor cursor(String text, List<Token> tokens, List<Problem> problems) {
        problems.addAll(CharacterCheck.typography(tokens));
        Cursor cursor = new Cursor(text, tokens, problems);
        // First, since such a text swallows what would close the rest of its line.
        tokens.forEach(token -> unclosed(cursor, token));
        return cursor;
    }

    private static void unclosed(Cursor cursor, Token token) {
        if (token.kind() == Kind.OPEN_TEXT) {
            cursor.report(
                    token,
                    "a text in quotes is not closed on its line",
                    "Every text begins and ends with a quote on one line: look at the quotes of this line.");
        } else if (token.kind() == Kind.OPEN_COMMENT) {
            cursor.report(token, "this comment is never closed", "Close it with */, or begin each line with //.");
        }
    }

    private Part part() {
        if (cursor.at("rule") || cursor.beginsRule()) {
            return new RuleParser(cursor).rule();
        }
        int start = cursor.place();
        if (cursor.atWord(LINES)) {
            do {
                cursor.pass();
            } while (!beginsPart() && !cursor.previous().is(";"));
            return new Declaration(cursor.since(start));
        }
        if (cursor.atWord(BLOCKS)) {
            skipToPart();
            return new Declaration(cursor.since(start));
        }
        if (cursor.atAttribute()) {
            cursor.takeAttribute();
        } else {
            cursor.unreadable(cursor.peek(), "A file holds a package, imports, the global conclude, and rules.");
            skipToPart();
        }
        return new Foreign(cursor.since(start));
    }

    private void skipToPart() {
        do {
            cursor.pass();
        } while (!beginsPart());
    }

    private boolean beginsPart() {
        return cursor.atEnd()
                || cursor.beginsRule()
                || cursor.atAttribute()
                || (cursor.isFirstOnLine() && (cursor.atWord(LINES) || cursor.atWord(BLOCKS)));
    }
}

package org.apposite.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apposite.text.Cursor.Section;
import org.apposite.text.RuleFile.Annotation;
import org.apposite.text.RuleFile.Element;
import org.apposite.text.RuleFile.Foreign;
import org.apposite.text.RuleFile.Part;
import org.apposite.text.RuleFile.Rule;
import org.apposite.text.RuleFile.Statement;
import org.apposite.text.Token.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Reads one rule. It ends with its {@code end}, or where the next one begins, and each section of it at the word of the
 * next section: a rule that cannot be read takes neither the others nor the rest of its own with it.
 */
final class RuleParser {

    private static final Set<String> PARENTHESIS = Set.of(")");

    private final Cursor cursor;
    private final int start;
    private final Token rule;
    private final Token name;
    private final List<Annotation> annotations = new ArrayList<>();
    private final List<Element> elements = new ArrayList<>();
    private final List<Statement> statements = new ArrayList<>();
    private Token when;
    private Token then;
    private boolean ended;

    /** The first thing that has no place in the head of the rule. */
    private @Nullable Token stray;

    RuleParser(Cursor cursor) {
        this.cursor = cursor;
        this.start = cursor.place();
        cursor.beginRule();
        this.rule = cursor.take();
        this.when = rule;
        this.then = rule;
        cursor.misspelt(rule, "rule");
        this.name = name();
    }

    /** The rule; foreign when anything of it is missing or too many, which has been reported. */
    Part rule() {
        Body body = new Body(cursor);
        while (!ended && !cursor.atEnd() && !cursor.beginsRule()) {
            String keyword = cursor.keyword();
            if (keyword != null) {
                section(keyword);
            } else {
                switch (cursor.section()) {
                    case HEAD -> head();
                    case WHEN -> elements.add(body.element());
                    case THEN -> statements.add(body.statement());
                }
            }
        }
        if (!ended) {
            unended();
        }
        List<Token> whole = cursor.since(start);
        return cursor.isBroken()
                ? new Foreign(whole)
                : new Rule(whole, name, annotations, when, elements, then, statements);
    }

    /** The name, or what stands in its place. */
    private Token name() {
        Token written = cursor.peek();
        if (written.kind() == Kind.TEXT || written.kind() == Kind.OPEN_TEXT) {
            return cursor.take();
        }
        if (written.kind() == Kind.WORD && !cursor.stops()) {
            cursor.report(
                    written, "the name of a rule must be in quotes", "Write rule \"" + cursor.line(written) + "\".");
            cursor.takeLine();
        } else {
            cursor.report(rule, "the rule has no name", "Write it after the word rule, in quotes.");
        }
        return written;
    }

    /** A rule has one {@code when}, one {@code then} and one {@code end}, in this order. */
    private void section(String keyword) {
        cursor.closeAll("before \"" + keyword + "\"");
        Token word = cursor.take();
        cursor.misspelt(word, keyword);
        Section section = cursor.section();
        String subject = "the rule " + name.text() + " has ";
        switch (keyword) {
            case "when" -> {
                if (section != Section.HEAD) {
                    cursor.report(word, subject + "a second \"when\"", "A rule has one when, one then and one end.");
                } else if (stray != null) {
                    cursor.unreadable(stray, "Compare it, and the line before, with a rule that loads.");
                }
                when = word;
                cursor.enter(Section.WHEN);
            }
            case "then" -> {
                if (section == Section.HEAD) {
                    cursor.report(
                            word,
                            subject + "no \"when\" before its \"then\"",
                            "Write when and the conditions above it.");
                } else if (section == Section.THEN) {
                    cursor.report(word, subject + "a second \"then\"", "Write two rules.");
                }
                then = word;
                cursor.enter(Section.THEN);
            }
            default -> {
                if (section != Section.THEN) {
                    cursor.report(
                            word,
                            subject + "no \"then\" before its \"end\"",
                            "Write then and the conclusions above it.");
                }
                ended = true;
            }
        }
    }

    private void unended() {
        String message = "the rule " + name.text() + " has no \"end\"";
        String advice = "Write end on a line of its own.";
        if (cursor.atEnd()) {
            cursor.closeAll("before the end of the file");
            cursor.report(rule, message, advice);
        } else {
            cursor.report(cursor.peek(), message + " before the next rule begins", advice);
        }
    }

    private void head() {
        if (cursor.at("@")) {
            annotations.add(annotation());
        } else if (cursor.atAttribute()) {
            cursor.takeAttribute();
        } else if (cursor.at("extends")) {
            cursor.refuse(
                    rule, "a rule that extends another is not part of the rule language", "Write its conditions out.");
            cursor.takeLine();
        } else {
            stray = stray == null ? cursor.peek() : stray;
            cursor.takeLine();
        }
    }

    private Annotation annotation() {
        int place = cursor.place();
        cursor.take();
        String called = cursor.at(Kind.WORD) && !cursor.stops() ? cursor.take().plain() : "";
        List<Token> value = List.of();
        if (cursor.skip("(")) {
            int inside = cursor.place();
            while (!cursor.stopsAt(PARENTHESIS) && !cursor.at("@")) {
                cursor.takeWhole();
            }
            value = cursor.bareSince(inside);
            if (cursor.at("@")) {
                cursor.closeAll("before the next line");
            }
            cursor.skip(")");
        }
        return new Annotation(cursor.since(place), called, value);
    }
}

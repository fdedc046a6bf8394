package org.apposite.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apposite.text.RuleFile.Argument;
import org.apposite.text.RuleFile.Conclusion;
import org.apposite.text.RuleFile.Condition;
import org.apposite.text.RuleFile.Element;
import org.apposite.text.RuleFile.Foreign;
import org.apposite.text.RuleFile.Group;
import org.apposite.text.RuleFile.Joined;
import org.apposite.text.RuleFile.Pattern;
import org.apposite.text.RuleFile.Question;
import org.apposite.text.RuleFile.Statement;
import org.apposite.text.Token.Kind;
import org.jspecify.annotations.Nullable;

/** Reads what stands behind {@code when}, pattern by pattern, and behind {@code then}, conclusion by conclusion. */
final class Body {

    private static final Set<String> CONDITION_ENDS = Set.of(",", ")", "&&", "||");
    private static final Set<String> ARGUMENT_ENDS = Set.of(",", ")");
    private static final Set<String> PARENTHESIS = Set.of(")");

    /** Words of plain DRL that a parenthesis may follow although they are no names. */
    private static final Set<String> JOINING_WORDS = Set.of("and", "or", "not", "exists", "forall", "eval");

    private final Cursor cursor;

    Body(Cursor cursor) {
        this.cursor = cursor;
    }

    /** A pattern, with all that stands before its fact; what no fact follows on its line is foreign. */
    Element element() {
        int start = cursor.place();
        int fact;
        do {
            boolean nextLine = cursor.place() > start
                    && cursor.isFirstOnLine()
                    && cursor.previous().kind() != Kind.WORD;
            if (nextLine || cursor.stops()) {
                return new Foreign(cursor.since(start));
            }
            fact = cursor.place();
            cursor.takeWhole();
            while (cursor.skip(".") && !cursor.stops()) {
                cursor.take();
            }
        } while (!cursor.at("(") || !isName(cursor.bareSince(fact).get(0)));
        List<Token> before = cursor.bareSince(start).subList(0, fact - start);
        List<Token> name = cursor.bareSince(fact);
        cursor.take();
        List<Condition> conditions = cursor.at(")") ? List.of() : conditions();
        close();
        return new Pattern(cursor.since(start), before, name, conditions);
    }

    private static boolean isName(Token token) {
        return token.kind() == Kind.WORD && !JOINING_WORDS.contains(token.plain());
    }

    /** Conditions joined with commas, one or more. */
    List<Condition> conditions() {
        List<Condition> conditions = new ArrayList<>();
        do {
            conditions.add(joined("||"));
        } while (cursor.skip(","));
        return conditions;
    }

    /** Conditions with a sign between them, or the only one. */
    private Condition joined(String sign) {
        int start = cursor.place();
        List<Condition> parts = new ArrayList<>();
        do {
            parts.add(sign.equals("||") ? joined("&&") : single());
        } while (cursor.skip(sign));
        return parts.size() == 1 ? parts.get(0) : new Joined(cursor.since(start), sign, parts);
    }

    private Condition single() {
        int start = cursor.place();
        Condition condition = groupOrQuestion();
        if (condition != null && cursor.stopsAt(CONDITION_ENDS)) {
            return condition;
        }
        if (condition != null) {
            notJoined();
        } else if (cursor.stopsAt(CONDITION_ENDS)) {
            missing("a question");
        }
        cursor.takeTo(CONDITION_ENDS);
        return new Foreign(cursor.since(start));
    }

    private @Nullable Condition groupOrQuestion() {
        int start = cursor.place();
        if (cursor.at("(") && !cursor.isDeep()) {
            cursor.take();
            Condition inside = joined("||");
            close();
            return new Group(cursor.since(start), inside);
        }
        if (cursor.at(Kind.WORD) && cursor.following().is("(")) {
            String name = cursor.take().plain();
            List<Argument> arguments = arguments();
            return new Question(cursor.since(start), name, arguments);
        }
        return null;
    }

    /** Something stands behind a condition, and does not join it to another one. */
    private void notJoined() {
        Token token = cursor.peek();
        if (token.is("and") || token.is("or")) {
            cursor.unreadable(token, token.is("and") ? "Write && instead of and." : "Write || instead of or.");
        } else if (isName(token)
                && cursor.previous().is(")")
                && cursor.following().is("(")) {
            cursor.report(
                    token,
                    "a comma, && or || is missing before this",
                    "Write how it is joined to what comes before it.");
        }
    }

    private List<Argument> arguments() {
        List<Argument> arguments = new ArrayList<>();
        cursor.take();
        if (!cursor.at(")")) {
            do {
                arguments.add(argument());
            } while (cursor.skip(","));
        }
        close();
        return arguments;
    }

    private Argument argument() {
        int start = cursor.place();
        if (cursor.stopsAt(ARGUMENT_ENDS)) {
            missing("a value");
        }
        while (!cursor.stopsAt(ARGUMENT_ENDS)) {
            cursor.takeWhole();
            if (cursor.previous().isLiteral() && cursor.peek().isLiteral()) {
                cursor.report(cursor.peek(), "a comma is missing before this", "Write a comma between the values.");
            }
        }
        return new Argument(cursor.since(start));
    }

    private void missing(String what) {
        if (!cursor.stops()) {
            cursor.report(
                    cursor.peek(),
                    what + " is missing before this",
                    "Write it, or remove the comma or sign that is left over.");
        }
    }

    private void close() {
        if (cursor.at(",")) {
            cursor.report(
                    cursor.peek(), "a comma does not join conditions in parentheses", "Write && instead of the comma.");
        }
        cursor.takeTo(PARENTHESIS);
        cursor.skip(")");
    }

    /** A conclusion; anything else up to a semicolon is foreign. */
    Statement statement() {
        int start = cursor.place();
        boolean concluding = cursor.at("conclude");
        cursor.conclude(concluding);
        String verb = "";
        List<Argument> arguments = List.of();
        if (concluding) {
            cursor.take();
            if (cursor.skip(".") && cursor.at(Kind.WORD) && cursor.following().is("(")) {
                verb = cursor.take().plain();
                arguments = arguments();
            }
        }
        int begun = cursor.place();
        takeStatement();
        boolean foreign = verb.isEmpty() || cursor.place() > begun;
        endStatement(concluding);
        cursor.conclude(false);
        return foreign ? new Foreign(cursor.since(start)) : new Conclusion(cursor.since(start), verb, arguments);
    }

    /** Takes all up to a semicolon that stands in no parentheses and no braces. */
    private void takeStatement() {
        int braces = 0;
        while (!cursor.stops() && !cursor.beginsConclusion() && !(cursor.at(";") && braces == 0 && !cursor.hasOpen())) {
            Token token = cursor.take();
            braces = Math.max(0, braces + (token.is("{") ? 1 : token.is("}") ? -1 : 0));
        }
    }

    private void endStatement(boolean concluding) {
        Token last = cursor.previous();
        if (cursor.at(";")) {
            cursor.closeAll("before the semicolon");
            cursor.take();
        } else {
            if (cursor.beginsConclusion()) {
                cursor.closeAll("before the next conclusion");
            }
            if (concluding && last.is(")") && !cursor.hasOpen()) {
                cursor.report(last, "the semicolon after this conclusion is missing", "End every conclusion with );");
            }
        }
    }
}

package org.apposite.text;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apposite.text.RuleFile.Problem;
import org.apposite.text.Token.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The place in a rule file up to which it has been read. It keeps account of parentheses, knows the words at which a part
 * of a rule ends whatever is missing before them, and collects what is wrong.
 */
final class Cursor {

    private static final int MAX_DEPTH = 24;
    private static final int MAX_JOINS = 200;
    private static final int SHOWN = 60;
    private static final Set<String> KEYWORDS = Set.of("when", "then", "end");

    private static final Set<String> ATTRIBUTES = Set.of(("activation-group agenda-group auto-focus calendars"
                    + " date-effective date-expires dialect direct duration enabled lock-on-active no-loop refract"
                    + " ruleflow-group salience timer")
            .split(" "));

    /** The sections of a rule, each with the word that ends it. */
    enum Section {
        HEAD("when"),
        WHEN("then"),
        THEN("end");

        private final String end;

        Section(String end) {
            this.end = end;
        }
    }

    private final String text;
    private final List<Token> tokens;

    /** The tokens without blank space and comments, and where each stands among all. */
    private final List<Token> bare = new ArrayList<>();

    private final List<Integer> places = new ArrayList<>();
    private final List<Problem> problems;
    private final Set<Integer> toldLines = new HashSet<>();

    /** The parentheses that are open. */
    private final Deque<Token> open = new ArrayDeque<>();

    private int next;
    private int joins;
    private Section section = Section.HEAD;
    private boolean concluding;
    private boolean broken;

    Cursor(String text, List<Token> tokens, List<Problem> problems) {
        this.text = text;
        this.tokens = tokens;
        this.problems = problems;
        for (int i = 0; i < tokens.size(); i++) {
            if (!tokens.get(i).isAside()) {
                bare.add(tokens.get(i));
                places.add(i);
            }
        }
    }

    // Where it stands

    int place() {
        return next;
    }

    Token peek() {
        return bare.get(next);
    }

    boolean at(String wordOrSign) {
        return peek().is(wordOrSign);
    }

    boolean at(Kind kind) {
        return peek().kind() == kind;
    }

    boolean atEnd() {
        return at(Kind.END);
    }

    /** Whether the next token is a word of a set. */
    boolean atWord(Set<String> words) {
        return at(Kind.WORD) && words.contains(peek().plain());
    }

    /** What the rule engine calls an attribute, at the beginning of a line. */
    boolean atAttribute() {
        return atWord(ATTRIBUTES) && isFirstOnLine();
    }

    /** The token behind the next one. */
    Token following() {
        return bare.get(Math.min(next + 1, bare.size() - 1));
    }

    /** The token before the next one. */
    Token previous() {
        return bare.get(next - 1);
    }

    boolean isFirstOnLine() {
        return next == 0 || previous().line() < peek().line();
    }

    Section section() {
        return section;
    }

    boolean isBroken() {
        return broken;
    }

    boolean hasOpen() {
        return !open.isEmpty();
    }

    boolean isDeep() {
        return open.size() >= MAX_DEPTH;
    }

    /** {@code when}, {@code then} or {@code end}, also misspelt on a line of its own; null when it is none. */
    @Nullable
    String keyword() {
        if (!at(Kind.WORD)) {
            return null;
        }
        String word = peek().plain();
        if (KEYWORDS.contains(word)) {
            return word;
        }
        boolean alone = isFirstOnLine()
                && (following().kind() == Kind.END || following().line() > peek().line());
        return alone && Spelling.slips(word, section.end) == 1 ? section.end : null;
    }

    /** The word {@code rule}, or nearly, at the beginning of a line with a name behind it. */
    boolean beginsRule() {
        Kind kind = following().kind();
        if (!at(Kind.WORD) || kind == Kind.END || !isFirstOnLine()) {
            return false;
        }
        boolean named = kind == Kind.TEXT || kind == Kind.OPEN_TEXT;
        return at("rule") || (named && open.isEmpty() && Spelling.slips(peek().plain(), "rule") == 1);
    }

    /** A conclusion begins, and the one before it must have ended. */
    boolean beginsConclusion() {
        return at("conclude") && isFirstOnLine();
    }

    /** Whether what is being read ends here, however much of it is missing. */
    boolean stops() {
        return atEnd() || keyword() != null || beginsRule() || (concluding && (at(";") || beginsConclusion()));
    }

    /** Whether what is being read ends here or with one of these signs. */
    boolean stopsAt(Set<String> signs) {
        return (at(Kind.SIGN) && signs.contains(peek().plain())) || stops();
    }

    // How it moves

    void beginRule() {
        section = Section.HEAD;
        open.clear();
        broken = false;
        joins = 0;
    }

    void enter(Section begun) {
        section = begun;
    }

    void conclude(boolean begun) {
        concluding = begun;
    }

    /** Leaves the next token behind, whatever it is. */
    void pass() {
        next += atEnd() ? 0 : 1;
    }

    /** Takes the next token, and keeps account of what must be closed and of what must not be too much. */
    Token take() {
        Token token = peek();
        pass();
        if (token.is("(")) {
            open.push(token);
            if (open.size() > MAX_DEPTH) {
                tooLarge(token, "parentheses are nested more than " + MAX_DEPTH + " deep");
            }
        } else if (token.is(")") && open.poll() == null) {
            report(token, "a parenthesis is closed but was never opened", "Remove it, or open one before it.");
        } else if ((token.is("&&") || token.is("||")) && ++joins > MAX_JOINS) {
            tooLarge(token, "more than " + MAX_JOINS + " && and || in one rule");
        } else if (token.kind() == Kind.OPEN_TEXT) {
            // What seems open on the line of such a text may have been closed inside it.
            broken = true;
            open.removeIf(opened -> opened.line() == token.line());
        }
        return token;
    }

    boolean skip(String wordOrSign) {
        boolean there = at(wordOrSign);
        if (there) {
            take();
        }
        return there;
    }

    /** Takes a token, and when it opens a parenthesis all up to the one that closes it. */
    void takeWhole() {
        int depth = open.size();
        do {
            take();
        } while (open.size() > depth && !stops());
    }

    void takeLine() {
        do {
            takeWhole();
        } while (!stops() && !isFirstOnLine());
    }

    /** Takes an attribute with the rest of its line; it is left out, and what stands round it is read. */
    void takeAttribute() {
        refuse(
                peek(),
                "\"" + peek().text() + "\" is not part of the rule language: order comes from facts",
                "Remove it.");
        takeLine();
    }

    void takeTo(Set<String> signs) {
        while (!stopsAt(signs)) {
            takeWhole();
        }
    }

    // What was read

    /** All tokens from a place to here; at least one. */
    List<Token> since(int place) {
        return tokens.subList(places.get(place), places.get(Math.max(place, next - 1)) + 1);
    }

    /** The same without blank space and comments, or none. */
    List<Token> bareSince(int place) {
        return bare.subList(place, next);
    }

    /** What stands on the line of a token, from it on. */
    String line(Token token) {
        int end = text.indexOf('\n', token.offset());
        return text.substring(token.offset(), end < 0 ? text.length() : end).strip();
    }

    // What is wrong

    void closeAll(String where) {
        if (!open.isEmpty()) {
            report(open.element(), "this parenthesis is not closed " + where, "Close it with ).");
            open.clear();
        }
    }

    void unreadable(Token at, String advice) {
        String line = line(at);
        String shown = line.length() > SHOWN ? line.substring(0, SHOWN - 3) + "..." : line;
        report(at, "this cannot be read: " + shown, advice);
    }

    void misspelt(Token word, String keyword) {
        if (!word.is(keyword)) {
            report(
                    word,
                    "\"" + word.text() + "\" is not a keyword of the rule language",
                    "Did you mean \"" + keyword + "\"?");
        }
    }

    /** One slip often looks like several on its line: only the first is told. */
    void report(Token at, String message, String suggestion) {
        broken = true;
        if (toldLines.add(at.line())) {
            problems.add(new Problem(Problem.Kind.SYNTAX, at.offset(), message, suggestion));
        }
    }

    /** Something of plain DRL that can be left out. */
    void refuse(Token at, String message, String suggestion) {
        problems.add(new Problem(Problem.Kind.HEADER, at.offset(), message, suggestion));
    }

    private void tooLarge(Token at, String message) {
        broken = true;
        if (toldLines.add(at.line())) {
            problems.add(new Problem(Problem.Kind.TOO_LARGE, at.offset(), message, "Split the rule."));
        }
    }
}

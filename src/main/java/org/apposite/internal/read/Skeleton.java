package org.apposite.internal.read;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apposite.internal.read.Pieces.Kind;
import org.apposite.internal.read.Pieces.Piece;
import org.apposite.text.Spelling;
import org.jspecify.annotations.Nullable;

/**
 * What every rule has: a name, {@code when}, {@code then} and {@code end}, and quotes and parentheses that are closed. It
 * is looked at before a parser of the rule engine sees the file, to say in plain words what is missing, and to find where
 * each rule begins and ends, so that a rule that cannot be read does not take the others with it.
 */
final class Skeleton {

    /**
     * A rule's place in the text.
     *
     * @param start the offset of the word {@code rule}
     * @param end the offset behind its {@code end}, or where it stops without one
     * @param broken whether something is wrong with its skeleton; then that has been reported
     */
    record Block(int start, int end, boolean broken) {}

    private enum Part {
        OUTSIDE,
        HEAD,
        WHEN,
        THEN
    }

    private static final List<String> KEYWORDS = List.of("when", "then", "end");

    private static final Set<String> JOINING_WORDS = Set.of("and", "or", "not", "exists");

    /** The first words of what the rule engine calls attributes. */
    private static final Set<String> ATTRIBUTES = Set.of(
            "activation",
            "agenda",
            "auto",
            "calendars",
            "date",
            "dialect",
            "direct",
            "duration",
            "enabled",
            "lock",
            "no",
            "refract",
            "ruleflow",
            "salience",
            "timer");

    private final SourceFile file;
    private final String text;
    private final List<Piece> pieces;
    private final List<Block> blocks = new ArrayList<>();
    private final List<Block> holes = new ArrayList<>();
    private final Deque<Piece> open = new ArrayDeque<>();
    private final Set<Integer> reportedLines = new HashSet<>();
    private Part part = Part.OUTSIDE;
    private int start;
    private String name = "";
    private boolean broken;
    private boolean concluding;

    private Skeleton(SourceFile file, String text) {
        this.file = file;
        this.text = text;
        this.pieces = Pieces.of(text);
    }

    /** The skeleton of a file; what is wrong with it has been reported. */
    static Skeleton of(SourceFile file, String text) {
        Skeleton skeleton = new Skeleton(file, text);
        // First, since such a text swallows what would close the rest of its line.
        skeleton.pieces.stream().filter(piece -> piece.kind() == Kind.OPEN_TEXT).forEach(skeleton::openText);
        for (int i = 0; i < skeleton.pieces.size(); i++) {
            skeleton.next(i);
        }
        skeleton.endOfFile();
        return skeleton;
    }

    /** The rules of the file in their order. */
    List<Block> blocks() {
        return blocks;
    }

    /** The text without what is broken, everything else at its place. */
    String readable() {
        StringBuilder readable = new StringBuilder(text);
        holes.forEach(hole -> blank(readable, hole));
        blocks.stream().filter(Block::broken).forEach(block -> blank(readable, block));
        return readable.toString();
    }

    /** A text with all but one of the rules blanked, or all of them. */
    String readable(@Nullable Block only) {
        StringBuilder readable = new StringBuilder(readable());
        blocks.stream().filter(block -> !block.equals(only)).forEach(block -> blank(readable, block));
        return readable.toString();
    }

    private static void blank(StringBuilder text, Block block) {
        for (int i = block.start; i < block.end; i++) {
            if (text.charAt(i) != '\n') {
                text.setCharAt(i, ' ');
            }
        }
    }

    /** The offset of an annotation of the rule that begins on a line; that of the line when there is none. */
    int annotation(int line, String name) {
        int from = file.offsetOf(line);
        int first =
                Collections.binarySearch(pieces, new Piece(Kind.SIGN, "", from), Comparator.comparing(Piece::start));
        for (int i = Math.abs(first); i + 1 < pieces.size() && !pieces.get(i).is("when"); i++) {
            if (pieces.get(i).is('@') && pieces.get(i + 1).is(name)) {
                return pieces.get(i).start();
            }
        }
        return from;
    }

    /** The texts in quotes of a part of the file. */
    List<String> texts(Block block) {
        return pieces.stream()
                .filter(piece -> piece.kind() == Kind.TEXT && piece.start() >= block.start && piece.end() <= block.end)
                .map(piece -> piece.text().substring(1, piece.text().length() - 1))
                .toList();
    }

    private void next(int i) {
        Piece piece = pieces.get(i);
        if (beginsRule(i)) {
            if (part != Part.OUTSIDE) {
                report(
                        piece.start(),
                        "the rule " + name + " has no \"end\" before the next rule begins",
                        "Write end on a line of its own.");
                finish(piece.start());
            }
            begin(i);
        } else if (piece.kind() == Kind.OPEN_COMMENT) {
            report(piece.start(), "this comment is never closed", "Close it with */, or begin each line with //.");
            holes.add(new Block(piece.start(), text.length(), true));
        } else if (isAttribute(i)) {
            attribute(i);
        } else if (part != Part.OUTSIDE) {
            inRule(i);
        }
    }

    private boolean isAttribute(int i) {
        Piece piece = pieces.get(i);
        return (part == Part.OUTSIDE || part == Part.HEAD)
                && piece.kind() == Kind.WORD
                && ATTRIBUTES.contains(piece.text())
                && firstOnLine(i);
    }

    private void attribute(int i) {
        Piece piece = pieces.get(i);
        int end = i;
        while (end + 2 < pieces.size()
                && pieces.get(end + 1).is('-')
                && pieces.get(end + 1).start() == pieces.get(end).end()) {
            end += 2;
        }
        file.reportAt(
                IssueCode.RULE_HEADER_REFUSED,
                piece.start(),
                "\"" + text.substring(piece.start(), pieces.get(end).end())
                        + "\" is not part of the rule language: order comes from facts",
                "Remove it.");
        holes.add(new Block(piece.start(), endOfLine(piece.start()), true));
    }

    private int endOfLine(int offset) {
        int end = text.indexOf('\n', offset);
        return end < 0 ? text.length() : end;
    }

    /** A word {@code rule}, or nearly, at the beginning of a line with a name behind it. */
    private boolean beginsRule(int i) {
        Piece piece = pieces.get(i);
        Piece following = at(i + 1);
        if (piece.kind() != Kind.WORD || following == null || !firstOnLine(i)) {
            return false;
        }
        if (piece.text().equals("rule")) {
            return true;
        }
        boolean meant = isNamed(following) && near(piece.text(), "rule") && (part == Part.OUTSIDE || open.isEmpty());
        if (meant) {
            report(piece.start(), "\"" + piece.text() + "\" is no word of the rule language", "Did you mean \"rule\"?");
        }
        return meant;
    }

    private static boolean isNamed(Piece piece) {
        return piece.kind() == Kind.TEXT || piece.kind() == Kind.OPEN_TEXT;
    }

    private void begin(int i) {
        Piece following = at(i + 1);
        part = Part.HEAD;
        start = pieces.get(i).start();
        broken = !pieces.get(i).text().equals("rule");
        name = following == null ? "" : following.text();
        open.clear();
        if (following != null && following.kind() == Kind.WORD) {
            report(
                    following.start(),
                    "the name of a rule stands in quotes",
                    "Write rule \"" + restOfLine(following) + "\".");
        }
    }

    private String restOfLine(Piece piece) {
        return text.substring(piece.start(), endOfLine(piece.start())).strip();
    }

    private void inRule(int i) {
        Piece piece = pieces.get(i);
        switch (piece.kind()) {
            case OPEN_TEXT -> swallowed(piece);
            case SIGN -> sign(piece);
            case WORD -> word(i, piece);
            default -> {
                // Numbers and texts are looked at by those who read the rule.
            }
        }
    }

    private void openText(Piece piece) {
        report(
                piece.start(),
                "a text in quotes is not closed on its line",
                "Every text begins and ends with a quote on one line: look at the quotes of this line.");
    }

    /** What seems open on the line of such a text may have been closed inside it. */
    private void swallowed(Piece piece) {
        broken = true;
        int line = file.lineOf(piece.start());
        open.removeIf(opened -> file.lineOf(opened.start()) == line);
    }

    private void sign(Piece piece) {
        if (piece.is('(')) {
            open.push(piece);
        } else if (piece.is(')')) {
            if (open.isEmpty()) {
                report(piece.start(), "a parenthesis is closed that was never opened", "Remove it, or open it before.");
            } else {
                open.pop();
            }
        } else if (piece.is(';') && concluding) {
            closeAll("before the semicolon");
            concluding = false;
        } else if (piece.is('@') && part == Part.HEAD) {
            closeAll("before the next line");
        }
    }

    private void closeAll(String where) {
        if (!open.isEmpty()) {
            report(open.peek().start(), "this parenthesis is not closed " + where, "Close it with ).");
            open.clear();
        }
    }

    private void word(int i, Piece piece) {
        String word = piece.text();
        if (!KEYWORDS.contains(word)) {
            String meant = aloneOnLine(i) ? meant(word) : null;
            if (meant == null) {
                questionWithoutComma(i, piece);
                conclusion(i, piece);
                return;
            }
            report(
                    piece.start(),
                    "\"" + word + "\" is no word of the rule language",
                    "Did you mean \"" + meant + "\"?");
            word = meant;
        }
        Piece following = at(i + 1);
        switch (word) {
            case "when" -> when(piece);
            case "then" -> {
                // A second "then" with a name is refused by those who read the rule.
                if (part != Part.THEN && !(following != null && following.is('['))) {
                    then(piece);
                }
            }
            default -> end(i, piece);
        }
    }

    private @Nullable String meant(String word) {
        String expected = switch (part) {
            case HEAD -> "when";
            case WHEN -> "then";
            default -> "end";
        };
        return near(word, expected) ? expected : null;
    }

    private static boolean near(String word, String keyword) {
        return !word.equals(keyword)
                && Math.abs(word.length() - keyword.length()) <= 1
                && Spelling.slips(word, keyword) <= 1;
    }

    private void when(Piece piece) {
        closeAll("before \"when\"");
        if (part != Part.HEAD) {
            report(
                    piece.start(),
                    "the rule " + name + " has a second \"when\"",
                    "A rule has one when, one then and one end.");
        }
        part = Part.WHEN;
    }

    private void then(Piece piece) {
        closeAll("before \"then\"");
        if (part == Part.HEAD) {
            report(
                    piece.start(),
                    "the rule " + name + " has no \"when\" before its \"then\"",
                    "Write when and the conditions above it.");
        }
        part = Part.THEN;
    }

    private void end(int i, Piece piece) {
        closeAll("before \"end\"");
        if (part != Part.THEN) {
            report(
                    piece.start(),
                    "the rule " + name + " has no \"then\" before its \"end\"",
                    "Write then and the conclusions above it.");
        } else {
            semicolonBefore(i);
        }
        finish(piece.end());
    }

    private void questionWithoutComma(int i, Piece piece) {
        Piece following = at(i + 1);
        boolean question = following != null && following.is('(') && !JOINING_WORDS.contains(piece.text());
        if (part == Part.WHEN
                && question
                && !open.isEmpty()
                && pieces.get(i - 1).is(')')) {
            report(
                    piece.start(),
                    "a comma, && or || is missing before this",
                    "Write how it is joined to what stands before it.");
        }
    }

    /** A conclusion begins: the one before it must have ended. */
    private void conclusion(int i, Piece piece) {
        if (part == Part.THEN && piece.is("conclude") && firstOnLine(i)) {
            closeAll("before the next conclusion");
            semicolonBefore(i);
            concluding = true;
        }
    }

    private void semicolonBefore(int i) {
        Piece before = pieces.get(i - 1);
        if (before.is(')')) {
            report(before.start(), "the semicolon behind this conclusion is missing", "End every conclusion with );");
        }
    }

    private void endOfFile() {
        if (part != Part.OUTSIDE) {
            closeAll("before the end of the file");
            report(start, "the rule " + name + " has no \"end\"", "Write end on a line of its own.");
            finish(text.length());
        }
    }

    private void finish(int end) {
        blocks.add(new Block(start, end, broken));
        part = Part.OUTSIDE;
        concluding = false;
        open.clear();
    }

    private @Nullable Piece at(int i) {
        return i >= 0 && i < pieces.size() ? pieces.get(i) : null;
    }

    private boolean firstOnLine(int i) {
        Piece before = at(i - 1);
        return before == null
                || file.lineOf(before.start()) < file.lineOf(pieces.get(i).start());
    }

    private boolean aloneOnLine(int i) {
        Piece following = at(i + 1);
        return firstOnLine(i)
                && (following == null
                        || file.lineOf(following.start())
                                > file.lineOf(pieces.get(i).start()));
    }

    /** One slip often looks like several on its line: only the first is told. */
    private void report(int offset, String message, String suggestion) {
        broken = true;
        if (reportedLines.add(file.lineOf(offset))) {
            file.reportAt(IssueCode.SYNTAX, offset, message, suggestion);
        }
    }
}

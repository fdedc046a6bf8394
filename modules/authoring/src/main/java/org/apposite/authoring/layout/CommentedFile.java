package org.apposite.authoring.layout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apposite.text.RuleFile;
import org.apposite.text.RuleFile.Node;
import org.apposite.text.Token;
import org.jspecify.annotations.Nullable;

/** The tokens of a rule file with the comments round them. Every comment belongs to one token. */
final class CommentedFile {

    private static final String TAB = "    ";
    private static final int NO_LINE = 0;

    private final String text;
    private final Map<Token, Commented> tokens = new HashMap<>();

    CommentedFile(RuleFile file) {
        this.text = file.text();
        List<Token> asides = new ArrayList<>();
        Commented previous = null;
        for (Token token : file.tokens()) {
            if (token.isAside()) {
                asides.add(token);
            } else {
                Commented next = new Commented(token, isBelowBlankLine(asides, asides.size()));
                attach(asides, previous, next);
                tokens.put(token, next);
                asides.clear();
                previous = next;
            }
        }
    }

    /** A token that is no comment. */
    Commented of(Token token) {
        return Objects.requireNonNull(tokens.get(token));
    }

    /** The tokens of a part of the file. */
    List<Commented> of(Node part) {
        return part.bare().stream().map(this::of).toList();
    }

    private void attach(List<Token> asides, @Nullable Commented previous, Commented next) {
        int inline = asides.size();
        while (inline > 0 && isInline(asides.get(inline - 1), next.token())) {
            inline--;
        }
        int line = previous == null ? NO_LINE : previous.token().line();
        for (int i = 0; i < asides.size(); i++) {
            Token one = asides.get(i);
            if (one.kind() == Token.Kind.SPACE) {
                continue;
            }
            Comment comment = Comment.of(one.text(), column(one), isBelowBlankLine(asides, i), i >= inline);
            if (previous != null && i < inline && one.line() == line) {
                previous.after().add(comment);
                line = one.text().indexOf('\n') < 0 ? line : NO_LINE;
            } else {
                next.before().add(comment);
                line = NO_LINE;
            }
        }
    }

    /** Whether an aside stands on the line of the token behind it, so that it may stay there. */
    private static boolean isInline(Token aside, Token next) {
        boolean space = aside.kind() == Token.Kind.SPACE;
        return next.kind() != Token.Kind.END
                && (space ? aside.text().indexOf('\n') < 0 : Comment.isShort(aside.text()));
    }

    private static boolean isBelowBlankLine(List<Token> asides, int i) {
        String before = i > 0 && asides.get(i - 1).kind() == Token.Kind.SPACE
                ? asides.get(i - 1).text()
                : "";
        return before.indexOf('\n') != before.lastIndexOf('\n');
    }

    /** How far to the right a token begins, from 0. */
    private int column(Token token) {
        return text.substring(token.offset() - token.column() + 1, token.offset())
                .replace("\t", TAB)
                .length();
    }
}

package org.apposite.authoring.layout;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Moves the comments that stand at the signs between the questions of a pattern to the questions, since a sign may come
 * to stand on another line. What stands behind a sign belongs to the question before it, what stands on a line of its own
 * to the question after it; what stands behind the last question goes behind the closing parenthesis.
 */
final class CommentsOfPattern {

    private final List<Commented> body;

    /** The parentheses that are open, and whether each is that of a question. */
    private final Deque<Boolean> open = new ArrayDeque<>();

    private Commented lastOfQuestion;

    private CommentsOfPattern(List<Commented> body) {
        this.body = body;
        this.lastOfQuestion = body.get(0);
    }

    static void settle(List<Commented> body, Commented close) {
        CommentsOfPattern comments = new CommentsOfPattern(body);
        for (int i = 0; i < body.size(); i++) {
            comments.settle(i);
        }
        comments.atTheEnd(close);
    }

    private void settle(int i) {
        Commented token = body.get(i);
        if (token.is("(")) {
            boolean question = i > 0 && body.get(i - 1).isName();
            open.push(question);
            if (!question) {
                List<Comment> comments = takeAll(token.before());
                comments.addAll(takeAll(token.after()));
                body.get(i + 1).before().addAll(0, comments);
            }
        } else if (token.is(")")) {
            if (open.pop()) {
                lastOfQuestion = token;
            } else {
                closeGroup(token);
            }
        } else if (token.is("&&") || token.is("||") || token.is(",")) {
            Commented previous = open.contains(true) ? body.get(i - 1) : lastOfQuestion;
            Commented following = body.get(i + 1);
            List<Comment> before = takeAll(token.before());
            before.stream().filter(Comment::inline).forEach(previous.after()::add);
            previous.after().addAll(takeAll(token.after()));
            following
                    .before()
                    .addAll(0, before.stream().filter(c -> !c.inline()).toList());
        }
    }

    private void closeGroup(Commented close) {
        for (Comment comment : takeAll(close.before())) {
            (comment.inline() ? lastOfQuestion.after() : lastOfQuestion.before()).add(comment);
        }
        lastOfQuestion.after().addAll(takeAll(close.after()));
    }

    /** A comment on a line of its own in front of the last parenthesis stays there; the parenthesis follows it. */
    private void atTheEnd(Commented close) {
        if (!close.before().stream().allMatch(Comment::inline)) {
            return;
        }
        lastOfQuestion.after().addAll(takeAll(close.before()));
        List<Comment> behind = new ArrayList<>();
        for (Comment comment : takeAll(lastOfQuestion.after())) {
            (comment.isShort() ? lastOfQuestion.after() : behind).add(comment);
        }
        close.after().stream().filter(c -> !c.isShort()).forEach(behind::add);
        close.after().removeIf(comment -> !comment.isShort());
        if (!behind.isEmpty()) {
            close.after().add(behind.remove(behind.size() - 1));
            lastOfQuestion.before().addAll(behind);
        }
    }

    private static List<Comment> takeAll(List<Comment> comments) {
        List<Comment> taken = new ArrayList<>(comments);
        comments.clear();
        return taken;
    }
}

package org.apposite.authoring;

import java.util.Comparator;
import org.apposite.model.RuleIssue;

/**
 * Something that a tool has to say of rule content, for the person who edits it. Immutable. Errors come before warnings and
 * notes; those of one level are ordered by place, then by code and message.
 *
 * @param level how much it matters
 * @param issue code, place, message, suggestion and the line as it stands in the file
 */
public record Finding(Level level, RuleIssue issue) implements Comparable<Finding> {

    private static final Comparator<Finding> BY_LEVEL_AND_PLACE = Comparator.comparing(Finding::level)
            .thenComparing(one -> one.issue.file())
            .thenComparing(one -> one.issue.line())
            .thenComparing(one -> one.issue.column())
            .thenComparing(one -> one.issue.code())
            .thenComparing(one -> one.issue.message());

    /** How much a finding matters. */
    public enum Level {
        /** The rules are wrong: they are not loaded, or would answer what nobody meant. */
        ERROR,
        /** The rules can be used, and somebody should look at this. */
        WARNING,
        /** Worth knowing. */
        NOTE
    }

    /**
     * What is wrong and what to do, as sentences on one line.
     *
     * @return message and suggestion
     */
    public String text() {
        String suggestion = issue.suggestion();
        String message = issue.message();
        boolean ended = message.endsWith(".") || message.endsWith("?");
        return suggestion == null ? message : message + (ended ? " " : ". ") + suggestion;
    }

    @Override
    public int compareTo(Finding other) {
        return BY_LEVEL_AND_PLACE.compare(this, other);
    }
}

package org.apposite.model;

import java.io.Serializable;
import org.apposite.text.Characters;
import org.jspecify.annotations.Nullable;

/**
 * Something wrong in rule content, for the person who edits it. Immutable.
 *
 * @param code a stable code, such as {@code APP-105}
 * @param file the file, relative to the rules folder, with {@code /}
 * @param line the line, from 1; 0 when the whole file is meant
 * @param column the column, from 1; 0 when the whole line is meant
 * @param message what is wrong, without a Java word
 * @param suggestion what to do, null when there is nothing to suggest
 * @param excerpt the line as it stands in the file, its first 2,000 characters; null when the whole file is meant
 */
public record RuleIssue(
        String code,
        String file,
        int line,
        int column,
        String message,
        @Nullable String suggestion,
        @Nullable String excerpt)
        implements Serializable {

    /** The issue in one line: place, code, message, suggestion. What is hidden in it, or would end the line, is replaced. */
    @Override
    public String toString() {
        String place = file + (line > 0 ? ":" + line + (column > 0 ? ":" + column : "") : "");
        boolean ended = message.endsWith(".") || message.endsWith("?");
        String line = (place.isEmpty() ? "" : place + ": ") + code + " " + message
                + (suggestion == null ? "" : (ended ? " " : ". ") + suggestion);
        return Characters.shown(line.replace("\n", "?"), "?");
    }
}

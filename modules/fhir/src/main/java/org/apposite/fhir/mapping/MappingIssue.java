package org.apposite.fhir.mapping;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Something wrong in a mapping file, for the person who edits it. Immutable.
 *
 * @param file the name of the file
 * @param line the line, from 1; 0 when the whole file is meant
 * @param column the column, from 1; 0 when the whole file is meant
 * @param message what is wrong
 * @param suggestion what to do, a sentence; null when there is nothing to suggest
 */
public record MappingIssue(
        String file,
        int line,
        int column,
        String message,
        @Nullable String suggestion) {

    static final Comparator<MappingIssue> BY_PLACE = Comparator.comparing(MappingIssue::file)
            .thenComparing(MappingIssue::line)
            .thenComparing(MappingIssue::column);

    /** The issue in one line: place, message, suggestion. */
    @Override
    public String toString() {
        String place = line > 0 ? file + ":" + line + ":" + column : file;
        return place + ": " + message + (suggestion == null ? "" : ". " + suggestion);
    }
}

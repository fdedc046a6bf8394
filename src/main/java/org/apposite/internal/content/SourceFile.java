package org.apposite.internal.content;

import java.util.ArrayList;
import java.util.List;
import org.apposite.RuleIssue;
import org.jspecify.annotations.Nullable;

/** The text of one file, and the issues found in it with their places. */
final class SourceFile {

    private final String name;
    private final String text;
    private final List<String> lines;
    private final List<RuleIssue> issues = new ArrayList<>();

    SourceFile(String name, String text) {
        this.name = name;
        this.text = text;
        this.lines = text.lines().toList();
    }

    String name() {
        return name;
    }

    String text() {
        return text;
    }

    List<RuleIssue> issues() {
        return issues;
    }

    /** A place behind the end of the file, where something is missing, is moved to its last line. */
    void report(IssueCode code, int line, int column, String message, @Nullable String suggestion) {
        int place = Math.max(0, Math.min(line, lines.size()));
        String excerpt = place == 0 ? null : lines.get(place - 1);
        issues.add(new RuleIssue(code.code(), name, place, Math.max(column, 0), message, suggestion, excerpt));
    }

    void reportAt(IssueCode code, int offset, String message, @Nullable String suggestion) {
        report(code, lineOf(offset), columnOf(offset), message, suggestion);
    }

    /** The line of an offset, from 1. */
    int lineOf(int offset) {
        int line = 1;
        for (int i = 0; i < Math.min(offset, text.length()); i++) {
            if (text.charAt(i) == '\n') {
                line++;
            }
        }
        return line;
    }

    /** The column of an offset, from 1. */
    int columnOf(int offset) {
        return offset - text.lastIndexOf('\n', Math.max(offset - 1, 0)) + (offset == 0 ? 1 : 0);
    }

    /** The offset of the beginning of a line, lines from 1. */
    int offsetOf(int line) {
        int offset = 0;
        for (int i = 1; i < line; i++) {
            int next = text.indexOf('\n', offset);
            if (next < 0) {
                return text.length();
            }
            offset = next + 1;
        }
        return offset;
    }
}

package org.apposite.internal.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apposite.model.RuleIssue;
import org.apposite.text.Place;
import org.apposite.text.RuleFile.Node;
import org.jspecify.annotations.Nullable;

/** The text of one file, and the issues found in it with their places. */
public final class SourceFile {

    private static final int MOST_SHOWN = 70;

    /** So many issues of one file are told, and how many more there are. */
    private static final int MOST_ISSUES = 100;
    /** So much is shown of a line, with each of its issues. */
    private static final int MOST_OF_LINE = 2_000;

    private final String name;
    private final String text;
    private final List<String> lines;
    private final int[] lineStarts;
    private final List<RuleIssue> issues = new ArrayList<>();
    /** The codes of the issues by line. */
    private final NavigableMap<Integer, Set<String>> codes = new TreeMap<>();

    private boolean lacking;

    public SourceFile(String name, String text) {
        this.name = name;
        this.text = text;
        this.lines = text.lines()
                .map(line -> line.substring(0, Math.min(line.length(), MOST_OF_LINE)))
                .toList();
        this.lineStarts = IntStream.concat(
                        IntStream.of(0),
                        IntStream.range(0, text.length())
                                .filter(i -> text.charAt(i) == '\n')
                                .map(i -> i + 1))
                .toArray();
    }

    public String name() {
        return name;
    }

    public String text() {
        return text;
    }

    /** Everything that is wrong; of a file that may have lost its end that alone, since the rest may follow from it. */
    public List<RuleIssue> issues() {
        return isCut()
                ? List.of(new RuleIssue(
                        IssueCode.FILE_UNREADABLE.code(),
                        name,
                        lines.size(),
                        0,
                        "the last line has no end, and something is missing in the file: it may have lost its end",
                        "Restore the file; if nothing is lost, end its last line with a line break.",
                        lines.get(lines.size() - 1)))
                : issues.size() <= MOST_ISSUES ? issues : first();
    }

    /** The first of too many, and how many more there are. */
    private List<RuleIssue> first() {
        List<RuleIssue> first = new ArrayList<>(issues);
        first.sort(Comparator.comparing(RuleIssue::line).thenComparing(RuleIssue::column));
        RuleIssue next = first.get(MOST_ISSUES);
        first.subList(MOST_ISSUES, first.size()).clear();
        first.add(new RuleIssue(
                next.code(),
                name,
                next.line(),
                next.column(),
                "from here on there are " + (issues.size() - MOST_ISSUES) + " more issues in this file",
                "Mend those above; the others are told then.",
                null));
        return first;
    }

    /** Notes that something is not there which might stand behind the last line. */
    public void lacks() {
        lacking = true;
    }

    /** Whether the last line has no line break. */
    public boolean isUnended() {
        return !lines.isEmpty() && !text.endsWith("\n");
    }

    /** Whether the file may have lost its end, as when it was saved by half. */
    public boolean isCut() {
        return lacking && isUnended();
    }

    /** A place behind the end of the file, where something is missing, is moved to its last line. */
    public void report(IssueCode code, int line, int column, String message, @Nullable String suggestion) {
        int place = Math.max(0, Math.min(line, lines.size()));
        String excerpt = place == 0 ? null : lines.get(place - 1);
        issues.add(new RuleIssue(code.code(), name, place, Math.max(column, 0), message, suggestion, excerpt));
        codes.computeIfAbsent(place, any -> new HashSet<>()).add(code.code());
    }

    public void reportAt(IssueCode code, int offset, String message, @Nullable String suggestion) {
        report(code, lineOf(offset), columnOf(offset), message, suggestion);
    }

    public void report(IssueCode code, Node at, String message, @Nullable String suggestion) {
        reportAt(code, at.first().offset(), message, suggestion);
    }

    /** Where a part of a rule file begins. */
    public static Place place(Node part) {
        return new Place(part.first().line(), part.first().column());
    }

    /** Whether an issue has been reported on the line of an offset. */
    public boolean hasAt(IssueCode code, int offset) {
        return codes.getOrDefault(lineOf(offset), Set.of()).contains(code.code());
    }

    /** Whether an issue has been reported on a line of a part of the file. */
    public boolean hasWithin(Node part) {
        Integer line = codes.ceilingKey(part.first().line());
        return line != null && line <= lineOf(part.last().end());
    }

    /** The line of an offset, from 1. */
    public int lineOf(int offset) {
        int found = Arrays.binarySearch(lineStarts, Math.max(0, Math.min(offset, text.length())));
        return found >= 0 ? found + 1 : -found - 1;
    }

    /** The column of an offset, from 1. */
    public int columnOf(int offset) {
        return offset - lineStarts[lineOf(offset) - 1] + 1;
    }

    /** The offset of the beginning of a line, lines from 1. */
    public int offsetOf(int line) {
        return line <= lineStarts.length ? lineStarts[Math.max(line, 1) - 1] : text.length();
    }

    /** What is written, in one line and short enough for a message. */
    public static String shortened(String written) {
        String text = written.strip().replaceAll("\\s+", " ");
        return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN - 3) + "...";
    }
}

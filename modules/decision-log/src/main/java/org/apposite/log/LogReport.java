package org.apposite.log;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * What is found of a log. Immutable.
 *
 * @param log its name
 * @param lines how many lines stand in it
 * @param verified how many of them are as they were written
 * @param keys the ids of the keys by which they were verified
 * @param withoutKey which could not be verified since their key was not given, by its id
 * @param unchained how many were written before the log was chained, of which nothing can be said
 * @param last the number of the newest line in its chain, 0 when it has none
 * @param torn where the log ends in a line that is not whole: it is being written, or was when a crash came; in either
 *     case nobody was told that it is kept
 * @param findings what is wrong, in the order of the lines, the first thousand
 * @param count how much is wrong
 */
public record LogReport(
        String log,
        long lines,
        long verified,
        SortedSet<String> keys,
        SortedMap<String, Unverified> withoutKey,
        long unchained,
        long last,
        Optional<String> torn,
        List<Finding> findings,
        long count) {

    /** Copies the list. */
    public LogReport {
        findings = List.copyOf(findings);
    }

    /** What is wrong. */
    public enum Kind {
        /** A line is no JSON object. */
        UNREADABLE,
        /** A line is not what was written. */
        EDITED,
        /** Lines are missing before this one, or at the end. */
        MISSING,
        /** Lines stand after lines that were written later. */
        MOVED,
        /** Lines stand here once more. */
        REPEATED,
        /** A line has no chain, although lines before it have one. */
        UNCHAINED,
        /** A line is of another log, or of another history of this one. */
        FOREIGN,
        /** A line is not the one that was anchored. */
        OTHER_THAN_ANCHORED
    }

    /**
     * One thing that is wrong.
     *
     * @param kind what
     * @param place the file and the number of the line in it
     * @param text what, in plain words
     */
    public record Finding(Kind kind, String place, String text) {}

    /**
     * Lines whose key was not given.
     *
     * @param lines how many there are
     * @param first where the first of them is
     */
    public record Unverified(long lines, String first) {}

    /** Whether lines were verified, and nothing speaks against the log. */
    public boolean isProof() {
        return count == 0 && verified > 0 && withoutKey.isEmpty();
    }
}

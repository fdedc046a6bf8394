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
 * @param removed what of it was removed by those who may
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
        Removed removed,
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
        OTHER_THAN_ANCHORED,
        /** A line was to be erased, and stands there still. */
        NOT_ERASED
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
     * Lines whose key was not given: their numbers and order are checked, but not their texts.
     *
     * @param lines how many there are
     * @param first where the first of them is
     * @param vouched numbers of those that a line by a key that was given names as the one before it, or an anchor has: up to there
     *     nothing was cut off or added, and the macs are those that were written
     */
    public record Unverified(long lines, String first, SortedSet<Long> vouched) {}

    /**
     * What was removed by those who may, as other lines say.
     *
     * @param cut that the log begins later than it did, since older lines had outlived their time
     * @param erased how many lines were erased: they stand in their places without their text
     * @param isVerified whether all lines that say so are verified
     */
    public record Removed(Optional<Cut> cut, long erased, boolean isVerified) {}

    /**
     * That lines at the beginning were removed since they had outlived their time.
     *
     * @param to the number of the last of them
     * @param time when, in UTC
     * @param days for how many days lines were kept
     * @param place the line that says so
     */
    public record Cut(long to, String time, int days, String place) {}

    /** Whether lines were verified, and nothing speaks against the log. */
    public boolean isProof() {
        return count == 0 && verified > 0 && withoutKey.isEmpty();
    }
}

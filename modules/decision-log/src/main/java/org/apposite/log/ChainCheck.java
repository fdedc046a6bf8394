package org.apposite.log;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apposite.log.Anchor.Ends;
import org.apposite.log.Link.Mark;
import org.apposite.log.LogReport.Cut;
import org.apposite.log.LogReport.Finding;
import org.apposite.log.LogReport.Kind;
import org.apposite.log.LogReport.Removed;
import org.apposite.log.LogReport.Unverified;
import org.apposite.log.file.LogJson;
import org.apposite.log.store.LogLine;
import org.jspecify.annotations.Nullable;

/** The check of one log, line by line. For one thread, once. */
final class ChainCheck {

    private static final int MOST_FINDINGS = 1_000;
    private static final int MOST_TEXTLESS = 100_000;

    private final String log;
    private final Map<String, LogKey> keys;
    private final boolean isWhole;
    private final @Nullable Ends anchored;

    /** The macs of all lines that were anchored, by their numbers. */
    private final Map<Long, String> anchors = new HashMap<>();

    /** The last line of each part of the log, but for the newest. */
    private final SortedMap<String, Mark> parts = new TreeMap<>();

    private final List<Placed> findings = new ArrayList<>();
    private long count;
    private long lines;
    private long verified;
    private long unchained;
    private @Nullable String lastUnchained;
    private final TreeSet<String> used = new TreeSet<>();
    private final TreeMap<String, Unverified> withoutKey = new TreeMap<>();
    private @Nullable String torn;

    /** The first line of the chain, and the line with the highest number so far. */
    private @Nullable Mark first;

    private Mark front = Mark.START;

    /** The line before this one, when it is one of the chain. */
    private Mark previous = Mark.START;

    /** How many lines since the front are none of the chain any more. */
    private long damaged;

    /** Lines that have not come, by the number of the first. */
    private final TreeMap<Long, Gap> gaps = new TreeMap<>();

    private @Nullable Run run;
    private boolean anchorSeen;

    /** The mac that the first line of the chain names as the one before it. */
    private String beforeFirst = Link.START;

    private @Nullable Removal removal;
    private boolean removedByVerified = true;
    private String file = "";

    /** The last line of each file before the newest, by its number. */
    private final Map<Long, String> fileEnds = new HashMap<>();

    /** Lines without text of which no event has said so far that they were erased, by number. */
    private final TreeMap<Long, Placed> textless = new TreeMap<>();

    private final Set<Long> erased = new HashSet<>();
    private @Nullable String keyBefore;

    /** What an event says of lines that were removed. */
    private record Removal(Cut cut, String mac) {}

    /** Lines that are missing, as many as cannot be damaged ones, and the line before which they are. */
    private record Gap(long to, long number, String place, long damaged) {}

    /** Lines that follow each other where they should not be. */
    private record Run(Kind kind, long from, long to, long number, String place, long after) {}

    private record Placed(long number, Finding finding) {}

    /**
     * A check.
     *
     * @param log the name of the log
     * @param keys the keys by their ids
     * @param isWhole whether the log must begin at its first line, as one file of it does not
     * @param anchored its ends as they once were
     */
    ChainCheck(String log, Map<String, LogKey> keys, boolean isWhole, @Nullable Ends anchored) {
        this.log = log;
        this.keys = keys;
        this.isWhole = isWhole;
        this.anchored = anchored;
        if (anchored != null) {
            Stream.concat(Stream.of(anchored.first(), anchored.last()), anchored.parts().values().stream())
                    .forEach(mark -> anchors.put(mark.n(), mark.mac()));
        }
    }

    void take(LogLine line) {
        lines++;
        if (line.isTorn()) {
            torn = line.place();
            return;
        }
        Optional<Link> link = Link.of(line.bytes());
        if (link.isPresent()) {
            take(line, link.get());
        } else {
            takeUnchained(line);
        }
    }

    private void takeUnchained(LogLine line) {
        Optional<JsonNode> object = LogJson.object(line.bytes());
        if (object.isEmpty()) {
            found(Kind.UNREADABLE, line.place(), "cannot be read: " + LogJson.fault(line.bytes()));
            damaged++;
        } else if (object.get().has("chain")) {
            found(Kind.EDITED, line.place(), "its chain was edited");
            damaged++;
        } else if (first == null) {
            unchained++;
            lastUnchained = line.place();
        } else {
            found(Kind.UNCHAINED, line.place(), "has no chain, although lines before it have one");
            damaged++;
        }
    }

    private void take(LogLine line, Link link) {
        LogKey key = keys.get(link.key());
        if (!link.log().equals(log)) {
            found(Kind.FOREIGN, line.place(), "is a line of the log " + link.log());
            damaged++;
            return;
        }
        if (key != null && !link.isBy(key)) {
            found(Kind.EDITED, line.place(), "its chain was edited");
            damaged++;
            return;
        }
        if (!line.file().equals(file)) {
            fileEnds.put(previous.n(), previous.mac());
            if (!file.isEmpty()) {
                parts.put(file, previous);
            }
            file = line.file();
        }
        if (key == null) {
            Unverified so = withoutKey.getOrDefault(link.key(), new Unverified(0, line.place(), new TreeSet<>()));
            withoutKey.put(link.key(), new Unverified(so.lines() + 1, so.first(), so.vouched()));
        }
        if (Link.isTextless(line.bytes())) {
            textless(line, link);
        } else if (key == null) {
            EventLine.read(line.bytes()).ifPresent(event -> take(event, line, false));
        } else if (link.isOf(line.bytes(), key)) {
            used.add(link.key());
            verified++;
            EventLine.read(line.bytes()).ifPresent(event -> take(event, line, true));
        } else {
            found(Kind.EDITED, line.place(), "line " + link.n() + " was edited");
        }
        inOrder(line, link, key != null);
        keyBefore = key == null ? link.key() : null;
    }

    private void textless(LogLine line, Link link) {
        if (textless.size() < MOST_TEXTLESS) {
            textless.put(
                    link.n(),
                    new Placed(
                            lines,
                            new Finding(
                                    Kind.EDITED,
                                    line.place(),
                                    "line " + link.n() + " was erased, and no other line says so")));
        } else {
            found(Kind.EDITED, line.place(), "line " + link.n() + " was erased, as are too many others");
        }
    }

    /** An event says of lines before it that they were removed or erased. */
    private void take(JsonNode event, LogLine line, boolean isVerified) {
        String what = event.path(EventLine.EVENT).asText();
        if (what.equals(EventLine.RETENTION) && event.has("to")) {
            removal = new Removal(
                    new Cut(
                            event.path("to").asLong(),
                            event.path("time").asText(),
                            event.path("days").asInt(),
                            line.place()),
                    event.path("mac").asText());
            removedByVerified &= isVerified;
        } else if (what.equals(EventLine.ERASURE)) {
            removedByVerified &= isVerified;
            event.path("lines").valueStream().map(JsonNode::asLong).forEach(n -> {
                boolean wasThere = first != null && n >= first.n() && !isInGap(n);
                if (textless.remove(n) != null) {
                    erased.add(n);
                } else if (wasThere && !erased.contains(n)) {
                    found(
                            Kind.NOT_ERASED,
                            line.place(),
                            "line " + n + " was to be erased, and is not; apposite log erase finishes it");
                }
            });
        }
    }

    private void inOrder(LogLine line, Link link, boolean isVerified) {
        if (first == null) {
            first = link.mark();
            beforeFirst = link.before();
            if (!isWhole) {
                front = new Mark(link.n() - 1, link.before());
                previous = front;
            } else if (link.n() > 1 && lastUnchained != null) {
                found(
                        Kind.UNCHAINED,
                        lastUnchained,
                        "has no chain, and stands where line " + (link.n() - 1) + " should");
                unchained--;
                damaged++;
            }
        }
        compareWithAnchor(line, link);
        Mark expected = link.n() == front.n() + 1 ? front : previous;
        if (link.n() == expected.n() + 1 && !link.before().equals(expected.mac())) {
            found(Kind.FOREIGN, line.place(), "line " + link.n() + " was not written after the line before it");
        }
        if (keyBefore != null && isVerified && link.before().equals(previous.mac())) {
            vouch(keyBefore, previous.n());
        }
        if (link.n() > front.n()) {
            endRun();
            if (link.n() - front.n() - 1 > damaged) {
                gaps.put(front.n() + 1, new Gap(link.n() - 1, lines, line.place(), damaged));
            }
            front = link.mark();
        } else {
            outOfOrder(line, link.n());
        }
        previous = link.mark();
        damaged = 0;
    }

    private void vouch(String key, long n) {
        Unverified lines = withoutKey.get(key);
        if (lines != null) {
            lines.vouched().add(n);
        }
    }

    private void outOfOrder(LogLine line, long n) {
        Kind kind = fillGap(n) ? Kind.MOVED : Kind.REPEATED;
        Run now = run;
        if (now != null && now.kind == kind && now.to + 1 == n) {
            run = new Run(kind, now.from, n, now.number, now.place, now.after);
        } else {
            endRun();
            run = new Run(kind, n, n, lines, line.place(), front.n());
        }
    }

    private boolean isInGap(long n) {
        Map.Entry<Long, Gap> entry = gaps.floorEntry(n);
        return entry != null && entry.getValue().to >= n;
    }

    private boolean fillGap(long n) {
        if (!isInGap(n)) {
            return false;
        }
        Map.Entry<Long, Gap> entry = Objects.requireNonNull(gaps.floorEntry(n));
        long from = entry.getKey();
        Gap gap = entry.getValue();
        gaps.remove(from);
        if (from < n) {
            gaps.put(from, new Gap(n - 1, gap.number, gap.place, gap.damaged));
        }
        if (n < gap.to) {
            gaps.put(n + 1, new Gap(gap.to, gap.number, gap.place, from < n ? 0 : gap.damaged));
        }
        return true;
    }

    private void endRun() {
        Run now = run;
        if (now != null) {
            String which = range(now.from, now.to);
            add(
                    now.number,
                    new Finding(
                            now.kind,
                            now.place,
                            now.kind == Kind.MOVED
                                    ? which + (now.from == now.to ? " stands" : " stand") + " after line " + now.after
                                    : which + (now.from == now.to ? " stands" : " stand") + " here once more"));
            run = null;
        }
    }

    private static String range(long from, long to) {
        return from == to ? "line " + from : "lines " + from + " to " + to;
    }

    private void compareWithAnchor(LogLine line, Link link) {
        if (anchored == null) {
            return;
        }
        String mac = anchors.get(link.n());
        if (link.mac().equals(mac)) {
            vouch(link.key(), link.n());
        } else if (mac != null) {
            found(Kind.OTHER_THAN_ANCHORED, line.place(), "line " + link.n() + " is not the one that was anchored");
        }
        anchorSeen |= anchored.last().n() == link.n();
    }

    private void found(Kind kind, String place, String text) {
        add(lines, new Finding(kind, place, text));
    }

    private void add(long number, Finding finding) {
        count++;
        if (findings.size() < MOST_FINDINGS) {
            findings.add(new Placed(number, finding));
        }
    }

    /** The report at the end. */
    LogReport report() {
        endRun();
        Optional<Cut> cut = cut();
        textless.values().forEach(one -> add(one.number, one.finding));
        gaps.forEach((from, gap) -> {
            long missing = gap.to - from + 1 - gap.damaged;
            if (missing > 0) {
                String which = gap.damaged == 0 ? range(from, gap.to) : missing + " of the " + range(from, gap.to);
                add(
                        gap.number,
                        new Finding(
                                Kind.MISSING,
                                gap.place,
                                which + (which.startsWith("line ") ? " is" : " are") + " missing before it"));
            }
        });
        if (anchored != null && !anchorSeen && !wasCut(anchored.last(), cut)) {
            long to = anchored.last().n();
            add(
                    lines,
                    new Finding(
                            Kind.MISSING,
                            log,
                            to > front.n()
                                    ? range(front.n() + 1, to) + (to == front.n() + 1 ? " was" : " were")
                                            + " anchored, but missing at the end"
                                    : "line " + to + " was anchored, but is not there as it was"));
        }
        return new LogReport(
                log,
                lines,
                verified,
                used,
                withoutKey,
                unchained,
                new Removed(cut, erased.size(), removedByVerified),
                front.n(),
                Optional.ofNullable(torn),
                findings.stream()
                        .sorted(Comparator.comparingLong(Placed::number))
                        .map(Placed::finding)
                        .toList(),
                count);
    }

    /** That lines were cut off at the beginning, as far as an event says it; what it does not cover is missing. */
    private Optional<Cut> cut() {
        Removal said = removal;
        Gap gap = gaps.get(1L);
        if (said == null || gap == null) {
            return Optional.empty();
        }
        long to = said.cut.to();
        if (to == gap.to ? said.mac.equals(beforeFirst) : to > gap.to && said.mac.equals(fileEnds.get(to))) {
            // In the latter case the removal of several files was interrupted.
            gaps.remove(1L);
            return Optional.of(said.cut);
        }
        if (to < gap.to) {
            gaps.remove(1L);
            gaps.put(to + 1, gap);
            return Optional.of(said.cut);
        }
        return Optional.empty();
    }

    /** Whether a line was cut off with others, and is the one that the event names when it was the last. */
    private boolean wasCut(Mark mark, Optional<Cut> cut) {
        return removal != null
                && cut.isPresent()
                && (mark.n() < removal.cut.to()
                        || (mark.n() == removal.cut.to() && mark.mac().equals(removal.mac)));
    }

    /** The ends of the log for an anchor; null when it has no chain. */
    @Nullable
    Ends ends(boolean withParts) {
        return first == null ? null : new Ends(first, front, withParts ? parts : new TreeMap<>());
    }
}

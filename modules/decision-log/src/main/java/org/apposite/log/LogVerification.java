package org.apposite.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apposite.log.Anchor.Ends;
import org.apposite.log.file.FileStorage;
import org.apposite.log.file.LogFiles;
import org.apposite.log.file.LogLines;
import org.apposite.log.store.LogLine;
import org.apposite.log.store.LogStorage;
import org.jspecify.annotations.Nullable;

/**
 * Verifies that logs are as they were written: finds lines that were edited, removed, moved, repeated or added, and those that
 * cannot be read. Without the key of a line only its place in the chain is checked. Immutable and thread-safe.
 */
public final class LogVerification {

    private final Map<String, LogKey> keys;

    /**
     * A verification.
     *
     * @param keys the keys by which lines may have been written
     */
    public LogVerification(Collection<LogKey> keys) {
        this.keys = keys.stream().collect(Collectors.toUnmodifiableMap(LogKey::id, Function.identity(), (a, b) -> a));
    }

    /**
     * Verifies logs. They may be written meanwhile.
     *
     * @param log the folder for logs of a service, or one file of a log, which need not begin with the first line
     * @return a report of each log
     * @throws IOException when it cannot be read
     */
    public List<LogReport> of(Path log) throws IOException {
        return Files.isDirectory(log) ? of(new FileStorage(log)) : List.of(verified(log));
    }

    /** Verifies logs, as {@link #of(Path)}. */
    public List<LogReport> of(LogStorage logs) throws IOException {
        return verified(logs, null, new TreeMap<>());
    }

    /**
     * Verifies logs, and compares them with an anchor: a small file, kept where nobody who can write to the logs can write. It
     * shows lines that were cut off at the end, and logs that were replaced as a whole. When nothing is found, the anchor is
     * written anew, so that it knows the logs up to now; so it is when there is none yet.
     *
     * @param folder the folder for logs of a service
     * @param anchor the file
     * @return a report of each log
     * @throws IOException when either cannot be read, or the anchor not be written
     */
    public List<LogReport> of(Path folder, Path anchor) throws IOException {
        return of(new FileStorage(folder), anchor);
    }

    /** Verifies logs, and compares them with an anchor, as {@link #of(Path, Path)}. */
    public List<LogReport> of(LogStorage logs, Path anchor) throws IOException {
        Anchor before = Anchor.read(anchor);
        TreeMap<String, Ends> now = new TreeMap<>();
        List<LogReport> reports = verified(logs, before, now);
        if (!now.isEmpty() && reports.stream().allMatch(report -> report.count() == 0)) {
            new Anchor(now).write(anchor);
        }
        return reports;
    }

    private LogReport verified(Path file) throws IOException {
        try (Stream<LogLine> lines = LogLines.of(file)) {
            return check(lines, new ChainCheck(nameIn(file), keys, false, null), false, new TreeMap<>());
        }
    }

    private List<LogReport> verified(LogStorage logs, @Nullable Anchor anchor, Map<String, Ends> now)
            throws IOException {
        List<LogReport> reports = new ArrayList<>();
        for (String name : Logs.NAMES) {
            Ends anchored = anchor == null ? null : anchor.logs().get(name);
            try (Stream<LogLine> lines = logs.lines(name)) {
                LogReport report = check(lines, new ChainCheck(name, keys, true, anchored), logs.hasMonths(), now);
                if (report.lines() > 0 || anchored != null) {
                    reports.add(report);
                }
            }
        }
        return reports;
    }

    /** The name that the first chained line of a file gives its log. */
    private static String nameIn(Path file) throws IOException {
        try (Stream<LogLine> lines = LogLines.of(file)) {
            return lines.flatMap(line -> Link.of(line.bytes()).stream())
                    .map(Link::log)
                    .findFirst()
                    .orElse(LogFiles.name(file));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static LogReport check(Stream<LogLine> lines, ChainCheck check, boolean withParts, Map<String, Ends> now)
            throws IOException {
        try {
            lines.forEachOrdered(check::take);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        LogReport report = check.report();
        Ends ends = check.ends(withParts);
        if (ends != null) {
            now.put(report.log(), ends);
        }
        return report;
    }
}

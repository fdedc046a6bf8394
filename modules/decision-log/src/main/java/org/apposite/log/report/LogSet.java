package org.apposite.log.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apposite.log.file.FileStorage;
import org.apposite.log.file.LogLines;
import org.apposite.log.report.Logged.FedBack;
import org.apposite.log.store.LogLine;
import org.apposite.log.store.LogStorage;

/** Logs that were named, of which no line is in two. */
final class LogSet {

    private static final String DECISIONS = "decisions";
    private static final String FEEDBACK = "feedback";

    private final List<Part> parts = new ArrayList<>();

    /** The first lines of the parts by their hashes. As a part is a piece of a log, two that overlap have one of them in common. */
    private final Map<Integer, List<First>> firsts = new HashMap<>();

    private interface Reading {
        Stream<LogLine> lines() throws IOException;
    }

    /** A log in its storage, or a file. */
    private record Part(int number, Object named, String log, Reading reading) {

        Stream<LogLine> lines() throws IOException {
            return reading.lines();
        }
    }

    private record First(Part part, byte[] bytes) {}

    LogSet(List<Path> files, List<LogStorage> others) throws IOException {
        for (Path named : files) {
            if (Files.isDirectory(named)) {
                add(new FileStorage(named));
            } else {
                parts.add(new Part(parts.size(), named, "", () -> LogLines.of(named)));
            }
        }
        for (LogStorage logs : others) {
            add(logs);
        }
        readFirsts();
    }

    private void add(LogStorage logs) throws IOException {
        int before = parts.size();
        for (String log : List.of(FEEDBACK, DECISIONS)) {
            if (logs.has(log)) {
                parts.add(new Part(parts.size(), logs, log, () -> logs.lines(log)));
            }
        }
        if (parts.size() == before) {
            throw new IllegalArgumentException(logs + ": there is no log in this folder");
        }
    }

    private void readFirsts() throws IOException {
        for (Part part : parts) {
            try (Stream<LogLine> lines = part.lines()) {
                lines.findFirst()
                        .ifPresent(
                                line -> firsts.computeIfAbsent(Arrays.hashCode(line.bytes()), hash -> new ArrayList<>())
                                        .add(new First(part, line.bytes())));
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
    }

    /** Reads each line once, those of feedback before those of decisions. */
    void feedbackFirst(BiConsumer<LogLine, Logged> taker) throws IOException {
        for (Part part : parts) {
            if (!part.log.equals(DECISIONS)) {
                read(part, logged -> part.log.equals(FEEDBACK) || logged instanceof FedBack, taker);
            }
        }
        for (Part part : parts) {
            if (!part.log.equals(FEEDBACK)) {
                read(part, logged -> !(logged instanceof FedBack), taker);
            }
        }
    }

    private void read(Part part, Predicate<Logged> condition, BiConsumer<LogLine, Logged> taker) throws IOException {
        try (Stream<LogLine> lines = part.lines()) {
            lines.forEachOrdered(line -> {
                checkIsNew(part, line);
                Logged logged = Logged.of(line);
                if (condition.test(logged)) {
                    taker.accept(line, logged);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void checkIsNew(Part part, LogLine line) {
        for (First first : firsts.getOrDefault(Arrays.hashCode(line.bytes()), List.of())) {
            if (first.part.number != part.number && Arrays.equals(first.bytes, line.bytes())) {
                throw new IllegalArgumentException(first.part.named + " and " + part.named
                        + " hold the same lines, such as " + line.place() + "; name each log once");
            }
        }
    }
}

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
import org.apposite.log.file.LogFiles;
import org.apposite.log.file.LogLine;
import org.apposite.log.file.LogLines;
import org.apposite.log.report.Logged.FedBack;

/** Logs that were named, of which no line is in two. */
final class LogSet {

    private static final String DECISIONS = "decisions";
    private static final String FEEDBACK = "feedback";

    private final List<Part> parts = new ArrayList<>();

    /** The first lines of the parts by their hashes. As a part is a piece of a log, two that overlap have one of them in common. */
    private final Map<Integer, List<First>> firsts = new HashMap<>();

    /** A log in a folder, or a file. */
    private record Part(int number, Path named, String log) {

        Stream<LogLine> lines() throws IOException {
            return log.isEmpty() ? LogLines.of(named) : LogLines.of(named, log);
        }
    }

    private record First(Part part, byte[] bytes) {}

    LogSet(List<Path> logs) throws IOException {
        for (Path named : logs) {
            if (Files.isDirectory(named)) {
                List<Part> found = new ArrayList<>();
                for (String log : List.of(FEEDBACK, DECISIONS)) {
                    if (Files.exists(LogFiles.current(named, log))
                            || !LogFiles.aside(named, log).isEmpty()) {
                        found.add(new Part(parts.size() + found.size(), named, log));
                    }
                }
                if (found.isEmpty()) {
                    throw new IllegalArgumentException(named + ": there is no log in this folder");
                }
                parts.addAll(found);
            } else {
                parts.add(new Part(parts.size(), named, ""));
            }
        }
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

package org.apposite.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apposite.ClinicalRules;
import org.apposite.advice.Advice;
import org.apposite.advice.Advice.VariantMatch;
import org.apposite.json.CaseJson;
import org.apposite.log.file.FileStorage;
import org.apposite.log.file.LogJson;
import org.apposite.log.file.LogLines;
import org.apposite.log.store.LogLine;
import org.apposite.log.store.LogStorage;

/** Answers the cases of a log of decisions once more, and compares. Immutable and thread-safe. */
public final class DecisionReplay {

    private final ClinicalRules rules;

    /**
     * A replay.
     *
     * @param rules the rules that are to answer now
     */
    public DecisionReplay(ClinicalRules rules) {
        this.rules = Objects.requireNonNull(rules, "rules");
    }

    /** How a decision came out. */
    public enum Result {
        /** The rules answer the same: outcome, variant and the rules that fire. */
        SAME,
        /** The rules answer otherwise. */
        DIFFERENT,
        /** The log holds no case to answer. */
        NO_CASE,
        /** The line of the log is not a decision that can be read. */
        UNREADABLE
    }

    /**
     * A decision, replayed.
     *
     * @param place the file of the log, and the number of the line in it
     * @param id the id of the decision, empty when it cannot be read
     * @param time when it was made, in UTC, empty when it cannot be read
     * @param result how it came out
     * @param differences what differs, in plain words
     */
    public record Replayed(String place, String id, String time, Result result, List<String> differences) {

        /** Copies the list. */
        public Replayed {
            differences = List.copyOf(differences);
        }
    }

    /**
     * Replays a log, whose events and erased lines it passes over.
     *
     * @param log the folder for logs of a service, or one file of decisions
     * @return the decisions in their order, lazily; to be closed; reading on may throw an {@link java.io.UncheckedIOException}
     * @throws IOException when the log cannot be read
     */
    public Stream<Replayed> of(Path log) throws IOException {
        return Files.isDirectory(log) ? of(new FileStorage(log)) : of(LogLines.of(log));
    }

    /** Replays a log, as {@link #of(Path)}. */
    public Stream<Replayed> of(LogStorage logs) throws IOException {
        return of(logs.lines(Logs.DECISIONS));
    }

    private Stream<Replayed> of(Stream<LogLine> lines) {
        return lines.filter(line -> !line.isTorn()).flatMap(line -> {
            JsonNode object = LogJson.object(line.bytes()).orElse(MissingNode.getInstance());
            return object.has(EventLine.EVENT) || Link.isTextless(line.bytes())
                    ? Stream.empty()
                    : Stream.of(replay(line.place(), object));
        });
    }

    private Replayed replay(String place, JsonNode decision) {
        if (!decision.has("digest") || !decision.has("outcome")) {
            return new Replayed(place, "", "", Result.UNREADABLE, List.of());
        }
        String id = decision.path("id").asText("");
        String time = decision.path("time").asText("");
        if (!decision.has("case")) {
            return new Replayed(place, id, time, Result.NO_CASE, List.of());
        }
        Advice now;
        try {
            now = rules.evaluate(CaseJson.read(decision.path("case")));
        } catch (IllegalArgumentException e) {
            return new Replayed(place, id, time, Result.UNREADABLE, List.of());
        }
        List<String> differences = differences(decision, now);
        return new Replayed(place, id, time, differences.isEmpty() ? Result.SAME : Result.DIFFERENT, differences);
    }

    private static List<String> differences(JsonNode decision, Advice now) {
        List<String> differences = new ArrayList<>();
        VariantMatch variant = now.variant();
        compare("outcome", decision.path("outcome"), now.outcome().code(), differences);
        // The lines of earlier versions name no topic.
        if (decision.has("topic")) {
            compare("topic", decision.path("topic"), now.topic() == null ? "none" : now.topic(), differences);
        }
        compare("variant", decision.path("variant"), variant == null ? "none" : variant.id(), differences);
        List<String> were =
                decision.path("rules").valueStream().map(one -> one.asText("")).toList();
        List<String> are = now.trace().steps().stream().map(step -> step.rule()).toList();
        were.stream()
                .filter(rule -> !are.contains(rule))
                .forEach(rule -> differences.add("does not fire now: " + rule));
        are.stream().filter(rule -> !were.contains(rule)).forEach(rule -> differences.add("fires now: " + rule));
        return differences;
    }

    private static void compare(String what, JsonNode was, String is, List<String> differences) {
        String before = Objects.requireNonNullElse(was.textValue(), "none");
        if (!before.equals(is)) {
            differences.add(what + " was " + before + ", is now " + is);
        }
    }
}

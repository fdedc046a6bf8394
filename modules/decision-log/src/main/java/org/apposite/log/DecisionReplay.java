package org.apposite.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apposite.ClinicalRules;
import org.apposite.EvaluationAborted;
import org.apposite.advice.Advice;
import org.apposite.advice.Advice.VariantMatch;
import org.apposite.json.AdviceDifference;
import org.apposite.json.CaseJson;
import org.apposite.log.file.FileStorage;
import org.apposite.log.file.LogJson;
import org.apposite.log.file.LogLines;
import org.apposite.log.kept.RulesOfThen;
import org.apposite.log.store.LogLine;
import org.apposite.log.store.LogStorage;
import org.apposite.patient.PatientCase;
import org.jspecify.annotations.Nullable;

/**
 * Answers the cases of a log of decisions once more, and compares: by the rules that decided, which proves the log, or by others, which
 * tells what these would have said. Immutable and thread-safe.
 */
public final class DecisionReplay {

    private final @Nullable ClinicalRules others;
    private final List<LogKey> keys;

    private DecisionReplay(@Nullable ClinicalRules others, List<LogKey> keys) {
        this.others = others;
        this.keys = List.copyOf(keys);
    }

    /**
     * A replay by the rules that decided: those that are kept with the log, or those of the library where they are the same.
     *
     * @param keys the keys of the log; without that of a line, its answer is compared by outcome, variant and the rules that fire alone
     * @return the replay
     */
    public static DecisionReplay asDecided(List<LogKey> keys) {
        return new DecisionReplay(null, keys);
    }

    /**
     * A replay by other rules. Where the rules that decided are kept, whole answers are compared, in codes; otherwise outcome, variant
     * and the rules that fire.
     *
     * @param rules the rules that are to answer now
     * @return the replay
     */
    public static DecisionReplay by(ClinicalRules rules) {
        return new DecisionReplay(Objects.requireNonNull(rules, "rules"), List.of());
    }

    /** How a decision came out. */
    public enum Result {
        /** The rules that decided give the same answer, to the last byte. */
        EXACT,
        /** The rules answer the same: all of it, or outcome, variant and the rules that fire where no more is known. */
        SAME,
        /** The rules answer otherwise. */
        DIFFERENT,
        /** The log holds no case to answer. */
        NO_CASE,
        /** The rules that decided are not here. */
        NO_RULES,
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
     * @param differences what differs, or why there are no rules, in plain words
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
        if (Files.isDirectory(log)) {
            return of(new FileStorage(log));
        }
        Path folder = Objects.requireNonNullElse(log.toAbsolutePath().getParent(), log);
        return of(LogLines.of(log), new RulesOfThen(new FileStorage(folder).rules()));
    }

    /** Replays a log, as {@link #of(Path)}. */
    public Stream<Replayed> of(LogStorage logs) throws IOException {
        return of(logs.lines(Logs.DECISIONS), new RulesOfThen(logs.rules()));
    }

    private Stream<Replayed> of(Stream<LogLine> lines, RulesOfThen rules) {
        return lines.filter(line -> !line.isTorn()).flatMap(line -> {
            JsonNode object = LogJson.object(line.bytes()).orElse(MissingNode.getInstance());
            if (object.has(EventLine.EVENT)) {
                rules.hear(object);
                return Stream.empty();
            }
            return Link.isTextless(line.bytes()) ? Stream.empty() : Stream.of(replay(line, object, rules));
        });
    }

    private Replayed replay(LogLine line, JsonNode decision, RulesOfThen rules) {
        Line about = new Line(
                line.place(),
                decision.path("id").asText(""),
                decision.path("time").asText(""));
        if (!decision.has("digest") || !decision.has("outcome")) {
            return new Line(line.place(), "", "").came(Result.UNREADABLE, List.of());
        }
        if (!decision.has("case")) {
            return about.came(Result.NO_CASE, List.of());
        }
        PatientCase stated;
        try {
            stated = CaseJson.read(decision.path("case"));
        } catch (IllegalArgumentException e) {
            return about.came(Result.UNREADABLE, List.of());
        }
        Decision.Asking asking = DecisionLine.asking(decision);
        RulesOfThen.Found then = rules.of(decision.path("digest").asText(""));
        if (others == null && then.rules().isEmpty()) {
            return about.came(Result.NO_RULES, List.of(then.why()));
        }
        try {
            if (others == null) {
                Advice again = asking.of(then.rules().orElseThrow()).evaluate(stated);
                return about.came(decision, again, isExact(line, decision, again));
            }
            Advice now = asking.of(others).evaluate(stated);
            if (then.rules().isEmpty()) {
                return about.came(decision, now, Optional.empty());
            }
            Advice before = asking.of(then.rules().get()).evaluate(stated);
            List<String> changes = AdviceDifference.between(before, now).changes().stream()
                    .map(AdviceDifference.Change::toString)
                    .toList();
            return about.came(changes.isEmpty() ? Result.SAME : Result.DIFFERENT, changes);
        } catch (EvaluationAborted | IllegalArgumentException e) {
            return about.came(Result.DIFFERENT, List.of("there is no answer now: " + e.getMessage()));
        }
    }

    /** Whether an answer is what was logged, as a whole; empty where the line has no hash of it, or nobody has its key. */
    private Optional<Boolean> isExact(LogLine line, JsonNode decision, Advice again) {
        String logged = decision.path(DecisionLine.ANSWER).asText("");
        return logged.isEmpty()
                ? Optional.empty()
                : Link.of(line.bytes())
                        .flatMap(link -> keys.stream()
                                .filter(key -> key.id().equals(link.key()))
                                .findFirst()
                                .map(key -> DecisionLine.hash(key, again).equals(logged)));
    }

    /** The line of a decision. */
    private record Line(String place, String id, String time) {

        Replayed came(Result result, List<String> differences) {
            return new Replayed(place, id, time, result, differences);
        }

        /** How it came out by what the line has of the answer. */
        Replayed came(JsonNode decision, Advice now, Optional<Boolean> isExact) {
            List<String> differences = differences(decision, now);
            if (differences.isEmpty() && !isExact.orElse(true)) {
                differences.add("the answer as a whole is another one");
            }
            Result same = isExact.isPresent() ? Result.EXACT : Result.SAME;
            return came(differences.isEmpty() ? same : Result.DIFFERENT, differences);
        }
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

package org.apposite.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apposite.log.file.FileStorage;
import org.apposite.log.store.LogStorage;
import org.jspecify.annotations.Nullable;

/**
 * Erases lines of logs whose service is not running: of each the place in the chain is left, and an event says that it was
 * erased, why and by whom. First the event is written, then each file anew; what an interruption left undone, the next call does. For
 * one thread.
 */
public final class LogErasure {

    private final LogStorage logs;
    private final @Nullable LogKey key;
    private final Clock clock;

    /**
     * Erasures in the logs of a folder.
     *
     * @param folder the folder
     * @param key the key by which the event is chained, which the newest line need not have; empty for logs without a chain
     * @param clock the time of the event
     */
    public LogErasure(Path folder, Optional<LogKey> key, Clock clock) {
        this(new FileStorage(folder), key, clock);
    }

    /** Erasures in logs, as {@link #LogErasure(Path, Optional, Clock)}; a database may be written meanwhile. */
    public LogErasure(LogStorage logs, Optional<LogKey> key, Clock clock) {
        this.logs = logs;
        this.key = key.orElse(null);
        this.clock = clock;
    }

    /**
     * How much was erased.
     *
     * @param decisions lines of the log of decisions
     * @param feedback lines of the log of feedback
     * @param finished how many of them an earlier erasure had begun with
     */
    public record Result(long decisions, long feedback, long finished) {}

    /**
     * Erases decisions, those that were made beside them, and feedback to their cards.
     *
     * @param ids ids of decisions, calls ({@code hookInstance}) or cards, or hashes of cases as {@code inputHash} has them
     * @param reason why, which is written down: it must not name the patient
     * @param by who does it
     * @return what was erased
     * @throws IOException when a log is in use, needs a key, or cannot be read or written
     * @throws IllegalArgumentException when the folder holds no log, or there is no line for an id; then nothing is erased but what was
     *     begun with earlier
     */
    public Result erase(Set<String> ids, String reason, String by) throws IOException {
        boolean isLog = false;
        for (String name : Logs.NAMES) {
            isLog |= logs.has(name);
        }
        if (!isLog) {
            throw new IllegalArgumentException(logs + ": there is no log in this folder");
        }
        try (ErasableLog decisions = ErasableLog.open(logs, Logs.DECISIONS, key, clock);
                ErasableLog feedback = ErasableLog.open(logs, Logs.FEEDBACK, key, clock)) {
            return erase(new MeantLines(ids), decisions, feedback, reason, by);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Result erase(MeantLines meant, ErasableLog decisions, ErasableLog feedback, String reason, String by)
            throws IOException {
        // Twice, since what was asked beside a decision may stand before it.
        decisions.each((line, object) -> meant.isDecision(object));
        decisions.each((line, object) -> {
            if (meant.isDecision(object) || meant.isCancellation(object)) {
                decisions.mark(line);
            }
        });
        feedback.each((line, object) -> {
            if (meant.isFeedback(object)) {
                feedback.mark(line);
            }
        });
        long finished = decisions.markUnfinished() + feedback.markUnfinished();
        if (finished == 0 && !meant.unknown().isEmpty()) {
            throw new IllegalArgumentException(
                    "there is no line with " + String.join(", ", meant.unknown()) + "; nothing was erased");
        }
        // Decisions last, since they lead to the cards and so to the feedback.
        for (ErasableLog log : List.of(feedback, decisions)) {
            log.announce(clock.instant(), reason, by);
            log.erase();
            log.eraseTorn(meant);
        }
        return new Result(decisions.marked(), feedback.marked(), finished);
    }
}

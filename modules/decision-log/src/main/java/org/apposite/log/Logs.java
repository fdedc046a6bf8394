package org.apposite.log;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apposite.ClinicalRules;
import org.apposite.advice.Advice;
import org.apposite.advice.Advice.VariantMatch;
import org.apposite.json.format.EscapedJson;
import org.apposite.log.Decision.Call;
import org.apposite.log.Decision.Card;
import org.apposite.log.Decision.Told;
import org.apposite.log.file.FileStorage;
import org.apposite.log.kept.RuleKeeper;
import org.apposite.log.store.LogStorage;
import org.apposite.log.store.LogStorage.Keeping;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a service writes down: feedback, which is on the disk before it is acknowledged, and decisions. Without a folder
 * it tells decisions to the operator alone. Thread-safe.
 */
public final class Logs implements AutoCloseable {

    static final String DECISIONS = "decisions";
    static final String FEEDBACK = "feedback";
    static final List<String> NAMES = List.of(DECISIONS, FEEDBACK);

    private static final Logger LOG = LoggerFactory.getLogger(Logs.class);

    private final @Nullable DurableLog feedback;
    private final @Nullable DurableLog decisions;
    private final Clock clock;
    private final DecisionLine lines;
    /** Null where decisions cannot be made again, since their cases are not kept. */
    private final @Nullable RuleKeeper keeper;

    private Logs(
            @Nullable DurableLog feedback,
            @Nullable DurableLog decisions,
            Clock clock,
            DecisionLine lines,
            @Nullable RuleKeeper keeper) {
        this.feedback = feedback;
        this.decisions = decisions;
        this.clock = clock;
        this.lines = lines;
        this.keeper = keeper;
    }

    /**
     * Opens the logs.
     *
     * @param folder where they are, empty for none
     * @param key the hospital's key, by which lines are chained and the cases of decisions hashed; without one there is
     *     neither a chain nor a hash, since anybody could undo a hash without a key
     * @param clock the time of decisions, and of files that are put aside
     * @param keepsCases whether the case of each decision is written down with it
     * @return the logs
     * @throws UncheckedIOException when the folder cannot be used, or its logs are chained and there is no key
     */
    public static Logs in(Optional<Path> folder, Optional<LogKey> key, Clock clock, boolean keepsCases) {
        return in(folder, key, clock, keepsCases, Retention.FOR_EVER);
    }

    /**
     * Opens logs of which lines are not kept for ever; as {@link #in(Optional, Optional, Clock, boolean)}.
     *
     * @param retention how long they are kept
     */
    public static Logs in(
            Optional<Path> folder, Optional<LogKey> key, Clock clock, boolean keepsCases, Retention retention) {
        return kept(folder.map(FileStorage::new), key, clock, keepsCases, retention);
    }

    /**
     * Opens logs wherever they are kept; as {@link #in(Optional, Optional, Clock, boolean, Retention)}.
     *
     * @param logs where
     * @throws UncheckedIOException when they cannot be used, or need a key
     */
    public static Logs in(LogStorage logs, Optional<LogKey> key, Clock clock, boolean keepsCases, Retention retention) {
        return kept(Optional.of(logs), key, clock, keepsCases, retention);
    }

    /**
     * Removes lines that have outlived their time, of logs whose services may not remove any, after a line has said so.
     *
     * @param logs where they are
     * @param key the key by which that line is chained
     * @param clock the time by which lines outlive theirs
     * @param retention how long they are kept
     * @throws IOException when they cannot be removed
     */
    public static void removeOutlived(LogStorage logs, LogKey key, Clock clock, Retention retention)
            throws IOException {
        removeOutlived(logs, DECISIONS, key, clock, retention.decisions());
        removeOutlived(logs, FEEDBACK, key, clock, retention.feedback());
    }

    private static void removeOutlived(LogStorage logs, String name, LogKey key, Clock clock, @Nullable Integer days)
            throws IOException {
        if (days != null) {
            // It looks for them before anything else, and is done with it when it has closed.
            DurableLog log = DurableLog.open(name, logs.open(name, new Keeping(true, days), clock), key);
            log.close();
            if (log.unremoved() != null) {
                throw new IOException(
                        name + ": lines that have outlived their time are still there: " + log.unremoved());
            }
        }
    }

    private static Logs kept(
            Optional<? extends LogStorage> storage,
            Optional<LogKey> key,
            Clock clock,
            boolean keepsCases,
            Retention retention) {
        LogKey by = key.orElse(null);
        DecisionLine lines = new DecisionLine(by, keepsCases);
        if (storage.isEmpty()) {
            return new Logs(null, null, clock, lines, null);
        }
        LogStorage logs = storage.get();
        try {
            DurableLog feedback = open(logs, FEEDBACK, by, new Keeping(true, retention.feedback()), clock);
            try {
                DurableLog decisions = open(logs, DECISIONS, by, new Keeping(false, retention.decisions()), clock);
                if (by == null) {
                    LOG.warn(
                            "the logs have no key: a change of a line will not be found; apposite log new-key makes one");
                }
                return new Logs(feedback, decisions, clock, lines, keepsCases ? new RuleKeeper(logs.rules()) : null);
            } catch (IOException e) {
                feedback.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    (logs instanceof FileStorage ? "the log folder" : "the log") + " cannot be used: " + reason(e), e);
        }
    }

    private static DurableLog open(LogStorage logs, String name, @Nullable LogKey key, Keeping keeping, Clock clock)
            throws IOException {
        if (keeping.days() == null) {
            LOG.info("{}: its lines are kept for ever; a retention in days removes old ones", name);
        } else {
            LOG.info("{}: its lines are kept for {} {}", name, keeping.days(), keeping.days() == 1 ? "day" : "days");
        }
        return DurableLog.open(name, logs.open(name, keeping, clock), key);
    }

    /** Java says of some faults no more than the file. */
    private static String reason(IOException fault) {
        if (fault instanceof AccessDeniedException) {
            return "no permission for " + fault.getMessage();
        }
        return fault instanceof FileSystemException file && file.getReason() == null
                ? file.getFile() + " cannot be made or written"
                : String.valueOf(fault.getMessage());
    }

    /**
     * The logs of a folder, for whoever reads them.
     *
     * @param folder where they are
     */
    public static LogStorage storage(Path folder) {
        return new FileStorage(folder);
    }

    /** How their writing fares; without a folder there is nothing that could not be written. */
    public Writing writing() {
        Writing all = new Writing(0, false);
        for (DurableLog log : new DurableLog[] {feedback, decisions}) {
            all = log == null ? all : all.and(log.writing());
        }
        return all;
    }

    /** Whether there is a log for feedback. */
    public boolean takesFeedback() {
        return feedback != null;
    }

    /**
     * Writes feedback down. It is on the disk when this returns.
     *
     * @param entries JSON objects, each in one line
     * @throws IOException when it could not be written, or none is kept; or when the disk does not answer, after which it may be
     *     written all the same
     */
    public void feedback(List<String> entries) throws IOException {
        if (feedback == null) {
            throw new IOException("there is no log folder");
        }
        feedback.append(entries.stream().map(EscapedJson::of).toList());
    }

    /**
     * Writes a decision down, once: with a key, one whose id is in the log already is not written again. One that cannot be written, or
     * not within two seconds, does not keep an answer from a clinician.
     *
     * @param decision the decision
     */
    public void decided(Decision decision) {
        Advice advice = decision.advice();
        VariantMatch variant = advice.variant();
        Call call = decision.call();
        Told told = decision.told();
        LOG.atInfo()
                .addKeyValue("decision", decision.id())
                .addKeyValue("hook", call.hook())
                .addKeyValue("hookInstance", call.instance())
                .addKeyValue(
                        "orders",
                        call.orders().stream()
                                .flatMap(order -> Stream.ofNullable(order.id()))
                                .collect(Collectors.joining(" ")))
                .addKeyValue("cards", told.cards().stream().map(Card::id).collect(Collectors.joining(" ")))
                .addKeyValue("suppressed", told.suppressed().size())
                .addKeyValue("silent", told.mode() != Decision.Mode.SHOWN)
                .addKeyValue("outcome", advice.outcome().code())
                .addKeyValue("topic", advice.topic() == null ? "none" : advice.topic())
                .addKeyValue("variant", variant == null ? "none" : variant.id())
                .addKeyValue("alerts", advice.alerts().size())
                .addKeyValue("untaken", decision.read().untaken())
                .log("decided");
        write("decision", decision.id(), lines.of(decision, clock.instant()));
    }

    /**
     * Writes down that there was no answer, as {@link #decided} does what was decided.
     *
     * @param withheld what stands all the same
     */
    public void withheld(Withheld withheld) {
        LOG.atInfo()
                .addKeyValue("decision", withheld.id())
                .addKeyValue("hook", withheld.call().hook())
                .addKeyValue("hookInstance", withheld.call().instance())
                .addKeyValue("silent", withheld.told().mode() != Decision.Mode.SHOWN)
                .addKeyValue("reason", withheld.reason())
                .addKeyValue("emergencies", withheld.emergencies().size())
                .log("withheld");
        write("decision", withheld.id(), lines.of(withheld, clock.instant()));
    }

    /**
     * Writes down that rules are asked from now on. With the cases of decisions, the rules are kept, too.
     *
     * @param rules the rules
     * @param silent whether they are only tried out, beside those that answer
     */
    public void asked(ClinicalRules rules, boolean silent) {
        event(new Event.Rules(
                silent,
                new Event.Version(rules.name(), rules.version(), rules.digest()),
                rules.layers().stream()
                        .map(layer -> new Event.Version(layer.ruleSet(), layer.version(), layer.digest()))
                        .toList(),
                rules.withdrawals().stream()
                        .map(one -> new Event.Withdrawn(one.part().toString(), one.reason()))
                        .toList(),
                keeper == null ? null : keeper.keep(rules)));
    }

    /**
     * Writes down what happened to the rules. What cannot be written does not keep them from answering.
     *
     * @param event what happened
     */
    public void event(Event event) {
        ObjectNode line = EventLine.of(event, clock.instant());
        LOG.atInfo().addKeyValue("event", EscapedJson.of(line.toString())).log("event");
        DurableLog log = decisions;
        if (log != null) {
            write("event", line.path(EventLine.EVENT).asText(), () -> log.append(List.of(text(line))));
        }
    }

    private void write(String what, UUID id, ObjectNode line) {
        DurableLog log = decisions;
        if (log != null) {
            write(what, id.toString(), () -> log.append(text(line), id));
        }
    }

    private static String text(ObjectNode line) {
        return EscapedJson.of(line.toString());
    }

    private interface Append {
        void run() throws IOException;
    }

    private static void write(String what, String name, Append append) {
        try {
            append.run();
        } catch (DurableLog.LateException e) {
            LOG.atError()
                    .addKeyValue(what, name)
                    .addKeyValue("reason", e.getMessage())
                    .log("the {} is not in its log yet; check where the logs are kept", what);
        } catch (IOException e) {
            LOG.atError()
                    .addKeyValue(what, name)
                    .addKeyValue("reason", e.getMessage())
                    .log("the {} could not be written to its log; check where the logs are kept", what);
        }
    }

    /** Writes what is waiting, and lets go of the files. */
    @Override
    public void close() {
        if (keeper != null) {
            keeper.close();
        }
        for (DurableLog log : new DurableLog[] {feedback, decisions}) {
            if (log != null) {
                try {
                    log.close();
                } catch (IOException e) {
                    LOG.error("a log could not be closed: {}", e.getMessage());
                }
            }
        }
    }
}

package org.apposite.cds.log;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apposite.advice.Advice;
import org.apposite.advice.Advice.VariantMatch;
import org.apposite.json.CaseJson;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a service writes down: feedback, which is on the disk before it is acknowledged, and decisions. Without a folder
 * it tells decisions to the operator alone. Thread-safe.
 */
public final class Logs implements AutoCloseable {

    static final String DECISIONS = "decisions";

    private static final Logger LOG = LoggerFactory.getLogger(Logs.class);
    private static final String FEEDBACK = "feedback";
    private static final long MAX_FILE_BYTES = 64L * 1024 * 1024;

    private final @Nullable DurableLog feedback;
    private final @Nullable DurableLog decisions;
    private final Clock clock;
    private final boolean keepsCases;

    private Logs(@Nullable DurableLog feedback, @Nullable DurableLog decisions, Clock clock, boolean keepsCases) {
        this.feedback = feedback;
        this.decisions = decisions;
        this.clock = clock;
        this.keepsCases = keepsCases;
    }

    /**
     * Opens the logs.
     *
     * @param folder where they are, empty for none
     * @param clock the time of decisions, and of files that are put aside
     * @param keepsCases whether the case of each decision is written down with it
     * @return the logs
     * @throws UncheckedIOException when the folder cannot be used
     */
    public static Logs in(Optional<Path> folder, Clock clock, boolean keepsCases) {
        if (folder.isEmpty()) {
            return new Logs(null, null, clock, keepsCases);
        }
        try {
            DurableLog feedback = DurableLog.open(folder.get(), FEEDBACK, MAX_FILE_BYTES, true, clock);
            try {
                return new Logs(
                        feedback,
                        DurableLog.open(folder.get(), DECISIONS, MAX_FILE_BYTES, false, clock),
                        clock,
                        keepsCases);
            } catch (IOException e) {
                feedback.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the log folder cannot be used: " + reason(e), e);
        }
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

    /** Whether there is a log for feedback. */
    public boolean takesFeedback() {
        return feedback != null;
    }

    /**
     * Writes feedback down. It is on the disk when this returns.
     *
     * @param entries JSON objects, each in one line
     * @throws IOException when it could not be written, or none is kept
     */
    public void feedback(List<String> entries) throws IOException {
        if (feedback == null) {
            throw new IOException("there is no log folder");
        }
        feedback.append(entries);
    }

    /**
     * Writes a decision down. One that cannot be written does not keep an answer from a clinician.
     *
     * @param decision the decision
     */
    public void decided(Decision decision) {
        Advice advice = decision.advice();
        VariantMatch variant = advice.variant();
        LOG.atInfo()
                .addKeyValue("decision", decision.id())
                .addKeyValue("hook", decision.hook())
                .addKeyValue("hookInstance", decision.hookInstance())
                .addKeyValue("orders", String.join(" ", decision.orders()))
                .addKeyValue("cards", String.join(" ", decision.cards()))
                .addKeyValue("outcome", advice.outcome().code())
                .addKeyValue("topic", advice.topic() == null ? "none" : advice.topic())
                .addKeyValue("variant", variant == null ? "none" : variant.id())
                .addKeyValue("alerts", advice.alerts().size())
                .addKeyValue("untaken", decision.read().notes().size())
                .log("decided");
        if (decisions == null) {
            return;
        }
        try {
            decisions.append(List.of(line(decision).toString()));
        } catch (IOException e) {
            LOG.atError()
                    .addKeyValue("decision", decision.id())
                    .addKeyValue("reason", e.getMessage())
                    .log("the decision could not be written to its log; check the log folder");
        }
    }

    /** The line that {@link DecisionReplay} reads. */
    private ObjectNode line(Decision decision) {
        Advice advice = decision.advice();
        ObjectNode stated = CaseJson.write(decision.read().patient());
        // A host may call a case by the name of the patient.
        stated.remove("id");
        ObjectNode line = JsonNodeFactory.instance
                .objectNode()
                .put("id", decision.id().toString())
                .put("time", clock.instant().toString())
                .put("hook", decision.hook())
                .put("hookInstance", decision.hookInstance())
                .put("digest", advice.provenance().digest())
                .put("inputHash", hash(stated.toString()))
                .put("outcome", advice.outcome().code());
        decision.orders().forEach(line.putArray("orders")::add);
        decision.cards().forEach(line.putArray("cards")::add);
        if (advice.topic() != null) {
            line.put("topic", advice.topic());
        }
        VariantMatch variant = advice.variant();
        if (variant != null) {
            line.put("variant", variant.id());
        }
        ArrayNode rules = line.putArray("rules");
        advice.trace().steps().forEach(step -> rules.add(step.rule()));
        if (keepsCases) {
            line.set("case", stated);
        }
        return line;
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Writes what is waiting, and lets go of the files. */
    @Override
    public void close() {
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

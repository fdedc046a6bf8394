package org.apposite.cds;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apposite.advice.Advice;
import org.apposite.advice.VariantMatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a service writes down: feedback, which is on the disk before it is acknowledged, and decisions. */
final class Logs implements AutoCloseable {

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

    static Logs in(Optional<Path> folder, Clock clock, boolean keepsCases) throws IOException {
        if (folder.isEmpty()) {
            return new Logs(null, null, clock, keepsCases);
        }
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
    }

    Optional<LineLog> feedback() {
        return feedback == null ? Optional.empty() : Optional.of(feedback::append);
    }

    /** A decision that cannot be written down does not keep an answer from a clinician. */
    void decided(Hook hook, Consultation one) {
        Advice advice = one.advice();
        VariantMatch variant = advice.variant();
        LOG.atInfo()
                .addKeyValue("decision", one.id())
                .addKeyValue("hook", hook.hook())
                .addKeyValue("outcome", advice.outcome().code())
                .addKeyValue("variant", variant == null ? "none" : variant.id())
                .addKeyValue("alerts", advice.alerts().size())
                .addKeyValue("untaken", one.read().notes().size())
                .log("decided");
        if (decisions == null) {
            return;
        }
        ObjectNode stated = KeptCase.json(one.read().patient());
        ObjectNode line = Json.object()
                .put("id", one.id().toString())
                .put("time", clock.instant().toString())
                .put("hook", hook.hook())
                .put("digest", advice.provenance().digest())
                .put("inputHash", hash(stated.toString()))
                .put("outcome", advice.outcome().code());
        if (variant != null) {
            line.put("variant", variant.id());
        }
        ArrayNode rules = line.putArray("rules");
        advice.trace().steps().forEach(step -> rules.add(step.rule()));
        if (keepsCases) {
            line.set("case", stated);
        }
        try {
            decisions.append(List.of(line.toString()));
        } catch (IOException e) {
            LOG.atError()
                    .addKeyValue("decision", one.id())
                    .addKeyValue("reason", e.getMessage())
                    .log("the decision could not be written to its log; look at the folder for logs");
        }
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

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

package org.apposite.log.kept;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apposite.ClinicalRules;
import org.apposite.log.store.RuleStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the rules by which decisions are made, in a thread of its own: nobody waits for a store that hangs. Thread-safe. */
public final class RuleKeeper implements AutoCloseable {

    /** The member of an event that has the digest of the bytes of the rules. */
    public static final String KEPT = "kept";

    private static final Logger LOG = LoggerFactory.getLogger(RuleKeeper.class);
    private static final int SECONDS_OF_ENDING = 5;

    private final RuleStore store;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread keeping = new Thread(task, "apposite-rule-keeper");
        keeping.setDaemon(true);
        return keeping;
    });

    public RuleKeeper(RuleStore store) {
        this.store = store;
    }

    /** Keeps rules, sooner or later, and returns the digest of their bytes at once. */
    public String keep(ClinicalRules rules) {
        byte[] bytes = rules.toBytes();
        try {
            thread.execute(() -> put(rules.digest(), bytes));
        } catch (RejectedExecutionException e) {
            LOG.debug("the logs are closed; rules are not kept any more");
        }
        return digest(bytes);
    }

    private void put(String digest, byte[] bytes) {
        try {
            if (store.keep(digest, bytes)) {
                LOG.atInfo()
                        .addKeyValue("digest", digest)
                        .log("the rules are kept, so that their decisions can be made again");
            }
        } catch (IOException | RuntimeException e) {
            LOG.atError()
                    .addKeyValue("digest", digest)
                    .addKeyValue("reason", e.getMessage())
                    .log(
                            "the rules could not be kept: their decisions can be made again only where the same rules are named");
        }
    }

    static String digest(byte[] bytes) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Waits for what is being kept, but not for a store that hangs. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(SECONDS_OF_ENDING, TimeUnit.SECONDS)) {
                LOG.error("where the rules are kept does not answer; they may not be kept");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package org.apposite.log;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apposite.json.CaseJson;
import org.apposite.patient.PatientCase;
import org.jspecify.annotations.Nullable;

/**
 * Ids of decisions: a keyed hash of what was asked, of what is known of the patient and of the rules. So the same call, when it is
 * repeated, is the same decision, which stands once in a log; other facts, another revision of an order and other rules make another one. The id tells
 * nothing to who does not have the key. Without a key, ids are random. Immutable and thread-safe.
 */
public final class DecisionIds {

    /** Version 8 of RFC 9562: an id of whoever makes it. */
    private static final long VERSION = 0x8000L;

    private final @Nullable LogKey key;

    /**
     * Ids by a key.
     *
     * @param key the key of the log that the decisions are written into; empty for random ids
     */
    public DecisionIds(Optional<LogKey> key) {
        this.key = key.orElse(null);
    }

    /**
     * An order as it was when it was asked about.
     *
     * @param order its id, null when it has none
     * @param revision which of its revisions it is, null when nobody says so
     */
    public record Revision(@Nullable String order, @Nullable String revision) {}

    /**
     * The id of a decision.
     *
     * @param call what tells the call from every other: its hook, its id and whose it is; empty when nothing does, and the id is random
     * @param orders the orders that it is about
     * @param patient what is known
     * @param digest the digest of the rules
     */
    public UUID of(List<String> call, List<Revision> orders, PatientCase patient, String digest) {
        LogKey by = key;
        if (by == null || call.isEmpty()) {
            return UUID.randomUUID();
        }
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        ArrayNode asked = all.addArray();
        call.forEach(asked::add);
        ArrayNode about = all.addArray();
        orders.forEach(one -> about.addArray().add(one.order()).add(one.revision()));
        ObjectNode stated = CaseJson.write(patient);
        // A host may call a case as it likes.
        stated.remove("id");
        all.add(stated);
        all.add(digest);
        return id(by.hash(LogKey.Purpose.DECISION, all.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static UUID id(String hash) {
        ByteBuffer bytes = ByteBuffer.wrap(Arrays.copyOf(HexFormat.of().parseHex(hash), 2 * Long.BYTES));
        long most = (bytes.getLong() & ~0xF000L) | VERSION;
        long least = (bytes.getLong() & ~(0b11L << 62)) | (0b10L << 62);
        return new UUID(most, least);
    }
}

package org.apposite.cds.cards;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.UUID;
import org.apposite.log.Decision.CardKind;
import org.apposite.log.LogKey;

/**
 * Ids of cards, by which a service knows its own cards again without remembering them: the last 48 bits of an id are a code of the
 * others under a key. Who does not have the key makes none. Immutable and thread-safe.
 */
public final class CardIds {

    private static final long CODE = 0xFFFF_FFFF_FFFFL;
    private static final int CODE_DIGITS = 12;
    private static final long RANDOM_VERSION = 0x4000L;
    private static final int HEXADECIMAL = 16;
    private static final String FILE = "card.key";

    private final LogKey key;

    private CardIds(LogKey key) {
        this.key = key;
    }

    /** Ids of this process alone: after it nobody knows them. */
    public static CardIds ofProcess() {
        return new CardIds(LogKey.ofProcess());
    }

    /** Ids by the key of a log that several services write to: each knows the cards of all. */
    public static CardIds by(LogKey key) {
        return new CardIds(key);
    }

    /**
     * Ids by a key in a file, as {@code apposite log new-key} makes one.
     *
     * @param file the key
     * @throws IllegalArgumentException when it is no key, or is not its owner's alone
     */
    public static CardIds withKey(Path file) {
        try {
            return new CardIds(LogKey.read(file));
        } catch (IOException e) {
            throw new IllegalArgumentException("the card key cannot be used: " + e.getMessage(), e);
        }
    }

    /**
     * Ids by the key in a folder, which is made when it is not there, so that a service knows its cards again after a restart.
     *
     * @param folder a folder of this service alone
     * @throws IllegalArgumentException when what is there is no key
     * @throws UncheckedIOException when it cannot be written
     */
    public static CardIds in(Path folder) {
        Path file = folder.resolve(FILE);
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return withKey(file);
        }
        try {
            return new CardIds(LogKey.create(file));
        } catch (IOException e) {
            throw new UncheckedIOException("the card key " + file + " cannot be made: " + e.getMessage(), e);
        }
    }

    /** A new id, in the form of a random UUID. */
    String next() {
        UUID random = UUID.randomUUID();
        return coded(random.getMostSignificantBits(), random.getLeastSignificantBits())
                .toString();
    }

    /**
     * Whether an id is one of a card that was made with this key.
     *
     * @param id any text
     * @return true for the ids of the service's own cards
     */
    public boolean isOwn(String id) {
        try {
            UUID told = UUID.fromString(id);
            return coded(told.getMostSignificantBits(), told.getLeastSignificantBits())
                    .toString()
                    .equalsIgnoreCase(id);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * The code of what is known of a patient under the same key.
     *
     * @param known an id, facts, or both
     * @return 64 hexadecimal digits
     */
    public String codeOfPatient(String known) {
        return key.codeOfPatient(known.getBytes(StandardCharsets.UTF_8));
    }

    /** The id of a card of a decision, the same whenever the call is repeated. */
    String of(UUID decision, CardKind kind) {
        byte[] told = (decision + "\n" + kind.code()).getBytes(StandardCharsets.US_ASCII);
        ByteBuffer random = ByteBuffer.wrap(HexFormat.of().parseHex(key.codeOfCard(told)));
        long most = (random.getLong() & ~0xF000L) | RANDOM_VERSION;
        long least = (random.getLong() & ~(0b11L << 62)) | (0b10L << 62);
        return coded(most, least).toString();
    }

    private UUID coded(long most, long least) {
        byte[] open = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(most)
                .putLong(least & ~CODE)
                .array();
        long code = Long.parseLong(key.codeOfCard(open).substring(0, CODE_DIGITS), HEXADECIMAL);
        return new UUID(most, (least & ~CODE) | code);
    }
}

package org.apposite.cds.cards;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Set;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Ids of cards, by which a service knows its own cards again without remembering them: the last 48 bits of an id are a code of the
 * others under a key. Who does not have the key makes none. Immutable and thread-safe.
 */
public final class CardIds {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;
    private static final int MOST_KEY_BYTES = 4096;
    private static final long CODE = 0xFFFF_FFFF_FFFFL;
    private static final String FILE = "card.key";
    private static final Set<PosixFilePermission> OWN = PosixFilePermissions.fromString("rw-------");

    private final SecretKeySpec key;

    private CardIds(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /** Ids of this process alone: after it nobody knows them. */
    public static CardIds ofProcess() {
        return new CardIds(randomKey());
    }

    /**
     * Ids by a key in a file.
     *
     * @param file the key: 32 bytes or more, that only its owner can read
     * @throws IllegalArgumentException when it is not such a file
     * @throws UncheckedIOException when it cannot be read
     */
    public static CardIds withKey(Path file) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IllegalArgumentException("the card key " + file + " is not a file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            if (isPosix(file) && !OWN.containsAll(Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS))) {
                throw new IllegalArgumentException("the card key " + file
                        + " can be read by others; let only the user of the service read it: chmod 600 " + file);
            }
            byte[] key = in.readNBytes(MOST_KEY_BYTES + 1);
            if (key.length < KEY_BYTES || key.length > MOST_KEY_BYTES) {
                throw new IllegalArgumentException("the card key " + file + " must have " + KEY_BYTES + " to "
                        + MOST_KEY_BYTES + " bytes; make one: head -c " + KEY_BYTES + " /dev/urandom");
            }
            return new CardIds(key);
        } catch (IOException e) {
            throw new UncheckedIOException("the card key " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Ids by the key in a folder, which is made when it is not there, so that a service knows its cards again after a restart.
     *
     * @param folder a folder of this service alone
     * @throws IllegalArgumentException when what is there is no key
     * @throws UncheckedIOException when it cannot be read or written
     */
    public static CardIds in(Path folder) {
        Path file = folder.resolve(FILE);
        try {
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                make(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the card key " + file + " cannot be made: " + e.getMessage(), e);
        }
        return withKey(file);
    }

    /** Written beside its place and moved there, so that no half of a key is ever in it. */
    private static void make(Path file) throws IOException {
        Path folder = Files.createDirectories(file.toAbsolutePath().normalize().getParent());
        FileAttribute<?>[] own = isPosix(folder)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWN)}
                : new FileAttribute<?>[0];
        Path made = Files.createTempFile(folder, FILE, null, own);
        try {
            Files.write(made, randomKey());
            Files.move(made, file);
        } catch (FileAlreadyExistsException e) {
            // Somebody else was first, whose key is as good.
            Files.delete(made);
        }
    }

    private static boolean isPosix(Path file) throws IOException {
        return Files.getFileStore(file).supportsFileAttributeView("posix");
    }

    private static byte[] randomKey() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return key;
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

    private UUID coded(long most, long least) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(ByteBuffer.allocate(2 * Long.BYTES)
                    .putLong(most)
                    .putLong(least & ~CODE)
                    .array());
            return new UUID(
                    most, (least & ~CODE) | (ByteBuffer.wrap(mac.doFinal()).getLong() & CODE));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}

package org.apposite.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apposite.file.NamedFile;
import org.apposite.log.file.LogFiles;

/**
 * A hospital's key for its logs, or for the ids of its cards: 256 bits, in a file of 64 hexadecimal digits that its owner alone may read. Whoever has
 * it can tell a line that was changed from one that was not, and could write lines of his own. Immutable and thread-safe.
 */
public final class LogKey {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 32;
    private static final int MOST_BYTES = 200;
    private static final Pattern DIGITS = Pattern.compile("[0-9a-fA-F]{64}");
    private static final Set<PosixFilePermission> OWNERS = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private final SecretKeySpec secret;
    private final String id;

    private LogKey(byte[] bytes) {
        this.secret = new SecretKeySpec(bytes, ALGORITHM);
        this.id = hash(Purpose.ID, new byte[0]).substring(0, 8);
    }

    /** What is hashed: two hashes of different purposes never agree. */
    enum Purpose {
        ID,
        CASE,
        TEXT,
        ANSWER,
        BODY,
        CHAIN,
        CARD,
        DECISION,
        PATIENT;

        private final byte[] beginning = (name() + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Reads a key.
     *
     * @param file the file
     * @return the key
     * @throws IOException when it is not there, is no key, or others may read or write it; the message says what to do
     */
    public static LogKey read(Path file) throws IOException {
        String text = new String(NamedFile.read(file, MOST_BYTES), StandardCharsets.ISO_8859_1).strip();
        PosixFileAttributeView posix = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (posix != null) {
            Set<PosixFilePermission> rights = posix.readAttributes().permissions();
            if (!OWNERS.containsAll(rights)) {
                throw new IOException("the key " + file + " must be its owner's alone, but has the rights "
                        + PosixFilePermissions.toString(rights) + "; run chmod 600 on it");
            }
        }
        if (!DIGITS.matcher(text).matches()) {
            throw new IOException("the key " + file + " is not 64 hexadecimal digits; apposite log new-key makes one");
        }
        return new LogKey(HexFormat.of().parseHex(text));
    }

    /**
     * Makes a key by chance, and writes it into a new file that its owner alone may read.
     *
     * @param file where to; there must be nothing yet
     * @return the key
     * @throws IOException when there is something, or it cannot be written
     */
    public static LogKey create(Path file) throws IOException {
        byte[] bytes = random();
        try (FileChannel to = LogFiles.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer text =
                    ByteBuffer.wrap((HexFormat.of().formatHex(bytes) + "\n").getBytes(StandardCharsets.US_ASCII));
            while (text.hasRemaining()) {
                to.write(text);
            }
            to.force(true);
        } catch (FileAlreadyExistsException e) {
            throw new FileAlreadyExistsException(file + " exists already; a key is never replaced");
        }
        return new LogKey(bytes);
    }

    /**
     * A key that nobody else has, and that is gone with the process.
     *
     * @return a key by chance
     */
    public static LogKey ofProcess() {
        return new LogKey(random());
    }

    private static byte[] random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    /**
     * The code of a card's id under this key.
     *
     * @param id what of the id is not the code
     * @return 64 hexadecimal digits
     */
    public String codeOfCard(byte[] id) {
        return hash(Purpose.CARD, id);
    }

    /**
     * The code of what is known of a patient under this key, by which a service knows it again without keeping it.
     *
     * @param known an id, facts, or both
     * @return 64 hexadecimal digits
     */
    public String codeOfPatient(byte[] known) {
        return hash(Purpose.PATIENT, known);
    }

    /** By which a line names its key: 8 hexadecimal digits that follow from the key and tell nothing of it. */
    public String id() {
        return id;
    }

    /** The HMAC-SHA-256 of what belongs together, as 64 hexadecimal digits. */
    String hash(Purpose purpose, byte[] message) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            mac.update(purpose.beginning);
            return HexFormat.of().formatHex(mac.doFinal(message));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", e);
        }
    }

    /** The id alone. */
    @Override
    public String toString() {
        return "key " + id;
    }
}

package org.apposite.spark;

import java.io.Serial;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apposite.file.FileFault;
import org.apposite.file.NamedFile;
import org.jspecify.annotations.Nullable;

/**
 * How records are read, as it travels to executors.
 *
 * @param file the name of the hospital's mapping, null when there is only the project's own
 * @param text its text, null when there is none
 * @param allImaging whether each record holds all imaging of its illness
 * @param zone where the patients are: that of the session
 */
record RecordReading(@Nullable String file, @Nullable String text, boolean allImaging, String zone)
        implements Serializable {

    @Serial
    private static final long serialVersionUID = 1L;

    private static final int MOST_BYTES = 8 << 20;

    static RecordReading of(String mapping, boolean allImaging, String zone) {
        if (mapping.isEmpty()) {
            return new RecordReading(null, null, allImaging, zone);
        }
        Path file = Path.of(mapping);
        try {
            return new RecordReading(
                    String.valueOf(file.getFileName()), NamedFile.text(file, MOST_BYTES), allImaging, zone);
        } catch (FileFault e) {
            throw new IllegalArgumentException("the mapping file cannot be read: " + e.getMessage(), e);
        }
    }

    /** By which mapping a record was read; null when by the project's own. */
    @Nullable
    String digest() {
        if (text == null) {
            return null;
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

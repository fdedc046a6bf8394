package org.apposite.batch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The file of cases that a person named; it may be larger than anything else that is read. */
final class InputFile {

    private InputFile() {}

    static InputStream open(Path file) throws IOException {
        return Files.newInputStream(file);
    }

    static String digest(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new BatchRefused(file
                    + (Files.exists(file)
                            ? ": not a file. A batch that was killed reads its input again: name a file"
                            : ": no such file"));
        }
        try (DigestInputStream in = new DigestInputStream(open(file), MessageDigest.getInstance("SHA-256"))) {
            byte[] buffer = new byte[1 << 16];
            while (in.read(buffer) >= 0) {
                // Only to be digested.
            }
            return "sha256:" + HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (IOException e) {
            throw new BatchRefused(file + ": cannot be read: " + e.getMessage());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

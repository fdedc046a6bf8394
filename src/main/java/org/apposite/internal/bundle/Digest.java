package org.apposite.internal.bundle;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;

/** The digest of rule content: of every file's name, length and text, in the order of the names. */
public final class Digest {

    private Digest() {}

    /**
     * The digest of some files.
     *
     * @param textByName their texts by name
     * @return {@code sha256:} and hexadecimal digits
     */
    public static String of(SortedMap<String, String> textByName) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Map.Entry<String, String> file : textByName.entrySet()) {
                byte[] text = file.getValue().getBytes(StandardCharsets.UTF_8);
                digest.update((file.getKey() + "\n" + text.length + "\n").getBytes(StandardCharsets.UTF_8));
                digest.update(text);
            }
            return "sha256:" + HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

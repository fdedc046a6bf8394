package org.apposite.internal.bundle;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The content that this jar carries. */
public final class Bundle {

    /** Where it stands in the jar. */
    public static final String FILE = "org/apposite/rules/index.bin";

    private Bundle() {}

    /**
     * Reads the content of this jar.
     *
     * @return the content
     * @throws IllegalStateException when the jar carries none
     */
    public static Content read() {
        try (InputStream in = Bundle.class.getClassLoader().getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("this jar carries no rules; build it with Maven");
            }
            return ContentIndex.read(new DataInputStream(new BufferedInputStream(in)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes content for a jar.
     *
     * @param content what it is to carry
     * @param out where to
     * @throws IOException when it cannot be written
     */
    public static void write(Content content, DataOutputStream out) throws IOException {
        ContentIndex.write(out, content);
    }
}

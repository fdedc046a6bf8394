package org.apposite.internal.bundle;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UTFDataFormatException;
import java.io.UncheckedIOException;

/** Content as bytes: what this jar carries, and what was kept by itself. */
public final class Bundle {

    /** Where it stands in the jar. */
    public static final String FILE = "org/apposite/rules/index.bin";

    private static final String KEPT = "apposite rules";

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

    /**
     * Content as it is, with the versions that make of it the answers that it gives now.
     *
     * @param content the content
     * @return bytes for {@link #kept}
     */
    public static byte[] keep(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            ByteArrayOutputStream index = new ByteArrayOutputStream();
            ContentIndex.write(new DataOutputStream(index), content);
            out.writeUTF(KEPT);
            out.writeUTF(EngineVersion.described());
            out.writeUTF(Digest.of(index.toByteArray()));
            out.write(index.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * Content that was kept.
     *
     * @param bytes what {@link #keep} made
     * @return the content
     * @throws IllegalArgumentException when they are something else, are damaged, or were made by other versions
     */
    public static Content kept(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (!in.readUTF().equals(KEPT)) {
                throw new IllegalArgumentException("these are no rules that were kept");
            }
            String by = in.readUTF();
            if (!by.equals(EngineVersion.described())) {
                throw new IllegalArgumentException("these rules were kept by " + by + ", and this is "
                        + EngineVersion.described() + ": use that version, which alone answers as it did then");
            }
            String digest = in.readUTF();
            byte[] index = in.readAllBytes();
            if (!Digest.of(index).equals(digest)) {
                throw new IllegalArgumentException("these rules are damaged: not all bytes are as they were kept");
            }
            try {
                return ContentIndex.read(new DataInputStream(new ByteArrayInputStream(index)));
            } catch (RuntimeException e) {
                throw new IllegalArgumentException("these rules are damaged: " + e.getMessage(), e);
            }
        } catch (EOFException | UTFDataFormatException e) {
            throw new IllegalArgumentException("these are no rules that were kept", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

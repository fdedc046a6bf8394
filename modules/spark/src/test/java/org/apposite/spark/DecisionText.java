package org.apposite.spark;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import scala.collection.Seq;

/** A decision as a text that is equal for equal decisions, whether Spark has had it or not. */
final class DecisionText {

    private DecisionText() {}

    static String of(@Nullable Object value) {
        StringBuilder text = new StringBuilder();
        write(value, text);
        return text.toString();
    }

    /** A number that is summed up over rows in whatever order they come. */
    static long checksum(Row decision) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(of(decision).getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(hash).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(@Nullable Object value, StringBuilder text) {
        if (value instanceof Row row) {
            text.append('{');
            for (int i = 0; i < row.length(); i++) {
                write(row.get(i), text);
            }
            text.append('}');
        } else if (value instanceof Seq || value instanceof List) {
            text.append('[');
            Rows.list(value).forEach(one -> write(one, text));
            text.append(']');
        } else {
            text.append(value).append(';');
        }
    }
}

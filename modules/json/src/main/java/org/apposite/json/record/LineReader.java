package org.apposite.json.record;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads bytes line by line and never holds more of a line than a record may have. */
final class LineReader {

    /**
     * A line.
     *
     * @param bytes the line with its line break, or its beginning
     * @param cut whether the line is longer than that
     * @param last its last byte that is not blank, {@link #NONE} when there is none
     */
    record Line(byte[] bytes, boolean cut, int last) {

        /** No byte: these are negative, too. */
        private static final int NONE = Integer.MIN_VALUE;

        boolean isBlank() {
            return last == NONE;
        }

        /** The first byte that is not blank, {@link #NONE} when there is none. */
        int first() {
            for (byte one : bytes) {
                if (!isBlank(one)) {
                    return one;
                }
            }
            return NONE;
        }

        /** The line without its first bytes. */
        Line from(int start) {
            Line rest = new Line(Arrays.copyOfRange(bytes, start, bytes.length), cut, last);
            return rest.cut || rest.first() != NONE ? rest : new Line(rest.bytes, false, NONE);
        }

        /** Whether the line begins with three characters that stand by themselves. */
        boolean isMarker(char of) {
            return bytes.length >= 3
                    && bytes[0] == of
                    && bytes[1] == of
                    && bytes[2] == of
                    && (bytes.length == 3 || isBlank(bytes[3]));
        }

        /** Whether the line holds such a marker and nothing else but a comment. */
        boolean isBareMarker(char of) {
            if (!isMarker(of)) {
                return false;
            }
            Line rest = from(3);
            return rest.isBlank() || rest.first() == '#';
        }

        private static boolean isBlank(byte one) {
            return one == ' ' || one == '\t' || one == '\r' || one == '\n';
        }
    }

    private final InputStream in;
    private final int maxBytes;
    private final byte[] buffer = new byte[1 << 16];
    private int position;
    private int limit;

    LineReader(InputStream in, int maxBytes) {
        this.in = in;
        this.maxBytes = maxBytes;
    }

    /** The next line, null at the end. */
    @Nullable
    Line next() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        boolean cut = false;
        int last = Line.NONE;
        boolean any = false;
        while (position < limit || fill()) {
            any = true;
            int end = position;
            while (end < limit && buffer[end] != '\n') {
                if (!Line.isBlank(buffer[end])) {
                    last = buffer[end];
                }
                end++;
            }
            boolean complete = end < limit;
            int length = end + (complete ? 1 : 0) - position;
            int kept = Math.min(length, maxBytes - bytes.size());
            bytes.write(buffer, position, kept);
            cut |= kept < length;
            position += length;
            if (complete) {
                break;
            }
        }
        return any ? new Line(bytes.toByteArray(), cut, last) : null;
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(0, in.read(buffer));
        return limit > 0;
    }
}

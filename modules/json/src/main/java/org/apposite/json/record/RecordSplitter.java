package org.apposite.json.record;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.apposite.json.record.LineReader.Line;
import org.jspecify.annotations.Nullable;

/** Splits a stream into records before any of them is parsed, so that a malformed one never spoils the others. */
public final class RecordSplitter {

    static final int MAX_BYTES = 1 << 20;

    /**
     * One record.
     *
     * @param line the line of the file where it begins, from 1
     * @param yaml whether it is YAML; otherwise JSON
     * @param bytes the record, null when it is larger than {@link #MAX_BYTES}
     */
    public record RawRecord(int line, boolean yaml, byte @Nullable [] bytes) {}

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final LineReader lines;
    private CaseFormat format;
    private @Nullable Line ahead;
    private int lineOfAhead;
    private boolean started;

    public RecordSplitter(InputStream in, CaseFormat format) {
        this.lines = new LineReader(in, MAX_BYTES);
        this.format = format;
    }

    /** The next record, null at the end. A stream without any content is one empty record. */
    @Nullable
    public RawRecord next() throws IOException {
        boolean first = !started;
        if (first) {
            start();
        }
        RawRecord record = switch (format) {
            case YAML -> nextYaml(first);
            case NDJSON -> nextLine();
            default -> rest();
        };
        return record == null && first ? new RawRecord(1, format == CaseFormat.YAML, new byte[0]) : record;
    }

    private void start() throws IOException {
        started = true;
        advance();
        if (ahead != null && startsWithByteOrderMark(ahead.bytes())) {
            ahead = ahead.from(BYTE_ORDER_MARK.length);
        }
        skipBlank();
        boolean brace = ahead != null && ahead.first() == '{';
        if (format == CaseFormat.DETECT && !brace) {
            format = CaseFormat.YAML;
        } else if (format == CaseFormat.DETECT || format == CaseFormat.JSON) {
            format = brace && ahead != null && ahead.last() == '}' ? CaseFormat.NDJSON : CaseFormat.JSON;
        }
    }

    private static boolean startsWithByteOrderMark(byte[] bytes) {
        return bytes.length >= BYTE_ORDER_MARK.length
                && Arrays.equals(bytes, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
    }

    private @Nullable RawRecord nextLine() throws IOException {
        skipBlank();
        if (ahead == null) {
            return null;
        }
        RawRecord record = new RawRecord(lineOfAhead, false, ahead.cut() ? null : ahead.bytes());
        advance();
        return record;
    }

    private @Nullable RawRecord rest() throws IOException {
        skipBlank();
        if (ahead == null) {
            return null;
        }
        Growing record = new Growing(lineOfAhead, false);
        while (ahead != null) {
            record.add(ahead);
            advance();
        }
        return record.done();
    }

    private @Nullable RawRecord nextYaml(boolean first) throws IOException {
        Growing record = null;
        boolean preamble = false;
        boolean content = false;
        while (ahead != null && (record == null || preamble || !ahead.isMarker('-'))) {
            boolean blank = ahead.isBlank() || ahead.first() == '#';
            boolean directive = ahead.first() == '%';
            if (record == null && !blank) {
                record = new Growing(lineOfAhead, true);
                preamble = directive;
            }
            if (record != null) {
                preamble &= blank || directive;
                content |= !blank && !ahead.isBareMarker('-');
                record.add(ahead);
            }
            boolean end = ahead.isMarker('.');
            advance();
            if (end) {
                break;
            }
        }
        // A separator after the last case separates nothing.
        boolean trailing = ahead == null && !content && !first;
        return record == null || trailing ? null : record.done();
    }

    private void skipBlank() throws IOException {
        while (ahead != null && ahead.isBlank()) {
            advance();
        }
    }

    private void advance() throws IOException {
        ahead = lines.next();
        lineOfAhead++;
    }

    /** A record of several lines. Once it is too large it holds nothing any more. */
    private static final class Growing {

        private final int line;
        private final boolean yaml;
        private @Nullable ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Growing(int line, boolean yaml) {
            this.line = line;
            this.yaml = yaml;
        }

        void add(Line next) {
            if (bytes == null || next.cut() || bytes.size() + next.bytes().length > MAX_BYTES) {
                bytes = null;
            } else {
                bytes.writeBytes(next.bytes());
            }
        }

        RawRecord done() {
            return new RawRecord(line, yaml, bytes == null ? null : bytes.toByteArray());
        }
    }
}

package org.apposite.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apposite.json.record.CaseFormat;
import org.apposite.json.record.RecordSplitter;
import org.apposite.json.record.RecordSplitter.RawRecord;
import org.jspecify.annotations.Nullable;

/** A file whose rows are its lines: whatever is wrong with one of them, the next begins where it ends. */
final class Lines implements Closeable {

    static final String TOO_LONG = "the line is longer than 1 MiB";

    private final InputStream in;
    private final RecordSplitter lines;

    Lines(Path file) throws IOException {
        in = InputFile.open(file);
        lines = new RecordSplitter(in, CaseFormat.NDJSON);
    }

    /** The next line that is not blank, null at the end. */
    @Nullable
    RawRecord next() throws IOException {
        RawRecord line = lines.next();
        // The splitter has an empty file for an empty case.
        return line != null && line.bytes() != null && line.bytes().length == 0 ? null : line;
    }

    /** @throws CharacterCodingException when it is not UTF-8 */
    static String text(byte[] line) throws CharacterCodingException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(line))
                .toString();
        return text.stripTrailing();
    }

    /** A line that nobody could take apart. */
    static JsonNode asItIs(byte @Nullable [] line) {
        return TextNode.valueOf(line == null ? "" : new String(line, StandardCharsets.UTF_8).stripTrailing());
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}

package org.apposite.batch;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apposite.columns.Decider;
import org.apposite.columns.Decision;
import org.apposite.columns.RowError;
import org.apposite.json.CaseReader;
import org.apposite.json.CaseRecord;
import org.apposite.json.record.CaseError;
import org.apposite.json.record.CaseFormat;
import org.apposite.json.record.RecordSplitter.RawRecord;
import org.apposite.model.Vocabulary;
import org.jspecify.annotations.Nullable;

/** Cases in the format of cases, one a line; what is carried over are keys beside those of the case. */
final class NdjsonInput implements Input {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Lines lines;
    private final List<String> besides;
    private final CaseReader reader;

    NdjsonInput(Path file, List<String> besides, Vocabulary vocabulary) throws IOException {
        this.lines = new Lines(file);
        this.besides = besides;
        this.reader = new CaseReader(vocabulary);
    }

    @Override
    public @Nullable RawRow next() throws IOException {
        RawRecord line = lines.next();
        return line == null ? null : decider -> decide(line, decider);
    }

    private Decided decide(RawRecord line, Decider decider) {
        byte[] bytes = line.bytes();
        List<@Nullable String> carried = new ArrayList<>();
        besides.forEach(key -> carried.add(null));
        if (bytes == null) {
            return decided(
                    line,
                    carried,
                    List.of(decider.refuse(null, RowError.VALUE, "CASE-107 " + Lines.TOO_LONG, List.of())));
        }
        byte[] stated = besides.isEmpty() ? bytes : without(bytes, carried);
        CaseRecord record = read(stated);
        List<Decision> decisions = record.error()
                .map(error -> List.<Decision>of(
                        decider.refuse(record.id(), kind(error), message(error), record.refusedPresent())))
                .orElseGet(() -> record.patientCase().orElseThrow().perComplaint().stream()
                        .map(decider::decide)
                        .toList());
        return decided(line, carried, decisions);
    }

    private static Decided decided(RawRecord line, List<@Nullable String> carried, List<Decision> decisions) {
        return new Decided(line.line(), carried, () -> tree(line.bytes()), decisions);
    }

    private CaseRecord read(byte[] stated) {
        try (Stream<CaseRecord> records = reader.read(new ByteArrayInputStream(stated), CaseFormat.NDJSON)) {
            return records.findFirst().orElseThrow();
        }
    }

    /** The case without the keys that are carried over; a line that is no object is left to whoever reads cases. */
    private byte[] without(byte[] line, List<@Nullable String> carried) {
        try {
            if (MAPPER.readTree(line) instanceof ObjectNode object) {
                for (int i = 0; i < besides.size(); i++) {
                    JsonNode value = object.remove(besides.get(i));
                    carried.set(i, value == null || value.isNull() ? null : value.asText(value.toString()));
                }
                return object.toString().getBytes(StandardCharsets.UTF_8);
            }
            return line;
        } catch (JsonProcessingException e) {
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RowError kind(CaseError error) {
        return error.code().startsWith("CASE-3") ? RowError.CASE : RowError.VALUE;
    }

    /** Without line and column: the line is that of the row, and what is carried over has been taken out. */
    private static String message(CaseError error) {
        return error.code() + " " + (error.path().isEmpty() ? "" : error.path() + ": ") + error.message()
                + (error.suggestion() == null ? "" : ". " + error.suggestion());
    }

    private static JsonNode tree(byte @Nullable [] line) {
        try {
            return line == null ? Lines.asItIs(null) : MAPPER.readTree(line);
        } catch (IOException e) {
            return Lines.asItIs(line);
        }
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}

package org.apposite.log.file;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The lines of logs as JSON, strictly: a line that is torn or written twice is none. */
public final class LogJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private LogJson() {}

    /** The object that a line is. */
    public static Optional<JsonNode> object(byte[] line) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line))
                    .toString();
            return Optional.of(MAPPER.readTree(text)).filter(JsonNode::isObject);
        } catch (CharacterCodingException | JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** Why a line is none. It repeats nothing of the line, which is of a patient. */
    public static String fault(byte[] line) {
        ByteBuffer bytes = ByteBuffer.wrap(line);
        CharBuffer text = CharBuffer.allocate(line.length);
        if (StandardCharsets.UTF_8.newDecoder().decode(bytes, text, true).isError()) {
            return "byte " + (bytes.position() + 1) + " is not UTF-8";
        }
        try {
            MAPPER.readTree(text.flip().toString());
            return "it is not a JSON object";
        } catch (JsonProcessingException e) {
            JsonLocation where = e.getLocation();
            return where == null
                    ? "it is nested too deep, or has a number or name that is too long"
                    : "it is not JSON from character " + where.getColumnNr() + " on";
        }
    }
}

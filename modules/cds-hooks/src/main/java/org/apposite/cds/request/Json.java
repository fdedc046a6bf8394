package org.apposite.cds.request;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.ValueNode;
import java.io.IOException;
import java.io.Serial;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.apposite.json.format.EscapedJson;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/** JSON in and out, within limits. Thread-safe. */
public final class Json {

    /** Deeper than any resource of FHIR, and far from what would exhaust a stack. */
    private static final int MAX_DEPTH = 100;

    /** No quantity of medicine needs as many. */
    private static final int MAX_SCALE = 400;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(100)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .nodeFactory(new BoundedNumbers())
            .build();

    private static final FhirContext FHIR = FhirContext.forR4Cached();

    /**
     * Numbers as they are written, with the zeros at their end. A short text such as 1e999999999 is a number of a gigabyte
     * once its digits are written out.
     */
    private static final class BoundedNumbers extends JsonNodeFactory {

        @Serial
        private static final long serialVersionUID = 1L;

        BoundedNumbers() {
            super(true);
        }

        @Override
        public ValueNode numberNode(@Nullable BigDecimal number) {
            if (number != null && Math.abs((long) number.scale()) > MAX_SCALE) {
                throw tooLarge();
            }
            return super.numberNode(number);
        }
    }

    private Json() {}

    /** A new object, to be filled. */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /**
     * Reads the object that is the whole of a body.
     *
     * @param body the body, in UTF-8
     * @return the object
     * @throws Refused when it is anything else, or beyond the limits
     */
    public static ObjectNode read(byte[] body) {
        JsonNode node;
        try {
            node = MAPPER.readTree(body);
        } catch (IOException e) {
            throw unreadable(e);
        } catch (NumberFormatException e) {
            // Jackson lets this one through, at exponents that no number of Java has.
            throw tooLarge();
        }
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw Refused.invalid("the body is not a JSON object");
    }

    /**
     * As {@link #read(byte[])}, of a body that has so many values at most, objects and lists among them: a short text can hold
     * many, each of which takes far more memory than its letters.
     */
    public static ObjectNode read(byte[] body, int mostValues) {
        int values = 0;
        try (JsonParser parser = MAPPER.createParser(body)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                values += token.isStructEnd() || token == JsonToken.FIELD_NAME ? 0 : 1;
                if (values > mostValues) {
                    throw new Refused(413, "too-long", "the body has more than " + mostValues + " values");
                }
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
        return read(body);
    }

    private static Refused unreadable(IOException fault) {
        return Refused.invalid("the body is not JSON that can be read" + place(fault) + ": no duplicate keys, at most "
                + MAX_DEPTH + " levels, UTF-8");
    }

    private static Refused tooLarge() {
        return Refused.invalid("the body has a number with an exponent beyond " + MAX_SCALE);
    }

    private static String place(IOException fault) {
        JsonLocation place = fault instanceof JsonProcessingException json ? json.getLocation() : null;
        return place == null || place.getLineNr() < 1
                ? ""
                : ", line " + place.getLineNr() + ", column " + place.getColumnNr();
    }

    /** What is sent of JSON, in UTF-8. */
    public static byte[] bytes(JsonNode json) {
        try {
            return EscapedJson.of(MAPPER.writeValueAsString(json)).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }

    /** What is sent of a resource of FHIR. */
    public static String text(Resource resource) {
        return EscapedJson.of(FHIR.newJsonParser().encodeResourceToString(resource));
    }
}

package org.apposite.cds;

import java.io.Serial;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.ValueNode;

/** JSON in and out, within limits. */
final class Json {

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

    /** A short text such as 1e999999999 is a number of a gigabyte once its digits are written out. */
    private static final class BoundedNumbers extends JsonNodeFactory {

        @Serial
        private static final long serialVersionUID = 1L;

        @Override
        public ValueNode numberNode(@Nullable BigDecimal number) {
            if (number != null && Math.abs((long) number.scale()) > MAX_SCALE) {
                throw tooLarge();
            }
            return super.numberNode(number);
        }
    }

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** A copy without members and entries that are empty. A null in a list stays: it keeps the place of an extension. */
    static ObjectNode withoutEmpty(ObjectNode node) {
        ObjectNode copy = object();
        node.forEachEntry((key, value) -> {
            JsonNode kept = value instanceof ObjectNode object
                    ? withoutEmpty(object)
                    : value instanceof ArrayNode list ? withoutEmpty(list) : value;
            if (!isEmpty(kept)) {
                copy.set(key, kept);
            }
        });
        return copy;
    }

    private static ArrayNode withoutEmpty(ArrayNode list) {
        ArrayNode copy = JsonNodeFactory.instance.arrayNode();
        boolean hasContent = false;
        for (JsonNode value : list) {
            JsonNode kept = value instanceof ObjectNode object
                    ? withoutEmpty(object)
                    : value instanceof ArrayNode inner ? withoutEmpty(inner) : value;
            if (kept.isNull() || !isEmpty(kept)) {
                copy.add(kept);
                hasContent |= !kept.isNull();
            }
        }
        return hasContent ? copy : copy.removeAll();
    }

    private static boolean isEmpty(JsonNode value) {
        return value.isNull()
                || (value.isContainer() && value.isEmpty())
                || (value.isString() && value.stringValue().isEmpty());
    }

    /** The object that is the whole of a body. */
    static ObjectNode read(byte[] body) {
        JsonNode node;
        try {
            node = MAPPER.readTree(body);
        } catch (JacksonException e) {
            throw Refused.invalid("the body is not JSON that can be read" + place(e) + ": no duplicate keys, at most "
                    + MAX_DEPTH + " levels, UTF-8");
        } catch (NumberFormatException e) {
            // Jackson lets this one through, at exponents that no number of Java has.
            throw tooLarge();
        }
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw Refused.invalid("the body is not a JSON object");
    }

    private static Refused tooLarge() {
        return Refused.invalid("the body has a number with an exponent beyond " + MAX_SCALE);
    }

    private static String place(JacksonException fault) {
        return fault.getLocation() == null || fault.getLocation().getLineNr() < 1
                ? ""
                : ", line " + fault.getLocation().getLineNr() + ", column "
                        + fault.getLocation().getColumnNr();
    }

    static CdsResponse response(int status, JsonNode body) {
        return new CdsResponse(
                status, Map.of("Content-Type", "application/json;charset=utf-8"), MAPPER.writeValueAsBytes(body));
    }

    static CdsResponse text(int status, String type, String body) {
        return new CdsResponse(status, Map.of("Content-Type", type), body.getBytes(StandardCharsets.UTF_8));
    }

    static ObjectNode outcome(String code, String diagnostics) {
        ObjectNode outcome = object().put("resourceType", "OperationOutcome");
        outcome.putArray("issue")
                .addObject()
                .put("severity", "error")
                .put("code", code)
                .put("diagnostics", diagnostics);
        return outcome;
    }
}

package org.apposite.json.record;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.apposite.text.Place;
import org.apposite.text.YamlDocument;
import org.apposite.text.YamlDocument.Limits;
import org.apposite.text.YamlDocument.Problem;
import org.apposite.text.YamlValue;
import org.apposite.text.YamlValue.Entry;
import org.apposite.text.YamlValue.Mapping;
import org.apposite.text.YamlValue.Scalar;
import org.apposite.text.YamlValue.Sequence;
import org.jspecify.annotations.Nullable;

/** YAML. */
final class YamlText implements RecordText {

    private static final Limits LIMITS = new Limits(RecordSplitter.MAX_BYTES, MAX_DEPTH, MAX_VALUES, MAX_TEXT);
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonPointer WHOLE = JsonPointer.empty();

    private final @Nullable YamlValue root;
    private final List<Problem> problems;

    YamlText(String text) {
        YamlDocument document = YamlDocument.read(text, LIMITS);
        this.root = document.root();
        this.problems = document.problems();
    }

    @Override
    public ObjectNode tree() {
        if (root instanceof Sequence list) {
            throw Refusal.noMap(true).at(list.place());
        }
        if (root instanceof Scalar scalar && scalar.type() != Scalar.Type.NOTHING) {
            throw Refusal.noMap(false).at(scalar.place());
        }
        if (!problems.isEmpty()) {
            Problem problem = problems.get(0);
            throw Refusal.of(problem.kind(), problem.what(), pointer(problem.path()))
                    .at(problem.place());
        }
        if (root instanceof Mapping map) {
            return object(map, WHOLE);
        }
        throw Refusal.empty(WHOLE);
    }

    @Override
    public @Nullable String id() {
        return root instanceof Mapping map
                ? map.value("id")
                        .map(id -> node("id", id, WHOLE))
                        .filter(JsonNode::isTextual)
                        .map(JsonNode::textValue)
                        .orElse(null)
                : null;
    }

    private static JsonPointer pointer(List<String> path) {
        JsonPointer pointer = WHOLE;
        for (String step : path) {
            pointer = pointer.appendProperty(step);
        }
        return pointer;
    }

    @Override
    public @Nullable Place placeOf(JsonPointer path, boolean ofKey) {
        YamlValue value = root;
        Entry entry = null;
        for (JsonPointer step = path; !step.matches(); step = step.tail()) {
            int index = step.getMatchingIndex();
            entry = value instanceof Mapping map ? map.entries().get(step.getMatchingProperty()) : null;
            if (entry != null) {
                value = entry.value();
            } else if (value instanceof Sequence list
                    && index >= 0
                    && index < list.items().size()) {
                value = list.items().get(index);
            } else {
                return null;
            }
        }
        YamlValue found = ofKey ? (entry == null ? null : entry.key()) : value;
        return found == null ? null : found.place();
    }

    private static ObjectNode object(Mapping map, JsonPointer path) {
        ObjectNode object = NODES.objectNode();
        map.entries().forEach((key, entry) -> object.set(key, node(key, entry.value(), path.appendProperty(key))));
        return object;
    }

    private static ArrayNode array(Sequence list, JsonPointer path) {
        ArrayNode array = NODES.arrayNode();
        for (YamlValue item : list.items()) {
            array.add(node("", item, path.appendIndex(array.size())));
        }
        return array;
    }

    private static JsonNode node(String key, YamlValue value, JsonPointer path) {
        if (value instanceof Mapping map) {
            return object(map, path);
        }
        if (value instanceof Sequence list) {
            return array(list, path);
        }
        Scalar scalar = (Scalar) value;
        return switch (scalar.type()) {
            case TEXT -> NODES.textNode(scalar.text());
            case NOTHING -> NODES.nullNode();
            case TRUTH -> NODES.booleanNode(scalar.text().equalsIgnoreCase("true"));
            case WHOLE, DECIMAL -> TEXTS.contains(key) ? NODES.textNode(scalar.text()) : number(scalar, path);
        };
    }

    private static JsonNode number(Scalar scalar, JsonPointer path) {
        BigDecimal number = scalar.number().orElse(null);
        if (number == null || !Double.isFinite(number.doubleValue())) {
            throw Refusal.noNumber(scalar.text(), path).at(scalar.place());
        }
        if (scalar.type() == Scalar.Type.DECIMAL) {
            return NODES.numberNode(number.doubleValue());
        }
        BigInteger whole = number.toBigIntegerExact();
        if (whole.bitLength() < Integer.SIZE) {
            return NODES.numberNode(whole.intValue());
        }
        return whole.bitLength() < Long.SIZE ? NODES.numberNode(whole.longValue()) : NODES.numberNode(whole);
    }
}

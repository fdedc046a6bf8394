package org.apposite.batch.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import org.apposite.columns.Field;
import org.apposite.columns.FieldType;
import org.apposite.columns.FieldType.ListOf;
import org.apposite.columns.FieldType.Struct;
import org.apposite.columns.Tuple;
import org.jspecify.annotations.Nullable;

/** Values of columns as JSON. */
public final class TupleJson {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private TupleJson() {}

    /**
     * Puts the values of a tuple into an object, by the names of their fields.
     *
     * @param into the object
     * @param struct the fields
     * @param tuple the values
     */
    public static void put(ObjectNode into, Struct struct, Tuple tuple) {
        for (int i = 0; i < struct.fields().size(); i++) {
            Field field = struct.fields().get(i);
            into.set(field.name(), value(tuple.at(i), field.type()));
        }
    }

    private static JsonNode value(@Nullable Object value, FieldType type) {
        if (value == null) {
            return NullNode.instance;
        }
        if (value instanceof Tuple tuple && type instanceof Struct struct) {
            ObjectNode object = JSON.objectNode();
            put(object, struct, tuple);
            return object;
        }
        if (value instanceof List<?> list && type instanceof ListOf of) {
            ArrayNode array = JSON.arrayNode();
            list.forEach(one -> array.add(value(one, of.element())));
            return array;
        }
        if (value instanceof Boolean truth) {
            return JSON.booleanNode(truth);
        }
        return value instanceof Number number && Double.isFinite(number.doubleValue())
                ? JSON.numberNode(new BigDecimal(value.toString()))
                : JSON.textNode(value.toString());
    }
}

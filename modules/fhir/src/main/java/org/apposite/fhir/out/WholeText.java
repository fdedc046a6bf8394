package org.apposite.fhir.out;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apposite.patient.Coded;
import org.jspecify.annotations.Nullable;

/**
 * All that a record holds, as a text: the same for equal records on every machine and under every version of Java, which the
 * text that a record gives of itself is not promised to be, and different for others.
 */
final class WholeText {

    private WholeText() {}

    static String of(@Nullable Object value) {
        if (value instanceof Record one) {
            return joined(Stream.of(one.getClass().getRecordComponents()).map(component -> component(one, component)));
        }
        if (value instanceof Collection<?> all) {
            return joined(all.stream().map(WholeText::of));
        }
        if (value instanceof Map<?, ?> map) {
            return joined(map.entrySet().stream().flatMap(one -> Stream.of(of(one.getKey()), of(one.getValue()))));
        }
        if (value instanceof Coded coded) {
            return coded.code();
        }
        if (value instanceof String text) {
            return text.length() + ":" + text;
        }
        if (value instanceof Double number) {
            return Long.toHexString(Double.doubleToLongBits(number));
        }
        if (value == null || value instanceof Integer || value instanceof Boolean) {
            return String.valueOf(value);
        }
        throw new IllegalStateException("an answer holds a " + value.getClass());
    }

    private static String component(Record one, RecordComponent component) {
        try {
            return of(component.getAccessor().invoke(one));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the records of an answer are public", e);
        }
    }

    private static String joined(Stream<String> parts) {
        return parts.collect(Collectors.joining(",", "(", ")"));
    }
}

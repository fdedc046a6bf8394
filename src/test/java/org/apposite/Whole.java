package org.apposite;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apposite.advice.Advice;

/** All that an answer holds, as a text; its own text is only one line. */
final class Whole {

    private Whole() {}

    static String of(Advice advice) {
        return Arrays.stream(Advice.class.getRecordComponents())
                .map(component -> component.getName() + "=" + value(advice, component))
                .collect(Collectors.joining("\n"));
    }

    private static String value(Advice advice, RecordComponent component) {
        try {
            return String.valueOf(component.getAccessor().invoke(advice));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }
}

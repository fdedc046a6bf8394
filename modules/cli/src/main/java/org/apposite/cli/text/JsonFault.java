package org.apposite.cli.text;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import org.jspecify.annotations.Nullable;

/**
 * Where a text is no JSON, and why. A parser that has met a limit of its own does not say where.
 *
 * @param line the line, from 1
 * @param words what is wrong, as in "not JSON, column 7"
 */
public record JsonFault(int line, String words) {

    /** What there is to say of a fault. */
    public static JsonFault of(JsonProcessingException fault) {
        @Nullable JsonLocation where = fault.getLocation();
        return where == null
                ? new JsonFault(1, "JSON that is nested too deep, or has a number or a name that is too long")
                : new JsonFault(where.getLineNr(), "not JSON, column " + where.getColumnNr());
    }
}

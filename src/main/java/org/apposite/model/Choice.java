package org.apposite.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A datum that is one of a closed list of values. Immutable.
 *
 * @param code its code
 * @param values the values by code, in the order of the file
 */
public record Choice(String code, Map<String, Value> values) {

    /** Copies the map and keeps its order. */
    public Choice {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * A value.
     *
     * @param code its code
     * @param display its name, in the middle of a sentence
     * @param open whether it leaves the question open: it is stated, rules out no other value, and is asked all the same
     */
    public record Value(String code, String display, boolean open) {}
}

package org.apposite.authoring.mutation;

import java.util.HashMap;
import java.util.Map;
import org.apposite.language.Extent;
import org.jspecify.annotations.Nullable;

/** Values given to some of what questions are about. */
final class Assignment {

    private final Map<String, Integer> values = new HashMap<>();
    private @Nullable Extent wanted;

    /** Whether the value of what an extent is about is in it; null when it has none, and then it is what is wanted. */
    @Nullable
    Boolean holds(Extent extent) {
        Integer value = values.get(extent.about());
        if (value == null) {
            wanted = wanted == null ? extent : wanted;
            return null;
        }
        return extent.holds(value);
    }

    void set(Extent extent, int value) {
        values.put(extent.about(), value);
    }

    void clear(Extent extent) {
        values.remove(extent.about());
    }

    /** The extent that was asked for first and whose value is not given, since this was last called. */
    @Nullable
    Extent takeWanted() {
        Extent first = wanted;
        wanted = null;
        return first;
    }
}

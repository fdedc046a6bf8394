package org.apposite.fhir.mapping;

import org.jspecify.annotations.Nullable;

/**
 * How old a statement may be. Immutable.
 *
 * @param days the greatest age in days; any age counts when there is none
 */
public record Window(@Nullable Integer days) {

    public static final Window OPEN = new Window(null);

    @Override
    public String toString() {
        return days == null ? "any age" : days + " days";
    }
}

package org.apposite.fhir;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * How old a statement may be.
 *
 * @param days the greatest age in days; any age counts when there is none
 */
record Window(@Nullable Integer days) {

    static final Window OPEN = new Window(null);

    /** Where the days of a statement stand to this window. */
    enum Place {
        /** In it, whichever of the days it was. */
        IN,
        /** Before it, or perhaps before it. */
        BEFORE,
        /** After today. */
        FUTURE
    }

    Place place(Days days, LocalDate today) {
        if (days.first().isAfter(today)) {
            return Place.FUTURE;
        }
        return this.days == null || !days.first().isBefore(today.minusDays(this.days)) ? Place.IN : Place.BEFORE;
    }

    @Override
    public String toString() {
        return days == null ? "any age" : days + " days";
    }
}

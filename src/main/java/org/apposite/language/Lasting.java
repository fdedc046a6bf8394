package org.apposite.language;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apposite.model.Datum;
import org.apposite.model.Quantity;
import org.apposite.model.Ucum;
import org.apposite.patient.Measurement;
import org.apposite.patient.PatientCase;
import org.apposite.patient.Range;
import org.jspecify.annotations.Nullable;

/** How long something has lasted: the units of a duration in rules, and the durations that are stated. */
final class Lasting {

    /** The units in which a limit of a duration can be stated, the longest first. A month counts as 30 days, a year as 365. */
    static final Map<String, Duration> UNITS = units();

    private static Map<String, Duration> units() {
        Map<String, Duration> units = new LinkedHashMap<>();
        units.put("years", Duration.ofDays(365));
        units.put("months", Duration.ofDays(30));
        units.put("weeks", Duration.ofDays(7));
        units.put("days", Duration.ofDays(1));
        units.put("hours", Duration.ofHours(1));
        units.put("minutes", Duration.ofMinutes(1));
        return Collections.unmodifiableMap(units);
    }

    private Lasting() {}

    static Duration of(int number, String unit) {
        Duration one = UNITS.get(unit);
        if (one == null) {
            throw new IllegalArgumentException("unit \"" + unit + "\" of a duration: " + UNITS.keySet());
        }
        return Duration.ofSeconds(Math.multiplyExact(one.toSeconds(), number));
    }

    /** A duration in the middle of a sentence. */
    static String words(Range<Duration> duration) {
        return duration.isExact() ? words(duration.from()) : words(duration.from()) + " to " + words(duration.to());
    }

    private static String words(Duration duration) {
        if (duration.toMinutes() % (24 * 60) == 0) {
            return counted(duration.toDays(), "day");
        }
        return duration.toMinutes() % 60 == 0
                ? counted(duration.toHours(), "hour")
                : counted(duration.toMinutes(), "minute");
    }

    private static String counted(long number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s");
    }

    /** The longest that an illness can have lasted by the datum that tells its onset, null when that is not known. */
    static @Nullable Duration longest(String onset, PatientCase stated, Scope scope) {
        if (onset.equals(Datum.DURATION.code())) {
            return stated.duration().map(Range::to).orElse(null);
        }
        Quantity quantity = scope.vocabulary().quantities().get(onset);
        List<Measurement> said = stated.measurements().get(onset);
        if (quantity == null || said == null) {
            return null;
        }
        Duration longest = null;
        for (Measurement one : quantity.counting(said)) {
            BigDecimal most = one.to();
            if (most == null) {
                return null;
            }
            String unit = one.unit().isEmpty() ? quantity.onlyUnit().orElse("") : one.unit();
            BigDecimal seconds = Ucum.convert(most, unit, "s").orElse(null);
            if (seconds == null) {
                return null;
            }
            Duration lasted = Duration.ofSeconds(seconds.longValue());
            longest = longest == null || lasted.compareTo(longest) > 0 ? lasted : longest;
        }
        return longest;
    }
}

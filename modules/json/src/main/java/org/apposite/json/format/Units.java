package org.apposite.json.format;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apposite.json.record.MessageText;
import org.apposite.model.Quantity;
import org.apposite.model.Ucum;
import org.apposite.patient.Measurement;
import org.jspecify.annotations.Nullable;

/**
 * Brings a measurement into a unit that its quantity declares. A unit may be written by its code of UCUM or by its plain
 * name. One that is not declared is converted when that is exact and stays within a unit system. Thread-safe.
 */
final class Units {

    /** Conversions are rounded to so many digits: fewer show that nothing was rounded. */
    private static final int ROUNDED = 16;

    private static final Map<String, List<String>> NAMES = names();

    private Units() {}

    /** Codes of UCUM with their plain names, the shortest first, for units whose code is not what people write. */
    private static Map<String, List<String>> names() {
        Map<String, List<String>> names = new LinkedHashMap<>();
        names.put("[ft_i]", List.of("ft", "foot", "feet"));
        names.put("[in_i]", List.of("in", "inch", "inches"));
        names.put("m", List.of("m", "metre", "metres", "meter", "meters"));
        names.put("cm", List.of("cm", "centimetre", "centimetres", "centimeter", "centimeters"));
        names.put("mm", List.of("mm", "millimetre", "millimetres", "millimeter", "millimeters"));
        names.put("s", List.of("s", "sec", "second", "seconds"));
        names.put("min", List.of("min", "minute", "minutes"));
        names.put("h", List.of("h", "hr", "hrs", "hour", "hours"));
        names.put("d", List.of("days", "day"));
        names.put("wk", List.of("weeks", "week"));
        names.put("mo", List.of("months", "month"));
        names.put("a", List.of("years", "year"));
        names.put("kg", List.of("kg", "kilogram", "kilograms"));
        names.put("g", List.of("g", "gram", "grams"));
        names.put("[lb_av]", List.of("lb", "lbs", "pound", "pounds"));
        names.put("Cel", List.of("°C", "C"));
        names.put("[degF]", List.of("°F", "F"));
        return names;
    }

    /** The plain name of a unit. */
    static String plain(String code) {
        return Ucum.words(code);
    }

    /** The plain names of the units of a quantity. */
    static String plain(Quantity quantity) {
        return MessageText.either(quantity.units().stream().map(Units::plain).toList());
    }

    /**
     * The measurement in a declared unit, or as it is when it has none.
     *
     * @param stated the measurement with its unit as written
     * @param quantity what was measured
     * @return empty when the unit is none of the quantity, and does not convert exactly to one
     */
    static Optional<Measurement> declared(Measurement stated, Quantity quantity) {
        if (stated.unit().isEmpty()) {
            return Optional.of(stated);
        }
        List<String> declared = quantity.units();
        return written(stated.unit(), declared)
                .map(unit -> in(unit, stated))
                .or(() -> written(stated.unit(), List.copyOf(NAMES.keySet()))
                        .or(() -> Optional.of(stated.unit()))
                        .flatMap(unit -> converted(stated, unit, declared)));
    }

    /** Which of some units is written: by its code, by a plain name, or by its code without brackets and spaces. */
    private static Optional<String> written(String text, List<String> units) {
        if (units.contains(text)) {
            return Optional.of(text);
        }
        for (String unit : units) {
            if (NAMES.getOrDefault(unit, List.of()).contains(text)) {
                return Optional.of(unit);
            }
        }
        List<String> alike =
                units.stream().filter(unit -> bare(unit).equals(bare(text))).toList();
        return alike.size() == 1 ? Optional.of(alike.get(0)) : Optional.empty();
    }

    private static String bare(String unit) {
        return unit.toLowerCase(Locale.ROOT).replaceAll("[\\s_{}\\[\\]]", "").replace('²', '2');
    }

    private static Optional<Measurement> converted(Measurement stated, String unit, List<String> declared) {
        return declared.stream()
                .filter(one -> isCustomary(one) == isCustomary(unit))
                .map(one -> converted(stated, unit, one))
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** UCUM writes customary units in square brackets; metric and customary units are different systems. */
    private static boolean isCustomary(String unit) {
        return unit.indexOf('[') >= 0;
    }

    private static @Nullable Measurement converted(Measurement stated, String unit, String declared) {
        BigDecimal from = exactly(stated.from(), unit, declared);
        BigDecimal to = exactly(stated.to(), unit, declared);
        return (from == null) == (stated.from() == null) && (to == null) == (stated.to() == null)
                ? new Measurement(from, stated.fromIncluded(), to, stated.toIncluded(), declared)
                : null;
    }

    private static @Nullable BigDecimal exactly(@Nullable BigDecimal value, String from, String to) {
        if (value == null) {
            return null;
        }
        return Ucum.convert(value, from, to)
                .filter(converted -> converted.precision() < ROUNDED)
                .orElse(null);
    }

    private static Measurement in(String unit, Measurement stated) {
        return new Measurement(stated.from(), stated.fromIncluded(), stated.to(), stated.toIncluded(), unit);
    }
}

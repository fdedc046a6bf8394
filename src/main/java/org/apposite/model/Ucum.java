package org.apposite.model;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apposite.patient.Measurement;
import org.jspecify.annotations.Nullable;

/**
 * Converts between units of UCUM, as far as vital signs, laboratory results and lengths need them: temperatures, and
 * products and quotients of metre, foot, inch, gram, pound, litre, mole and the units of time with metric prefixes.
 */
public final class Ucum {

    private static final MathContext PRECISION = MathContext.DECIMAL128;
    private static final MathContext RESULT = MathContext.DECIMAL64;
    private static final BigDecimal ZERO_CELSIUS = new BigDecimal("273.15");
    private static final BigDecimal ZERO_FAHRENHEIT = new BigDecimal("459.67");
    private static final BigDecimal FIVE_NINTHS = new BigDecimal(5).divide(new BigDecimal(9), PRECISION);
    private static final int LONGEST = 40;

    private static final Map<String, Integer> PREFIXES =
            Map.of("k", 3, "h", 2, "da", 1, "d", -1, "c", -2, "m", -3, "u", -6, "n", -9, "p", -12);

    /** Each unit with what it is a multiple of. */
    private static final Map<String, Base> BASES = Map.ofEntries(
            base("m", "m", "1"),
            base("[ft_i]", "m", "0.3048"),
            base("[in_i]", "m", "0.0254"),
            base("g", "g", "1"),
            base("[lb_av]", "g", "453.59237"),
            base("l", "l", "1"),
            base("L", "l", "1"),
            base("mol", "mol", "1"),
            base("s", "s", "1"),
            base("min", "s", "60"),
            base("h", "s", "3600"),
            base("d", "s", "86400"),
            base("wk", "s", "604800"));

    /** What people write in place of a code; a word stands in the plural. */
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("Cel", "°C"),
            Map.entry("[degF]", "°F"),
            Map.entry("d", "days"),
            Map.entry("wk", "weeks"),
            Map.entry("mo", "months"),
            Map.entry("a", "years"));

    /** In braces stands what is counted, and no unit. */
    private static final Pattern COUNTED = Pattern.compile("\\{[^}]*}");

    private static final Pattern CUSTOMARY = Pattern.compile("\\[([a-z]+)_[a-z]+]");
    private static final Pattern SQUARE = Pattern.compile("(?<=[A-Za-z])2(?!\\d)");
    private static final Pattern CUBE = Pattern.compile("(?<=[A-Za-z])3(?!\\d)");

    private static final Pattern ANNOTATION = Pattern.compile("\\{[^{}]*}");
    private static final Pattern OPERATORS = Pattern.compile("(?=[./])|(?<=[./])");
    private static final Pattern ATOM = Pattern.compile("(\\[[a-z_]+]|[A-Za-z]+)([+-]?\\d)?");
    private static final Pattern POWER_OF_TEN = Pattern.compile("10[*^](-?\\d{1,2})");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    private Ucum() {}

    private record Base(String dimension, BigDecimal factor) {}

    private static Map.Entry<String, Base> base(String unit, String dimension, String factor) {
        return Map.entry(unit, new Base(dimension, new BigDecimal(factor)));
    }

    private record Unit(BigDecimal factor, Map<String, Integer> dimensions) {}

    /**
     * What people call a unit.
     *
     * @param unit a code of UCUM
     * @return for instance "ft", "days", "mL/min/1.73 m²"; of what is only counted, such as {@code {score}}, what is
     */
    public static String words(String unit) {
        String known = WORDS.get(unit);
        if (known != null) {
            return known;
        }
        String plain = CUSTOMARY
                .matcher(unit)
                .replaceAll("$1")
                .replaceAll("[\\[\\]{}]", "")
                .replace('_', ' ');
        return CUBE.matcher(SQUARE.matcher(plain).replaceAll("²")).replaceAll("³");
    }

    /**
     * A number and its unit as people write them.
     *
     * @param number the number
     * @param unit a code of UCUM, or empty
     * @return for instance "3 ft" or "1 day"; of what is only counted the number alone
     */
    public static String words(BigDecimal number, String unit) {
        return (number.toPlainString() + " " + words(unit, number)).strip();
    }

    /**
     * What was measured as people write it.
     *
     * @param measured a number, or as much as is known of it
     * @return for instance "more than 3 ft"
     */
    public static String words(Measurement measured) {
        BigDecimal last = measured.to() == null ? measured.from() : measured.to();
        return new Measurement(
                        measured.from(),
                        measured.fromIncluded(),
                        measured.to(),
                        measured.toIncluded(),
                        words(measured.unit(), Objects.requireNonNull(last)))
                .toString();
    }

    private static String words(String unit, BigDecimal number) {
        if (COUNTED.matcher(unit).matches()) {
            return "";
        }
        String words = words(unit);
        boolean one = number.compareTo(BigDecimal.ONE) == 0 && words.endsWith("s") && WORDS.containsKey(unit);
        return one ? words.substring(0, words.length() - 1) : words;
    }

    /**
     * The value in another unit.
     *
     * @param value the value
     * @param from its unit, a code of UCUM
     * @param to the wanted unit, a code of UCUM
     * @return empty when one of the units is not known, or they measure different things
     */
    public static Optional<BigDecimal> convert(BigDecimal value, String from, String to) {
        if (from.equals(to)) {
            return Optional.of(value);
        }
        BigDecimal kelvin = kelvin(value, from);
        if (kelvin != null) {
            return Optional.ofNullable(ofKelvin(kelvin, to));
        }
        Unit source = unit(from);
        Unit target = unit(to);
        if (source == null || target == null || !source.dimensions.equals(target.dimensions)) {
            return Optional.empty();
        }
        BigDecimal base = value.multiply(source.factor, PRECISION);
        return Optional.of(base.divide(target.factor, PRECISION).round(RESULT).stripTrailingZeros());
    }

    /**
     * Whether a unit can be converted at all.
     *
     * @param unit a code of UCUM
     * @return false when it is not known here
     */
    public static boolean knows(String unit) {
        return kelvin(BigDecimal.ONE, unit) != null || unit(unit) != null;
    }

    private static @Nullable BigDecimal kelvin(BigDecimal value, String unit) {
        return switch (unit) {
            case "K" -> value;
            case "Cel" -> value.add(ZERO_CELSIUS);
            case "[degF]" -> value.add(ZERO_FAHRENHEIT).multiply(FIVE_NINTHS, PRECISION);
            default -> null;
        };
    }

    private static @Nullable BigDecimal ofKelvin(BigDecimal kelvin, String unit) {
        BigDecimal value = switch (unit) {
            case "K" -> kelvin;
            case "Cel" -> kelvin.subtract(ZERO_CELSIUS);
            case "[degF]" -> kelvin.divide(FIVE_NINTHS, PRECISION).subtract(ZERO_FAHRENHEIT);
            default -> null;
        };
        return value == null ? null : value.round(RESULT).stripTrailingZeros();
    }

    private static @Nullable Unit unit(String text) {
        if (text.length() > LONGEST) {
            return null;
        }
        // An annotation in braces says what is measured; it does not change the unit.
        String plain = ANNOTATION.matcher(text).replaceAll("1");
        Unit product = new Unit(BigDecimal.ONE, Map.of());
        boolean inverse = plain.startsWith("/");
        int sign = inverse ? -1 : 1;
        boolean expected = true;
        for (String token : OPERATORS.split(inverse ? plain.substring(1) : plain, -1)) {
            boolean operator = token.equals("/") || token.equals(".");
            if (operator == expected) {
                return null;
            }
            expected = operator;
            if (operator) {
                sign = token.equals("/") ? -1 : 1;
                continue;
            }
            Unit factor = atom(token);
            if (factor == null) {
                return null;
            }
            product = multiplied(product, factor, sign);
        }
        return expected ? null : product;
    }

    private static @Nullable Unit atom(String token) {
        if (NUMBER.matcher(token).matches()) {
            BigDecimal number = new BigDecimal(token);
            return number.signum() == 0 ? null : new Unit(number, Map.of());
        }
        Matcher power = POWER_OF_TEN.matcher(token);
        if (power.matches()) {
            return new Unit(BigDecimal.ONE.scaleByPowerOfTen(Integer.parseInt(power.group(1))), Map.of());
        }
        Matcher atom = ATOM.matcher(token);
        if (!atom.matches()) {
            return null;
        }
        int exponent = atom.group(2) == null ? 1 : Integer.parseInt(atom.group(2));
        String symbol = atom.group(1);
        Base whole = BASES.get(symbol);
        if (whole != null) {
            return raised(whole.factor, whole.dimension, exponent);
        }
        for (Map.Entry<String, Integer> prefix : PREFIXES.entrySet()) {
            if (symbol.startsWith(prefix.getKey())) {
                Base base = BASES.get(symbol.substring(prefix.getKey().length()));
                if (base != null) {
                    BigDecimal factor = base.factor.scaleByPowerOfTen(prefix.getValue());
                    return raised(factor, base.dimension, exponent);
                }
            }
        }
        return null;
    }

    private static Unit raised(BigDecimal factor, String dimension, int exponent) {
        return exponent == 0
                ? new Unit(BigDecimal.ONE, Map.of())
                : new Unit(factor.pow(exponent, PRECISION), Map.of(dimension, exponent));
    }

    private static Unit multiplied(Unit product, Unit factor, int sign) {
        Map<String, Integer> dimensions = new TreeMap<>(product.dimensions);
        factor.dimensions.forEach((name, exponent) -> dimensions.merge(name, sign * exponent, Integer::sum));
        dimensions.values().removeIf(exponent -> exponent == 0);
        BigDecimal number = sign > 0
                ? product.factor.multiply(factor.factor, PRECISION)
                : product.factor.divide(factor.factor, PRECISION);
        return new Unit(number, dimensions);
    }
}

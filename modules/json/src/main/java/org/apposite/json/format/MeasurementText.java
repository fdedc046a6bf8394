package org.apposite.json.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apposite.model.Quantity;
import org.apposite.patient.Measurement;
import org.jspecify.annotations.Nullable;

/** Measurements as they stand in a case. Thread-safe. */
public final class MeasurementText {

    /** What to write. */
    static final String FORMS =
            "Write a number and its unit, such as 3 or \"3 ft\"; \">60\" or \"2 to 3 h\" when it is not"
                    + " known exactly.";

    /** What is wrong with a text that is none. */
    static final String NOT_ONE = "is not a measurement";

    private static final String NUMBER = "(-?\\d{1,400}(?:[.]\\d{1,400})?)";
    private static final Pattern MEASUREMENT = Pattern.compile(
            "(?:([<>]=?) ?)?" + NUMBER + "(?: to (<)? ?" + NUMBER + ")?(?: (\\S.*)| ?([^-\\s\\d.<>=].*))?");

    private MeasurementText() {}

    /**
     * Reads a number, or a text such as "3 ft", ">60" or "2 to 3 h", with the unit as it is written.
     *
     * @throws IllegalArgumentException when it is no measurement; the message says so without the text
     */
    static Measurement read(JsonNode node) {
        return node.isNumber() ? Measurement.of(node.decimalValue(), "") : read(node.asText(""));
    }

    /**
     * Reads a text such as "3 ft", ">60" or "2 to 3 h", in a unit that the quantity declares where it converts to one exactly.
     *
     * @throws IllegalArgumentException when it is no measurement; the message says so without the text
     */
    public static Measurement read(String text, Quantity quantity) {
        Measurement stated = read(text);
        return Units.declared(stated, quantity).orElse(stated);
    }

    private static Measurement read(String text) {
        Matcher matcher = MEASUREMENT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(NOT_ONE);
        }
        String bound = Objects.requireNonNullElse(matcher.group(1), "");
        BigDecimal first = new BigDecimal(matcher.group(2));
        boolean included = !bound.equals("<") && !bound.equals(">");
        String last = matcher.group(4);
        String unit = Stream.of(matcher.group(5), matcher.group(6))
                .flatMap(Stream::ofNullable)
                .findFirst()
                .orElse("");
        if (last != null) {
            return between(bound, first, new BigDecimal(last), matcher.group(3) == null, unit);
        }
        if (bound.startsWith("<")) {
            return new Measurement(null, false, first, included, unit);
        }
        return bound.isEmpty() ? Measurement.of(first, unit) : new Measurement(first, included, null, false, unit);
    }

    private static Measurement between(String bound, BigDecimal from, BigDecimal to, boolean toIncluded, String unit) {
        if (bound.startsWith("<")) {
            throw new IllegalArgumentException(NOT_ONE);
        }
        try {
            return new Measurement(from, !bound.equals(">"), to, toIncluded, unit);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("has nothing between its bounds", e);
        }
    }

    /** The text, which is read as the same measurement. */
    public static String written(Measurement measurement) {
        BigDecimal from = measurement.from();
        BigDecimal to = measurement.to();
        String number;
        if (measurement.isExact()) {
            number = plain(from);
        } else if (from != null && to != null) {
            number = (measurement.fromIncluded() ? "" : ">") + plain(from) + " to "
                    + (measurement.toIncluded() ? "" : "<") + plain(to);
        } else if (from != null) {
            number = (measurement.fromIncluded() ? ">=" : ">") + plain(from);
        } else {
            number = (measurement.toIncluded() ? "<=" : "<") + plain(to);
        }
        return measurement.unit().isEmpty() ? number : number + " " + measurement.unit();
    }

    private static String plain(@Nullable BigDecimal number) {
        return number == null ? "" : number.toPlainString();
    }
}

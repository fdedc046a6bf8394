package org.apposite.fhir.mapping;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.apposite.model.Ucum;
import org.hl7.fhir.r4.model.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * A measured value in the unit that was asked for; with a comparator only one bound of it is known. Immutable.
 *
 * @param from the value is this or more, null when it has no lower bound
 * @param to the value is this or less, null when it has no upper bound
 */
public record Amount(@Nullable BigDecimal from, @Nullable BigDecimal to) {

    /** The amount in a unit; empty without a value, or when its unit is not of UCUM or cannot be converted. */
    public static Optional<Amount> of(Quantity quantity, String unit, Map<String, String> units) {
        if (!quantity.hasValue()) {
            return Optional.empty();
        }
        return unitOf(quantity, units)
                .flatMap(from -> Ucum.convert(quantity.getValue(), from, unit))
                .map(value -> bounded(value, quantity));
    }

    /** The UCUM unit of a quantity: the texts of the mapping go first, since F is no farad here; empty when none is known. */
    public static Optional<String> unitOf(Quantity quantity, Map<String, String> units) {
        String code = quantity.getCode();
        if (code != null && units.containsKey(code)) {
            return Optional.of(units.get(code));
        }
        if (code != null && Urls.UCUM.equals(quantity.getSystem())) {
            return Optional.of(code);
        }
        String text = quantity.getUnit();
        return text == null ? Optional.empty() : Optional.ofNullable(units.get(text.strip()));
    }

    private static Amount bounded(BigDecimal value, Quantity quantity) {
        if (!quantity.hasComparator()) {
            return new Amount(value, value);
        }
        return switch (quantity.getComparator()) {
            case GREATER_THAN, GREATER_OR_EQUAL -> new Amount(value, null);
            case LESS_THAN, LESS_OR_EQUAL -> new Amount(null, value);
            default -> new Amount(null, null);
        };
    }

    /** Whether the value surely reaches a limit. */
    public boolean isAtLeast(BigDecimal limit) {
        return from != null && from.compareTo(limit) >= 0;
    }

    /** Whether the value is surely above a limit. */
    public boolean isAbove(BigDecimal limit) {
        return from != null && from.compareTo(limit) > 0;
    }

    /** Whether the value is surely not above a limit. */
    public boolean isAtMost(BigDecimal limit) {
        return to != null && to.compareTo(limit) <= 0;
    }

    /** Whether what is known of the value lies in a range. */
    public boolean isWithin(BigDecimal lowest, BigDecimal highest) {
        return (from == null || (from.compareTo(lowest) >= 0 && from.compareTo(highest) <= 0))
                && (to == null || (to.compareTo(lowest) >= 0 && to.compareTo(highest) <= 0));
    }
}

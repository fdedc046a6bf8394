package org.apposite.json.format;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apposite.json.record.MessageText;
import org.apposite.json.record.Refusal;
import org.apposite.model.Quantity;
import org.apposite.patient.Measurement;
import org.jspecify.annotations.Nullable;

/** Holds what was measured of a quantity against its units and its plausible range. */
final class MeasurementCheck {

    private final Quantity quantity;
    private final JsonPointer base;

    /**
     * A check.
     *
     * @param quantity what was measured
     * @param base where the case stands in its document
     */
    MeasurementCheck(Quantity quantity, JsonPointer base) {
        this.quantity = quantity;
        this.base = base;
    }

    /**
     * Checks one measurement, or a list.
     *
     * @param stated what was measured
     * @param at where in the case it stands
     * @throws Refusal when it cannot be
     */
    void check(JsonNode stated, JsonPointer at) {
        if (!stated.isArray()) {
            checkOne(stated, at);
            return;
        }
        List<Measurement> all = new ArrayList<>();
        for (int i = 0; i < stated.size(); i++) {
            JsonPointer one = at.appendIndex(i);
            all.add(checkOne(stated.get(i), one));
            if (!quantity.undecided(all).isEmpty()) {
                throw refused(
                        "CASE-302",
                        one,
                        MessageText.dotted(at) + " is stated twice in units that convert to each other",
                        "Write only the latest.");
            }
        }
    }

    /** Checks, and tells what was measured in a declared unit. */
    private Measurement checkOne(JsonNode stated, JsonPointer at) {
        String name = MessageText.dotted(at);
        String value = MessageText.valued(stated);
        Measurement measured = declared(stated, name + " " + value, at);
        for (BigDecimal end : ends(measured)) {
            Quantity.Amount amount = quantity.comparable(end, measured.unit()).orElseThrow();
            String possible = possible(amount);
            if (possible != null) {
                throw refused("CASE-206", at, name + " is " + value + "; it must be " + possible, null);
            }
        }
        return measured;
    }

    private Measurement declared(JsonNode stated, String shown, JsonPointer at) {
        Measurement measured;
        try {
            measured = MeasurementText.read(stated);
        } catch (IllegalArgumentException e) {
            throw refused("CASE-205", at, shown + " " + e.getMessage(), MeasurementText.FORMS);
        }
        String units = "Write it in " + Units.plain(quantity) + ".";
        if (measured.unit().isEmpty() && quantity.onlyUnit().isEmpty()) {
            throw refused("CASE-305", at, shown + " has no unit", units);
        }
        return Units.declared(measured, quantity)
                .orElseThrow(() -> refused("CASE-305", at, shown + " is in a unit that it does not have", units));
    }

    private static List<BigDecimal> ends(Measurement measured) {
        return Stream.of(measured.from(), measured.to())
                .flatMap(Stream::ofNullable)
                .toList();
    }

    /** What the quantity can be, null when it can be this. */
    private @Nullable String possible(Quantity.Amount amount) {
        Quantity.Bounds range = quantity.ranges().get(amount.unit());
        if (range != null
                && (amount.value().compareTo(range.from()) < 0 || amount.value().compareTo(range.to()) > 0)) {
            return range.from() + " to " + range.to() + " " + Units.plain(amount.unit());
        }
        boolean fraction = amount.value().stripTrailingZeros().scale() > 0;
        return quantity.whole() && fraction ? "a whole number" : null;
    }

    private Refusal refused(String code, JsonPointer at, String message, @Nullable String suggestion) {
        return new Refusal(code, base.append(at), message, suggestion);
    }
}

package org.apposite.fhir;

import java.math.BigDecimal;
import java.util.Optional;
import org.apposite.patient.Age;
import org.hl7.fhir.r4.model.Observation.ObservationReferenceRangeComponent;
import org.hl7.fhir.r4.model.Quantity;
import org.jspecify.annotations.Nullable;

/** Ages and durations as quantities of UCUM. */
final class Ages {

    private static final BigDecimal DAYS_PER_MONTH = new BigDecimal("30.4375");

    private Ages() {}

    /** Whether a reference range may be of this patient's age; one without an age, or of an unknown age, may be. */
    static boolean mayFit(ObservationReferenceRangeComponent range, Reading.@Nullable Value<Age> age) {
        if (!range.hasAge() || age == null) {
            return true;
        }
        BigDecimal days = new BigDecimal(age.value().months())
                .multiply(DAYS_PER_MONTH)
                .add(new BigDecimal(age.value().days()));
        // "To 17 years" is to the last day of being 17.
        Optional<BigDecimal> from = days(range.getAge().getLow(), 0);
        Optional<BigDecimal> to = days(range.getAge().getHigh(), 1);
        return (from.isEmpty() || days.compareTo(from.get()) >= 0) && (to.isEmpty() || days.compareTo(to.get()) < 0);
    }

    private static Optional<BigDecimal> days(Quantity quantity, int more) {
        return perUnit(quantity).map(days -> days.multiply(quantity.getValue().add(new BigDecimal(more))));
    }

    /** The length of a quantity's unit in days: day, week, month or year; empty for another, or without a value. */
    static Optional<BigDecimal> perUnit(Quantity quantity) {
        if (!quantity.hasValue() || !quantity.hasCode()) {
            return Optional.empty();
        }
        return switch (quantity.getCode()) {
            case "d" -> Optional.of(BigDecimal.ONE);
            case "wk" -> Optional.of(new BigDecimal(7));
            case "mo" -> Optional.of(DAYS_PER_MONTH);
            case "a" -> Optional.of(new BigDecimal("365.25"));
            default -> Optional.empty();
        };
    }
}

package org.apposite.fhir.in;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apposite.fhir.in.CaseDraft.Value;
import org.apposite.fhir.in.Observations.Observed;
import org.apposite.fhir.mapping.Amount;
import org.apposite.fhir.mapping.TerminologyCode;
import org.apposite.patient.Age;
import org.apposite.patient.Range;
import org.hl7.fhir.r4.model.Observation.ObservationReferenceRangeComponent;
import org.hl7.fhir.r4.model.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * The reference ranges of a value that may be meant.
 *
 * @param units UCUM units by the text that stands for them
 */
record ReferenceRanges(Map<String, String> units) {

    /** By which a laboratory says that a value is above its range: high, critically and significantly high. */
    private static final Set<String> HIGH = Set.of("H", "HH", "HU");

    private static final Set<String> INTERPRETATIONS = Set.of(
            "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation",
            "http://terminology.hl7.org/CodeSystem/v2-0078");

    private static final BigDecimal DAYS_PER_MONTH = new BigDecimal("30.4375");

    /** The ranges of what is normal, and of the patient's age where a range is of an age. */
    List<ObservationReferenceRangeComponent> of(Observed item, @Nullable Value<Range<Age>> age) {
        return item.ranges().stream()
                .filter(range ->
                        !(range.getType().hasCoding() || range.getType().hasText())
                                || TerminologyCode.of(range.getType()).stream()
                                        .anyMatch(code -> code.code().equals("normal")))
                .filter(range -> mayFit(range, age))
                .toList();
    }

    /** The upper end of a range in a unit; empty when it has none that can be read. */
    Optional<BigDecimal> high(ObservationReferenceRangeComponent range, Quantity value, String unit) {
        Quantity high = range.getHigh();
        if (!high.hasValue()) {
            return Optional.empty();
        }
        if (!high.hasUnit() && !high.hasCode()) {
            // A range without a unit is in the unit of its value.
            return Optional.of(high.getValue());
        }
        if (!high.hasCode() && high.getUnit().equals(value.getUnit())) {
            return Optional.of(high.getValue());
        }
        return Amount.of(high, unit, units).map(Amount::to);
    }

    /** Whether whoever measured it says that it is above the range. */
    static boolean isCalledHigh(Observed item) {
        return item.interpretations().stream()
                .flatMap(called -> TerminologyCode.of(called).stream())
                .anyMatch(code -> INTERPRETATIONS.contains(code.system()) && HIGH.contains(code.code()));
    }

    /** Whether a range may be of this patient's age; one without an age, or of an unknown age, may be. */
    private static boolean mayFit(ObservationReferenceRangeComponent range, @Nullable Value<Range<Age>> age) {
        if (!range.hasAge() || age == null) {
            return true;
        }
        BigDecimal youngest = days(age.value().from());
        BigDecimal oldest = days(age.value().to());
        // "To 17 years" is to the last day of being 17.
        Optional<BigDecimal> from = days(range.getAge().getLow(), 0);
        Optional<BigDecimal> to = days(range.getAge().getHigh(), 1);
        return (from.isEmpty() || oldest.compareTo(from.get()) >= 0)
                && (to.isEmpty() || youngest.compareTo(to.get()) < 0);
    }

    private static BigDecimal days(Age age) {
        return new BigDecimal(age.months()).multiply(DAYS_PER_MONTH).add(new BigDecimal(age.days()));
    }

    private static Optional<BigDecimal> days(Quantity quantity, int more) {
        return daysPerUnit(quantity)
                .map(days -> days.multiply(quantity.getValue().add(new BigDecimal(more))));
    }

    /** The length of a quantity's unit: day, week, month or year; empty for another, or without a value. */
    private static Optional<BigDecimal> daysPerUnit(Quantity quantity) {
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

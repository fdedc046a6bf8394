package org.apposite.fhir;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apposite.fhir.Mapping.Relation;
import org.apposite.fhir.Terms.Match;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationComponentComponent;
import org.hl7.fhir.r4.model.Observation.ObservationReferenceRangeComponent;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;

/** Reads observations: findings answered yes or no, temperatures, inflammatory markers and the filtration rate. */
final class Observations {

    private static final Set<String> FINAL = Set.of("final", "amended", "corrected");
    private static final int GREATEST_EGFR = 300;

    private final Terms terms;

    Observations(Terms terms) {
        this.terms = terms;
    }

    /** One value with its code: an observation, or a component of one. */
    private record Item(
            CodeableConcept code,
            @Nullable Type value,
            boolean absent,
            List<CodeableConcept> interpretation,
            List<ObservationReferenceRangeComponent> ranges) {}

    void read(Observation observation, String name, Reading reading) {
        List<Item> items = new ArrayList<>();
        items.add(new Item(
                observation.getCode(),
                observation.getValue(),
                observation.hasDataAbsentReason() || Statements.isAbsent(observation.getCode()),
                observation.getInterpretation(),
                observation.getReferenceRange()));
        for (ObservationComponentComponent part : observation.getComponent()) {
            items.add(new Item(
                    part.getCode(),
                    part.getValue(),
                    part.hasDataAbsentReason() || Statements.isAbsent(part.getCode()),
                    part.getInterpretation(),
                    part.getReferenceRange()));
        }
        String status = observation.hasStatus() ? observation.getStatus().toCode() : "";
        Optional<Days> days = Days.of(observation.getEffective(), reading.zone, reading.today);
        for (Item item : items) {
            read(item, status, days, name, reading);
        }
    }

    private void read(Item item, String status, Optional<Days> days, String name, Reading reading) {
        List<Match> matches = terms.of(item.code());
        List<Terms.Measured> measured = terms.measuredBy(item.code());
        Optional<Mapping.Equation> equation = equation(item.code(), reading);
        if (matches.isEmpty() && measured.isEmpty() && equation.isEmpty()) {
            return;
        }
        if (status.equals("entered-in-error")) {
            reading.note(name, "was entered in error; it is ignored");
        } else if (!FINAL.contains(status)) {
            matches.forEach(match -> Statements.doubt(match.term(), "is not final", name, reading));
            measured.forEach(one -> reading.note(name, one.measure().name() + " is not final; it is not counted"));
            equation.ifPresent(one -> reading.note(name, "is not final; it is not counted"));
        } else {
            matches.forEach(match -> answer(match, item, days, name, reading));
            measured.forEach(one -> measure(one, item, days, name, reading));
            equation.ifPresent(one -> egfr(one, item, days, name, reading));
        }
    }

    private static void answer(Match match, Item item, Optional<Days> days, String name, Reading reading) {
        Mapping.Term term = match.term();
        Boolean yes = item.absent() ? null : yes(item.value());
        if (yes == null) {
            reading.note(name, "has no answer that can be read; " + term.display() + " stays unknown by it");
        } else if (!yes) {
            Statements.refute(match, days, name, reading);
        } else if (match.relation() == Relation.PAST) {
            reading.note(name, "does not tell whether " + term.display() + " is past");
        } else if (days.isEmpty() && term.window().days() != null) {
            reading.note(name, "says " + term.display() + " without a date; it is not counted");
        } else if (days.isEmpty() || reading.counts(term.window(), days.get(), term.display(), name)) {
            reading.of(term.code()).present.add(name);
            Statements.complain(match, Optional.empty(), name, reading);
        }
    }

    private static @Nullable Boolean yes(@Nullable Type value) {
        if (value instanceof BooleanType truth && truth.hasValue()) {
            return truth.getValue();
        }
        if (value instanceof CodeableConcept concept) {
            List<Code> codes = Code.of(concept);
            boolean present = codes.contains(new Code(Names.PRESENCE, "present"));
            boolean absent = codes.contains(new Code(Names.PRESENCE, "absent"));
            return present == absent ? null : Boolean.valueOf(present);
        }
        return null;
    }

    private static void measure(Terms.Measured measured, Item item, Optional<Days> days, String name, Reading reading) {
        Mapping.Measure measure = measured.measure();
        String what = measure.name();
        if (item.absent() || !(item.value() instanceof Quantity quantity) || !quantity.hasValue()) {
            reading.note(name, what + " has no value; it tells nothing");
        } else if (days.isEmpty()) {
            reading.note(name, what + " has no date; it is not counted");
        } else if (reading.counts(measure.window(), days.get(), what, name)) {
            Mapping.Limit limit = measure.atLeast();
            if (limit == null) {
                compare(measured, quantity, item, name, reading);
            } else {
                reach(measured, limit, quantity, name, reading);
            }
        }
    }

    /** A finding is present from a value on; below it nothing is known, for it may have been higher before. */
    private static void reach(
            Terms.Measured measured, Mapping.Limit limit, Quantity quantity, String name, Reading reading) {
        Optional<Amount> amount = believed(measured.measure(), quantity, limit.unit(), name, reading);
        if (amount.isPresent() && amount.get().isAtLeast(limit.value())) {
            reading.of(measured.term().code()).present.add(name);
        }
    }

    private static Optional<Amount> believed(
            Mapping.Measure measure, Quantity quantity, String unit, String name, Reading reading) {
        Optional<Amount> amount = Amount.of(quantity, unit, reading.mapping.units());
        Mapping.Span plausible = measure.plausible();
        if (amount.isEmpty()) {
            reading.note(name, measure.name() + " has no unit of UCUM that can be read; it is not counted");
        } else if (plausible != null) {
            Optional<Amount> compared = Amount.of(quantity, plausible.unit(), reading.mapping.units());
            if (compared.isEmpty() || !compared.get().isWithin(plausible.from(), plausible.to())) {
                reading.note(name, measure.name() + " cannot be as it stands; it is not counted");
                return Optional.empty();
            }
        }
        return amount;
    }

    /** A marker is raised above every reference range that may be meant, and in range when it is in all of them. */
    private static void compare(Terms.Measured measured, Quantity quantity, Item item, String name, Reading reading) {
        Mapping.Measure measure = measured.measure();
        Reading.Said said = reading.of(measured.term().code());
        List<BigDecimal> highs = new ArrayList<>();
        Optional<String> unit = Amount.unitOf(quantity, reading.mapping.units());
        Optional<Amount> amount = unit.flatMap(own -> believed(measure, quantity, own, name, reading));
        boolean readable = amount.isPresent();
        for (ObservationReferenceRangeComponent range : ranges(item, reading)) {
            Optional<BigDecimal> high = unit.flatMap(own -> high(range, quantity, own, reading));
            high.ifPresent(highs::add);
            readable &= high.isPresent();
        }
        if (readable && !highs.isEmpty()) {
            Amount value = amount.orElseThrow();
            if (highs.stream().allMatch(value::isAbove)) {
                said.present.add(name);
            } else if (highs.stream().allMatch(value::isAtMost)) {
                said.inRange
                        .computeIfAbsent(measure.name(), key -> new LinkedHashSet<>())
                        .add(name);
            } else {
                reading.note(name, measure.name() + " is neither surely above nor surely within its reference range");
            }
        } else {
            reading.note(name, measure.name() + " has no reference range that can be read; it tells nothing");
        }
    }

    /** The ranges of what is normal, and of the patient's age where a range is of an age. */
    private static List<ObservationReferenceRangeComponent> ranges(Item item, Reading reading) {
        return item.ranges().stream()
                .filter(range -> !range.hasType()
                        || Code.of(range.getType()).stream()
                                .anyMatch(code -> code.code().equals("normal")))
                .filter(range -> Ages.mayFit(range, reading.age))
                .toList();
    }

    private static Optional<BigDecimal> high(
            ObservationReferenceRangeComponent range, Quantity value, String unit, Reading reading) {
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
        return Amount.of(high, unit, reading.mapping.units()).map(Amount::to);
    }

    private static Optional<Mapping.Equation> equation(CodeableConcept code, Reading reading) {
        List<Code> codes = Code.of(code);
        return reading.mapping.egfr().equations().stream()
                .filter(equation -> codes.stream().anyMatch(equation.codes()::contains))
                .findFirst();
    }

    private static void egfr(Mapping.Equation equation, Item item, Optional<Days> days, String name, Reading reading) {
        Mapping.Egfr egfr = reading.mapping.egfr();
        String what = "the filtration rate";
        if (item.absent() || !(item.value() instanceof Quantity quantity) || !quantity.hasValue()) {
            reading.note(name, what + " has no value; it tells nothing");
        } else if (equation.fromMonths() > 0
                && (reading.age == null || reading.age.value().months() < equation.fromMonths())) {
            reading.note(name, what + " is by an " + equation.name() + ", which does not fit the patient's age");
        } else if (days.isEmpty()) {
            reading.note(name, what + " has no date; it is not counted");
        } else if (reading.counts(egfr.window(), days.get(), what, name)) {
            Optional<Amount> amount = Amount.of(quantity, egfr.unit(), reading.mapping.units());
            Optional<BigDecimal> value = amount.flatMap(one -> known(one, egfr));
            if (amount.isEmpty()) {
                reading.note(name, what + " has no unit of UCUM that can be read; it is not counted");
            } else if (value.isEmpty()
                    || value.get().signum() < 0
                    || value.get().doubleValue() > GREATEST_EGFR) {
                reading.note(name, what + " is not told closely enough; it is not counted");
            } else {
                takeLatest(value.get().doubleValue(), days.get().last(), name, reading);
            }
        }
    }

    /** The latest rate counts; of one day the lowest. */
    private static void takeLatest(double rate, LocalDate day, String name, Reading reading) {
        LocalDate before = reading.egfrDay;
        if (reading.egfr == null
                || before == null
                || day.isAfter(before)
                || (day.equals(before) && rate < reading.egfr.value())) {
            reading.egfr = new Reading.Value<>(rate, name);
            reading.egfrDay = day;
        }
    }

    private static Optional<BigDecimal> known(Amount amount, Mapping.Egfr egfr) {
        BigDecimal from = amount.from();
        BigDecimal to = amount.to();
        if (from != null && to != null) {
            return Optional.of(from);
        }
        BigDecimal atLeast = egfr.boundAtLeast();
        if (from != null && atLeast != null && from.compareTo(atLeast) >= 0) {
            return Optional.of(from);
        }
        BigDecimal atMost = egfr.boundAtMost();
        return to != null && atMost != null && to.compareTo(atMost) <= 0 ? Optional.of(to) : Optional.empty();
    }
}

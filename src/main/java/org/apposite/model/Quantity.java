package org.apposite.model;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.apposite.patient.Measurement;
import org.jspecify.annotations.Nullable;

/**
 * A datum that is a number in a unit. Its units belong to systems: within a system they convert exactly, across systems a
 * value is never converted, so that 3 feet are compared with a limit in feet and 0.9 m with one in metres. Immutable.
 *
 * @param code its code
 * @param brief its name where a number follows
 * @param whole whether only whole numbers make sense
 * @param systems the units of each unit system, codes of UCUM; the first of a system is the one that it is compared in
 * @param ranges the plausible range by the first unit of each system
 * @param limits named limits: for each the number by the first unit of each system
 * @param counts which of several statements counts
 * @param zeroWhen values of choices beside which it can only be zero, by choice
 * @param withinComplaint whether it is a time that cannot be longer than the complaint has lasted
 */
public record Quantity(
        String code,
        String brief,
        boolean whole,
        Map<String, List<String>> systems,
        Map<String, Bounds> ranges,
        Map<String, Map<String, BigDecimal>> limits,
        Counts counts,
        Map<String, String> zeroWhen,
        boolean withinComplaint) {

    /** A month of a complaint counts as 30 days, and may have been one of 31. */
    private static final BigDecimal LONGEST_MONTH = BigDecimal.valueOf(31);

    private static final BigDecimal MONTH = BigDecimal.valueOf(30);

    /** Copies the maps and keeps their order. */
    public Quantity {
        Map<String, List<String>> copied = new LinkedHashMap<>();
        systems.forEach((system, units) -> copied.put(system, List.copyOf(units)));
        systems = Collections.unmodifiableMap(copied);
        ranges = Collections.unmodifiableMap(new LinkedHashMap<>(ranges));
        Map<String, Map<String, BigDecimal>> named = new LinkedHashMap<>();
        limits.forEach((name, numbers) -> named.put(name, Collections.unmodifiableMap(new LinkedHashMap<>(numbers))));
        limits = Collections.unmodifiableMap(named);
        zeroWhen = Collections.unmodifiableMap(new LinkedHashMap<>(zeroWhen));
    }

    /** Which of several statements of one datum counts. */
    public enum Counts {
        /** The latest. A case has no times, so that a host states that one alone. */
        LATEST,
        /** The lowest. */
        LOWEST,
        /** The highest. */
        HIGHEST,
        /** Any that is present. */
        ANY
    }

    /**
     * A plausible range, both ends included.
     *
     * @param from the least
     * @param to the most
     */
    public record Bounds(BigDecimal from, BigDecimal to) {

        /**
         * Whether a number lies between the ends, or is one.
         *
         * @param number the number
         * @return whether it does
         */
        public boolean holds(BigDecimal number) {
            return number.compareTo(from) >= 0 && number.compareTo(to) <= 0;
        }
    }

    /**
     * A number in the unit in which its system is compared.
     *
     * @param unit the first unit of the system
     * @param value the number
     */
    public record Amount(String unit, BigDecimal value) {}

    /**
     * All units, in the order of the file.
     *
     * @return codes of UCUM
     */
    public List<String> units() {
        List<String> all = new ArrayList<>();
        systems.values().forEach(all::addAll);
        return List.copyOf(all);
    }

    /**
     * The units in which its systems are compared.
     *
     * @return the first unit of each system
     */
    public List<String> comparedIn() {
        return systems.values().stream().map(units -> units.get(0)).toList();
    }

    /**
     * The unit that is meant when none is written.
     *
     * @return empty when there are several units, so that one has to be written
     */
    public Optional<String> onlyUnit() {
        List<String> all = units();
        return all.size() == 1 ? Optional.of(all.get(0)) : Optional.empty();
    }

    /**
     * A number in the unit in which its system is compared.
     *
     * @param value the number
     * @param unit its unit; empty for the only one
     * @return empty when the quantity does not declare the unit
     */
    public Optional<Amount> comparable(BigDecimal value, String unit) {
        String written = unit.isEmpty() ? onlyUnit().orElse("") : unit;
        for (List<String> units : systems.values()) {
            if (units.contains(written)) {
                String first = units.get(0);
                return written.equals(first)
                        ? Optional.of(new Amount(first, value))
                        : Ucum.convert(value, written, first).map(converted -> new Amount(first, converted));
            }
        }
        return Optional.empty();
    }

    /**
     * Whether a number lies within the plausible range.
     *
     * @param amount the number
     * @return yes also where no range is declared
     */
    public boolean isPlausible(Amount amount) {
        Bounds range = ranges.get(amount.unit());
        return range == null || range.holds(amount.value());
    }

    /**
     * The choice that a statement of more than zero contradicts.
     *
     * @param stated what is stated of this quantity
     * @param chosen the value that is stated of each choice
     * @return the code of the choice; empty when nothing is contradicted
     */
    public Optional<String> contradicted(Measurement stated, Map<String, String> chosen) {
        BigDecimal least = stated.from();
        if (least == null || least.signum() < 0 || (least.signum() == 0 && stated.fromIncluded())) {
            return Optional.empty();
        }
        return zeroWhen.entrySet().stream()
                .filter(zero -> zero.getValue().equals(chosen.get(zero.getKey())))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /**
     * Whether a statement contradicts how long the complaint has lasted.
     *
     * @param stated what is stated of this quantity
     * @param complaint how long the complaint has lasted at most
     * @return true when it is a time within the complaint, and for sure longer
     */
    public boolean outlasts(Measurement stated, Duration complaint) {
        BigDecimal least = stated.from();
        if (!withinComplaint || least == null) {
            return false;
        }
        BigDecimal longest = BigDecimal.valueOf(complaint.toSeconds());
        return comparable(least, stated.unit())
                .flatMap(amount -> Ucum.convert(amount.value(), amount.unit(), "s"))
                .filter(seconds -> seconds.multiply(MONTH).compareTo(longest.multiply(LONGEST_MONTH)) > 0)
                .isPresent();
    }

    /**
     * What counts of several statements: in each unit system the highest or the lowest, where the vocabulary says so, and
     * otherwise every one. What is known in part is the highest or the lowest as far as it goes: of 50 and "more than 60" the
     * highest is more than 60, and of 70 and "more than 60" it is at least 70.
     *
     * @param stated what is stated of this quantity
     * @return statements by unit system, in the order of the file; what comes to the same in another unit stands once
     */
    public List<Measurement> counting(List<Measurement> stated) {
        if (stated.size() < 2) {
            return stated;
        }
        List<Measurement> counting = new ArrayList<>();
        for (String unit : comparedIn()) {
            Map<Measurement, Measurement> own = comparedIn(unit, stated);
            if (own.isEmpty()) {
                continue;
            }
            switch (counts) {
                case HIGHEST -> counting.add(extreme(own, unit, BinaryOperator::maxBy));
                case LOWEST -> counting.add(extreme(own, unit, BinaryOperator::minBy));
                case LATEST, ANY -> counting.addAll(own.values());
            }
        }
        return counting;
    }

    /**
     * Statements of which nothing tells which counts: in one unit system, and not to the same effect, while the latest
     * counts, for a case has no times.
     *
     * @param stated what is stated of this quantity
     * @return such statements of one unit system, empty when there are none
     */
    public List<Measurement> undecided(List<Measurement> stated) {
        return comparedIn().stream()
                .map(unit -> List.copyOf(comparedIn(unit, stated).values()))
                .filter(own -> counts == Counts.LATEST && own.size() > 1)
                .findFirst()
                .orElse(List.of());
    }

    /** The statements of a unit system, each by what it comes to in the unit in which the system is compared. */
    private Map<Measurement, Measurement> comparedIn(String unit, List<Measurement> stated) {
        Map<Measurement, Measurement> compared = new LinkedHashMap<>();
        for (Measurement one : stated) {
            Amount least = end(one.from(), one);
            Amount most = end(one.to(), one);
            if ((least == null || least.unit().equals(unit))
                    && (most == null || most.unit().equals(unit))) {
                compared.putIfAbsent(
                        new Measurement(
                                least == null ? null : least.value(),
                                one.fromIncluded(),
                                most == null ? null : most.value(),
                                one.toIncluded(),
                                unit),
                        one);
            }
        }
        return compared;
    }

    private @Nullable Amount end(@Nullable BigDecimal end, Measurement of) {
        return end == null ? null : comparable(end, of.unit()).orElse(null);
    }

    /** As it is stated, where one statement says it all. */
    private static Measurement extreme(
            Map<Measurement, Measurement> own,
            String unit,
            Function<Comparator<Measurement>, BinaryOperator<Measurement>> which) {
        Measurement least =
                own.keySet().stream().reduce(which.apply(Measurement.BY_LEAST)).orElseThrow();
        Measurement most =
                own.keySet().stream().reduce(which.apply(Measurement.BY_MOST)).orElseThrow();
        Measurement extreme = new Measurement(least.from(), least.fromIncluded(), most.to(), most.toIncluded(), unit);
        return own.getOrDefault(extreme, extreme);
    }

    /**
     * The numbers of a limit, by the unit in which each system is compared.
     *
     * @param limit the name of a limit, or a number
     * @param unit the unit of a number; empty for the only one
     * @return numbers by unit; empty when the quantity has no such limit
     */
    public Map<String, BigDecimal> limit(String limit, String unit) {
        Map<String, BigDecimal> named = limits.get(limit);
        if (named != null) {
            return named;
        }
        try {
            return comparable(new BigDecimal(limit), unit)
                    .map(one -> Map.of(one.unit(), one.value()))
                    .orElse(Map.of());
        } catch (NumberFormatException e) {
            return Map.of();
        }
    }
}

package org.apposite.circuit;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apposite.model.Quantity;
import org.apposite.patient.Age;
import org.apposite.patient.Measurement;
import org.apposite.patient.PatientCase;
import org.apposite.patient.Range;
import org.jspecify.annotations.Nullable;

/**
 * When a stated number has reached a limit, and when it is under it. Of what is known in part both can be no, and never
 * both yes.
 */
final class Values {

    private static final int DAYS_OF_YEAR = 365;
    private static final int DAYS_OF_MONTH = 30;
    private static final int DAYS_OF_WEEK = 7;

    private Values() {}

    static Predicate<PatientCase> ageFrom(int number, String unit) {
        Age limit = Age.of(number, unit);
        return stated -> has(stated.age(), age -> age.from().compareTo(limit) >= 0);
    }

    static Predicate<PatientCase> ageUnder(int number, String unit) {
        Age limit = Age.of(number, unit);
        return stated -> has(stated.age(), age -> age.to().compareTo(limit) < 0);
    }

    static Predicate<PatientCase> lastingOver(int number, String unit) {
        Duration limit = duration(number, unit);
        return stated -> has(stated.duration(), range -> range.from().compareTo(limit) > 0);
    }

    static Predicate<PatientCase> lastingUpTo(int number, String unit) {
        Duration limit = duration(number, unit);
        return stated -> has(stated.duration(), range -> range.to().compareTo(limit) <= 0);
    }

    private static <T extends Comparable<T>> boolean has(Optional<Range<T>> stated, Predicate<Range<T>> test) {
        return stated.isPresent() && test.test(stated.get());
    }

    private static Duration duration(int number, String unit) {
        return switch (unit) {
            case "minutes" -> Duration.ofMinutes(number);
            case "hours" -> Duration.ofHours(number);
            case "days" -> Duration.ofDays(number);
            case "weeks" -> Duration.ofDays((long) DAYS_OF_WEEK * number);
            case "months" -> Duration.ofDays((long) DAYS_OF_MONTH * number);
            case "years" -> Duration.ofDays((long) DAYS_OF_YEAR * number);
            default -> throw new IllegalArgumentException("unit of a duration: " + unit);
        };
    }

    /** Any statement, in whatever unit system, has reached the limit, or is over it where the limit itself does not count. */
    static Predicate<PatientCase> reaches(Quantity quantity, Map<String, BigDecimal> limits, boolean included) {
        return stated -> counting(quantity, stated).stream().anyMatch(one -> {
            Integer least = compare(quantity, one.from(), one.unit(), limits);
            return least != null && (least > 0 || (least == 0 && (included || !one.fromIncluded())));
        });
    }

    /** There is a statement, and every one is under the limit, or at most there where the limit itself counts. */
    static Predicate<PatientCase> staysUnder(Quantity quantity, Map<String, BigDecimal> limits, boolean included) {
        return stated -> {
            List<Measurement> counting = counting(quantity, stated);
            return !counting.isEmpty()
                    && counting.stream().allMatch(one -> {
                        Integer most = compare(quantity, one.to(), one.unit(), limits);
                        return most != null && (most < 0 || (most == 0 && (included || !one.toIncluded())));
                    });
        };
    }

    /** A statement that counts tells the number. */
    static Predicate<PatientCase> exact(Quantity quantity) {
        return stated -> counting(quantity, stated).stream().anyMatch(Measurement::isExact);
    }

    private static List<Measurement> counting(Quantity quantity, PatientCase stated) {
        return quantity.counting(stated.measurements().getOrDefault(quantity.code(), List.of()));
    }

    /** How an end of a statement compares with the limit of its unit system, null when there is no such end or limit. */
    private static @Nullable Integer compare(
            Quantity quantity, @Nullable BigDecimal end, String unit, Map<String, BigDecimal> limits) {
        Quantity.Amount amount =
                end == null ? null : quantity.comparable(end, unit).orElse(null);
        BigDecimal limit = amount == null ? null : limits.get(amount.unit());
        return amount == null || limit == null
                ? null
                : Integer.valueOf(amount.value().compareTo(limit));
    }
}

package org.apposite.json.format;

import java.time.LocalDate;
import java.time.YearMonth;
import org.apposite.patient.Age;
import org.apposite.patient.Range;

/**
 * A date of birth as far as it is known: a day, a month or a year.
 *
 * @param first the first day that it can be
 * @param last the last day that it can be
 */
record BirthDate(LocalDate first, LocalDate last) {

    /**
     * Reads it.
     *
     * @param text year, year-month or year-month-day
     * @throws java.time.DateTimeException when the calendar has no such day
     */
    static BirthDate of(String text) {
        return switch (text.length()) {
            case 4 -> new BirthDate(LocalDate.parse(text + "-01-01"), LocalDate.parse(text + "-12-31"));
            case 7 -> {
                YearMonth month = YearMonth.parse(text);
                yield new BirthDate(month.atDay(1), month.atEndOfMonth());
            }
            default -> new BirthDate(LocalDate.parse(text), LocalDate.parse(text));
        };
    }

    /**
     * The age on a day, on which the patient has been born.
     *
     * @throws IllegalArgumentException when that cannot be, or is more than 130 years ago
     */
    Range<Age> age(LocalDate asOf) {
        boolean known = first.isAfter(asOf) || !last.isAfter(asOf);
        return new Range<>(Age.between(known ? last : asOf, asOf), Age.between(first, asOf));
    }
}

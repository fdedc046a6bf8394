package org.apposite.fhir.in;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Optional;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;

/**
 * The days that something may have been on: one day for a full date, more for a year, a month or a period.
 *
 * @param first the first
 * @param last the last, not before the first
 */
record Days(LocalDate first, LocalDate last) {

    /** A point in time on the calendar of a zone; empty without a value. */
    private static Optional<Days> of(@Nullable BaseDateTimeType value, ZoneId zone) {
        String text = value == null ? null : value.getValueAsString();
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    switch (text.length()) {
                        case 4 -> {
                            Year year = Year.parse(text);
                            yield new Days(year.atDay(1), year.atMonth(12).atEndOfMonth());
                        }
                        case 7 -> {
                            YearMonth month = YearMonth.parse(text);
                            yield new Days(month.atDay(1), month.atEndOfMonth());
                        }
                        case 10 -> on(LocalDate.parse(text));
                        default ->
                            on(OffsetDateTime.parse(text)
                                    .atZoneSameInstant(zone)
                                    .toLocalDate());
                    });
        } catch (DateTimeException e) {
            // A time without its zone is not of FHIR; its day may be the one before or after.
            return text.length() > 10 ? Days.around(text.substring(0, 10)) : Optional.empty();
        }
    }

    /** A point in time or a period; of a period without an end, the days from its start to today. */
    static Optional<Days> of(@Nullable Type value, ZoneId zone, LocalDate today) {
        if (value instanceof BaseDateTimeType time) {
            return of(time, zone);
        }
        if (value instanceof Period period && period.hasStart()) {
            Optional<Days> start = of(period.getStartElement(), zone);
            Optional<Days> end = of(period.getEndElement(), zone);
            return start.map(days -> {
                LocalDate last = end.map(Days::last).orElse(today);
                return new Days(days.first, last.isBefore(days.first) ? days.last : last);
            });
        }
        return value instanceof Period period ? of(period.getEndElement(), zone) : Optional.empty();
    }

    private static Days on(LocalDate day) {
        return new Days(day, day);
    }

    private static Optional<Days> around(String day) {
        try {
            LocalDate date = LocalDate.parse(day);
            return Optional.of(new Days(date.minusDays(1), date.plusDays(1)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The day itself for what lasts until then; what begins after it stays as it is. */
    Days upTo(LocalDate day) {
        return first.isAfter(day) ? this : on(day);
    }

    boolean isOneDay() {
        return first.equals(last);
    }

    @Override
    public String toString() {
        return isOneDay() ? first.toString() : first + " to " + last;
    }
}

package org.apposite.fhir.in;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;
import org.apposite.fhir.words.Remark;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;

/**
 * When something was, as far as it is told: one day for a full date, more for a year, a month or a period.
 *
 * @param first the first day that it may have been on
 * @param last the last, not before the first
 * @param from the first instant at which it may have been
 * @param to the last; the same for a point in time
 */
record Days(LocalDate first, LocalDate last, Instant from, Instant to) {

    private static Days of(LocalDate first, LocalDate last, ZoneId zone) {
        return new Days(
                first,
                last,
                first.atStartOfDay(zone).toInstant(),
                last.plusDays(1).atStartOfDay(zone).toInstant().minusNanos(1));
    }

    /** Some time up to a day. */
    static Days until(LocalDate day, ZoneId zone) {
        Days last = of(day, day, zone);
        return new Days(day, day, Instant.MIN, last.to);
    }

    /** Whether it is one point in time. */
    boolean isInstant() {
        return from.equals(to);
    }

    /** Whether this was after the other for sure. */
    boolean isAfter(Days other) {
        return from.isAfter(other.to);
    }

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
                            yield of(year.atDay(1), year.atMonth(12).atEndOfMonth(), zone);
                        }
                        case 7 -> {
                            YearMonth month = YearMonth.parse(text);
                            yield of(month.atDay(1), month.atEndOfMonth(), zone);
                        }
                        case 10 -> {
                            LocalDate day = LocalDate.parse(text);
                            yield of(day, day, zone);
                        }
                        default -> at(instant(text, zone), zone);
                    });
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** A time without its zone is one of the hospital's. */
    private static Instant instant(String text, ZoneId zone) {
        TemporalAccessor time =
                DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
        return time instanceof OffsetDateTime exact
                ? exact.toInstant()
                : LocalDateTime.from(time).atZone(zone).toInstant();
    }

    /** A point in time. */
    static Days at(Instant instant, ZoneId zone) {
        LocalDate day = instant.atZone(zone).toLocalDate();
        return new Days(day, day, instant, instant);
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
                Days last = end.orElseGet(() -> of(today, today, zone));
                return last.to.isBefore(days.to) ? days : new Days(days.first, last.last, days.from, last.to);
            });
        }
        return value instanceof Period period ? of(period.getEndElement(), zone) : Optional.empty();
    }

    /** That time itself for what lasts until then; what begins on a later day stays as it is. */
    Days upTo(Days now) {
        return first.isAfter(now.first) ? this : now;
    }

    boolean isOneDay() {
        return first.equals(last);
    }

    /** The days as people read them. */
    Remark told() {
        return isOneDay() ? Remark.of("words", first) : Remark.of("days-between", first, last);
    }

    @Override
    public String toString() {
        return isOneDay() ? first.toString() : first + " to " + last;
    }
}

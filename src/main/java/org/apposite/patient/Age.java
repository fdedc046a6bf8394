package org.apposite.patient;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A completed age: whole months, the days beyond them, and the minutes beyond those. Immutable; ordered from young to old.
 *
 * <p>Ages from a date of birth go by the calendar. An age stated in weeks or days has no calendar to go by; its months
 * are counted at 30.4375 days, the mean length of a month.
 *
 * @param months completed months, 0 to 1560 (130 years)
 * @param days days beyond the completed months, 0 to 30
 * @param minutes minutes beyond the completed days, 0 to 1439; for the first days of life
 */
public record Age(int months, int days, int minutes) implements Comparable<Age> {

    private static final int MONTHS_PER_YEAR = 12;
    private static final int MAX_MONTHS = 130 * MONTHS_PER_YEAR;
    private static final double DAYS_PER_MONTH = 30.4375;
    private static final int MINUTES_PER_DAY = 24 * 60;
    private static final String NUMBER = "(?:(\\d{1,6}) ";
    /** Each unit ends with a space, which is added to the words. */
    private static final Pattern WORDS = Pattern.compile(NUMBER + "years? )?" + NUMBER + "months? )?" + NUMBER
            + "weeks? )?" + NUMBER + "days? )?" + NUMBER + "hours? )?" + NUMBER + "minutes? )?");

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException when an age is negative or over 130 years
     */
    public Age {
        if (months < 0 || months > MAX_MONTHS) {
            throw new IllegalArgumentException("age of " + months + " months: an age is 0 to 130 years");
        }
        if (days < 0 || days > 30) {
            throw new IllegalArgumentException("age with " + days + " days beyond the months: days are 0 to 30");
        }
        if (minutes < 0 || minutes >= MINUTES_PER_DAY) {
            throw new IllegalArgumentException(
                    "age with " + minutes + " minutes beyond the days: minutes are 0 to 1439");
        }
    }

    /**
     * A completed age in years.
     *
     * @param years 0 to 130
     * @return the age
     * @throws IllegalArgumentException when out of range
     */
    public static Age ofYears(int years) {
        return ofYearsAndMonths(years, 0);
    }

    /**
     * A completed age in years and months.
     *
     * @param years 0 to 130
     * @param months beyond the years, 0 or more
     * @return the age
     * @throws IllegalArgumentException when out of range
     */
    public static Age ofYearsAndMonths(int years, int months) {
        long all = years * 12L + months;
        if (years < 0 || months < 0 || all > MAX_MONTHS) {
            throw new IllegalArgumentException(
                    "age of " + years + " years " + months + " months: an age is 0 to 130 years");
        }
        return new Age((int) all, 0, 0);
    }

    /**
     * A completed age in months.
     *
     * @param months 0 to 1560
     * @return the age
     * @throws IllegalArgumentException when out of range
     */
    public static Age ofMonths(int months) {
        return new Age(months, 0, 0);
    }

    /**
     * A completed age in days.
     *
     * @param days 0 or more, at most 130 years
     * @return the age
     * @throws IllegalArgumentException when out of range
     */
    public static Age ofDays(int days) {
        if (days < 0) {
            throw new IllegalArgumentException("age of " + days + " days: an age is 0 to 130 years");
        }
        int months = (int) (days / DAYS_PER_MONTH);
        return new Age(months, (int) (days - months * DAYS_PER_MONTH), 0);
    }

    /**
     * A completed age in minutes, for the first days of life.
     *
     * @param minutes 0 or more, at most 130 years
     * @return the age
     * @throws IllegalArgumentException when out of range
     */
    public static Age ofMinutes(int minutes) {
        if (minutes < 0) {
            throw new IllegalArgumentException("age of " + minutes + " minutes: an age is 0 to 130 years");
        }
        Age days = ofDays(minutes / MINUTES_PER_DAY);
        return new Age(days.months, days.days, minutes % MINUTES_PER_DAY);
    }

    /**
     * The age on a day, by the calendar.
     *
     * @param birthDate the date of birth
     * @param asOf the day on which the age is asked, not before the birth
     * @return the age
     * @throws IllegalArgumentException when the birth is after {@code asOf}, or more than 130 years before
     */
    public static Age between(LocalDate birthDate, LocalDate asOf) {
        if (birthDate.isAfter(asOf)) {
            throw new IllegalArgumentException("birth date " + birthDate + " is after the date of the case, " + asOf);
        }
        if (ChronoUnit.MONTHS.between(birthDate, asOf) > MAX_MONTHS) {
            throw new IllegalArgumentException(
                    "birth date " + birthDate + " is more than 130 years before the date of the case, " + asOf);
        }
        long months = ChronoUnit.MONTHS.between(birthDate, asOf);
        return new Age((int) months, (int) ChronoUnit.DAYS.between(birthDate.plusMonths(months), asOf), 0);
    }

    /**
     * Reads an age in words: "9 years", "8 years 10 months", "8 years 10 months 12 days", "17 months", "3 weeks", "10 days",
     * "5 hours", "30 minutes". Beside years or months, days are at most 30, and beside days there is less than a day.
     *
     * @param words the words
     * @return the age
     * @throws IllegalArgumentException when the words are none of these forms, or the age is out of range
     */
    public static Age parse(String words) {
        Matcher matcher = WORDS.matcher(words + " ");
        if (words.isEmpty() || !matcher.matches()) {
            throw new IllegalArgumentException("age \"" + words
                    + "\": write \"9 years\", \"8 years 10 months\", \"17 months\", \"3 weeks\" or \"10 days\"");
        }
        int days = number(matcher, 3) * 7 + number(matcher, 4);
        int minutes = number(matcher, 5) * 60 + number(matcher, 6);
        if (matcher.group(1) != null || matcher.group(2) != null) {
            int months = ofYearsAndMonths(number(matcher, 1), number(matcher, 2)).months;
            return new Age(months, days, minutes);
        }
        Age counted = ofDays(days + minutes / MINUTES_PER_DAY);
        return new Age(counted.months, counted.days, minutes % MINUTES_PER_DAY);
    }

    private static int number(Matcher matcher, int group) {
        return matcher.group(group) == null ? 0 : Integer.parseInt(matcher.group(group));
    }

    /** The units in which a limit of an age can be stated; those below the month only up to a month. */
    public static final List<String> UNITS = List.of("years", "months", "weeks", "days", "hours", "minutes");

    /**
     * Whether this age is under a limit; exactly the limit is not under it.
     *
     * @param number how many units; below the month no more than make a month
     * @param unit one of {@link #UNITS}
     * @return true when the limit has not been reached
     * @throws IllegalArgumentException when the unit is another
     */
    public boolean isUnder(int number, String unit) {
        return switch (unit) {
            case "years" -> months < Math.multiplyExact(number, MONTHS_PER_YEAR);
            case "months" -> months < number;
            default -> compareTo(of(number, unit)) < 0;
        };
    }

    /**
     * The age of so many units.
     *
     * @param number how many units
     * @param unit one of {@link #UNITS}
     * @return the age
     * @throws IllegalArgumentException when the unit is another, or the age is out of range
     */
    public static Age of(int number, String unit) {
        return switch (unit) {
            case "years" -> ofYears(number);
            case "months" -> ofMonths(number);
            case "weeks" -> ofDays(Math.multiplyExact(number, 7));
            case "days" -> ofDays(number);
            case "hours" -> ofMinutes(Math.multiplyExact(number, 60));
            case "minutes" -> ofMinutes(number);
            default ->
                throw new IllegalArgumentException("unit \"" + unit + "\" of an age: " + String.join(", ", UNITS));
        };
    }

    @Override
    public int compareTo(Age other) {
        int byMonths = Integer.compare(months, other.months);
        int byDays = byMonths != 0 ? byMonths : Integer.compare(days, other.days);
        return byDays != 0 ? byDays : Integer.compare(minutes, other.minutes);
    }

    /** The age in words, as {@link #parse} reads it, in the largest units that tell it exactly enough. */
    @Override
    public String toString() {
        if (months >= 24) {
            return counted(months / 12, "year") + (months % 12 == 0 ? "" : " " + counted(months % 12, "month"));
        }
        if (months >= 1) {
            return counted(months, "month");
        }
        if (days >= 1 || minutes == 0) {
            return counted(days, "day");
        }
        return minutes % 60 == 0 ? counted(minutes / 60, "hour") : counted(minutes, "minute");
    }

    private static String counted(int number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s");
    }
}

package org.apposite.json.format;

import java.time.Duration;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apposite.patient.Age;
import org.apposite.patient.Range;

/** Ages and durations as they stand in a case. Thread-safe. */
public final class TimeText {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,8}) (year|month|week|day|hour|minute)s?");
    private static final Duration LONGEST = Duration.ofDays(130 * 366L);
    private static final String TO = " to ";
    private static final Age NEWBORN = Age.ofDays(0);

    private TimeText() {}

    /**
     * Reads an age, such as "8 years 10 months" or "17 to 18 years".
     *
     * @throws IllegalArgumentException when it is out of range; the message says so without the age
     */
    public static Range<Age> age(String words) {
        return range(words, one -> {
            try {
                return Age.parse(one);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("is out of range; an age is 0 to 130 years", e);
            }
        });
    }

    /**
     * Reads a duration, such as "3 weeks" or "2 to 3 hours".
     *
     * @throws IllegalArgumentException when it is out of range; the message says so without the duration
     */
    public static Range<Duration> duration(String words) {
        return range(words, TimeText::single);
    }

    /** An age in words, which are read as the same age. */
    public static String written(Range<Age> age) {
        return age.isExact() ? written(age.from()) : written(age.from()) + TO + written(age.to());
    }

    private static String written(Age age) {
        String words = Stream.of(new Age(age.months(), 0, 0), new Age(0, age.days(), 0), new Age(0, 0, age.minutes()))
                .filter(part -> part.compareTo(NEWBORN) > 0)
                .map(Age::toString)
                .collect(Collectors.joining(" "));
        return words.isEmpty() ? NEWBORN.toString() : words;
    }

    /** A duration of whole minutes in words, which are read as the same duration. */
    public static String writtenDuration(Range<Duration> duration) {
        return duration.isExact() ? written(duration.from()) : written(duration.from()) + TO + written(duration.to());
    }

    private static String written(Duration duration) {
        boolean wholeDays = duration.equals(Duration.ofDays(duration.toDays()));
        return wholeDays ? duration.toDays() + " days" : duration.toMinutes() + " minutes";
    }

    private static <T extends Comparable<T>> Range<T> range(String words, Function<String, T> read) {
        int middle = words.indexOf(TO);
        if (middle < 0) {
            return Range.exactly(read.apply(words));
        }
        String first = words.substring(0, middle);
        String last = words.substring(middle + TO.length());
        boolean oneUnit = first.indexOf(' ') < 0 && last.indexOf(' ') > 0;
        T from = read.apply(oneUnit ? first + last.substring(last.indexOf(' ')) : first);
        T to = read.apply(last);
        if (from.compareTo(to) > 0) {
            throw new IllegalArgumentException("ends before it begins");
        }
        return new Range<>(from, to);
    }

    private static Duration single(String words) {
        Matcher matcher = DURATION.matcher(words);
        Duration duration =
                matcher.matches() ? unit(matcher.group(2)).multipliedBy(Long.parseLong(matcher.group(1))) : null;
        if (duration == null || duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("is out of range; it is 0 days to 130 years");
        }
        return duration;
    }

    private static Duration unit(String name) {
        return switch (name) {
            case "year" -> Duration.ofDays(365);
            case "month" -> Duration.ofDays(30);
            case "week" -> Duration.ofDays(7);
            case "day" -> Duration.ofDays(1);
            case "hour" -> Duration.ofHours(1);
            default -> Duration.ofMinutes(1);
        };
    }
}

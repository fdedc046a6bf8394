package org.apposite.cli.report;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.apposite.log.report.DecisionReport;
import org.apposite.log.report.DecisionReport.Day;
import org.apposite.log.report.DecisionReport.Total;

/**
 * Cards by day, those of each kind beside each other. All lengths are in units of the drawing.
 *
 * @param series the kinds of which there are decisions
 * @param bars the bars
 * @param levels the numbers at the axis of cards, from the bottom
 * @param dates the days at the other axis
 */
record Plot(List<Series> series, List<Bar> bars, List<Mark> levels, List<Mark> dates) {

    static final int LEFT = 48;
    static final int RIGHT = 720;
    static final int TOP = 12;
    static final int BOTTOM = 172;
    static final int HEIGHT = 196;

    private static final int MOST_LEVELS = 4;
    private static final int MOST_DATES = 7;

    private static final List<Series> ALL = List.of(
            new Series("shown", "shown", DecisionReport::shown, Day::cards),
            new Series("silent", "silent", DecisionReport::silent, Day::silentCards),
            new Series("tried-out", "tried out", DecisionReport::triedOut, Day::triedOutCards));

    private interface Totals {
        Total of(DecisionReport report);
    }

    /**
     * Bars of one kind.
     *
     * @param style its class
     * @param name what it is called
     */
    record Series(String style, String name, Totals total, ToLongFunction<Day> cards) {}

    /** A bar, and what it says. */
    record Bar(String style, double x, double y, double width, double height, String title) {}

    /** A mark at an axis. */
    record Mark(double at, String label) {}

    static Plot of(DecisionReport report) {
        List<Series> series =
                ALL.stream().filter(one -> one.total.of(report).decisions() > 0).toList();
        long most = report.days().stream()
                .flatMapToLong(day -> series.stream().mapToLong(one -> one.cards.applyAsLong(day)))
                .max()
                .orElse(0);
        if (most == 0) {
            return new Plot(List.of(), List.of(), List.of(), List.of());
        }
        long step = step(most);
        long top = step * ((most + step - 1) / step);
        LocalDate first = LocalDate.parse(report.days().get(0).day());
        long days = 1
                + ChronoUnit.DAYS.between(
                        first,
                        LocalDate.parse(
                                report.days().get(report.days().size() - 1).day()));
        double room = (double) (RIGHT - LEFT) / days;
        double width = room * 0.8 / series.size();
        List<Bar> bars = new ArrayList<>();
        for (Day day : report.days()) {
            double x = LEFT + room * (ChronoUnit.DAYS.between(first, LocalDate.parse(day.day())) + 0.1);
            for (Series one : series) {
                long cards = one.cards.applyAsLong(day);
                if (cards > 0) {
                    double y = height(cards, top);
                    String title = day.day() + ": " + cards + (cards == 1 ? " card " : " cards ") + one.name;
                    bars.add(new Bar(one.style, round(x), y, round(width), round(BOTTOM - y), title));
                }
                x += width;
            }
        }
        List<Mark> levels = new ArrayList<>();
        for (long level = 0; level <= top; level += step) {
            levels.add(new Mark(height(level, top), Long.toString(level)));
        }
        List<Mark> dates = new ArrayList<>();
        for (long day = 0; day < days; day += (days + MOST_DATES - 1) / MOST_DATES) {
            dates.add(new Mark(
                    round(LEFT + room * (day + 0.5)), first.plusDays(day).toString()));
        }
        return new Plot(series, bars, levels, dates);
    }

    /** 1, 2 or 5 with zeros. */
    private static long step(long most) {
        for (long power = 1; ; power *= 10) {
            for (long step : new long[] {power, 2 * power, 5 * power}) {
                if (most <= MOST_LEVELS * step) {
                    return step;
                }
            }
        }
    }

    private static double height(long cards, long top) {
        return round(BOTTOM - (double) (BOTTOM - TOP) * cards / top);
    }

    private static double round(double length) {
        return Math.round(length * 100) / 100.0;
    }
}

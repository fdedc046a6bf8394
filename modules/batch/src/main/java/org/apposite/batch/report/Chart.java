package org.apposite.batch.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Bars below each other, each of one or several segments. All lengths are in units of the drawing.
 *
 * @param title what it shows
 * @param keys what its segments are, when a bar has several
 * @param rows the bars
 */
record Chart(String title, List<Key> keys, List<Row> rows) {

    static final int WIDTH = 760;
    static final int LABEL = 275;
    static final int ROW = 22;
    static final int BAR = 14;

    private static final int LEFT = 285;
    private static final int RIGHT = 695;
    private static final int MOST_LETTERS = 40;

    /**
     * A kind of segment.
     *
     * @param style its class
     * @param name what it is
     */
    record Key(String style, String name) {}

    /** A bar: its label, whole and as there is room for it, and the number beside it. */
    record Row(String label, String whole, int y, List<Segment> segments, double numberAt, String number) {}

    /** A part of a bar, and what it says. */
    record Segment(String style, double x, double width, String title) {}

    /**
     * What a bar is made of.
     *
     * @param label what it is of
     * @param parts a number for each key
     */
    record Bar(String label, List<Long> parts) {

        long sum() {
            return parts.stream().mapToLong(Long::longValue).sum();
        }
    }

    static Chart of(String title, List<Key> keys, List<Bar> bars) {
        long most = bars.stream().mapToLong(Bar::sum).max().orElse(0);
        List<Row> rows = new ArrayList<>();
        for (Bar bar : bars) {
            if (bar.sum() > 0) {
                rows.add(row(bar, keys, most, rows.size()));
            }
        }
        return new Chart(title, keys.size() > 1 ? keys : List.of(), rows);
    }

    private static Row row(Bar bar, List<Key> keys, long most, int place) {
        List<Segment> segments = new ArrayList<>();
        long before = 0;
        for (int i = 0; i < keys.size(); i++) {
            long part = bar.parts().get(i);
            if (part > 0) {
                String name = keys.get(i).name();
                segments.add(new Segment(
                        keys.get(i).style(),
                        x(before, most),
                        round(x(before + part, most) - x(before, most)),
                        bar.label() + ": " + number(part) + (name.isEmpty() ? "" : " " + name)));
            }
            before += part;
        }
        String label = bar.label().length() > MOST_LETTERS
                ? bar.label().substring(0, MOST_LETTERS - 1).stripTrailing() + "\u2026"
                : bar.label();
        return new Row(label, bar.label(), place * ROW, segments, round(x(before, most) + 6), number(bar.sum()));
    }

    int height() {
        return Math.max(1, rows.size()) * ROW;
    }

    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number).replace(',', '\u202f');
    }

    private static double x(long number, long most) {
        return round(LEFT + (double) (RIGHT - LEFT) * number / most);
    }

    private static double round(double length) {
        return Math.round(length * 100) / 100.0;
    }
}

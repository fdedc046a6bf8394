package org.apposite.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Draws the last {@link LongRun}: a panel each for heap, metaspace, classes and threads, from zero. */
public final class LongRunPlot {

    private static final Path PLOT = Path.of("results", "long-run.svg");
    private static final List<String> TITLES =
            List.of("Heap after collection, MB", "Metaspace, MB", "Loaded classes", "Threads");
    private static final int WIDTH = 760;
    private static final int PANEL = 96;
    private static final int LEFT = 60;
    private static final int RIGHT = 740;

    private LongRunPlot() {}

    /**
     * Draws.
     *
     * @param args none
     * @throws IOException when the results cannot be read, or the plot not written
     */
    public static void main(String[] args) throws IOException {
        List<double[]> rows = Files.readAllLines(LongRun.RESULTS).stream()
                .skip(2)
                .map(line -> java.util.Arrays.stream(line.split(";"))
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toList();
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"Memory, classes "
                        + "and threads over %,.0f answers and %d reloads\" font-family=\"system-ui, sans-serif\" "
                        + "font-size=\"12\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>%n"
                        + "<text x=\"16\" y=\"24\" font-size=\"15\" font-weight=\"600\" fill=\"#16202c\">%,.0f answers and %d "
                        + "reloads</text>%n",
                WIDTH,
                40 + TITLES.size() * PANEL,
                rows.get(rows.size() - 1)[0],
                rows.size() - 1,
                rows.get(rows.size() - 1)[0],
                rows.size() - 1));
        for (int column = 1; column <= TITLES.size(); column++) {
            panel(svg, rows, column, 40 + (column - 1) * PANEL);
        }
        Files.writeString(PLOT, svg.append("</svg>\n").toString().replace("\r", ""));
    }

    private static void panel(StringBuilder svg, List<double[]> rows, int column, int top) {
        double highest = rows.stream().mapToDouble(row -> row[column]).max().orElse(1);
        double last = rows.get(rows.size() - 1)[0];
        int bottom = top + PANEL - 24;
        StringBuilder points = new StringBuilder();
        for (double[] row : rows) {
            points.append(String.format(
                    Locale.ROOT,
                    "%.1f,%.1f ",
                    LEFT + row[0] / last * (RIGHT - LEFT),
                    bottom - row[column] / highest * (PANEL - 50)));
        }
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"16\" y=\"%d\" fill=\"#16202c\">%s</text>"
                        + "<line x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\" stroke=\"#c3cbd6\"/>"
                        + "<text x=\"%d\" y=\"%d\" text-anchor=\"end\" fill=\"#48566a\">0</text>"
                        + "<text x=\"%d\" y=\"%d\" text-anchor=\"end\" fill=\"#48566a\">%,.0f</text>"
                        + "<polyline points=\"%s\" fill=\"none\" stroke=\"#17467e\" stroke-width=\"1.5\"/>%n",
                top + 14,
                TITLES.get(column - 1),
                LEFT,
                RIGHT,
                bottom,
                bottom,
                LEFT - 6,
                bottom + 4,
                LEFT - 6,
                bottom - (PANEL - 50) + 4,
                highest,
                points.toString().strip()));
    }
}

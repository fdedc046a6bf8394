package org.apposite.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Draws the last run of {@link PeersRatios}: a bar for each peer, on a scale of powers of ten. */
public final class PeersPlot {

    private static final Path PLOT = Path.of("results", "peers.svg");
    private static final int WIDTH = 760;
    private static final int LEFT = 270;
    private static final int ROW = 30;
    private static final int TOP = 56;
    private static final int PER_DECADE = 76;

    private PeersPlot() {}

    /**
     * Draws.
     *
     * @param args none
     * @throws IOException when the results cannot be read, or the plot not written
     */
    public static void main(String[] args) throws IOException {
        Files.writeString(PLOT, svg(Files.readAllLines(PeersRatios.RESULTS)));
    }

    static String svg(List<String> results) {
        List<String[]> rows = results.stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(";"))
                .toList();
        double limit = Double.parseDouble(rows.get(0)[1]);
        int height = TOP + rows.size() * ROW + 34;
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" "
                        + "aria-label=\"Time of one answer, as multiples of hand-written Java\" "
                        + "font-family=\"system-ui, sans-serif\" font-size=\"13\">%n"
                        + "<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>%n"
                        + "<text x=\"16\" y=\"24\" font-size=\"15\" font-weight=\"600\" fill=\"#16202c\">"
                        + "Time of one answer, as multiples of hand-written Java</text>%n"
                        + "<text x=\"16\" y=\"42\" fill=\"#48566a\">Seven children, one for each variant; medians, "
                        + "scale of powers of ten. All find the variant and its ratings.</text>%n",
                WIDTH,
                height));
        for (int decade = 0; decade <= 5; decade++) {
            int x = LEFT + decade * PER_DECADE;
            svg.append(String.format(
                    Locale.ROOT,
                    "<line x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\" stroke=\"#d5dbe3\"/>"
                            + "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" fill=\"#48566a\" font-size=\"11\">%,d</text>%n",
                    x,
                    x,
                    TOP - 4,
                    TOP + rows.size() * ROW,
                    x,
                    TOP + rows.size() * ROW + 16,
                    Math.round(Math.pow(10, decade))));
        }
        for (int i = 0; i < rows.size(); i++) {
            row(svg, rows.get(i), limit, TOP + i * ROW);
        }
        return svg.append("</svg>\n").toString().replace("\r", "");
    }

    private static void row(StringBuilder svg, String[] row, double limit, int y) {
        double ratio = Double.parseDouble(row[1]) / limit;
        boolean ours = row[0].startsWith("Apposite");
        double length = Math.max(3, Math.log10(ratio) * PER_DECADE);
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"end\" fill=\"#16202c\" font-weight=\"%d\">%s</text>"
                        + "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"18\" fill=\"%s\"/>"
                        + "<text x=\"%.1f\" y=\"%d\" fill=\"#16202c\" font-weight=\"%d\">%s</text>%n",
                LEFT - 10,
                y + 15,
                ours ? 700 : 400,
                row[0],
                LEFT,
                y + 1,
                length,
                ours ? "#17467e" : "#9fb3c8",
                LEFT + length + 6,
                y + 15,
                ours ? 700 : 400,
                ratio < 10 ? String.format(Locale.ROOT, "%.1f", ratio) : String.format(Locale.ROOT, "%,.0f", ratio)));
    }
}

package org.apposite.cli.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apposite.cli.report.ReportContent.Table;
import org.apposite.log.report.DecisionReport;
import org.apposite.log.report.DecisionReport.Day;
import org.apposite.text.Characters;

/** A report as one HTML file that needs nothing from elsewhere, by the template in {@code src/main/jte}. */
final class ReportPage {

    static final int WIDTH = 720;
    static final int HEIGHT = 120;

    private static final TemplateEngine TEMPLATES = TemplateEngine.createPrecompiled(
            null, ContentType.Html, ReportPage.class.getClassLoader(), ReportPage.class.getPackageName());

    private ReportPage() {}

    /**
     * A bar of a plot, in units of the drawing.
     *
     * @param x where it begins
     * @param width how wide it is
     * @param shown how high the part of what was shown is
     * @param silent how high the part of what was not is
     * @param title what it says
     */
    record Bar(double x, double width, double shown, double silent, String title) {}

    static String of(DecisionReport report, ReportContent content) {
        StringOutput out = new StringOutput();
        TEMPLATES.render(
                "report.jte",
                Map.of(
                        "sentences",
                                content.sentences().stream()
                                        .map(ReportPage::seen)
                                        .toList(),
                        "bars", bars(report.days()),
                        "days", report.days(),
                        "tables",
                                content.tables().stream().map(ReportPage::seen).toList()),
                out);
        return out.toString();
    }

    private static List<Bar> bars(List<Day> days) {
        long most = days.stream()
                .mapToLong(day -> day.cards() + day.silentCards())
                .max()
                .orElse(0);
        List<Bar> bars = new ArrayList<>();
        if (most == 0) {
            return bars;
        }
        double step = (double) WIDTH / days.size();
        for (Day day : days) {
            bars.add(new Bar(
                    step * bars.size(),
                    step * 0.8,
                    (double) HEIGHT * day.cards() / most,
                    (double) HEIGHT * day.silentCards() / most,
                    day.day() + ": cards shown " + day.cards() + ", silent " + day.silentCards()));
        }
        return bars;
    }

    private static Table seen(Table table) {
        return new Table(
                table.title(),
                table.columns(),
                table.rows().stream()
                        .map(row -> row.stream().map(ReportPage::seen).toList())
                        .toList());
    }

    /** What is hidden, most of which HTML cannot hold, is replaced. */
    private static String seen(String text) {
        return Characters.shown(text, "\uFFFD");
    }
}

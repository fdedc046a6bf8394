package org.apposite.cli.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Map;
import org.apposite.cli.report.ReportContent.Table;
import org.apposite.log.report.DecisionReport;
import org.apposite.text.Characters;

/** A report as one HTML file that needs nothing from elsewhere, by the template in {@code src/main/jte}. */
final class ReportPage {

    private static final TemplateEngine TEMPLATES = TemplateEngine.createPrecompiled(
            null, ContentType.Html, ReportPage.class.getClassLoader(), ReportPage.class.getPackageName());

    private ReportPage() {}

    static String of(DecisionReport report, ReportContent content) {
        StringOutput out = new StringOutput();
        TEMPLATES.render(
                "report.jte",
                Map.of(
                        "sentences",
                                content.sentences().stream()
                                        .map(ReportPage::seen)
                                        .toList(),
                        "plot", Plot.of(report),
                        "tables",
                                content.tables().stream().map(ReportPage::seen).toList()),
                out);
        return out.toString();
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

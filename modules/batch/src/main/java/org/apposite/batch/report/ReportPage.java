package org.apposite.batch.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apposite.batch.report.BatchReport.Count;
import org.apposite.batch.report.BatchReport.Group;
import org.apposite.batch.report.Chart.Bar;
import org.apposite.text.Characters;

/** A report as one HTML file that needs nothing from elsewhere, by the template in {@code src/main/jte}. */
public final class ReportPage {

    private static final TemplateEngine TEMPLATES = TemplateEngine.createPrecompiled(
            null, ContentType.Html, ReportPage.class.getClassLoader(), ReportPage.class.getPackageName());

    private static final int MOST_BARS = 20;
    private static final List<Chart.Key> ONE = List.of(new Chart.Key("plain", ""));
    private static final List<Chart.Key> BURDEN = List.of(
            new Chart.Key("critical", "critical"),
            new Chart.Key("warning", "warning"),
            new Chart.Key("info", "info"),
            new Chart.Key("none", "none"));
    private static final List<Chart.Key> ORDERS = List.of(
            new Chart.Key("appropriate", "usually-appropriate"),
            new Chart.Key("may-be", "may-be-appropriate"),
            new Chart.Key("not-appropriate", "usually-not-appropriate"),
            new Chart.Key("none", "not-rated"));

    private ReportPage() {}

    /** A table. */
    record Table(String title, List<String> columns, List<List<String>> rows) {}

    /**
     * Sets a report.
     *
     * @param report the report
     * @return the page
     */
    public static String of(BatchReport report) {
        StringOutput out = new StringOutput();
        TEMPLATES.render(
                "batch.jte",
                Map.of(
                        "sentences",
                        sentences(report).stream().map(ReportPage::seen).toList(),
                        "charts",
                        charts(report).stream()
                                .filter(chart -> !chart.rows().isEmpty())
                                .toList(),
                        "tables",
                        tables(report).stream()
                                .filter(table -> !table.rows().isEmpty())
                                .toList()),
                out);
        return out.toString();
    }

    private static List<String> sentences(BatchReport report) {
        List<String> all = new ArrayList<>();
        all.add(rows(report.rows()) + " of " + report.input().name() + ", answered by "
                + report.rules().name() + " "
                + report.rules().version() + ": " + Chart.number(report.answers())
                + (report.answers() == 1 ? " answer, " : " answers, ")
                + rows(report.rejected()) + " without an answer.");
        if (report.rejectedWithEmergency() > 0) {
            all.add("Emergencies that stand although a row has no answer: " + rows(report.rejectedWithEmergency())
                    + ". Look at them in the folder \u201crejects\u201d.");
        }
        if (report.asked() > 0) {
            all.add(Chart.number(report.asked()) + " answers (" + percent(report.asked(), report.answers())
                    + ") need something that nobody had stated.");
        }
        return all;
    }

    private static String rows(long number) {
        return Chart.number(number) + (number == 1 ? " row" : " rows");
    }

    private static List<Chart> charts(BatchReport report) {
        return List.of(
                one("Outcomes", report.outcomes(), Count::code, Count::number),
                Chart.of("Categories of what was ordered", ORDERS, List.of(bar("orders", report.orders(), ORDERS))),
                Chart.of("Most severe alert of an answer", BURDEN, List.of(bar("answers", report.burden(), BURDEN))),
                one("Variants", report.variants(), one -> one.topic() + ": " + one.id(), one -> one.answers()),
                one("Alerts", report.alerts(), one -> one.code() + " (" + one.severity() + ")", one -> one.answers()),
                Chart.of(
                        "Not stated",
                        List.of(
                                new Chart.Key("warning", "the answer needs it"),
                                new Chart.Key("plain", "it could change the answer")),
                        report.missing().stream()
                                .limit(MOST_BARS)
                                .map(one -> new Bar(seen(one.display()), List.of(one.needed(), one.couldChange())))
                                .toList()),
                grouped("Most severe alert by month", report, Group::month, Group::burden, BURDEN),
                grouped("Categories of what was ordered by month", report, Group::month, Group::orders, ORDERS),
                grouped("Most severe alert by site", report, Group::site, Group::burden, BURDEN),
                grouped("Categories of what was ordered by site", report, Group::site, Group::orders, ORDERS));
    }

    private static <T> Chart one(String title, List<T> all, Function<T, String> label, Function<T, Long> number) {
        return Chart.of(
                title,
                ONE,
                all.stream()
                        .limit(MOST_BARS)
                        .map(one -> new Bar(seen(label.apply(one)), List.of(number.apply(one))))
                        .toList());
    }

    private static Bar bar(String label, List<Count> counts, List<Chart.Key> keys) {
        return new Bar(
                seen(label),
                keys.stream()
                        .map(key -> counts.stream()
                                .filter(count -> count.code().equals(key.name()))
                                .mapToLong(Count::number)
                                .sum())
                        .toList());
    }

    private static Chart grouped(
            String title,
            BatchReport report,
            Function<Group, String> by,
            Function<Group, List<Count>> what,
            List<Chart.Key> keys) {
        Map<String, List<Count>> counts = report.groups().stream()
                .filter(group -> !by.apply(group).isEmpty())
                .collect(Collectors.groupingBy(
                        by,
                        TreeMap::new,
                        Collectors.flatMapping(group -> what.apply(group).stream(), Collectors.toList())));
        return Chart.of(
                title,
                keys,
                counts.entrySet().stream()
                        .limit(2L * MOST_BARS)
                        .map(one -> bar(one.getKey(), one.getValue(), keys))
                        .toList());
    }

    private static List<Table> tables(BatchReport report) {
        return List.of(
                table(
                        "By site and month",
                        List.of(
                                "site",
                                "month",
                                "rows",
                                "answers",
                                "critical",
                                "warning",
                                "usually not appropriate",
                                "need more data",
                                "without an answer",
                                "of these with an emergency"),
                        report.groups().stream()
                                .map(group -> List.of(
                                        shown(group.site()),
                                        shown(group.month()),
                                        Chart.number(group.rows()),
                                        Chart.number(group.answers()),
                                        of(group.burden(), "critical"),
                                        of(group.burden(), "warning"),
                                        of(group.orders(), "usually-not-appropriate"),
                                        Chart.number(group.asked()),
                                        Chart.number(group.rejected()),
                                        Chart.number(group.rejectedWithEmergency())))
                                .toList()),
                table(
                        "Variants",
                        List.of("topic", "variant", "title", "answers"),
                        report.variants().stream()
                                .map(one -> List.of(one.topic(), one.id(), one.title(), Chart.number(one.answers())))
                                .toList()),
                table(
                        "Why rows have no answer",
                        List.of("code", "rows"),
                        report.rejects().stream()
                                .map(one -> List.of(one.code(), Chart.number(one.number())))
                                .toList()),
                table(
                        "Of what this is",
                        List.of("what", "digest"),
                        List.of(
                                List.of(report.input().name(), report.input().digest()),
                                List.of(
                                        report.rules().name() + " "
                                                + report.rules().version(),
                                        report.rules().digest()))));
    }

    private static Table table(String title, List<String> columns, List<List<String>> rows) {
        return new Table(
                title,
                columns,
                rows.stream()
                        .map(row -> row.stream().map(ReportPage::seen).toList())
                        .toList());
    }

    private static String of(List<Count> counts, String code) {
        return Chart.number(counts.stream()
                .filter(count -> count.code().equals(code))
                .mapToLong(Count::number)
                .sum());
    }

    private static String percent(long part, long all) {
        return Math.round(100.0 * part / all) + "\u202f%";
    }

    /** Of a row that could not be taken apart nobody knows the place. */
    private static String shown(String name) {
        return name.isEmpty() ? "\u2013" : name;
    }

    /** What is hidden, most of which HTML cannot hold, is replaced. */
    private static String seen(String text) {
        return Characters.shown(text, "\uFFFD");
    }
}

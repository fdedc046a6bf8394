package org.apposite.cli.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apposite.log.report.DecisionReport;
import org.apposite.log.report.DecisionReport.Comparison;
import org.apposite.log.report.DecisionReport.Difference;
import org.apposite.log.report.DecisionReport.Lines;
import org.apposite.log.report.DecisionReport.Time;
import org.apposite.log.report.DecisionReport.Total;

/**
 * A report in words: the short answer, and tables.
 *
 * @param sentences the short answer
 * @param tables the tables that have rows
 */
record ReportContent(List<String> sentences, List<Table> tables) {

    /** A table. */
    record Table(String title, List<String> columns, List<List<String>> rows) {}

    static ReportContent of(DecisionReport report) {
        List<Table> all = List.of(
                differences(report.comparison()),
                cards(report),
                overrides(report),
                orders(report),
                answers(report),
                events(report));
        return new ReportContent(
                sentences(report),
                all.stream().filter(table -> !table.rows.isEmpty()).toList());
    }

    private static List<String> sentences(DecisionReport report) {
        List<String> all = new ArrayList<>();
        Lines lines = report.lines();
        if (lines.decisions() == 0) {
            all.add(time(report.time()) + ".");
        } else {
            all.add(time(report.time()) + ": " + number(lines.decisions(), "decision") + ", "
                    + report.shown().decisions() + " shown and "
                    + report.silent().decisions() + " silent.");
        }
        if (report.shown().decisions() > 0) {
            long overridden = report.cards().stream()
                    .mapToLong(DecisionReport.CardRow::overridden)
                    .sum();
            long suppressed = report.cards().stream()
                    .flatMap(row -> row.suppressed().values().stream())
                    .mapToLong(Long::longValue)
                    .sum();
            all.add("Shown: " + cards(report.shown()) + "; " + overridden + " overridden, " + suppressed
                    + " not shown again.");
        }
        if (report.silent().decisions() > 0) {
            all.add("Silent: " + cards(report.silent()) + " would have come.");
        }
        Comparison comparison = report.comparison();
        if (comparison.pairs() + comparison.unpaired() > 0) {
            all.add(compared(comparison));
        }
        if (lines.feedbackToOthers() > 0) {
            all.add(number(lines.feedbackToOthers(), "line") + " of feedback to cards of other decisions not counted.");
        }
        if (lines.erased() > 0) {
            all.add(number(lines.erased(), "line") + " erased, not counted.");
        }
        if (lines.unreadable() > 0) {
            all.add(number(lines.unreadable(), "line") + " that cannot be read, not counted.");
        }
        if (!lines.places().isEmpty()) {
            all.add("See " + String.join("; ", lines.places()) + ".");
        }
        return all;
    }

    private static String time(Time time) {
        if (time.first() == null) {
            return "No decision"
                    + (time.from() == null ? "" : " from " + time.from())
                    + (time.to() == null ? "" : " until " + time.to());
        }
        return "From " + (time.from() == null ? time.first() : time.from()) + " to "
                + (time.to() == null ? time.last() : time.to());
    }

    private static String cards(Total total) {
        return number(total.cards(), "card") + " for " + total.withCard() + " of "
                + number(total.decisions(), "decision")
                + (total.decisions() == 0 ? "" : " (" + 100 * total.withCard() / total.decisions() + " %)");
    }

    private static String compared(Comparison comparison) {
        Map<String, Long> kinds = comparison.differences().stream()
                .collect(Collectors.groupingBy(
                        Difference::in, LinkedHashMap::new, Collectors.summingLong(Difference::pairs)));
        String in = kinds.entrySet().stream()
                .map(kind -> kind.getKey() + " " + kind.getValue())
                .collect(Collectors.joining(", "));
        return "Silent beside shown: " + number(comparison.pairs(), "pair") + ", " + comparison.same() + " the same, "
                + (comparison.pairs() - comparison.same()) + " different"
                + (in.isEmpty() ? "." : ": " + in + ".")
                + (comparison.unpaired() == 0
                        ? ""
                        : " " + comparison.unpaired() + " without the decision beside which they were made: "
                                + String.join(", ", comparison.unpairedIds())
                                + (comparison.unpaired()
                                                > comparison.unpairedIds().size()
                                        ? ", .."
                                        : "") + ".");
    }

    private static Table differences(Comparison comparison) {
        return new Table(
                "Where silent answers differ from those that were shown",
                List.of("pairs", "in what", "example"),
                comparison.differences().stream()
                        .map(one -> List.of(
                                Long.toString(one.pairs()),
                                one.in() + (one.part().isEmpty() ? "" : " of " + one.part()) + ": shown " + one.shown()
                                        + ", silent " + one.silent(),
                                one.example()))
                        .toList());
    }

    private static Table cards(DecisionReport report) {
        return new Table(
                "Cards",
                List.of("about", "indicator", "topic", "shown", "silent", "accepted", "overridden", "not shown again"),
                report.cards().stream()
                        .map(row -> List.of(
                                row.kind(),
                                row.indicator(),
                                row.topic(),
                                Long.toString(row.shown()),
                                Long.toString(row.silent()),
                                Long.toString(row.accepted()),
                                Long.toString(row.overridden()),
                                row.suppressed().entrySet().stream()
                                        .map(why -> why.getKey() + " " + why.getValue())
                                        .collect(Collectors.joining(", "))))
                        .toList());
    }

    private static Table overrides(DecisionReport report) {
        return new Table(
                "Why cards were overridden",
                List.of("reason", "about", "cards"),
                report.overrides().stream()
                        .map(row -> List.of(row.reason(), row.kind(), Long.toString(row.cards())))
                        .toList());
    }

    private static Table orders(DecisionReport report) {
        return new Table(
                "Orders",
                List.of("ordered", "shown", "with cards", "overridden", "silent", "with cards"),
                report.orders().stream()
                        .map(row -> List.of(
                                row.asked(),
                                Long.toString(row.shown().decisions()),
                                Long.toString(row.shown().withCard()),
                                Long.toString(row.overridden()),
                                Long.toString(row.silent().decisions()),
                                Long.toString(row.silent().withCard())))
                        .toList());
    }

    private static Table answers(DecisionReport report) {
        return new Table(
                "Answers",
                List.of("topic", "outcome", "variant", "shown", "with cards", "silent", "with cards"),
                report.answers().stream()
                        .map(row -> List.of(
                                row.topic(),
                                row.outcome(),
                                row.variant(),
                                Long.toString(row.shown().decisions()),
                                Long.toString(row.shown().withCard()),
                                Long.toString(row.silent().decisions()),
                                Long.toString(row.silent().withCard())))
                        .toList());
    }

    private static Table events(DecisionReport report) {
        return new Table(
                "Events",
                List.of("time", "event", "details"),
                report.events().stream()
                        .map(row -> List.of(row.time(), row.event(), row.details()))
                        .toList());
    }

    private static String number(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}

package org.apposite.cli.report;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

    private static final String SILENT = "silent";
    private static final String TRIED_OUT = "tried out";
    private static final String WITH_CARDS = "with cards";

    /** A table. */
    record Table(String title, List<String> columns, List<List<String>> rows) {

        /** Without a column, and how many of it are with cards, where there is nothing of the kind. */
        private Table without(String column) {
            int left = columns.indexOf(column);
            List<Integer> kept = IntStream.range(0, columns.size())
                    .filter(at -> left < 0
                            || (at != left
                                    && !(at == left + 1 && columns.get(at).equals(WITH_CARDS))))
                    .boxed()
                    .toList();
            return new Table(
                    title,
                    kept.stream().map(columns::get).toList(),
                    rows.stream()
                            .map(row -> kept.stream().map(row::get).toList())
                            .toList());
        }
    }

    static ReportContent of(DecisionReport report) {
        List<Table> all = List.of(
                differences(report.comparison()),
                cards(report),
                overrides(report),
                orders(report),
                answers(report),
                events(report),
                words(report));
        return new ReportContent(
                sentences(report),
                all.stream()
                        .filter(table -> !table.rows.isEmpty())
                        .map(table -> report.silent().decisions() > 0 ? table : table.without(SILENT))
                        .map(table -> report.triedOut().decisions() > 0 ? table : table.without(TRIED_OUT))
                        .toList());
    }

    private static List<String> sentences(DecisionReport report) {
        List<String> all = new ArrayList<>();
        Lines lines = report.lines();
        if (lines.decisions() == 0) {
            all.add(time(report.time()) + ".");
        } else {
            all.add(time(report.time()) + ": " + number(lines.decisions(), "decision") + ", "
                    + report.shown().decisions() + " shown, "
                    + report.silent().decisions() + " silent and "
                    + report.triedOut().decisions() + " tried out.");
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
        if (report.triedOut().decisions() > 0) {
            all.add("Tried out: " + cards(report.triedOut()) + " would have come.");
            all.add(compared(report.comparison()));
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
                    + (time.from() == null ? "" : " from " + second(time.from()))
                    + (time.to() == null ? "" : " until " + second(time.to()));
        }
        return "From " + second(time.from() == null ? time.first() : time.from()) + " to "
                + second(time.to() == null ? Objects.requireNonNull(time.last()) : time.to());
    }

    private static String second(String time) {
        return Instant.parse(time).truncatedTo(ChronoUnit.SECONDS).toString();
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
        return "Tried out beside the rules that answer: " + comparison.compared() + " of their "
                + number(comparison.live(), "decision") + " compared, in "
                + number(comparison.pairs(), "pair") + ": " + comparison.same() + " the same, "
                + (comparison.pairs() - comparison.same()) + " different"
                + (in.isEmpty() ? "." : " (" + in + ").")
                + (comparison.alone() == 0
                        ? ""
                        : " " + comparison.alone() + " where the rules that answer said nothing.")
                + (comparison.unpaired() == 0
                        ? ""
                        : " " + comparison.unpaired() + " beside a decision that is not in these logs: "
                                + String.join(", ", comparison.unpairedIds())
                                + (comparison.unpaired()
                                                > comparison.unpairedIds().size()
                                        ? ", .."
                                        : "") + ".");
    }

    private static Table differences(Comparison comparison) {
        return new Table(
                "Where the rules that were tried out differ from those that answer",
                List.of("pairs", "in what", "orders", "example"),
                comparison.differences().stream()
                        .map(one -> List.of(
                                Long.toString(one.pairs()),
                                one.in() + (one.part().isEmpty() ? "" : " of " + one.part()) + ": " + one.live()
                                        + ", tried out " + one.triedOut(),
                                String.join(", ", one.orders()),
                                one.example()))
                        .toList());
    }

    private static Table cards(DecisionReport report) {
        return new Table(
                "Cards",
                List.of(
                        "about",
                        "indicator",
                        "topic",
                        "shown",
                        SILENT,
                        TRIED_OUT,
                        "accepted",
                        "overridden",
                        "not shown again"),
                report.cards().stream()
                        .map(row -> List.of(
                                row.kind(),
                                row.indicator(),
                                row.topic(),
                                Long.toString(row.shown()),
                                Long.toString(row.silent()),
                                Long.toString(row.triedOut()),
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
                List.of("ordered", "shown", WITH_CARDS, "overridden", SILENT, WITH_CARDS, TRIED_OUT, WITH_CARDS),
                report.orders().stream()
                        .map(row -> List.of(
                                row.asked(),
                                Long.toString(row.shown().decisions()),
                                Long.toString(row.shown().withCard()),
                                Long.toString(row.overridden()),
                                Long.toString(row.silent().decisions()),
                                Long.toString(row.silent().withCard()),
                                Long.toString(row.triedOut().decisions()),
                                Long.toString(row.triedOut().withCard())))
                        .toList());
    }

    private static Table answers(DecisionReport report) {
        return new Table(
                "Answers",
                List.of("topic", "outcome", "variant", "shown", WITH_CARDS, SILENT, WITH_CARDS, TRIED_OUT, WITH_CARDS),
                report.answers().stream()
                        .map(row -> List.of(
                                row.topic(),
                                row.outcome(),
                                row.variant(),
                                Long.toString(row.shown().decisions()),
                                Long.toString(row.shown().withCard()),
                                Long.toString(row.silent().decisions()),
                                Long.toString(row.silent().withCard()),
                                Long.toString(row.triedOut().decisions()),
                                Long.toString(row.triedOut().withCard())))
                        .toList());
    }

    private static Table events(DecisionReport report) {
        return new Table(
                "Events",
                List.of("time", "event", "details"),
                report.events().stream()
                        .map(row -> List.of(second(row.time()), row.event(), row.details()))
                        .toList());
    }

    /** What the words mean that stand in this report. */
    private static Table words(DecisionReport report) {
        List<List<String>> all = new ArrayList<>();
        if (report.shown().decisions() > 0) {
            all.add(List.of("shown", "decisions, or their cards, that went back to whoever asked"));
        }
        if (report.silent().decisions() > 0) {
            all.add(
                    List.of(
                            SILENT,
                            "what the rules that answer would have shown: they, their topic, the caller or the patient are silent"));
        }
        if (report.triedOut().decisions() > 0) {
            all.add(List.of(
                    TRIED_OUT,
                    "what other rules (--silent-rules) would have shown, asked beside those that answer; each such decision and"
                            + " the one that it stands beside are a pair"));
        }
        if (!report.cards().isEmpty()) {
            all.add(List.of(
                    "about",
                    "what a card is about: an emergency, a possible emergency, the study that is ordered or comes next, questions"
                            + " that have to be answered first, or why there is no answer"));
            all.add(List.of(
                    "not shown again", "cards that were held back, since they were shown or overridden before"));
        }
        return new Table("Words", List.of("word", "meaning"), all);
    }

    private static String number(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}

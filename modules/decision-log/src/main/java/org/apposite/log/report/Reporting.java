package org.apposite.log.report;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apposite.log.report.DecisionReport.AnswerRow;
import org.apposite.log.report.DecisionReport.CardRow;
import org.apposite.log.report.DecisionReport.Day;
import org.apposite.log.report.DecisionReport.EventRow;
import org.apposite.log.report.DecisionReport.Lines;
import org.apposite.log.report.DecisionReport.OrderRow;
import org.apposite.log.report.DecisionReport.OverrideRow;
import org.apposite.log.report.DecisionReport.Time;
import org.apposite.log.report.DecisionReport.Total;
import org.apposite.log.report.Logged.Answer;
import org.apposite.log.report.Logged.Card;
import org.apposite.log.report.Logged.Decided;
import org.apposite.log.report.Logged.Erased;
import org.apposite.log.report.Logged.FedBack;
import org.apposite.log.report.Logged.Happened;
import org.apposite.log.report.Logged.Torn;
import org.apposite.log.report.Logged.Unreadable;
import org.apposite.log.store.LogLine;
import org.jspecify.annotations.Nullable;

/** The making of a report, line by line: first of feedback, then of decisions. For one thread, once. */
final class Reporting {

    /** Of how many cards it is remembered what became of them. */
    private static final int MOST_CARDS = 200_000;

    private static final int MOST_EVENTS = 10_000;
    private static final int MOST_PLACES = 20;
    private static final String OTHERS = "others";

    private final @Nullable Instant from;
    private final @Nullable Instant to;

    private final Map<String, FedBack> became = new HashMap<>();
    private final Pairing pairing = new Pairing();
    private final ByMode all = new ByMode();
    private final Tally<AnswerKey, ByMode> answers = new Tally<>(new AnswerKey(OTHERS, OTHERS, OTHERS), ByMode::new);
    private final Tally<CardKey, CardFigures> cards =
            new Tally<>(new CardKey(OTHERS, OTHERS, OTHERS), CardFigures::new);
    private final Tally<String, ByMode> orders = new Tally<>(OTHERS, ByMode::new);
    private final Tally<OverrideKey, long[]> overrides =
            new Tally<>(new OverrideKey(OTHERS, OTHERS), () -> new long[1]);
    private final TreeMap<LocalDate, ByMode> days = new TreeMap<>();
    private final List<Happened> events = new ArrayList<>();
    private final List<String> places = new ArrayList<>();
    private @Nullable Instant first;
    private @Nullable Instant last;
    private long feedback;
    private long feedbackToOthers;
    private long happened;
    private long erased;
    private long unreadable;

    private record AnswerKey(String topic, String outcome, String variant) {}

    private record CardKey(String topic, String kind, String indicator) {}

    private record OverrideKey(String reason, String kind) {}

    /** Figures of decisions and their cards. */
    private static final class Figures {
        long decisions;
        long withCard;
        long cards;

        void add(Decided decided) {
            decisions++;
            withCard += decided.cards().isEmpty() ? 0 : 1;
            cards += decided.cards().size();
        }

        Total total() {
            return new Total(decisions, withCard, cards);
        }
    }

    /** Figures of what was shown, and of what was not. */
    private static final class ByMode {
        final Figures shown = new Figures();
        final Figures silent = new Figures();
        final Figures triedOut = new Figures();
        long overridden;

        void add(Decided decided) {
            switch (decided.mode()) {
                case SHOWN -> shown.add(decided);
                case SILENT -> silent.add(decided);
                case TRIED_OUT -> triedOut.add(decided);
            }
        }

        long decisions() {
            return shown.decisions + silent.decisions + triedOut.decisions;
        }
    }

    private static final class CardFigures {
        long shown;
        long silent;
        long triedOut;
        long accepted;
        long overridden;
        final SortedMap<String, Long> suppressed = new TreeMap<>();
    }

    Reporting(@Nullable Instant from, @Nullable Instant to) {
        this.from = from;
        this.to = to;
    }

    DecisionReport of(LogSet logs) throws IOException {
        logs.feedbackFirst(this::take);
        became.values().stream().filter(one -> isOfTime(one.time())).forEach(one -> feedbackToOthers++);
        return report();
    }

    private void take(LogLine line, Logged logged) {
        if (logged instanceof FedBack one) {
            remember(one);
        } else if (logged instanceof Decided one) {
            take(one);
        } else if (logged instanceof Happened one) {
            if (isOfTime(one.time())) {
                happened++;
                if (events.size() < MOST_EVENTS) {
                    events.add(one);
                }
            }
        } else if (logged instanceof Erased) {
            erased++;
        } else {
            unreadable += logged instanceof Unreadable ? 1 : 0;
            if (places.size() < MOST_PLACES) {
                places.add(line.place() + (logged instanceof Torn ? ": is not whole" : ": cannot be read"));
            }
        }
    }

    private void remember(FedBack one) {
        if (became.containsKey(one.card()) || became.size() < MOST_CARDS) {
            became.put(one.card(), one);
        } else if (isOfTime(one.time())) {
            feedbackToOthers++;
        }
    }

    private void take(Decided decided) {
        boolean isOfTime = isOfTime(decided.time());
        if (!decided.isTriedOut()) {
            pairing.live(decided, isOfTime);
        } else if (isOfTime) {
            pairing.triedOut(decided);
        }
        if (isOfTime) {
            count(decided);
        }
        decided.cards().forEach(card -> became.remove(card.id()));
    }

    private void count(Decided decided) {
        first = first == null || decided.time().isBefore(first) ? decided.time() : first;
        last = last == null || decided.time().isAfter(last) ? decided.time() : last;
        Answer answer = decided.answer();
        all.add(decided);
        answers.of(new AnswerKey(answer.topic(), answer.outcome(), answer.variant()))
                .add(decided);
        decided.asked().forEach(asked -> orders.of(asked).add(decided));
        days.computeIfAbsent(LocalDate.ofInstant(decided.time(), ZoneOffset.UTC), ignored -> new ByMode())
                .add(decided);
        for (Card card : decided.cards()) {
            CardFigures figures = figures(answer, card);
            switch (decided.mode()) {
                case SHOWN -> figures.shown++;
                case SILENT -> figures.silent++;
                case TRIED_OUT -> figures.triedOut++;
            }
            FedBack became = this.became.get(card.id());
            if (became != null) {
                feedback++;
                count(decided, card, figures, became);
            }
        }
        decided.suppressed()
                .forEach(one -> figures(answer, one.card()).suppressed.merge(one.why(), 1L, Long::sum));
    }

    private CardFigures figures(Answer answer, Card card) {
        return cards.of(new CardKey(answer.topic(), card.kind(), card.indicator()));
    }

    private void count(Decided decided, Card card, CardFigures figures, FedBack became) {
        if (became.outcome().equals("accepted")) {
            figures.accepted++;
        } else {
            figures.overridden++;
            overrides.of(new OverrideKey(became.reason(), card.kind()))[0]++;
            decided.asked().forEach(asked -> orders.of(asked).overridden++);
        }
    }

    private boolean isOfTime(Instant time) {
        return (from == null || !time.isBefore(from)) && (to == null || time.isBefore(to));
    }

    private DecisionReport report() {
        return new DecisionReport(
                new Time(text(from), text(to), text(first), text(last)),
                new Lines(
                        all.decisions(), feedback, feedbackToOthers, happened, erased, unreadable, List.copyOf(places)),
                all.shown.total(),
                all.silent.total(),
                all.triedOut.total(),
                answers.rows(
                        (key, pair) -> new AnswerRow(
                                key.topic,
                                key.outcome,
                                key.variant,
                                pair.shown.total(),
                                pair.silent.total(),
                                pair.triedOut.total()),
                        Comparator.<AnswerRow>comparingLong(row -> row.shown().decisions()
                                        + row.silent().decisions()
                                        + row.triedOut().decisions())
                                .reversed()
                                .thenComparing(AnswerRow::topic)
                                .thenComparing(AnswerRow::outcome)
                                .thenComparing(AnswerRow::variant)),
                cards.rows(
                        (key, figures) -> new CardRow(
                                key.topic,
                                key.kind,
                                key.indicator,
                                figures.shown,
                                figures.silent,
                                figures.triedOut,
                                figures.suppressed,
                                figures.accepted,
                                figures.overridden),
                        Comparator.<CardRow>comparingLong(row -> row.shown() + row.silent() + row.triedOut())
                                .reversed()
                                .thenComparing(CardRow::topic)
                                .thenComparing(CardRow::kind)
                                .thenComparing(CardRow::indicator)),
                orders.rows(
                        (asked, pair) -> new OrderRow(
                                asked, pair.shown.total(), pair.silent.total(), pair.triedOut.total(), pair.overridden),
                        Comparator.<OrderRow>comparingLong(row -> row.shown().decisions()
                                        + row.silent().decisions()
                                        + row.triedOut().decisions())
                                .reversed()
                                .thenComparing(OrderRow::asked)),
                overrides.rows(
                        (key, count) -> new OverrideRow(key.reason, key.kind, count[0]),
                        Comparator.comparingLong(OverrideRow::cards)
                                .reversed()
                                .thenComparing(OverrideRow::reason)
                                .thenComparing(OverrideRow::kind)),
                pairing.comparison(),
                days.entrySet().stream()
                        .map(day -> new Day(
                                day.getKey().toString(),
                                day.getValue().shown.decisions,
                                day.getValue().shown.cards,
                                day.getValue().silent.cards,
                                day.getValue().triedOut.cards))
                        .toList(),
                events.stream()
                        .sorted(Comparator.comparing(Happened::time))
                        .map(one -> new EventRow(one.time().toString(), one.event(), one.details()))
                        .toList());
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}

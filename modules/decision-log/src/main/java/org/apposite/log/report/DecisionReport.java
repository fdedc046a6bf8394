package org.apposite.log.report;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apposite.log.store.LogStorage;
import org.jspecify.annotations.Nullable;

/**
 * What logs tell of a time: which cards came for which answers and orders, and what became of them; what silent rules would have
 * said; and what rules would have said that were tried out, and where they differ from those beside which they were asked. Rows stand in the order of their figures, the largest
 * first. Immutable and thread-safe, as long as nobody changes a map.
 *
 * @param time the time that it is of
 * @param lines the lines that were read
 * @param shown what was shown
 * @param silent what would have been, of the rules that answer, while they were silent
 * @param triedOut what would have been of rules that were only tried out beside those
 * @param answers by what the rules answered
 * @param cards by what cards are about
 * @param orders by what was ordered
 * @param overrides by the reason for which a card was overridden
 * @param comparison rules that were tried out beside those that answer
 * @param days by day, in order
 * @param events what happened, in order
 */
public record DecisionReport(
        Time time,
        Lines lines,
        Total shown,
        Total silent,
        Total triedOut,
        List<AnswerRow> answers,
        List<CardRow> cards,
        List<OrderRow> orders,
        List<OverrideRow> overrides,
        Comparison comparison,
        List<Day> days,
        List<EventRow> events) {

    /**
     * Reads logs, and holds no more of them than a report. They may be written meanwhile.
     *
     * @param logs folders for logs of a service, or files of logs
     * @param from the beginning of the time, null for that of the logs
     * @param to its end, which is not of it, null for that of the logs
     * @return the report
     * @throws IOException when one cannot be read
     * @throws IllegalArgumentException when one is no log, two hold the same lines, or the time ends before it begins; the message says
     *     which
     */
    public static DecisionReport of(List<Path> logs, @Nullable Instant from, @Nullable Instant to) throws IOException {
        return of(logs, List.of(), from, to);
    }

    /**
     * Reads logs, as {@link #of(List, Instant, Instant)}.
     *
     * @param others where logs are kept that are no files
     */
    public static DecisionReport of(
            List<Path> logs, List<LogStorage> others, @Nullable Instant from, @Nullable Instant to) throws IOException {
        if (from != null && to != null && !from.isBefore(to)) {
            throw new IllegalArgumentException("the time ends, " + to + ", before it begins, " + from);
        }
        return new Reporting(from, to).of(new LogSet(logs, others));
    }

    /**
     * A time, in UTC.
     *
     * @param from its beginning, null for that of the logs
     * @param to its end, null for that of the logs
     * @param first when the first decision in it was made, null when there is none
     * @param last when the last was made
     */
    public record Time(
            @Nullable String from,
            @Nullable String to,
            @Nullable String first,
            @Nullable String last) {}

    /**
     * Lines that were read.
     *
     * @param decisions decisions of the time
     * @param feedback feedback of the time to cards of decisions in these logs
     * @param feedbackToOthers feedback of the time to other cards, of decisions that are not in these logs, or beyond the 200,000
     *     that are remembered
     * @param events events of the time
     * @param erased lines whose text was erased, of whatever time
     * @param unreadable lines that cannot be read
     * @param places where these are, the first of them, and where a log ends in a line that is not whole
     */
    public record Lines(
            long decisions,
            long feedback,
            long feedbackToOthers,
            long events,
            long erased,
            long unreadable,
            List<String> places) {}

    /**
     * Decisions and their cards.
     *
     * @param decisions how many there are
     * @param withCard how many have a card
     * @param cards how many cards they have
     */
    public record Total(long decisions, long withCard, long cards) {}

    /**
     * An answer.
     *
     * @param topic the topic that answered, or none
     * @param outcome the outcome
     * @param variant the variant, or none
     * @param shown decisions that were shown
     * @param silent decisions that were not
     * @param triedOut decisions of rules that were tried out
     */
    public record AnswerRow(String topic, String outcome, String variant, Total shown, Total silent, Total triedOut) {}

    /**
     * Cards of a kind.
     *
     * @param topic the topic that answered
     * @param kind what they are about
     * @param indicator how urgent they are
     * @param shown how many came
     * @param silent how many would have come of the rules that answer
     * @param triedOut how many would have come of rules that were tried out
     * @param suppressed how many were not shown again, by why
     * @param accepted how many were accepted
     * @param overridden how many were overridden
     */
    public record CardRow(
            String topic,
            String kind,
            String indicator,
            long shown,
            long silent,
            long triedOut,
            Map<String, Long> suppressed,
            long accepted,
            long overridden) {}

    /**
     * Orders.
     *
     * @param asked the code of the procedure, or of the kind of study, that was ordered
     * @param shown decisions on them that were shown
     * @param silent decisions on them that were not
     * @param triedOut decisions on them of rules that were tried out
     * @param overridden how many cards that were shown were overridden
     */
    public record OrderRow(String asked, Total shown, Total silent, Total triedOut, long overridden) {}

    /**
     * A reason for which cards were overridden.
     *
     * @param reason its code, or none
     * @param kind what the cards are about
     * @param cards how many
     */
    public record OverrideRow(String reason, String kind, long cards) {}

    /**
     * Decisions of rules that were tried out beside those of the rules that answer in the same calls, whether these were shown or silent.
     *
     * @param live how many decisions the rules made that answer; what they say with and without a silent topic is one
     * @param compared how many of these have one of rules that were tried out beside them
     * @param pairs how many of rules that were tried out stand beside one
     * @param same how many of them say the same
     * @param differences what the others say otherwise; a pair may differ in several things
     * @param alone how many stand beside none, since the rules that answer had nothing to say
     * @param unpaired those for which that beside is named and not in the logs
     * @param unpairedIds their ids, the first of them
     */
    public record Comparison(
            long live,
            long compared,
            long pairs,
            long same,
            List<Difference> differences,
            long alone,
            long unpaired,
            List<String> unpairedIds) {}

    /**
     * What rules say otherwise that were tried out.
     *
     * @param in in what answers differ: outcome, topic, variant, preferred, rating, alert, text (of an alert, known in a log with a
     *     key) or cards
     * @param part of a rating the procedure, of an alert or its text the code, otherwise empty
     * @param live what the rules say that answer
     * @param triedOut what the others say
     * @param pairs how often
     * @param orders what was ordered in these pairs, as {@link OrderRow#asked}, up to ten of them in their order
     * @param example the id of a decision of the latter
     */
    public record Difference(
            String in, String part, String live, String triedOut, long pairs, List<String> orders, String example) {}

    /**
     * A day, in UTC.
     *
     * @param day the date
     * @param decisions how many were shown
     * @param cards how many cards came
     * @param silentCards how many would have come of the rules that answer
     * @param triedOutCards how many would have come of rules that were tried out
     */
    public record Day(String day, long decisions, long cards, long silentCards, long triedOutCards) {}

    /**
     * An event.
     *
     * @param time when
     * @param event what
     * @param details more of it, in the words of the log
     */
    public record EventRow(String time, String event, String details) {}
}

package org.apposite.log.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apposite.log.report.DecisionReport.Comparison;
import org.apposite.log.report.DecisionReport.Difference;
import org.apposite.log.report.Logged.Answer;
import org.apposite.log.report.Logged.Decided;

/**
 * Finds for each decision of rules that were tried out the one that it was made beside, whether that was shown or silent, and what
 * differs. The two stand near each other in a log, so that only the newest lines are remembered. For one thread.
 */
final class Pairing {

    private static final int REMEMBERED = 10_000;
    private static final int MOST_IDS = 20;
    private static final int MOST_ORDERS = 10;

    private final Map<String, Live> live = new LinkedHashMap<>();
    private final Map<String, List<Decided>> waiting = new LinkedHashMap<>();
    private final Tally<Key, Figures> differences = new Tally<>(new Key("others", "", "", ""), Figures::new);
    private final List<String> unpairedIds = new ArrayList<>();
    private long decisions;
    private long compared;
    private long pairs;
    private long same;
    private long alone;
    private long unpaired;

    /** A decision of the rules that answer. */
    private static final class Live {
        final Decided decided;
        final boolean isOfTime;
        boolean isCompared;

        Live(Decided decided, boolean isOfTime) {
            this.decided = decided;
            this.isOfTime = isOfTime;
        }
    }

    private record Key(String in, String part, String live, String triedOut) {}

    private static final class Figures {
        long pairs;
        final TreeSet<String> orders = new TreeSet<>();
        String example = "";
    }

    /** Takes a decision of the rules that answer, of whatever time. */
    void live(Decided decided, boolean isOfTime) {
        Live one = new Live(decided, isOfTime);
        // What is said with a silent topic, beside what was shown without it, is the same decision once more.
        decisions += isOfTime && decided.beside() == null ? 1 : 0;
        live.put(decided.id(), one);
        if (live.size() > REMEMBERED) {
            live.remove(live.keySet().iterator().next());
        }
        List<Decided> others = waiting.remove(decided.id());
        if (others != null) {
            others.forEach(other -> compare(one, other));
        }
    }

    /** Takes a decision of the time by rules that were tried out. */
    void triedOut(Decided decided) {
        String beside = decided.beside();
        if (beside == null) {
            alone++;
            return;
        }
        Live other = live.get(beside);
        if (other != null) {
            compare(other, decided);
            return;
        }
        waiting.computeIfAbsent(beside, id -> new ArrayList<>()).add(decided);
        if (waiting.size() > REMEMBERED) {
            giveUp(waiting.keySet().iterator().next());
        }
    }

    private void giveUp(String beside) {
        for (Decided one : Objects.requireNonNull(waiting.remove(beside))) {
            unpaired++;
            if (unpairedIds.size() < MOST_IDS) {
                unpairedIds.add(one.id());
            }
        }
    }

    private void compare(Live beside, Decided triedOut) {
        Decided live = beside.decided;
        compared += beside.isOfTime && !beside.isCompared ? 1 : 0;
        beside.isCompared = true;
        pairs++;
        List<Key> found = new ArrayList<>();
        Answer was = live.answer();
        Answer is = triedOut.answer();
        compare("outcome", "", was.outcome(), is.outcome(), found);
        compare("topic", "", was.topic(), is.topic(), found);
        compare("variant", "", was.variant(), is.variant(), found);
        compare("preferred", "", was.preferred(), is.preferred(), found);
        if (was.variant().equals(is.variant())) {
            // Another variant has other ratings, which says nothing new.
            compare("rating", was.ratings(), is.ratings(), found);
        }
        compare("alert", was.alerts(), is.alerts(), found);
        was.alertTexts().forEach((alert, text) -> {
            if (!text.equals(is.alertTexts().getOrDefault(alert, text))) {
                found.add(new Key("text", alert, "one", "another"));
            }
        });
        compare("cards", "", cards(live), cards(triedOut), found);
        if (found.isEmpty()) {
            same++;
        }
        for (Key one : found) {
            Figures figures = differences.of(one);
            figures.pairs++;
            if (figures.example.isEmpty()) {
                figures.example = triedOut.id();
            }
            for (String asked : live.asked()) {
                if (figures.orders.size() < MOST_ORDERS) {
                    figures.orders.add(asked);
                }
            }
        }
    }

    private static void compare(
            String in, SortedMap<String, String> was, SortedMap<String, String> is, List<Key> found) {
        TreeSet<String> parts = new TreeSet<>(was.keySet());
        parts.addAll(is.keySet());
        for (String part : parts) {
            compare(in, part, was.getOrDefault(part, Logged.NONE), is.getOrDefault(part, Logged.NONE), found);
        }
    }

    private static void compare(String in, String part, String was, String is, List<Key> found) {
        if (!was.equals(is)) {
            found.add(new Key(in, part, was, is));
        }
    }

    /** What would be shown, whether or not it was shown before. */
    private static String cards(Decided decided) {
        TreeSet<String> cards = new TreeSet<>();
        decided.cards().forEach(card -> cards.add(card.kind() + " (" + card.indicator() + ")"));
        decided.suppressed()
                .forEach(one -> cards.add(one.card().kind() + " (" + one.card().indicator() + ")"));
        return cards.isEmpty() ? Logged.NONE : cards.stream().collect(Collectors.joining(", "));
    }

    Comparison comparison() {
        List.copyOf(waiting.keySet()).forEach(this::giveUp);
        return new Comparison(
                decisions,
                compared,
                pairs,
                same,
                differences.rows(
                        (key, figures) -> new Difference(
                                key.in,
                                key.part,
                                key.live,
                                key.triedOut,
                                figures.pairs,
                                List.copyOf(figures.orders),
                                figures.example),
                        Comparator.comparingLong(Difference::pairs)
                                .reversed()
                                .thenComparing(Difference::in)
                                .thenComparing(Difference::part)
                                .thenComparing(Difference::live)
                                .thenComparing(Difference::triedOut)),
                alone,
                unpaired,
                List.copyOf(unpairedIds));
    }
}

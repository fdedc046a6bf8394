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
 * Finds for each silent decision the one that it was made beside, and what differs. The two stand near each other in a log, so
 * that only the newest lines are remembered. For one thread.
 */
final class Pairing {

    private static final int REMEMBERED = 10_000;
    private static final int MOST_IDS = 20;

    private final Map<String, Decided> shown = new LinkedHashMap<>();
    private final Map<String, List<Decided>> waiting = new LinkedHashMap<>();
    private final Tally<Key, Figures> differences = new Tally<>(new Key("others", "", "", ""), Figures::new);
    private final List<String> unpairedIds = new ArrayList<>();
    private long pairs;
    private long same;
    private long unpaired;

    private record Key(String in, String part, String shown, String silent) {}

    private static final class Figures {
        long pairs;
        String example = "";
    }

    /** Takes a decision that was shown, of whatever time. */
    void shown(Decided decided) {
        shown.put(decided.id(), decided);
        if (shown.size() > REMEMBERED) {
            shown.remove(shown.keySet().iterator().next());
        }
        List<Decided> silent = waiting.remove(decided.id());
        if (silent != null) {
            silent.forEach(one -> compare(decided, one));
        }
    }

    /** Takes a silent decision of the time that was made beside another. */
    void silent(String beside, Decided decided) {
        Decided other = shown.get(beside);
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

    private void compare(Decided live, Decided silent) {
        pairs++;
        List<Key> found = new ArrayList<>();
        Answer was = live.answer();
        Answer is = silent.answer();
        compare("outcome", "", was.outcome(), is.outcome(), found);
        compare("topic", "", was.topic(), is.topic(), found);
        compare("variant", "", was.variant(), is.variant(), found);
        compare("preferred", "", was.preferred(), is.preferred(), found);
        if (was.variant().equals(is.variant())) {
            // Another variant has other ratings, which says nothing new.
            compare("rating", was.ratings(), is.ratings(), found);
        }
        compare("alert", was.alerts(), is.alerts(), found);
        compare("cards", "", cards(live), cards(silent), found);
        if (found.isEmpty()) {
            same++;
        }
        for (Key one : found) {
            Figures figures = differences.of(one);
            figures.pairs++;
            if (figures.example.isEmpty()) {
                figures.example = silent.id();
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
                pairs,
                same,
                differences.rows(
                        (key, figures) ->
                                new Difference(key.in, key.part, key.shown, key.silent, figures.pairs, figures.example),
                        Comparator.comparingLong(Difference::pairs)
                                .reversed()
                                .thenComparing(Difference::in)
                                .thenComparing(Difference::part)
                                .thenComparing(Difference::shown)
                                .thenComparing(Difference::silent)),
                unpaired,
                List.copyOf(unpairedIds));
    }
}

package org.apposite.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.apposite.advice.Advice;
import org.apposite.advice.Alert;
import org.apposite.advice.MissingDatum;
import org.apposite.advice.OrderReview;
import org.apposite.batch.Input.Decided;
import org.apposite.batch.report.Counted;
import org.apposite.columns.Decision;
import org.apposite.columns.Decision.Answered;
import org.apposite.columns.Decision.Refused;

/** What is counted of rows and their answers: how often each path occurred. It does not grow with rows, but with what they differ in. */
final class Tally implements Counted {

    /** How many places and months are told apart; the others count as one. */
    static final int MOST_GROUPS = 500;

    private static final Pattern DAY = Pattern.compile("(\\d{4}-\\d{2})-\\d{2}.*");
    private static final Comparator<List<String>> BY_PATH = Tally::compare;

    private final TreeMap<List<String>, Long> counts = new TreeMap<>(BY_PATH);
    private final Set<List<String>> groups = new HashSet<>();

    private static int compare(List<String> one, List<String> other) {
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            int order = one.get(i).compareTo(other.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(one.size(), other.size());
    }

    /** Counts a row; of a place and a month when the columns that say so are carried over. */
    void add(Decided row, int siteAt, int monthAt) {
        List<String> group = siteAt < 0 && monthAt < 0
                ? List.of()
                : List.of(GROUP, carried(row, siteAt), month(carried(row, monthAt)));
        Counting counting = new Counting(group);
        counting.both(ROWS);
        boolean refused = false;
        boolean emergency = false;
        for (Decision decision : row.decisions()) {
            if (decision instanceof Answered answered) {
                add(answered.advice(), counting);
            } else if (decision instanceof Refused why) {
                refused = true;
                emergency |= !why.emergencies().isEmpty();
                counting.all(REJECT, why.error().code());
            }
        }
        if (refused) {
            counting.both(REJECTED);
        }
        if (emergency) {
            counting.both(REJECTED_WITH_EMERGENCY);
        }
    }

    private static void add(Advice advice, Counting counting) {
        counting.both(ANSWERS);
        counting.both(OUTCOME, advice.outcome().code());
        Advice.VariantMatch variant = advice.variant();
        if (variant != null) {
            counting.all(VARIANT, variant.topic(), variant.id(), variant.title());
        }
        OrderReview order = advice.order();
        if (order != null) {
            counting.both(
                    ORDER,
                    order.category() == null ? "not-rated" : order.category().code());
        }
        counting.both(BURDEN, burden(advice.alerts()));
        advice.alerts().stream()
                .map(alert -> List.of(alert.severity().code(), alert.code()))
                .distinct()
                .forEach(alert -> counting.all(ALERT, alert.get(0), alert.get(1)));
        for (MissingDatum datum : advice.missing()) {
            counting.all(MISSING, datum.code(), datum.blocking() ? "needed" : "could-change");
        }
        if (advice.missing().stream().anyMatch(MissingDatum::blocking)) {
            counting.both(ASKED);
        }
    }

    /** The most severe alert of an answer. */
    private static String burden(Collection<Alert> alerts) {
        return alerts.stream()
                .map(Alert::severity)
                .max(Comparator.naturalOrder())
                .map(Alert.Severity::code)
                .orElse("none");
    }

    private static String carried(Decided row, int at) {
        String value = at < 0 ? "" : row.carried().get(at);
        return value == null ? "" : value;
    }

    private static String month(String value) {
        return DAY.matcher(value).replaceFirst("$1");
    }

    /** Counts for all rows, and for those of a group. */
    private final class Counting {

        private final List<String> group;

        Counting(List<String> group) {
            this.group = group;
        }

        void all(String... path) {
            count(List.of(path), 1);
        }

        void both(String... path) {
            all(path);
            if (!group.isEmpty()) {
                List<String> ofGroup = new ArrayList<>(group);
                ofGroup.addAll(List.of(path));
                count(ofGroup, 1);
            }
        }
    }

    private void count(List<String> path, long times) {
        counts.merge(path.get(0).equals(GROUP) ? grouped(path) : path, times, Long::sum);
    }

    private List<String> grouped(List<String> path) {
        List<String> group = path.subList(1, GROUP_PARTS);
        if (groups.contains(group)) {
            return path;
        }
        if (groups.size() < MOST_GROUPS) {
            groups.add(List.copyOf(group));
            return path;
        }
        List<String> other = new ArrayList<>(List.of(GROUP, OTHERS, OTHERS));
        other.addAll(path.subList(GROUP_PARTS, path.size()));
        return other;
    }

    @Override
    public long count(String... path) {
        return counts.getOrDefault(List.of(path), 0L);
    }

    @Override
    public void below(List<String> path, BiConsumer<List<String>, Long> each) {
        for (Map.Entry<List<String>, Long> one : counts.tailMap(path, false).entrySet()) {
            List<String> found = one.getKey();
            if (found.size() <= path.size() || !found.subList(0, path.size()).equals(path)) {
                break;
            }
            each.accept(found.subList(path.size(), found.size()), one.getValue());
        }
    }

    /** Its counts as they are kept for a part: lists of a path and a number. */
    JsonNode json() {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        counts.forEach((path, times) -> {
            ArrayNode one = all.addArray();
            path.forEach(one::add);
            one.add(times);
        });
        return all;
    }

    /** Adds what was kept of a part. */
    void add(JsonNode kept) {
        for (JsonNode one : kept) {
            List<String> path = new ArrayList<>();
            for (int i = 0; i < one.size() - 1; i++) {
                path.add(one.get(i).asText());
            }
            count(List.copyOf(path), one.get(one.size() - 1).asLong());
        }
    }
}

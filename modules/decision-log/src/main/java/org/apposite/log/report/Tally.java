package org.apposite.log.report;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * Figures by what they are of, in memory that does not grow with the log: what comes beyond a number of different things is
 * counted together.
 *
 * @param <K> what figures are of, a record
 * @param <V> the figures
 */
final class Tally<K, V> {

    private static final int MOST = 5_000;

    private final Map<K, V> all = new HashMap<>();
    private final K others;
    private final Supplier<V> none;

    Tally(K others, Supplier<V> none) {
        this.others = others;
        this.none = none;
    }

    V of(K key) {
        boolean isTaken = all.size() < MOST || all.containsKey(key);
        return all.computeIfAbsent(isTaken ? key : others, ignored -> none.get());
    }

    /** A row for each, in an order of the rows. */
    <R> List<R> rows(BiFunction<K, V, R> row, Comparator<R> order) {
        return all.entrySet().stream()
                .map(one -> row.apply(one.getKey(), one.getValue()))
                .sorted(order)
                .toList();
    }
}

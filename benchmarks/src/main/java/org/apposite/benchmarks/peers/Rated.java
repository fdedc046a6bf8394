package org.apposite.benchmarks.peers;

import java.util.Map;
import java.util.Objects;

/**
 * One row of a variant's ratings.
 *
 * @param procedure its code
 * @param category its category
 * @param median the panel's median
 */
public record Rated(String procedure, String category, int median) {

    /** The row of a language that gives it by the names of its columns. */
    static Rated of(Map<?, ?> columns) {
        return new Rated(
                (String) Objects.requireNonNull(columns.get("procedure")),
                (String) Objects.requireNonNull(columns.get("category")),
                ((Number) Objects.requireNonNull(columns.get("median"))).intValue());
    }
}

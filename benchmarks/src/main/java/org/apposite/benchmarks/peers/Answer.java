package org.apposite.benchmarks.peers;

import java.util.List;

/**
 * What every peer must find out.
 *
 * @param end the variant, or {@code not-applicable}, or {@code data-required}
 * @param ratings the ratings of the variant
 */
public record Answer(String end, List<Rated> ratings) {

    static final String NOT_APPLICABLE = "not-applicable";
    static final String DATA_REQUIRED = "data-required";
}

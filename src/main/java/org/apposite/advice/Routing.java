package org.apposite.advice;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the case was led, for the rules that come after the routing. Immutable.
 *
 * @param outcome how the routing ended
 * @param variant the id of the matched variant, null when none matched
 * @param alsoMatches ids of the other variants whose definition holds
 */
public record Routing(Outcome outcome, @Nullable String variant, List<String> alsoMatches) {

    /** Copies the list. */
    public Routing {
        alsoMatches = List.copyOf(alsoMatches);
    }

    /**
     * A question of the rule language.
     *
     * @param id the id of a variant
     * @return whether the case matched it
     */
    public boolean matched(String id) {
        return id.equals(variant);
    }

    /**
     * A question of the rule language.
     *
     * @return whether no variant can be told before questions are answered
     */
    public boolean dataRequired() {
        return outcome == Outcome.DATA_REQUIRED;
    }

    /**
     * A question of the rule language.
     *
     * @return whether the case matched a variant
     */
    public boolean variantMatched() {
        return outcome == Outcome.VARIANT_MATCHED;
    }
}

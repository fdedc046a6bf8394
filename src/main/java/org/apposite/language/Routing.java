package org.apposite.language;

import java.util.List;
import org.apposite.advice.Advice.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Where the case was led, for the rules that come after the routing. Immutable.
 *
 * @param outcome how the routing ended
 * @param variant the id of the matched variant, null when none matched
 * @param alsoMatches ids of the other variants whose definition holds
 * @param exclusion the code of the reason why the topic does not apply, null when it does or no rule says why
 */
public record Routing(
        Outcome outcome,
        @Nullable String variant,
        List<String> alsoMatches,
        @Nullable String exclusion) {

    /** Copies the list. */
    public Routing {
        alsoMatches = List.copyOf(alsoMatches);
    }

    public boolean matched(String id) {
        return id.equals(variant);
    }

    public boolean alsoMatching(String id) {
        return alsoMatches.contains(id);
    }

    public boolean dataRequired() {
        return outcome == Outcome.DATA_REQUIRED;
    }

    public boolean variantMatched() {
        return outcome == Outcome.VARIANT_MATCHED;
    }

    public boolean excluded(String code) {
        return code.equals(exclusion);
    }

    public boolean notApplicable() {
        return outcome == Outcome.NOT_APPLICABLE;
    }
}

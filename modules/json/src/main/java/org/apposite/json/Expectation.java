package org.apposite.json;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apposite.advice.Advice.Outcome;
import org.apposite.advice.Alert.Severity;
import org.apposite.advice.MissingDatum.Effect;
import org.apposite.advice.NextStep.Urgency;
import org.apposite.advice.Radiation;
import org.apposite.advice.Recommendation;
import org.jspecify.annotations.Nullable;

/**
 * What the answer to a case beside the rules must say. Each part is null when nothing is expected of it. Immutable.
 *
 * @param topic the id of the topic that answers, {@code none} when none does
 * @param headlines the texts of all headlines, in any order
 * @param outcome the outcome
 * @param variant the id of the matched variant
 * @param alsoMatches the ids of all other variants that match, in any order
 * @param exclusion the id of the exclusion
 * @param redFlags the codes of all red flags, in any order
 * @param preferred the codes of all preferred procedures, in any order
 * @param setAside the codes of all procedures that are set aside, in any order
 * @param ratings the rating of every rated procedure by its code, in any order
 * @param alerts alerts that must be there, with their severity
 * @param absentAlerts codes of alerts that must not be there
 * @param nextSteps the codes of all next steps, in any order
 * @param urgencies next steps that must be there, with their urgency
 * @param blocking the codes of all blocking missing data, in any order
 * @param missing missing data that do not block and must be listed, with exactly what they could change
 * @param notMissing codes of data that must not be listed as missing
 * @param differential the codes of all diagnoses in question, in any order
 * @param because diagnoses that must be in question, with the codes of all that raises them, in any order
 * @param order what is said of the proposed order
 * @param region the code of the region of all preferred procedures
 * @param fired the ids of rules that must fire
 * @param notFired the ids of rules that must not fire
 * @param error words in the message with which the case must be refused
 */
public record Expectation(
        @Nullable String topic,
        @Nullable List<String> headlines,
        @Nullable Outcome outcome,
        @Nullable String variant,
        @Nullable List<String> alsoMatches,
        @Nullable String exclusion,
        @Nullable List<String> redFlags,
        @Nullable List<String> preferred,
        @Nullable List<String> setAside,
        @Nullable Map<String, Rating> ratings,
        @Nullable Map<String, Severity> alerts,
        @Nullable List<String> absentAlerts,
        @Nullable List<String> nextSteps,
        @Nullable Map<String, Urgency> urgencies,
        @Nullable List<String> blocking,
        @Nullable Map<String, List<Effect>> missing,
        @Nullable List<String> notMissing,
        @Nullable List<String> differential,
        @Nullable Map<String, List<String>> because,
        @Nullable Order order,
        @Nullable String region,
        @Nullable List<String> fired,
        @Nullable List<String> notFired,
        @Nullable String error) {

    /** Stands in a file for what a source does not state. */
    static final String NOT_STATED = "not-stated";

    static final Expectation NOTHING = new Expectation(
            null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
            null, null, null, null, null, null);

    /** Copies the lists and maps. */
    public Expectation {
        headlines = copied(headlines);
        alsoMatches = copied(alsoMatches);
        redFlags = copied(redFlags);
        preferred = copied(preferred);
        setAside = copied(setAside);
        ratings = copied(ratings);
        alerts = copied(alerts);
        absentAlerts = copied(absentAlerts);
        nextSteps = copied(nextSteps);
        urgencies = copied(urgencies);
        blocking = copied(blocking);
        missing = copied(missing);
        notMissing = copied(notMissing);
        differential = copied(differential);
        because = copied(because);
        fired = copied(fired);
        notFired = copied(notFired);
    }

    /**
     * The rating that is expected of one procedure.
     *
     * @param category the category
     * @param disagreement whether the panel disagreed on it
     * @param median the median, 1 to 9; null when its source does not state it
     * @param radiation the relative radiation level, null when its source does not state it
     */
    public record Rating(
            Recommendation.Category category,
            boolean disagreement,
            @Nullable Integer median,
            Radiation.@Nullable Level radiation) {

        /** The rating in one line, as a reader writes it. */
        @Override
        public String toString() {
            return category.code() + (disagreement ? " (disagreement), " : ", ")
                    + (median == null ? "median " + NOT_STATED : median)
                    + ", radiation " + (radiation == null ? NOT_STATED : radiation.code());
        }
    }

    /**
     * What is expected of the review of the proposed order.
     *
     * @param procedure the code of the procedure, {@code none} when the vocabulary has none; null when not compared
     * @param category the category, null when not compared or when {@code unrated}
     * @param unrated whether no category is expected
     */
    public record Order(@Nullable String procedure, Recommendation.@Nullable Category category, boolean unrated) {}

    private static @Nullable List<String> copied(@Nullable List<String> list) {
        return list == null ? null : List.copyOf(list);
    }

    private static <V> @Nullable Map<String, V> copied(@Nullable Map<String, V> map) {
        return map == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}

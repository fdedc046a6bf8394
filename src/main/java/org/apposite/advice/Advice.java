package org.apposite.advice;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apposite.advice.Alert.Severity;
import org.apposite.advice.Recommendation.Category;
import org.apposite.patient.Coded;
import org.jspecify.annotations.Nullable;

/**
 * The answer for one case. It is self-contained: what to do, why, on which facts, by which content, and what was not
 * known and would matter. Immutable and thread-safe; equal for equal cases and content.
 *
 * @param id the case's id, null when it had none
 * @param topic the id of the topic that answers the case; null when none does, or it is undecided between several
 * @param headlines texts above everything else, in the order of the rules; usually none
 * @param outcome how the evaluation ended
 * @param variant the matched variant, null unless {@link Outcome#VARIANT_MATCHED}
 * @param alsoMatches ids of the other variants whose definition holds, in the order of the routing
 * @param exclusion why the topic does not apply, null unless {@link Outcome#NOT_APPLICABLE}
 * @param redFlags the red flags, in the topic's order, most urgent first
 * @param differential the diagnoses in question, in the order of the rules
 * @param recommendations all rated procedures of the variant: preferred first, then by category, median (highest
 *     first, not stated last), radiation (least first, not stated last) and code; empty unless a variant matched
 * @param alerts most severe first, then by code
 * @param nextSteps most urgent first, then in the order of the rules
 * @param missing blocking first, then most urgent first
 * @param order what the variant says of the proposed order, null when none was proposed
 * @param trace the rules that fired
 * @param provenance the content that answered
 */
public record Advice(
        @Nullable String id,
        @Nullable String topic,
        List<Headline> headlines,
        Outcome outcome,
        @Nullable VariantMatch variant,
        List<String> alsoMatches,
        @Nullable Exclusion exclusion,
        List<RedFlag> redFlags,
        List<Differential> differential,
        List<Recommendation> recommendations,
        List<Alert> alerts,
        List<NextStep> nextSteps,
        List<MissingDatum> missing,
        @Nullable OrderReview order,
        Trace trace,
        Provenance provenance) {

    /** How many questions a person is asked at once; the most urgent come first. */
    private static final int QUESTIONS_AT_ONCE = 3;

    /** Copies the lists. */
    public Advice {
        Objects.requireNonNull(outcome, "outcome");
        headlines = List.copyOf(headlines);
        alsoMatches = List.copyOf(alsoMatches);
        redFlags = List.copyOf(redFlags);
        differential = List.copyOf(differential);
        recommendations = List.copyOf(recommendations);
        alerts = List.copyOf(alerts);
        nextSteps = List.copyOf(nextSteps);
        missing = List.copyOf(missing);
    }

    /**
     * A text above everything else.
     *
     * @param text what it says
     * @param sources the keys of its sources
     */
    public record Headline(String text, List<String> sources) {

        /** Copies the list. */
        public Headline {
            sources = List.copyOf(sources);
        }
    }

    /**
     * The matched variant.
     *
     * @return empty unless the outcome is {@link Outcome#VARIANT_MATCHED}
     */
    public Optional<VariantMatch> matched() {
        return Optional.ofNullable(variant);
    }

    /**
     * The studies to do next.
     *
     * @return the preferred recommendations, which are equals; empty when there is none
     */
    public List<Recommendation> preferred() {
        return recommendations.stream().filter(Recommendation::preferred).toList();
    }

    /**
     * What is best where no study is preferred.
     *
     * @return the recommendations of the best category that are not set aside; empty where none is better than usually not
     *     appropriate
     */
    public List<Recommendation> best() {
        List<Recommendation> possible = recommendations.stream()
                .filter(study -> study.setAside() == null && study.category() != Category.USUALLY_NOT_APPROPRIATE)
                .toList();
        Optional<Category> best =
                possible.stream().map(Recommendation::category).min(Comparator.naturalOrder());
        return possible.stream()
                .filter(study -> study.category() == best.orElseThrow())
                .toList();
    }

    /**
     * The alerts of a severity.
     *
     * @param severity exactly this one
     * @return in their order
     */
    public List<Alert> alerts(Severity severity) {
        return alerts.stream().filter(alert -> alert.severity() == severity).toList();
    }

    /**
     * What to ask a person first: of the missing data the most urgent, up to three.
     *
     * @return the blocking ones alone while there are any
     */
    public List<MissingDatum> firstQuestions() {
        boolean blocked = missing.stream().anyMatch(MissingDatum::blocking);
        return missing.stream()
                .filter(datum -> datum.blocking() || !blocked)
                .limit(QUESTIONS_AT_ONCE)
                .toList();
    }

    /**
     * The answer in one line, for a log: outcome, topic, variant, preferred studies, the number of alerts with the critical ones
     * by name, and the digest of the rules. It holds neither the id nor a text.
     */
    @Override
    public String toString() {
        StringJoiner line = new StringJoiner(", ");
        line.add(outcome.code());
        line.add("topic " + (topic == null ? "none" : topic));
        matched().ifPresent(one -> line.add("variant " + one.id()));
        if (!preferred().isEmpty()) {
            line.add("preferred " + joined(preferred().stream().map(Recommendation::procedure), " or "));
        }
        List<Alert> critical = alerts(Severity.CRITICAL);
        line.add(alerts.size()
                + (alerts.size() == 1 ? " alert" : " alerts")
                + (critical.isEmpty()
                        ? ""
                        : " (critical: " + joined(critical.stream().map(Alert::code), ", ") + ")"));
        return line.add(provenance.digest()).toString();
    }

    private static String joined(Stream<String> codes, String by) {
        return codes.collect(Collectors.joining(by));
    }

    /** How an evaluation ended. There is no fourth way: an answer is never silently empty. */
    public enum Outcome implements Coded {
        /** One variant matches; the recommendations are its ratings. */
        VARIANT_MATCHED("variant-matched"),
        /** No variant can be chosen before the blocking questions among the missing data are answered. */
        DATA_REQUIRED("data-required"),
        /** The topic does not apply; the exclusion says why and where to look instead. */
        NOT_APPLICABLE("not-applicable");

        private final String code;

        Outcome(String code) {
            this.code = code;
        }

        @Override
        public String code() {
            return code;
        }
    }

    /**
     * The clinical variant that the case matches.
     *
     * @param topic the topic's id
     * @param id the variant's id
     * @param number the variant's number in its source
     * @param title the variant, for a reader
     */
    public record VariantMatch(String topic, String id, int number, String title) {}

    /**
     * Why a topic does not apply.
     *
     * @param id its code
     * @param text the reason, for a reader
     * @param seeInstead where to look instead
     * @param source the key of the source, null when the engine itself found that no loaded topic answers the complaint
     */
    public record Exclusion(
            String id,
            String text,
            String seeInstead,
            @Nullable String source) {

        /** The code when no loaded topic answers the complaint. */
        public static final String COMPLAINT_NOT_COVERED = "complaint-not-covered";

        /** The code when a loaded topic answers the complaint, but not in this patient. */
        public static final String PATIENT_NOT_COVERED = "patient-not-covered";

        /** The code when a topic applies and none of its variants matches. */
        public static final String NO_VARIANT_MATCHED = "no-variant-matched";
    }
}

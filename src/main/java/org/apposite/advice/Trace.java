package org.apposite.advice;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apposite.patient.Coded;
import org.jspecify.annotations.Nullable;

/**
 * Which rules fired, on which facts, and what they concluded. Reasons and conclusions say in codes what they are about; the
 * words beside them are for people.
 *
 * @param steps in the order of reasoning: red flags, exclusions and variants, ratings, differential, alerts, steps; within
 *     a kind by file and line
 */
public record Trace(List<Step> steps) {

    /**
     * The id of the one step that is not a rule: no rule concluded a variant or an exclusion, and none asked, so the engine
     * asks for what is not stated. The topic then lacks a rule.
     */
    public static final String ASKED_BY_NO_RULE = "asked-by-no-rule";

    /** The code of the proposed order among the codes of a reason. */
    public static final String ORDER = "order";

    /** Copies the list. */
    public Trace {
        steps = List.copyOf(steps);
    }

    /**
     * The steps that concluded something.
     *
     * @param kind of what kind it is
     * @param code its code
     * @return the steps, in order; none when no rule concluded it
     */
    public List<Step> concluding(Kind kind, String code) {
        return steps.stream()
                .filter(step ->
                        step.concluded().stream().anyMatch(one -> one.kind() == kind && code.equals(one.code())))
                .toList();
    }

    /**
     * Whether a conclusion is about the proposed order: every rule that concluded it asks for the order, itself or through
     * what other rules concluded.
     *
     * @param kind of what kind the conclusion is
     * @param code its code
     * @return false when a rule concluded it of the case alone, and when none did
     */
    public boolean isAboutOrder(Kind kind, String code) {
        List<Step> concluding = concluding(kind, code);
        return !concluding.isEmpty()
                && concluding.stream()
                        .allMatch(step -> step.because().stream()
                                .anyMatch(reason -> restsOn(reason).contains(ORDER)));
    }

    /**
     * What is known, or not known, that a reason rests on in the end: through the derived findings, red flags and situations
     * that other rules concluded.
     *
     * @param reason a reason of a step
     * @return codes of data, and {@link #ORDER} for the proposed order, first those that the reason names itself
     */
    public Set<String> restsOn(Reason reason) {
        Set<String> data = new LinkedHashSet<>();
        follow(reason, data, new HashSet<>());
        return data;
    }

    private void follow(Reason reason, Set<String> data, Set<Step> followed) {
        // The codes of the other kinds are those of conclusions, which are followed.
        if (reason.kind() == Kind.DATUM || reason.kind() == Kind.RATING) {
            data.addAll(reason.codes());
        }
        for (Step step : steps) {
            if (reason.restsOn(step) && followed.add(step)) {
                step.because().forEach(one -> follow(one, data, followed));
            }
        }
    }

    /**
     * One rule that fired.
     *
     * @param rule the rule's id
     * @param name the rule's name, a sentence
     * @param file the rule's file, relative to the rules folder, with {@code /}
     * @param line the line where the rule begins, from 1
     * @param because the facts it fired on
     * @param concluded what it concluded
     */
    public record Step(
            String rule, String name, String file, int line, List<Reason> because, List<Conclusion> concluded) {

        /** Copies the lists. */
        public Step {
            because = List.copyOf(because);
            concluded = List.copyOf(concluded);
        }

        /**
         * Whether it fired because of another step.
         *
         * @param other a step of the same trace
         * @return true when one of its reasons rests on what that concluded
         */
        public boolean restsOn(Step other) {
            return because.stream().anyMatch(reason -> reason.restsOn(other));
        }

        /**
         * The facts it fired on, in plain words.
         *
         * @return words in the middle of a sentence
         */
        public List<String> reasons() {
            return because.stream().map(Reason::text).toList();
        }

        /**
         * What it concluded, in plain words.
         *
         * @return words in the middle of a sentence
         */
        public List<String> conclusions() {
            return concluded.stream().map(Conclusion::text).toList();
        }
    }

    /**
     * A fact that a rule fired on.
     *
     * @param text the fact in plain words
     * @param kind what it is: {@link Kind#DATUM} for what is known of the patient, or what rules concluded before
     * @param codes which data, or which conclusion; of a rating of the proposed order {@link Trace#ORDER}; empty where no code
     *     tells it
     */
    public record Reason(String text, Kind kind, List<String> codes) {

        /** Copies the list. */
        public Reason {
            codes = List.copyOf(codes);
        }

        /**
         * Whether it is a fact because of this step.
         *
         * @param step a step of the same trace
         * @return true when the step concluded the derived finding, red flag or situation that this names
         */
        public boolean restsOn(Step step) {
            Kind wanted = kind == Kind.DATUM ? Kind.FINDING : kind;
            return step.concluded().stream()
                    .anyMatch(one -> one.kind() == wanted && one.code() != null && codes.contains(one.code()));
        }
    }

    /**
     * Something that a rule concluded.
     *
     * @param text the conclusion in plain words
     * @param kind what it is
     * @param code its code; null for a headline and for the ratings, which are many
     */
    public record Conclusion(
            String text, Kind kind, @Nullable String code) {}

    /** What a reason or a conclusion is about. */
    public enum Kind implements Coded {
        /** What is known of the patient; a reason only. */
        DATUM("datum"),
        /** A derived finding. */
        FINDING("finding"),
        /** A red flag. */
        RED_FLAG("red-flag"),
        /** What other rules build on. */
        SITUATION("situation"),
        /** Why the topic does not apply. */
        EXCLUSION("exclusion"),
        /** A datum that is asked for. */
        QUESTION("question"),
        /** A variant, or how the routing ended. */
        VARIANT("variant"),
        /** Rows of ratings, or how they rank. */
        RATING("rating"),
        /** A study to do next. */
        PREFERENCE("preference"),
        /** A study that cannot be done, or need not be. */
        SET_ASIDE("set-aside"),
        /** What speaks for or against a study. */
        REMARK("remark"),
        /** A diagnosis in question, or what raises it. */
        DIFFERENTIAL("differential"),
        /** A text above the answer. */
        HEADLINE("headline"),
        /** An alert, or whether there is an emergency. */
        ALERT("alert"),
        /** What to do after a study. */
        NEXT_STEP("next-step");

        private final String code;

        Kind(String code) {
            this.code = code;
        }

        @Override
        public String code() {
            return code;
        }
    }
}

package org.apposite.json;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apposite.advice.Advice;
import org.apposite.advice.Advice.Exclusion;
import org.apposite.advice.Advice.Headline;
import org.apposite.advice.Advice.VariantMatch;
import org.apposite.advice.Alert;
import org.apposite.advice.Differential;
import org.apposite.advice.MissingDatum;
import org.apposite.advice.MissingDatum.Effect;
import org.apposite.advice.NextStep;
import org.apposite.advice.OrderReview;
import org.apposite.advice.Recommendation;
import org.apposite.advice.RedFlag;
import org.apposite.patient.Coded;
import org.jspecify.annotations.Nullable;

/**
 * What one answer says otherwise than another, in codes: for a host that asks again once more is known, or with other rules.
 * It is empty when both say the same; the id of the case, the trace and the provenance are not compared. Immutable and
 * thread-safe.
 *
 * @param changes what changed, part by part in the order of {@link Part}
 */
public record AdviceDifference(List<Change> changes) {

    private static final String NONE = "none";

    /** Copies the list. */
    public AdviceDifference {
        changes = List.copyOf(changes);
    }

    /**
     * Compares two answers.
     *
     * @param before an answer
     * @param after another one
     * @return what the second one says otherwise
     */
    public static AdviceDifference between(Advice before, Advice after) {
        return new AdviceDifference(Stream.of(Part.values())
                .flatMap(part -> part.changes(before, after))
                .toList());
    }

    /**
     * Whether both say the same.
     *
     * @return true when there is no change
     */
    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /**
     * The changes of one part.
     *
     * @param part the part
     * @return its changes, in the order of the answers
     */
    public List<Change> of(Part part) {
        return changes.stream().filter(change -> change.part() == part).toList();
    }

    /** A line for each change, without a line break at the end. */
    @Override
    public String toString() {
        return changes.stream().map(Change::toString).collect(Collectors.joining("\n"));
    }

    /**
     * One change.
     *
     * @param part the part of the answer
     * @param code what changed there, such as the code of an alert or a procedure; empty where a part is one value, and when
     *     the order changed
     * @param how how it changed
     * @param before what it was, in codes, such as a severity or a category; null when it is new, and when the order changed
     * @param after what it is now; null when it is gone, and when the order changed
     */
    public record Change(
            Part part,
            String code,
            How how,
            @Nullable String before,
            @Nullable String after) {

        /** The change in one line. */
        @Override
        public String toString() {
            String what = code.isEmpty() ? part.key() : part.key() + ": " + code;
            return switch (how) {
                case ADDED -> what + inBrackets(after) + " is new";
                case REMOVED -> what + inBrackets(before) + " is gone";
                case CHANGED -> what + " was " + before + ", is now " + after;
                case REWORDED -> what + " is worded otherwise";
                case REORDERED -> what + " in another order";
            };
        }

        private static String inBrackets(@Nullable String state) {
            return state == null || state.isEmpty() ? "" : " (" + state + ")";
        }
    }

    /** How something changed. */
    public enum How {
        /** It is new. */
        ADDED,
        /** It is gone. */
        REMOVED,
        /** It is there with other codes: another severity, category, urgency or effect, or another value. */
        CHANGED,
        /** Its codes are the same; its text, its sources or what else is for a reader differ. */
        REWORDED,
        /** The same things stand in another order. */
        REORDERED
    }

    /** A part of an answer; its key is the one by which a case beside the rules expects it. */
    public enum Part {
        /** The topic that answers. */
        TOPIC("topic", one(Advice::topic, topic -> topic, topic -> topic)),
        /** The texts above everything else, which have no codes: the text stands for it. */
        HEADLINES("headlines", each(Advice::headlines, Headline::text, one -> "", one -> one)),
        /** How the evaluation ended. */
        OUTCOME("outcome", one(Advice::outcome, Coded::code, one -> one)),
        /** The matched variant. */
        VARIANT("variant", one(Advice::variant, VariantMatch::id, one -> one)),
        /** The other variants whose definition holds. */
        ALSO_MATCHES("alsoMatches", each(Advice::alsoMatches, id -> id, id -> "", id -> id)),
        /** Why the topic does not apply. */
        EXCLUSION("exclusion", one(Advice::exclusion, Exclusion::id, one -> one)),
        /** The red flags. */
        RED_FLAGS("redFlags", each(Advice::redFlags, RedFlag::code, one -> "", one -> one)),
        /** The studies to do next. */
        PREFERRED("preferred", each(Advice::preferred, Recommendation::procedure, one -> "", one -> "")),
        /** The studies that cannot be done, or need not be. */
        SET_ASIDE("setAside", each(Part::setAside, Recommendation::procedure, one -> "", Recommendation::setAside)),
        /** The ratings, with their category, disagreement, median and radiation level. */
        RATINGS(
                "ratings",
                each(Advice::recommendations, Recommendation::procedure, Part::rating, Part::besidesTheRating)),
        /** The alerts, with their severity. */
        ALERTS("alerts", each(Advice::alerts, Alert::code, one -> one.severity().code(), one -> one)),
        /** The next steps, with their urgency. */
        NEXT_STEPS(
                "nextSteps",
                each(Advice::nextSteps, NextStep::code, one -> one.urgency().code(), one -> one)),
        /** What nobody stated: blocking, or what it could change. */
        MISSING("missing", each(Advice::missing, MissingDatum::code, Part::effects, one -> one)),
        /** The diagnoses in question, with what raises them. */
        DIFFERENTIAL(
                "differential",
                each(Advice::differential, Differential::code, one -> listed(one.because()), one -> one)),
        /** What is said of the proposed order: its procedure and category. */
        ORDER("order", one(Advice::order, Part::review, one -> one));

        private final String key;
        private final Function<Advice, Map<String, Item>> items;

        Part(String key, Function<Advice, Map<String, Item>> items) {
            this.key = key;
            this.items = items;
        }

        /**
         * Its key.
         *
         * @return the key, such as {@code nextSteps}
         */
        public String key() {
            return key;
        }

        private Stream<Change> changes(Advice before, Advice after) {
            Map<String, Item> were = items.apply(before);
            Map<String, Item> are = items.apply(after);
            List<Change> changes = new ArrayList<>();
            were.forEach((code, was) -> {
                Item is = are.get(code);
                if (is == null) {
                    changes.add(new Change(this, code, How.REMOVED, was.state, null));
                } else if (!was.state.equals(is.state)) {
                    changes.add(new Change(this, code, How.CHANGED, was.state, is.state));
                } else if (!was.equals(is)) {
                    changes.add(new Change(this, code, How.REWORDED, was.state, is.state));
                }
            });
            are.forEach((code, is) -> {
                if (!were.containsKey(code)) {
                    changes.add(new Change(this, code, How.ADDED, null, is.state));
                }
            });
            if (!common(were, are).equals(common(are, were))) {
                changes.add(new Change(this, "", How.REORDERED, null, null));
            }
            return changes.stream();
        }

        private static List<String> common(Map<String, Item> some, Map<String, Item> others) {
            return some.keySet().stream().filter(others::containsKey).toList();
        }

        /** What is there at most once. */
        private static <T> Function<Advice, Map<String, Item>> one(
                Function<Advice, @Nullable T> part, Function<T, String> state, Function<T, Object> wording) {
            return advice -> {
                T value = part.apply(advice);
                return Map.of(
                        "", value == null ? new Item(NONE, NONE) : new Item(state.apply(value), wording.apply(value)));
            };
        }

        private static <T> Function<Advice, Map<String, Item>> each(
                Function<Advice, List<T>> part,
                Function<T, String> code,
                Function<T, String> state,
                Function<T, @Nullable Object> wording) {
            return advice -> {
                Map<String, Item> items = new LinkedHashMap<>();
                part.apply(advice)
                        .forEach(one -> items.put(code.apply(one), new Item(state.apply(one), wording.apply(one))));
                return items;
            };
        }

        private static List<Recommendation> setAside(Advice advice) {
            return advice.recommendations().stream()
                    .filter(one -> one.setAside() != null)
                    .toList();
        }

        private static String rating(Recommendation one) {
            return one.category().code()
                    + (one.disagreement() ? ", disagreement" : "")
                    + (one.median() == null ? "" : ", median " + one.median())
                    + (one.radiation() == null
                            ? ""
                            : ", radiation " + one.radiation().level().code());
        }

        private static Object besidesTheRating(Recommendation one) {
            return Arrays.asList(
                    one.display(), one.region(), one.transcribed(), one.radiation(), one.reasons(), one.sources());
        }

        private static String effects(MissingDatum one) {
            return one.blocking()
                    ? "blocking"
                    : listed(one.couldChange().stream().map(Effect::code).toList());
        }

        private static String listed(List<String> codes) {
            return codes.isEmpty() ? NONE : String.join(", ", codes);
        }

        private static String review(OrderReview one) {
            return (one.procedure() == null ? "no procedure" : one.procedure()) + ", "
                    + (one.category() == null ? "unrated" : one.category().code())
                    + (one.disagreement() ? ", disagreement" : "")
                    + (one.preferred() ? ", preferred" : "")
                    + (one.setAside() == null ? "" : ", set aside");
        }
    }

    /** Something of an answer: what it is in codes, and all that is for a reader. */
    private record Item(String state, @Nullable Object wording) {}
}

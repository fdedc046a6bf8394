package org.apposite.authoring.mutation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apposite.model.Topic;
import org.apposite.model.Topic.AllOf;
import org.apposite.model.Topic.AnyOf;
import org.apposite.model.Topic.Condition;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Question;
import org.apposite.model.Topic.Variant;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.model.Vocabulary.Procedure;
import org.apposite.patient.Coded;
import org.apposite.patient.Contrast;
import org.apposite.patient.ImagingResult;
import org.apposite.patient.Region;
import org.jspecify.annotations.Nullable;

/**
 * What can be stated of a patient as far as the questions of a topic tell it apart: for each datum the values that some
 * question answers differently. What a question depends on and this does not know is taken to be free, so that whatever
 * holds in every world holds for every patient, though not the reverse.
 */
final class World {

    private static final String UNKNOWN = "unknown";
    private static final String ANOTHER = "another";
    private static final String NOT_DONE = "not-done";
    private static final String ELSEWHERE = "elsewhere";
    private static final String NONE = "none";
    private static final String YES = "yes";
    private static final String NO = "no";
    private static final List<String> FREE = List.of(YES, NO);
    private static final List<String> PRESENCES = List.of("present", "absent", UNKNOWN);
    private static final int MONTHS_PER_YEAR = 12;
    private static final int DAYS_PER_WEEK = 7;

    private final Topic topic;
    private final Set<String> complaints = new TreeSet<>();
    private final List<String> suspicions;
    private final Set<String> orderedStudies = new TreeSet<>();
    private final Set<Integer> ages = new TreeSet<>();
    private final Set<Integer> durations = new TreeSet<>();
    private final Set<Integer> filtrations = new TreeSet<>();
    private final Set<String> preferred = new TreeSet<>();
    private final Set<String> appropriate = new TreeSet<>();

    World(Topic before, Topic after, Vocabulary vocabulary) {
        this.topic = before;
        this.suspicions = vocabulary.codes(Kind.SUSPICION);
        Stream.of(before, after).flatMap(one -> one.rules().stream()).forEach(rule -> {
            rule.when().forEach(pattern -> pattern.conditions().forEach(one -> each(one, this::note)));
            rule.then().forEach(one -> note(one, vocabulary));
        });
    }

    private static void each(Condition condition, Consumer<Question> seen) {
        if (condition instanceof AllOf all) {
            all.conditions().forEach(one -> each(one, seen));
        } else if (condition instanceof AnyOf any) {
            any.conditions().forEach(one -> each(one, seen));
        } else {
            seen.accept((Question) condition);
        }
    }

    private void note(Question question) {
        switch (question.name()) {
            case "complaintIs" -> complaints.add(text(question, 0));
            case "orders", "ordersWithContrast" -> orderedStudies.add(text(question, 0));
            case "youngerThan", "agedAtLeast" -> ages.add(months(question));
            case "lastingMoreThan", "lastingAtMost" -> durations.add(days(question) + 1);
            case "egfrBelow", "egfrAtLeast" ->
                filtrations.add(question.arguments().get(0).number());
            default -> {
                // Its values are closed lists.
            }
        }
    }

    private void note(Consequence consequence, Vocabulary vocabulary) {
        Procedure procedure =
                vocabulary.procedures().get(consequence.arguments().get(0).text());
        if (procedure == null) {
            return;
        }
        String study = procedure.study().code();
        if (consequence.verb().equals("prefer")) {
            preferred.add(study);
            Contrast contrast = procedure.contrast();
            preferred.add(study + ' ' + (contrast == null ? NONE : contrast.code()));
        } else if (consequence.verb().equals("rate")
                && consequence.arguments().get(1).text().startsWith("usually-appropriate")) {
            appropriate.add(study);
        }
    }

    /** The values of a variable. */
    List<String> values(String variable) {
        String kind = variable.substring(0, variable.indexOf(' '));
        return switch (kind) {
            case "finding" -> PRESENCES;
            case "age" -> pieces(ages);
            case "duration" -> pieces(durations);
            case "egfr" -> pieces(filtrations);
            case "complaint" ->
                Stream.concat(Stream.of(UNKNOWN, ANOTHER), complaints.stream()).toList();
            case "region" ->
                Arrays.stream(Region.values())
                        .filter(Region::isOfPain)
                        .map(Coded::code)
                        .toList();
            case "suspected" -> suspected();
            case "imaging" ->
                Stream.concat(
                                Stream.of(NOT_DONE, ELSEWHERE, "not-stated"),
                                Arrays.stream(ImagingResult.values()).map(Coded::code))
                        .toList();
            case "order" -> orders();
            case "routing" ->
                Stream.concat(
                                Stream.of("data-required", "not-applicable"),
                                topic.variants().stream().map(Variant::id))
                        .toList();
            default -> FREE;
        };
    }

    private static List<String> pieces(Set<Integer> limits) {
        List<String> pieces = new ArrayList<>(List.of(UNKNOWN, "0"));
        limits.stream().filter(limit -> limit > 0).forEach(limit -> pieces.add(Integer.toString(limit)));
        return pieces;
    }

    private List<String> suspected() {
        List<String> sets = new ArrayList<>(List.of(""));
        for (String code : suspicions) {
            List.copyOf(sets).forEach(set -> sets.add(set + '/' + code + '/'));
        }
        sets.add(UNKNOWN);
        return sets;
    }

    private List<String> orders() {
        List<String> orders = new ArrayList<>(List.of(NONE, ANOTHER));
        for (String study : orderedStudies) {
            orders.add(study + ' ' + NONE);
            for (Contrast contrast : Contrast.values()) {
                orders.add(study + ' ' + contrast.code());
            }
        }
        return orders;
    }

    /** The variable that a question depends on, null when its answer is the same in every world. */
    @Nullable
    String variable(String fact, Question question) {
        return switch (question.name()) {
            case "present", "absent", "unknown", "absentOrUnknown" -> "finding " + text(question, 0);
            case "complaintIs", "complaintUnknown" -> "complaint ";
            case "youngerThan", "agedAtLeast", "ageUnknown" -> "age ";
            case "lastingMoreThan", "lastingAtMost", "durationUnknown" -> "duration ";
            case "egfrBelow", "egfrAtLeast", "egfrUnknown" -> "egfr ";
            case "painIn" -> "region ";
            case "suspected", "suspectedOnly", "suspectedOtherwise" -> "suspected ";
            case "imaged", "notImaged", "imagingUnknown", "awaiting", "imagedElsewhereOnly", "shows" ->
                "imaging " + text(question, 0);
            case "orders", "ordersWithContrast" -> "order ";
            case "matched", "variantMatched", "dataRequired" -> "routing ";
            case "prefers", "prefersWithContrast", "prefersOnlyWithContrast", "usuallyAppropriate" ->
                isPossible(question) ? free(fact, question) : null;
            default -> free(fact, question);
        };
    }

    private static String free(String fact, Question question) {
        return "free " + fact + ' ' + RuleWords.of(question);
    }

    /** Whether some rule prefers, or rates usually appropriate, what is asked for. */
    private boolean isPossible(Question question) {
        return switch (question.name()) {
            case "usuallyAppropriate" -> appropriate.contains(text(question, 0));
            case "prefers" -> preferred.contains(text(question, 0));
            default -> preferred.contains(text(question, 0) + ' ' + text(question, 1));
        };
    }

    /** The variable that tells whether a datum is open, and the values with which it is. */
    static Map.Entry<String, Set<String>> open(String datum) {
        return switch (datum) {
            case "complaint", "age", "duration", "egfr", "region", "suspected" ->
                Map.entry(datum + ' ', Set.of(UNKNOWN));
            case "radiographs" -> Map.entry("imaging radiography", Set.of("not-stated", "pending", UNKNOWN));
            case "mri" -> Map.entry("imaging mri", Set.of("not-stated", "pending", UNKNOWN));
            default -> Map.entry("finding " + datum, Set.of(UNKNOWN));
        };
    }

    /** The answer to a question, by the value of its variable. */
    static boolean answer(Question question, String value) {
        return switch (question.name()) {
            case "present", "absent", "unknown" -> value.equals(question.name());
            case "absentOrUnknown" -> !value.equals("present");
            case "complaintUnknown", "ageUnknown", "durationUnknown", "egfrUnknown" -> value.equals(UNKNOWN);
            case "complaintIs", "painIn", "matched" -> value.equals(text(question, 0));
            case "youngerThan" -> !value.equals(UNKNOWN) && Integer.parseInt(value) < months(question);
            case "agedAtLeast" -> !value.equals(UNKNOWN) && Integer.parseInt(value) >= months(question);
            case "lastingMoreThan" -> !value.equals(UNKNOWN) && Integer.parseInt(value) > days(question);
            case "lastingAtMost" -> !value.equals(UNKNOWN) && Integer.parseInt(value) <= days(question);
            case "egfrBelow" ->
                !value.equals(UNKNOWN)
                        && Integer.parseInt(value) < question.arguments().get(0).number();
            case "egfrAtLeast" ->
                !value.equals(UNKNOWN)
                        && Integer.parseInt(value)
                                >= question.arguments().get(0).number();
            case "suspected" -> value.contains('/' + text(question, 0) + '/');
            case "suspectedOnly" -> value.equals('/' + text(question, 0) + '/');
            case "suspectedOtherwise" -> !value.equals('/' + text(question, 0) + '/');
            case "notImaged" -> value.equals(NOT_DONE) || value.equals(ELSEWHERE);
            case "imagedElsewhereOnly" -> value.equals(ELSEWHERE);
            case "imagingUnknown" -> value.equals("not-stated");
            case "awaiting" -> value.equals("pending") || value.equals(UNKNOWN);
            case "imaged" ->
                !Set.of(NOT_DONE, ELSEWHERE, "not-stated", "pending", UNKNOWN).contains(value);
            case "shows" -> value.equals(text(question, 1));
            case "orders" -> value.startsWith(text(question, 0) + ' ');
            case "ordersWithContrast" -> value.equals(text(question, 0) + ' ' + text(question, 1));
            case "variantMatched" -> !value.equals("data-required") && !value.equals("not-applicable");
            case "dataRequired" -> value.equals("data-required");
            default -> value.equals(YES);
        };
    }

    private static int months(Question question) {
        return question.arguments().get(0).number() * (text(question, 1).startsWith("year") ? MONTHS_PER_YEAR : 1);
    }

    private static int days(Question question) {
        return question.arguments().get(0).number() * (text(question, 1).startsWith("week") ? DAYS_PER_WEEK : 1);
    }

    private static String text(Question question, int index) {
        return question.arguments().get(index).text();
    }

    /** Values given to some of the variables. */
    static final class Assignment {

        private final Map<String, String> values = new HashMap<>();
        private @Nullable String wanted;

        /** The value of a variable, null when it has none; then it is the one that is wanted. */
        @Nullable
        String value(String variable) {
            String value = values.get(variable);
            if (value == null && wanted == null) {
                wanted = variable;
            }
            return value;
        }

        void set(String variable, @Nullable String value) {
            if (value == null) {
                values.remove(variable);
            } else {
                values.put(variable, value);
            }
        }

        /** The variable that was asked for first and had no value, since this was last called. */
        @Nullable
        String takeWanted() {
            String variable = wanted;
            wanted = null;
            return variable;
        }
    }
}

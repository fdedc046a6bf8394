package org.apposite.json;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apposite.advice.Advice;
import org.apposite.advice.Advice.Exclusion;
import org.apposite.advice.Advice.VariantMatch;
import org.apposite.advice.Alert;
import org.apposite.advice.Alert.Severity;
import org.apposite.advice.Differential;
import org.apposite.advice.MissingDatum;
import org.apposite.advice.MissingDatum.Effect;
import org.apposite.advice.NextStep;
import org.apposite.advice.NextStep.Urgency;
import org.apposite.advice.OrderReview;
import org.apposite.advice.Radiation;
import org.apposite.advice.Recommendation;
import org.apposite.advice.RedFlag;
import org.apposite.advice.Trace;
import org.apposite.json.Expectation.Rating;
import org.apposite.patient.Coded;
import org.jspecify.annotations.Nullable;

/** One answer against what is expected of it. */
final class Comparison {

    private static final String NONE = "none";
    private static final int SHORT_LIST = 3;

    private final Expectation expected;
    private final Advice advice;
    private final List<String> differences = new ArrayList<>();

    Comparison(Expectation expected, Advice advice) {
        this.expected = expected;
        this.advice = advice;
    }

    List<String> differences() {
        VariantMatch variant = advice.variant();
        Exclusion exclusion = advice.exclusion();
        compare("topic", expected.topic(), Objects.requireNonNullElse(advice.topic(), NONE));
        compareAll(
                "headlines", expected.headlines(), advice.headlines().stream().map(Advice.Headline::text));
        compare("outcome", code(expected.outcome()), advice.outcome().code());
        compare("variant", expected.variant(), variant == null ? NONE : variant.id());
        compareAll("alsoMatches", expected.alsoMatches(), advice.alsoMatches().stream());
        compare("exclusion", expected.exclusion(), exclusion == null ? NONE : exclusion.id());
        compareAll("redFlags", expected.redFlags(), advice.redFlags().stream().map(RedFlag::code));
        compareAll(
                "preferred", expected.preferred(), advice.preferred().stream().map(Recommendation::procedure));
        compareAll(
                "setAside",
                expected.setAside(),
                advice.recommendations().stream()
                        .filter(one -> one.setAside() != null)
                        .map(Recommendation::procedure));
        compareRatings();
        compareAlerts();
        compareUrgencies();
        compareAll(
                "nextSteps", expected.nextSteps(), advice.nextSteps().stream().map(NextStep::code));
        compareAll(
                "blocking",
                expected.blocking(),
                advice.missing().stream().filter(MissingDatum::blocking).map(MissingDatum::code));
        compareMissing();
        compareAll(
                "differential",
                expected.differential(),
                advice.differential().stream().map(Differential::code));
        compareBecause();
        compareOrder();
        compareRegion();
        compareFired();
        return List.copyOf(differences);
    }

    private void compare(String key, @Nullable String wanted, String found) {
        if (wanted != null && !wanted.equals(found)) {
            differences.add(key + ": expected " + wanted + ", was " + found);
        }
    }

    private void compareAll(String key, @Nullable List<String> wanted, Stream<String> found) {
        if (wanted == null) {
            return;
        }
        List<String> expectedCodes = wanted.stream().sorted().toList();
        List<String> foundCodes = found.sorted().toList();
        if (!expectedCodes.equals(foundCodes)) {
            differences.add(key + ": expected " + listed(expectedCodes) + ", was " + listed(foundCodes)
                    + inShort(expectedCodes, foundCodes));
        }
    }

    /** Of long lists, what lacks and what is too much. */
    private static String inShort(List<String> wanted, List<String> found) {
        if (wanted.size() < SHORT_LIST && found.size() < SHORT_LIST) {
            return "";
        }
        List<String> lacking =
                wanted.stream().filter(one -> !found.contains(one)).toList();
        List<String> tooMuch =
                found.stream().filter(one -> !wanted.contains(one)).toList();
        return (lacking.isEmpty() ? "" : "; lacks " + listed(lacking))
                + (tooMuch.isEmpty() ? "" : "; not expected: " + listed(tooMuch));
    }

    private void compareRatings() {
        if (expected.ratings() == null) {
            return;
        }
        Map<String, Rating> found = new TreeMap<>();
        advice.recommendations()
                .forEach(one -> found.put(
                        one.procedure(),
                        new Rating(one.category(), one.disagreement(), one.median(), level(one.radiation()))));
        Set<String> procedures = new TreeSet<>(found.keySet());
        procedures.addAll(expected.ratings().keySet());
        for (String procedure : procedures) {
            compare(
                    "ratings",
                    procedure + " " + rating(expected.ratings().get(procedure)),
                    procedure + " " + rating(found.get(procedure)));
        }
    }

    private static Radiation.@Nullable Level level(@Nullable Radiation radiation) {
        return radiation == null ? null : radiation.level();
    }

    private static String rating(@Nullable Rating rating) {
        return rating == null ? "unrated" : rating.toString();
    }

    private void compareUrgencies() {
        if (expected.urgencies() != null) {
            for (Map.Entry<String, Urgency> wanted : expected.urgencies().entrySet()) {
                String urgency = advice.nextSteps().stream()
                        .filter(one -> one.code().equals(wanted.getKey()))
                        .map(one -> one.urgency().code())
                        .findFirst()
                        .orElse("absent");
                compare("urgencies", wanted.getKey() + " " + wanted.getValue().code(), wanted.getKey() + " " + urgency);
            }
        }
    }

    private void compareAlerts() {
        if (expected.alerts() != null) {
            if (expected.alerts().isEmpty()) {
                compareAll("alerts", List.of(), advice.alerts().stream().map(Alert::code));
            }
            for (Map.Entry<String, Severity> wanted : expected.alerts().entrySet()) {
                Alert found = alert(wanted.getKey());
                String severity = wanted.getValue().code();
                if (found == null || found.severity() != wanted.getValue()) {
                    differences.add("alerts: expected " + wanted.getKey() + " (" + severity + "), was "
                            + (found == null ? "absent" : found.severity().code()));
                }
            }
        }
        if (expected.absentAlerts() != null) {
            for (String unwanted : expected.absentAlerts()) {
                Alert found = alert(unwanted);
                if (found != null) {
                    differences.add("absentAlerts: " + unwanted + " is there ("
                            + found.severity().code() + ")");
                }
            }
        }
    }

    private @Nullable Alert alert(String code) {
        return advice.alerts().stream()
                .filter(one -> one.code().equals(code))
                .findFirst()
                .orElse(null);
    }

    private void compareMissing() {
        if (expected.missing() != null) {
            for (Map.Entry<String, List<Effect>> wanted : expected.missing().entrySet()) {
                MissingDatum found = missing(wanted.getKey());
                String effects = effects(wanted.getValue());
                String foundEffects =
                        found == null ? "absent" : found.blocking() ? "blocking" : effects(found.couldChange());
                compare("missing", wanted.getKey() + " " + effects, wanted.getKey() + " " + foundEffects);
            }
        }
        if (expected.notMissing() != null) {
            for (String unwanted : expected.notMissing()) {
                MissingDatum found = missing(unwanted);
                if (found != null) {
                    differences.add("notMissing: " + unwanted + " is listed " + effects(found.couldChange()));
                }
            }
        }
    }

    private @Nullable MissingDatum missing(String code) {
        return advice.missing().stream()
                .filter(one -> one.code().equals(code))
                .findFirst()
                .orElse(null);
    }

    private static String effects(Collection<Effect> effects) {
        return effects.stream().sorted().map(Effect::code).toList().toString();
    }

    private void compareBecause() {
        if (expected.because() != null) {
            for (Map.Entry<String, List<String>> wanted : expected.because().entrySet()) {
                String causes = advice.differential().stream()
                        .filter(one -> one.code().equals(wanted.getKey()))
                        .map(one -> one.because().stream().sorted().toList().toString())
                        .findFirst()
                        .orElse("absent");
                compare(
                        "because",
                        wanted.getKey() + " "
                                + wanted.getValue().stream().sorted().toList(),
                        wanted.getKey() + " " + causes);
            }
        }
    }

    private void compareOrder() {
        Expectation.Order wanted = expected.order();
        if (wanted == null) {
            return;
        }
        OrderReview found = advice.order();
        if (found == null) {
            differences.add("order: expected a review, was none");
            return;
        }
        compare("order.procedure", wanted.procedure(), Objects.requireNonNullElse(found.procedure(), NONE));
        String category = wanted.unrated() ? NONE : code(wanted.category());
        compare(
                "order.category",
                category,
                found.category() == null ? NONE : found.category().code());
    }

    private void compareRegion() {
        if (expected.region() == null) {
            return;
        }
        List<String> found = advice.preferred().stream()
                .map(one -> Objects.requireNonNullElse(one.region(), "the whole body"))
                .distinct()
                .toList();
        compare("region", expected.region(), listed(found));
    }

    private void compareFired() {
        if (advice.trace().steps().stream().anyMatch(step -> step.rule().equals(Trace.ASKED_BY_NO_RULE))) {
            differences.add(
                    "rules: no rule concludes a variant or an exclusion for this case, and none asks for what is not stated; "
                            + "the engine asks in their place");
        }
        Set<String> found = new TreeSet<>();
        advice.trace().steps().forEach(step -> found.add(step.rule()));
        if (expected.fired() != null) {
            expected.fired().stream()
                    .filter(rule -> !found.contains(rule))
                    .forEach(rule -> differences.add("fired: " + rule + " did not fire"));
        }
        if (expected.notFired() != null) {
            expected.notFired().stream()
                    .filter(found::contains)
                    .forEach(rule -> differences.add("notFired: " + rule + " fired"));
        }
    }

    private static @Nullable String code(@Nullable Coded value) {
        return value == null ? null : value.code();
    }

    private static String listed(List<String> codes) {
        return codes.isEmpty() ? NONE : String.join(", ", codes);
    }
}
